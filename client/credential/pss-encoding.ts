// EMSA-PSS with SHA-384 and MGF1-SHA-384 (RFC 8017 section 9.1.1), which WebCrypto has inside but doesn't hand out:
// a blind signature needs the encoded message before it is signed.
import { concatBytes } from '../../shared/credential/bytes.ts';
import type { Bytes } from '../../shared/credential/bytes.ts';
import { sha384 } from './webcrypto.ts';

const HASH_BYTES = 48;

/** MGF1 (RFC 8017 appendix B.2.1). */
async function mask(seed: Bytes, length: number): Promise<Bytes> {
  const blocks: Bytes[] = [];
  for (let counter = 0; counter * HASH_BYTES < length; counter += 1) {
    blocks.push(await sha384(concatBytes(seed, Uint8Array.of(counter >>> 24, (counter >>> 16) & 255, (counter >>> 8) & 255, counter & 255))));
  }
  return concatBytes(...blocks).slice(0, length);
}

/** EMSA-PSS-ENCODE. `bits`: the modulus' bit length less one. Throws a RangeError where the modulus is too short for hash and salt. */
export async function encodePss(message: Bytes, bits: number, salt: Bytes): Promise<Bytes> {
  const length = Math.ceil(bits / 8);
  const padding = length - salt.length - HASH_BYTES - 2;
  if (padding < 0) throw new RangeError('the modulus is too short for this encoding');
  const hash = await sha384(concatBytes(new Uint8Array(8), await sha384(message), salt));
  const block = concatBytes(new Uint8Array(padding), Uint8Array.of(1), salt);
  const masked = (await mask(hash, block.length)).map((byte, index) => byte ^ (block[index] ?? 0));
  masked[0] = (masked[0] ?? 0) & (0xff >> (8 * length - bits));
  return concatBytes(masked, hash, Uint8Array.of(0xbc));
}
