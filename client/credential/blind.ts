// RFC 9474 section 4.2, Blind: hides the prepared message so that its signature tells the signer nothing.
// Randomness comes in as an argument from `blind`, so that the published vectors can be run through `blindWith`.
import type { Bytes } from '../../shared/credential/bytes.ts';
import { bytesOfInteger, integerOf, inverseModulo, powerModulo } from './big-integer.ts';
import type { IssuerKey } from './issuer-key.ts';
import { encodePss } from './pss-encoding.ts';
import { randomBytes } from './webcrypto.ts';

const SALT_BYTES = 48;

/** `blinded` goes to the issuer; `inverse` stays and un-blinds the reply. Both as long as the modulus. */
export type Blinding = { readonly blinded: Bytes; readonly inverse: Bytes };

/** Blind with given salt and blinding factor r, 1 < r < n. Null where r or the message shares a factor with n (then n is broken or r is unlucky: try another). */
export async function blindWith(key: IssuerKey, prepared: Bytes, salt: Bytes, r: bigint): Promise<Blinding | null> {
  const encoded = integerOf(await encodePss(prepared, key.bits - 1, salt));
  const inverse = inverseModulo(r, key.modulus);
  if (inverse === null || inverseModulo(encoded, key.modulus) === null) return null;
  const blinded = (encoded * powerModulo(r, key.exponent, key.modulus)) % key.modulus;
  return { blinded: bytesOfInteger(blinded, key.bytes), inverse: bytesOfInteger(inverse, key.bytes) };
}

/** A uniform integer in 2 … n−1, by rejection. */
function randomBelow(key: IssuerKey): bigint {
  for (;;) {
    const candidate = integerOf(randomBytes(key.bytes));
    if (candidate > 1n && candidate < key.modulus) return candidate;
  }
}

/** RFC 9474 Blind of a prepared message. Throws where ten tries fail, which a sound modulus can't do. */
export async function blind(key: IssuerKey, prepared: Bytes): Promise<Blinding> {
  for (let attempt = 0; attempt < 10; attempt += 1) {
    const blinding = await blindWith(key, prepared, randomBytes(SALT_BYTES), randomBelow(key));
    if (blinding !== null) return blinding;
  }
  throw new Error('the issuer key cannot blind');
}
