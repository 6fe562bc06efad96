// Issuer keys as files: made at opening, destroyed when drawing ends. Never in a database, so that no dump, oplog or
// backup of one holds a key.
import { createHash, createPrivateKey, createPublicKey, generateKeyPair } from 'node:crypto';
import type { KeyObject } from 'node:crypto';
import { constants } from 'node:fs';
import { chmod, mkdir, open, readFile, stat } from 'node:fs/promises';
import { dirname } from 'node:path';
import { promisify } from 'node:util';
import { syncFolder } from '../destroyed-file.ts';

const generate = promisify(generateKeyPair);
const OWNER_ONLY = 0o600;

/** Thrown where a key file is missing, readable by others, or no RSA-3072 key; the message names the file and the remedy. */
export class KeyFileProblem extends Error {
  override readonly name = 'KeyFileProblem';
}

/** SubjectPublicKeyInfo (DER) and its base64url text, as the manifest carries it. */
export type PublicIssuerKey = { readonly spki: Buffer; readonly text: string };

const publicOf = (key: KeyObject): PublicIssuerKey => {
  const spki = createPublicKey(key).export({ type: 'spki', format: 'der' });
  return { spki, text: spki.toString('base64url') };
};

async function writeDurably(path: string, content: string): Promise<void> {
  const file = await open(path, constants.O_WRONLY | constants.O_CREAT | constants.O_EXCL, OWNER_ONLY);
  try {
    await file.writeFile(content);
    await file.sync();
  } finally {
    await file.close();
  }
  await syncFolder(dirname(path));
}

/** A fresh private key. */
export type MakeKey = () => Promise<KeyObject>;

/** A fresh RSA-3072 key: half a second of work. */
export const freshKey: MakeKey = async () => (await generate('rsa', { modulusLength: 3072, publicExponent: 65537 })).privateKey;

/** Makes an RSA-3072 key in a new file of mode 0600. Rejects where the file exists: a round's key is made once. */
export async function makeKeyFile(path: string, makeKey: MakeKey = freshKey): Promise<PublicIssuerKey> {
  await mkdir(dirname(path), { recursive: true, mode: 0o700 });
  const privateKey = await makeKey();
  await writeDurably(path, privateKey.export({ type: 'pkcs8', format: 'pem' }).toString());
  await chmod(path, OWNER_ONLY);
  return publicOf(privateKey);
}

/** Loads a key file. Rejects with KeyFileProblem. */
export async function loadKeyFile(path: string): Promise<KeyObject> {
  const info = await stat(path).catch(() => null);
  if (info === null) throw new KeyFileProblem(`no issuer key at ${path}: it was destroyed when drawing ended, or the folder is not mounted`);
  if (process.platform !== 'win32' && (info.mode & 0o077) !== 0) throw new KeyFileProblem(`others may read ${path}: set its mode to 0600`);
  const key = parse(await readFile(path, 'utf8'));
  const details = key?.asymmetricKeyDetails;
  if (key?.asymmetricKeyType !== 'rsa' || details?.modulusLength !== 3072 || details.publicExponent !== 65537n) {
    throw new KeyFileProblem(`${path} holds no RSA-3072 key with e = 65537`);
  }
  return key;
}

function parse(pem: string): KeyObject | null {
  try {
    return createPrivateKey(pem);
  } catch {
    return null;
  }
}

/** Public half of a key file. */
export const publicKeyOfFile = async (path: string): Promise<PublicIssuerKey> => publicOf(await loadKeyFile(path));

/** A short public name of a key, for the notice that says which key was destroyed. */
export const keyFingerprint = (key: PublicIssuerKey): string => createHash('sha256').update(key.spki).digest('base64url');
