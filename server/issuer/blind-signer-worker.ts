// The thread that signs. It keeps the keys it was given until told to forget them; it knows no code, person or request.
// Started by blind-signer.ts. It imports nothing but raw-rsa.ts, so that it starts soon.
import type { KeyObject } from 'node:crypto';
import { parentPort } from 'node:worker_threads';
import { signBlinded, signingKey } from './raw-rsa.ts';
import type { SigningKey } from './raw-rsa.ts';

/** Orders to a signing thread. `id` comes back with the result. */
export type SignerOrder =
  | { readonly order: 'keep'; readonly name: string; readonly key: KeyObject }
  | { readonly order: 'forget'; readonly name: string }
  | { readonly order: 'sign'; readonly id: number; readonly name: string; readonly blinded: Uint8Array };

const keys = new Map<string, SigningKey>();

function sign(id: number, name: string, blinded: Uint8Array): void {
  const key = keys.get(name);
  parentPort?.postMessage({ id, result: key === undefined ? { ok: false, refusal: 'no-key' } : signBlinded(key, blinded) });
}

parentPort?.on('message', (message: SignerOrder) => {
  if (message.order === 'keep') keys.set(message.name, signingKey(message.key));
  else if (message.order === 'forget') keys.delete(message.name);
  else sign(message.id, message.name, message.blinded);
});
