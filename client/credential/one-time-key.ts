// The one-time P-256 key of one answer, made by WebCrypto. Its private half can't leave the browser unless the person
// asked for a ticket: then it is made extractable, and whoever holds the ticket can answer for them.
import { decodeBase64url, encodeBase64url } from '../../shared/credential/base64url.ts';
import { concatBytes } from '../../shared/credential/bytes.ts';
import type { Bytes } from '../../shared/credential/bytes.ts';
import { subtle } from './webcrypto.ts';

const P256 = { name: 'ECDSA', namedCurve: 'P-256' } as const;
const SIGNING = { name: 'ECDSA', hash: 'SHA-256' } as const;

/** `publicKey`: raw uncompressed point, 65 bytes. The object can be kept in IndexedDB as it is. */
export type OneTimeKey = { readonly publicKey: Bytes; readonly privateKey: CryptoKey };

/** A new key. `portable` makes it one that a ticket can carry. */
export async function makeOneTimeKey(portable: boolean): Promise<OneTimeKey> {
  const pair = await subtle().generateKey(P256, portable, ['sign', 'verify']);
  return { publicKey: new Uint8Array(await subtle().exportKey('raw', pair.publicKey)), privateKey: pair.privateKey };
}

/** Signature of 64 bytes (r ‖ s). */
export const signOnce = async (key: OneTimeKey, message: Bytes): Promise<Bytes> => new Uint8Array(await subtle().sign(SIGNING, key.privateKey, message));

/** Whether a signature is the key's. False as well where the point isn't on the curve. */
export async function verifyOnce(publicKey: Bytes, message: Bytes, signature: Bytes): Promise<boolean> {
  const key = await subtle().importKey('raw', publicKey, P256, true, ['verify']).catch(() => null);
  return key !== null && subtle().verify(SIGNING, key, signature, message);
}

/** The private scalar, 32 bytes. Throws where the key was not made portable. */
export async function secretOf(key: OneTimeKey): Promise<Bytes> {
  const secret = decodeBase64url((await subtle().exportKey('jwk', key.privateKey)).d ?? '');
  if (secret?.length !== 32) throw new Error('the one-time key has no secret of 32 bytes');
  return secret;
}

/** A key from its public point and secret. Rejects where the two don't belong together or the point is off the curve. */
export async function oneTimeKeyOf(publicKey: Bytes, secret: Bytes): Promise<OneTimeKey> {
  const jwk = { kty: 'EC', crv: 'P-256', x: encodeBase64url(publicKey.slice(1, 33)), y: encodeBase64url(publicKey.slice(33)), d: encodeBase64url(secret) };
  const key = { publicKey: concatBytes(publicKey), privateKey: await subtle().importKey('jwk', jwk, P256, true, ['sign']) };
  const probe = Uint8Array.of(1);
  if (!(await verifyOnce(publicKey, probe, await signOnce(key, probe)))) throw new Error('the secret does not belong to the public key');
  return key;
}
