// Issuer key files: their mode, what is refused, and that destroying leaves no byte of the key behind.
import { generateKeyPairSync } from 'node:crypto';
import { chmod, link, mkdir, mkdtemp, readFile, rm, stat, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { destroyFile } from '../../server/destroyed-file.ts';
import { KeyFileProblem, loadKeyFile, makeKeyFile, publicKeyOfFile } from '../../server/issuer/key-file.ts';
import { issuerKey } from '../../client/credential/issuer-key.ts';
import { ISSUER_KEY_BYTES } from '../../shared/credential/manifest.ts';
import { madeKey } from '../support/made-keys.ts';

let folder: string;
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'spid-keys-'));
});
afterAll(async () => rm(folder, { recursive: true }));

describe('a key file', () => {
  it('is made for its owner only, and its public half is one that pages and manifests take', async () => {
    const path = join(folder, 'new', 'a.pem');
    const key = await makeKeyFile(path);
    expect((await stat(path)).mode & 0o777).toBe(0o600);
    expect(key.spki).toHaveLength(ISSUER_KEY_BYTES);
    expect((await issuerKey(key.text)).bits).toBe(3072);
    expect((await publicKeyOfFile(path)).text).toBe(key.text);
  });

  it('is made once: a second making leaves the first key as it is', async () => {
    const path = join(folder, 'once.pem');
    const key = await makeKeyFile(path, madeKey);
    await expect(makeKeyFile(path, madeKey)).rejects.toThrow('EEXIST');
    expect((await publicKeyOfFile(path)).text).toBe(key.text);
  });

  it('is refused where others may read it', async () => {
    const path = join(folder, 'open.pem');
    await makeKeyFile(path, madeKey);
    await chmod(path, 0o640);
    await expect(loadKeyFile(path)).rejects.toThrow(/0600/);
  });

  it.each([
    ['missing', null],
    ['no PEM', 'hello'],
    ['RSA-2048', generateKeyPairSync('rsa', { modulusLength: 2048 }).privateKey.export({ type: 'pkcs8', format: 'pem' }).toString()],
    ['elliptic', generateKeyPairSync('ec', { namedCurve: 'P-256' }).privateKey.export({ type: 'pkcs8', format: 'pem' }).toString()],
  ])('is refused where it is %s', async (name, content) => {
    const path = join(folder, `${name}.pem`);
    if (content !== null) await writeFile(path, content, { mode: 0o600 });
    await expect(loadKeyFile(path)).rejects.toBeInstanceOf(KeyFileProblem);
  });

  it('is overwritten before it goes: another link to the same file holds no key any more', async () => {
    const path = join(folder, 'gone.pem');
    const witness = join(folder, 'witness.pem');
    await makeKeyFile(path, madeKey);
    await link(path, witness);
    const before = await readFile(path);
    expect(await destroyFile(path)).toBe(true);
    await expect(stat(path)).rejects.toThrow('ENOENT');
    const after = await readFile(witness);
    expect(after).toHaveLength(before.length);
    expect(after.toString('latin1')).not.toContain('PRIVATE KEY');
    expect(after.filter((byte, index) => byte === before[index]).length).toBeLessThan(before.length / 10);
    expect(await destroyFile(path)).toBe(false);
  });

  it('is destroyed without a fault where another process destroys it at the same moment', async () => {
    const path = join(folder, 'twice.pem');
    for (let time = 0; time < 20; time += 1) {
      await writeFile(path, 'codes');
      await Promise.all([destroyFile(path), destroyFile(path)]);
      await expect(stat(path)).rejects.toThrow('ENOENT');
    }
  });

  it('is not said to be gone where it is there and can not be written to', async () => {
    const path = join(folder, 'a-folder-in-its-place.pem');
    await mkdir(path);
    await expect(destroyFile(path)).rejects.toMatchObject({ code: 'store.unavailable', message: expect.stringContaining(path) as unknown as string });
  });
});
