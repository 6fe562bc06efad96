// Whole numbers of 3,072 bits with the browser's own BigInt: as much as blinding needs and no more.
// BigInt is not constant-time. What is secret here is used once, on the person's own device, and never again.
import { decodeHex, encodeHex } from '../../shared/credential/hex.ts';
import type { Bytes } from '../../shared/credential/bytes.ts';

/** RFC 8017 section 4.2, OS2IP. */
export const integerOf = (bytes: Bytes): bigint => (bytes.length === 0 ? 0n : BigInt(`0x${encodeHex(bytes)}`));

/** RFC 8017 section 4.1, I2OSP. Throws a RangeError where the number needs more bytes. */
export function bytesOfInteger(value: bigint, length: number): Bytes {
  const bytes = decodeHex(value.toString(16).padStart(length * 2, '0'));
  if (bytes?.length !== length) throw new RangeError('integer too large for its bytes');
  return bytes;
}

/** base^exponent mod modulus by square and multiply; for the public exponent only, since its time tells the exponent. */
export function powerModulo(base: bigint, exponent: bigint, modulus: bigint): bigint {
  let result = 1n;
  let square = base % modulus;
  for (let left = exponent; left > 0n; left >>= 1n) {
    if ((left & 1n) === 1n) result = (result * square) % modulus;
    square = (square * square) % modulus;
  }
  return result;
}

/** Inverse modulo `modulus`, or null where the two share a factor (extended Euclid). */
export function inverseModulo(value: bigint, modulus: bigint): bigint | null {
  let [remainder, next] = [modulus, value % modulus];
  let [coefficient, following] = [0n, 1n];
  while (next !== 0n) {
    const quotient = remainder / next;
    [remainder, next] = [next, remainder - quotient * next];
    [coefficient, following] = [following, coefficient - quotient * following];
  }
  if (remainder !== 1n) return null;
  return coefficient < 0n ? coefficient + modulus : coefficient;
}

export const bitLength = (value: bigint): number => value.toString(2).length;
