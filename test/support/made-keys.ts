// Issuer keys for test rounds: RSA-3072 keys that were made once as the server makes them (test/credential/key-file.test.ts
// has it make one), kept as PKCS #8 in made-keys.json. Why: making one takes half a second of processor time, and the
// tests open hundreds of rounds. Within a file the next key is always another one. They lie open and are worth nothing:
// no real round ever sees them.
import { createPrivateKey } from 'node:crypto';
import type { KeyObject } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { z } from 'zod';

const kept = z.array(z.string()).min(2).parse(JSON.parse(readFileSync(new URL('made-keys.json', import.meta.url), 'utf8')));
let next = process.pid % kept.length;

/** The next key of the pool. */
export function aMadeKey(): KeyObject {
  next = (next + 1) % kept.length;
  return createPrivateKey({ key: Buffer.from(kept[next] ?? '', 'base64'), format: 'der', type: 'pkcs8' });
}

/** The same, as a round is given its way of making keys. */
export const madeKey = (): Promise<KeyObject> => Promise.resolve(aMadeKey());
