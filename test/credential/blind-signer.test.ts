// The issuer's signing threads: what they refuse, that they leave the loop its turns, that they start wherever the server does.
import { execFile } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { bytesOfInteger, integerOf, powerModulo } from '../../client/credential/big-integer.ts';
import { openBlindSigner } from '../../server/issuer/blind-signer.ts';
import type { BlindSigner } from '../../server/issuer/blind-signer.ts';
import { aMadeKey } from '../support/made-keys.ts';

const privateKey = aMadeKey();
const n = integerOf(Uint8Array.from(Buffer.from(privateKey.export({ format: 'jwk' }).n ?? '', 'base64url')));
const NAME = 'R0VND1/officials/invited';
let signer: BlindSigner;

beforeAll(() => {
  signer = openBlindSigner();
  signer.keep(NAME, privateKey);
});
afterAll(async () => signer.close());

const refusal = async (blinded: Uint8Array): Promise<string> => {
  const result = await signer.sign(NAME, blinded);
  return result.ok ? 'signed' : result.refusal;
};

describe('the blind signer', () => {
  it('signs so that the public key takes it back', async () => {
    const message = bytesOfInteger(integerOf(Uint8Array.from(randomBytes(383))), 384);
    const result = await signer.sign(NAME, message);
    const signature = result.ok ? Uint8Array.from(result.signature) : new Uint8Array(0);
    expect(signature).toHaveLength(384);
    expect(powerModulo(integerOf(signature), 65537n, n)).toBe(integerOf(message));
  });

  it('gives the same signature for the same message, from whichever thread', async () => {
    const message = bytesOfInteger(12345n, 384);
    const results = await Promise.all(Array.from({ length: 6 }, () => signer.sign(NAME, message)));
    expect(new Set(results.map((result) => (result.ok ? Buffer.from(result.signature).toString('hex') : result.refusal))).size).toBe(1);
  });

  it('refuses 0, 1, n − 1, n, n + 1 and all ones', async () => {
    for (const value of [0n, 1n, n - 1n, n, n + 1n, (1n << 3072n) - 1n]) expect(await refusal(bytesOfInteger(value, 384))).toBe('range');
    expect(await refusal(bytesOfInteger(2n, 384))).toBe('signed');
    expect(await refusal(bytesOfInteger(n - 2n, 384))).toBe('signed');
  });

  it.each([0, 1, 32, 383, 385, 768])('refuses %i bytes', async (length) => {
    expect(await refusal(new Uint8Array(length).fill(3))).toBe('length');
  });

  it('refuses a name it was given no key for, and one whose key it was told to forget', async () => {
    signer.keep('short-lived', privateKey);
    expect((await signer.sign('short-lived', bytesOfInteger(2n, 384))).ok).toBe(true);
    signer.forget('short-lived');
    expect(signer.has('short-lived')).toBe(false);
    expect(await signer.sign('short-lived', bytesOfInteger(2n, 384))).toEqual({ ok: false, refusal: 'no-key' });
    expect(await signer.sign('never', bytesOfInteger(2n, 384))).toEqual({ ok: false, refusal: 'no-key' });
  });

  it('leaves the event loop its turns while it signs', async () => {
    let turns = 0;
    let signing = true;
    const turn = (): void => {
      turns += 1;
      if (signing) setImmediate(turn);
    };
    turn();
    await Promise.all(Array.from({ length: 100 }, (_, index) => signer.sign(NAME, bytesOfInteger(BigInt(index) + 2n, 384))));
    signing = false;
    expect(turns).toBeGreaterThan(100);
  });

  it('rejects orders after it was closed', async () => {
    const closed = openBlindSigner(1);
    await closed.close();
    await expect(closed.sign(NAME, bytesOfInteger(2n, 384))).rejects.toThrow('closed');
  });

  it('starts under tsx from another folder, signs, and lets the process end', async () => {
    const script = `
      const { openBlindSigner } = await import(${JSON.stringify(new URL('../../server/issuer/blind-signer.ts', import.meta.url).href)});
      const { createPrivateKey } = await import('node:crypto');
      const signer = openBlindSigner(1);
      signer.keep('k', createPrivateKey(${JSON.stringify(privateKey.export({ type: 'pkcs8', format: 'pem' }))}));
      const message = new Uint8Array(384); message[383] = 9;
      console.log((await signer.sign('k', message)).ok);`;
    const loader = import.meta.resolve('tsx');
    const { stdout } = await promisify(execFile)(process.execPath, ['--import', loader, '--input-type=module', '-e', script], { cwd: fileURLToPath(new URL('file:///tmp/')), timeout: 20000 });
    expect(stdout.trim()).toBe('true');
  }, 90_000);
});
