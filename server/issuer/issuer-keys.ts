// The private keys of the open rounds: made as files at opening, loaded by the signing threads when first needed,
// dropped from memory and destroyed on disk when drawing ends. One key per population and frame of a round.
import { createPublicKey } from 'node:crypto';
import { stat } from 'node:fs/promises';
import { join } from 'node:path';
import { destroyFile } from '../destroyed-file.ts';
import type { BlindSigner } from './blind-signer.ts';
import { loadKeyFile, makeKeyFile } from './key-file.ts';
import type { MakeKey } from './key-file.ts';
import type { IssuerFrame } from './rounds-store.ts';

type Way = { readonly population: string; readonly frame: string };

export type IssuerKeys = {
  /** Makes a new key for a way in, replacing one that an opening which failed left behind. Returns its public half. */
  readonly make: (round: string, way: Way) => Promise<string>;
  /** Name of a key that the signer holds now. Rejects with KeyFileProblem. */
  readonly ready: (round: string, frame: IssuerFrame) => Promise<string>;
  readonly sign: (name: string, blinded: Uint8Array) => Promise<string>;
  readonly modulusOf: (frame: IssuerFrame) => Buffer;
  /** Forgets and destroys the keys of these frames; twice is no fault. */
  readonly destroy: (round: string, ways: readonly Way[]) => Promise<void>;
  /** Whether no key file of these frames is left. */
  readonly areGone: (round: string, ways: readonly Way[]) => Promise<boolean>;
  /** Forgets keys of rounds for which `mayKeep` says no: another process may have ended them. */
  readonly sweep: (mayKeep: (round: string) => Promise<boolean>) => Promise<void>;
};

const nameOf = (round: string, way: Way): string => `${round}/${way.population}/${way.frame}`;

async function signWith(signer: BlindSigner, name: string, blinded: Uint8Array): Promise<string> {
  const result = await signer.sign(name, blinded);
  if (!result.ok) throw new Error('the signing thread refused what was checked before');
  return Buffer.from(result.signature).toString('base64url');
}

/** A file that can't even be looked at may be there. */
const isThere = (path: string): Promise<boolean> => stat(path).then(() => true, (error: unknown) => (error as { code?: unknown } | null)?.code !== 'ENOENT');

/** Keys in the files of `folder`, held by `signer`. */
export function issuerKeys(folder: string, signer: BlindSigner, makeKey?: MakeKey): IssuerKeys {
  const moduli = new Map<string, Buffer>();
  const held = new Set<string>();
  const pathOf = (round: string, way: Way): string => join(folder, `${round}-${way.population}-${way.frame}.pem`);
  const forget = (name: string): void => {
    signer.forget(name);
    held.delete(name);
  };
  const destroy = async (round: string, ways: readonly Way[]): Promise<void> => {
    for (const way of ways) {
      forget(nameOf(round, way));
      await destroyFile(pathOf(round, way));
    }
  };
  return {
    async make(round, way) {
      await destroy(round, [way]);
      return (await makeKeyFile(pathOf(round, way), makeKey)).text;
    },
    async ready(round, frame) {
      const name = nameOf(round, frame);
      if (!signer.has(name)) {
        signer.keep(name, await loadKeyFile(pathOf(round, frame)));
        held.add(name);
      }
      return name;
    },
    sign: (name, blinded) => signWith(signer, name, blinded),
    modulusOf(frame) {
      const known = moduli.get(frame.key) ?? modulusOfKey(frame.key);
      moduli.set(frame.key, known);
      return known;
    },
    destroy,
    areGone: async (round, ways) => (await Promise.all(ways.map((way) => isThere(pathOf(round, way))))).every((there) => !there),
    async sweep(mayKeep) {
      for (const name of held) if (!(await mayKeep(name.split('/')[0] ?? ''))) forget(name);
    },
  };
}

const modulusOfKey = (spki: string): Buffer =>
  Buffer.from(createPublicKey({ key: Buffer.from(spki, 'base64url'), format: 'der', type: 'spki' }).export({ format: 'jwk' }).n ?? '', 'base64url');
