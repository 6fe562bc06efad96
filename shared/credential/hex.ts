// Lower-case hexadecimal, for hashes that people compare and files that people read.
import type { Bytes } from './bytes.ts';

export const encodeHex = (bytes: Bytes): string => Array.from(bytes, (byte) => byte.toString(16).padStart(2, '0')).join('');

/** Bytes of a hexadecimal text of even length, or null. Accepts upper case, since people type it. */
export function decodeHex(text: string): Bytes | null {
  if (text.length % 2 !== 0 || !/^[0-9a-fA-F]*$/.test(text)) return null;
  return Uint8Array.from({ length: text.length / 2 }, (_, index) => Number.parseInt(text.slice(index * 2, index * 2 + 2), 16));
}
