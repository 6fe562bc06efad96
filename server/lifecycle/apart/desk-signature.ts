// The desk's signature under what it orders of an open round (docs/decisions/0078): Ed25519 over the canonical JSON of
// the paper without its signature. The private half never leaves the desk's host; the public one came with the opening.
import { createPrivateKey, createPublicKey, generateKeyPairSync, sign, verify } from 'node:crypto';
import type { KeyObject } from 'node:crypto';
import { mkdirSync, readFileSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { canonicalBytes } from '../../../shared/credential/canonical-json.ts';
import type { Json } from '../../../shared/credential/canonical-json.ts';
import { Problem } from '../../../shared/problem.ts';
import type { RoundHere } from './round-on-paper.ts';

function deskKey(dataFolder: string): KeyObject {
  const folder = join(dataFolder, 'secrets');
  const path = join(folder, 'desk-orders');
  mkdirSync(folder, { recursive: true, mode: 0o700 });
  try {
    writeFileSync(path, generateKeyPairSync('ed25519').privateKey.export({ type: 'pkcs8', format: 'pem' }), { mode: 0o600, flag: 'wx', flush: true });
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'EEXIST') throw error;
  }
  if (process.platform !== 'win32' && (statSync(path).mode & 0o077) !== 0) throw new Problem('plan.invalid', `Others may read ${path}: set its mode to 0600.`);
  return createPrivateKey(readFileSync(path, 'utf8'));
}

/** The desk's public half, for the opening paper; makes the key where there is none yet. */
export const deskOrdersKey = (dataFolder: string): string => createPublicKey(deskKey(dataFolder)).export({ type: 'spki', format: 'der' }).toString('base64url');

type Signed = { readonly round: string; readonly manifest: string; readonly signature: string };

/** Signs with this desk's key. */
export const signedByDesk = <Order extends Omit<Signed, 'signature'>>(dataFolder: string, order: Order): Order & { readonly signature: string } =>
  ({ ...order, signature: sign(null, canonicalBytes(order as unknown as Json), deskKey(dataFolder)).toString('base64url') });

/** Throws plan.invalid where an order is not signed by the desk that opened the round, or is another round's. */
export function insistSigned({ paper, made }: RoundHere, order: Signed): void {
  const refuse = (why: string): never => {
    throw new Problem('plan.invalid', why, { place: 'signature' });
  };
  if (paper.orders === undefined) return refuse(`Round ${order.round} was opened before desks signed orders: it can not be changed over several hosts.`);
  const { signature, ...rest } = order;
  const key = createPublicKey({ key: Buffer.from(paper.orders, 'base64url'), type: 'spki', format: 'der' });
  if (order.round !== made.manifest.round || order.manifest !== made.hash) refuse('This order is of another round or another manifest.');
  if (!verify(null, canonicalBytes(rest as Json), key, Buffer.from(signature, 'base64url'))) refuse('This order is not as the desk signed it.');
}
