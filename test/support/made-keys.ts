// Issuer keys for test rounds: real RSA-3072 keys, made as the server makes them, and used again by other test files.
// Why: making one takes half a second, and the tests open hundreds of rounds. Within a file the next key is always
// another one. They lie in the temporary folder and are worth nothing: no real round ever sees them.
import { createPrivateKey } from 'node:crypto';
import type { KeyObject } from 'node:crypto';
import { mkdir, readFile, rename, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { freshKey } from '../../server/issuer/key-file.ts';

const KEYS = 16;
const folder = join(tmpdir(), `spid-test-keys-${String(process.getuid?.() ?? 0)}`);
let next = process.pid % KEYS;

/** The next key of the pool, made where it is not there yet. */
export async function madeKey(): Promise<KeyObject> {
  next = (next + 1) % KEYS;
  const path = join(folder, `${String(next)}.pem`);
  const kept = await readFile(path, 'utf8').catch(() => null);
  if (kept !== null) return createPrivateKey(kept);
  const key = await freshKey();
  await mkdir(folder, { recursive: true, mode: 0o700 });
  // Another worker may make the same one: whoever is last wins, and both are keys.
  const draft = `${path}.${String(process.pid)}`;
  await writeFile(draft, key.export({ type: 'pkcs8', format: 'pem' }), { mode: 0o600 });
  await rename(draft, path);
  return key;
}
