// RFC 9474 section 4.3, BlindSign, on node:crypto's raw RSA: native, with OpenSSL's own blinding against timing.
// A raw private operation answers whatever it is asked, so each guard stands before it: exact length, 1 < m < n
// (Node 20 signs 0, 1 and short input without a word). After it s^e = m is checked: one faulty CRT signature gives
// away the key. No imports of ours: the worker thread loads this file.
import { constants, createPublicKey, privateDecrypt, publicEncrypt } from 'node:crypto';
import type { KeyObject } from 'node:crypto';

export type SignRefusal = 'length' | 'range' | 'fault';
export type Signed = { readonly ok: true; readonly signature: Uint8Array } | { readonly ok: false; readonly refusal: SignRefusal };

/** A private key with what the guards need. */
export type SigningKey = { readonly secret: KeyObject; readonly open: KeyObject; readonly bytes: number; readonly modulus: bigint };

/** Prepares a private RSA key of any size; which sizes are allowed is key-file.ts's concern. */
export function signingKey(secret: KeyObject): SigningKey {
  const open = createPublicKey(secret);
  const modulus = Buffer.from(open.export({ format: 'jwk' }).n ?? '', 'base64url');
  return { secret, open, bytes: modulus.length, modulus: BigInt(`0x${modulus.toString('hex')}`) };
}

/** Signs a blinded message of exactly the modulus' length. Never throws on input. */
export function signBlinded(key: SigningKey, blinded: Uint8Array): Signed {
  if (blinded.length !== key.bytes) return { ok: false, refusal: 'length' };
  const value = BigInt(`0x${Buffer.from(blinded).toString('hex')}`);
  if (value <= 1n || value >= key.modulus - 1n) return { ok: false, refusal: 'range' };
  const signature = privateDecrypt({ key: key.secret, padding: constants.RSA_NO_PADDING }, blinded);
  const again = publicEncrypt({ key: key.open, padding: constants.RSA_NO_PADDING }, signature);
  return again.equals(blinded) ? { ok: true, signature: Uint8Array.from(signature) } : { ok: false, refusal: 'fault' };
}
