// The collector's transport key of a round: sealed sheets are encrypted to its public half, which the manifest names.
// The private half is a file (mode 0600) in the collector's keeping, outside every database, and is destroyed when the
// round closes: from then on nobody, the operator included, can open an envelope that was taken with a tablet.
import { createECDH } from 'node:crypto';
import { mkdir, readFile, rename, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { Bytes } from '../../shared/credential/bytes.ts';
import { destroyFile } from '../destroyed-file.ts';

const CURVE = 'prime256v1';

/** `secret`: 32 bytes. `open`: the raw uncompressed point. */
export type TransportKey = { readonly secret: Bytes; readonly open: Bytes };

const pathOf = (folder: string, round: string): string => join(folder, `${round}.transport`);

const keyOf = (secret: Uint8Array): TransportKey => {
  const ecdh = createECDH(CURVE);
  ecdh.setPrivateKey(secret);
  return { secret: Uint8Array.from(secret), open: Uint8Array.from(ecdh.getPublicKey()) };
};

/** Makes a round's key, replacing one that an opening which failed left behind. Returns the public point, base64url. */
export async function makeTransportKey(folder: string, round: string): Promise<string> {
  await mkdir(folder, { recursive: true, mode: 0o700 });
  const ecdh = createECDH(CURVE);
  ecdh.generateKeys();
  const key = keyOf(Buffer.from(ecdh.getPrivateKey('hex').padStart(64, '0'), 'hex'));
  const path = pathOf(folder, round);
  await writeFile(`${path}.new`, Buffer.from(key.secret).toString('base64url'), { mode: 0o600, flush: true });
  await rename(`${path}.new`, path);
  return Buffer.from(key.open).toString('base64url');
}

/** The key of a round, or null where it has none any more. Read anew each time: another process may have destroyed it. */
export async function readTransportKey(folder: string, round: string): Promise<TransportKey | null> {
  const text = await readFile(pathOf(folder, round), 'utf8').catch(() => null);
  return text === null ? null : keyOf(Buffer.from(text, 'base64url'));
}

/** None there is no fault. Throws store.unavailable where it can't be destroyed. */
export const destroyTransportKey = (folder: string, round: string): Promise<boolean> => destroyFile(pathOf(folder, round));
