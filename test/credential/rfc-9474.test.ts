// RFC 9474's published vector through our two halves, and both halves against an independent implementation.
import { createPrivateKey, createPublicKey, generateKeyPairSync } from 'node:crypto';
import type { JsonWebKey, KeyObject } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { RSABSSA } from '@cloudflare/blindrsa-ts';
import { describe, expect, it } from '@jest/globals';
import { bytesOfInteger, integerOf } from '../../client/credential/big-integer.ts';
import { blind, blindWith } from '../../client/credential/blind.ts';
import { WrongBlindSignature, finalize, verifyToken } from '../../client/credential/finalize.ts';
import { ForbiddenIssuerKey, anyIssuerKey, issuerKey } from '../../client/credential/issuer-key.ts';
import { signBlinded, signingKey } from '../../server/issuer/raw-rsa.ts';
import { concatBytes } from '../../shared/credential/bytes.ts';
import type { Bytes } from '../../shared/credential/bytes.ts';
import { decodeHex, encodeHex } from '../../shared/credential/hex.ts';
import { preparedMessage } from '../../shared/credential/token-message.ts';
import { aMadeKey } from '../support/made-keys.ts';

const vector = JSON.parse(readFileSync(new URL('../conformance/credential/rfc9474-randomized.json', import.meta.url), 'utf8')) as Record<string, string>;

function field(name: string): Bytes {
  const bytes = decodeHex(vector[name] ?? 'missing');
  if (bytes === null) throw new Error(`the vector has no ${name}`);
  return bytes;
}

function vectorKey(): KeyObject {
  const [p, q, d] = [field('p'), field('q'), field('d')].map(integerOf) as [bigint, bigint, bigint];
  const text = (value: bigint, length: number): string => Buffer.from(bytesOfInteger(value, length)).toString('base64url');
  let inverse = 1n;
  for (let exponent = p - 2n, square = q % p; exponent > 0n; exponent >>= 1n, square = (square * square) % p) if (exponent & 1n) inverse = (inverse * square) % p;
  const jwk: JsonWebKey = { kty: 'RSA', n: text(p * q, 512), e: 'AQAB', d: text(d, 512), p: text(p, 256), q: text(q, 256), dp: text(d % (p - 1n), 256), dq: text(d % (q - 1n), 256), qi: text(inverse, 256) };
  return createPrivateKey({ key: jwk, format: 'jwk' });
}

const spkiOf = (key: KeyObject): Bytes => Uint8Array.from(createPublicKey(key).export({ type: 'spki', format: 'der' }));

/** A public key of so many bits: whoever has no factors can't tell that its modulus is no product of two primes. */
const publicSpki = (bits: number, exponent: string): Bytes => {
  const modulus = Buffer.alloc(bits / 8, 0xc5).toString('base64url');
  return Uint8Array.from(createPublicKey({ key: { kty: 'RSA', n: modulus, e: exponent }, format: 'jwk' }).export({ type: 'spki', format: 'der' }));
};

const webKey = async (key: KeyObject, use: 'sign' | 'verify'): Promise<CryptoKey> =>
  crypto.subtle.importKey(
    use === 'sign' ? 'pkcs8' : 'spki',
    use === 'sign' ? Uint8Array.from(key.export({ type: 'pkcs8', format: 'der' })) : spkiOf(key),
    { name: 'RSA-PSS', hash: 'SHA-384' },
    true,
    [use],
  );

describe('RFC 9474 appendix A.1, RSABSSA-SHA384-PSS-Randomized', () => {
  it('prepares, blinds, signs and finalizes to the published bytes', async () => {
    const secret = vectorKey();
    const key = await anyIssuerKey(spkiOf(secret));
    const prepared = preparedMessage(field('msg_prefix'), field('msg'));
    expect(encodeHex(prepared)).toBe(vector['input_msg']);
    const blinding = await blindWith(key, prepared, field('salt'), integerOf(field('r')));
    expect(encodeHex(blinding?.blinded ?? new Uint8Array(0))).toBe(vector['blinded_msg']);
    expect(encodeHex(blinding?.inverse ?? new Uint8Array(0))).toBe(vector['inv']);
    const signed = signBlinded(signingKey(secret), field('blinded_msg'));
    expect(signed.ok ? encodeHex(Uint8Array.from(signed.signature)) : signed.refusal).toBe(vector['blind_sig']);
    expect(encodeHex(await finalize(key, prepared, field('blind_sig'), field('inv')))).toBe(vector['sig']);
  });

  it('refuses the published key of 4,096 bits where a page would draw a token', async () => {
    await expect(issuerKey(Buffer.from(spkiOf(vectorKey())).toString('base64url'))).rejects.toBeInstanceOf(ForbiddenIssuerKey);
  });
});

describe('against another implementation of RFC 9474', () => {
  const privateKey = aMadeKey();
  const suite = RSABSSA.SHA384.PSS.Randomized();
  const message = Uint8Array.from({ length: 100 }, (_, index) => index);

  it('signs what the other blinds, and the other finalizes it', async () => {
    const open = await webKey(privateKey, 'verify');
    const prepared = suite.prepare(message);
    const { blindedMsg, inv } = await suite.blind(open, prepared);
    const signed = signBlinded(signingKey(privateKey), blindedMsg);
    const token = await suite.finalize(open, prepared, signed.ok ? signed.signature : new Uint8Array(0), inv);
    expect(await verifyToken(await anyIssuerKey(spkiOf(privateKey)), Uint8Array.from(prepared), Uint8Array.from(token))).toBe(true);
  });

  it('finalizes what the other signs, and the other verifies it', async () => {
    const key = await anyIssuerKey(spkiOf(privateKey));
    const prepared = concatBytes(new Uint8Array(32).fill(7), message);
    const { blinded, inverse } = await blind(key, prepared);
    const signature = Uint8Array.from(await suite.blindSign(await webKey(privateKey, 'sign'), blinded));
    const token = await finalize(key, prepared, signature, inverse);
    expect(await suite.verify(await webKey(privateKey, 'verify'), token, prepared)).toBe(true);
  });

  it('refuses a signature under a key made for one person', async () => {
    const key = await anyIssuerKey(spkiOf(privateKey));
    const other = signingKey(aMadeKey());
    for (let attempt = 0; attempt < 20; attempt += 1) {
      const { blinded, inverse } = await blind(key, message);
      const signed = signBlinded(other, blinded);
      if (!signed.ok) continue;
      await expect(finalize(key, message, Uint8Array.from(signed.signature), inverse)).rejects.toBeInstanceOf(WrongBlindSignature);
      return;
    }
    throw new Error('no blinded message fitted the other modulus');
  });

  it.each([2048, 4096])('refuses an issuer key of %i bits', async (bits) => {
    await expect(issuerKey(Buffer.from(publicSpki(bits, 'AQAB')).toString('base64url'))).rejects.toBeInstanceOf(ForbiddenIssuerKey);
    // The same key of the right size is taken: it is the size that was refused.
    expect((await issuerKey(Buffer.from(publicSpki(3072, 'AQAB')).toString('base64url'))).bits).toBe(3072);
  });

  it('refuses an issuer key with exponent 3, one that is elliptic, and text that is no key', async () => {
    const small = publicSpki(3072, 'Aw');
    const elliptic = Uint8Array.from(generateKeyPairSync('ec', { namedCurve: 'P-256' }).publicKey.export({ type: 'spki', format: 'der' }));
    for (const spki of [small, elliptic, new Uint8Array(422)]) {
      await expect(issuerKey(Buffer.from(spki).toString('base64url'))).rejects.toBeInstanceOf(ForbiddenIssuerKey);
    }
    await expect(issuerKey('not base64!')).rejects.toBeInstanceOf(ForbiddenIssuerKey);
  });
});
