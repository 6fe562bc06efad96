// The issuer's public key as the manifest carries it. Anything but RSA-3072 with e = 65537 is refused here, before a
// bit of the person's goes anywhere: another size could be weak, another exponent could mark the person.
import { decodeBase64url } from '../../shared/credential/base64url.ts';
import type { Bytes } from '../../shared/credential/bytes.ts';
import { bitLength, integerOf } from './big-integer.ts';
import { subtle } from './webcrypto.ts';

/** Thrown where a manifest names a key that this protocol doesn't allow: the page must stop. */
export class ForbiddenIssuerKey extends Error {
  override readonly name = 'ForbiddenIssuerKey';
}

/** A public key ready for blinding and verifying. */
export type IssuerKey = { readonly modulus: bigint; readonly exponent: bigint; readonly bytes: number; readonly bits: number; readonly verifier: CryptoKey };

const importKey = async (spki: Bytes): Promise<CryptoKey> => subtle().importKey('spki', spki, { name: 'RSA-PSS', hash: 'SHA-384' }, true, ['verify']);

/** Any RSA key of an SPKI. For the conformance tests, whose published keys have 4,096 bits; pages call `issuerKey`. */
export async function anyIssuerKey(spki: Bytes): Promise<IssuerKey> {
  const verifier = await importKey(spki);
  const { n, e } = await subtle().exportKey('jwk', verifier);
  const modulus = integerOf(decodeBase64url(n ?? '') ?? new Uint8Array(0));
  const exponent = integerOf(decodeBase64url(e ?? '') ?? new Uint8Array(0));
  const bits = bitLength(modulus);
  return { modulus, exponent, bits, bytes: Math.ceil(bits / 8), verifier };
}

/** The issuer key of a manifest's frame (base64url SPKI). Throws ForbiddenIssuerKey on another kind, size or exponent. */
export async function issuerKey(spkiText: string): Promise<IssuerKey> {
  const spki = decodeBase64url(spkiText);
  const key = spki === null ? null : await anyIssuerKey(spki).catch(() => null);
  if (key === null) throw new ForbiddenIssuerKey('the issuer key is no RSA key');
  if (key.bits !== 3072 || key.exponent !== 65537n) throw new ForbiddenIssuerKey('the issuer key is not RSA-3072 with e = 65537');
  return key;
}
