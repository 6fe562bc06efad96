// Base64url without padding (RFC 4648 section 5), strict: one text for one sequence of bytes.
// Written out because atob is lenient, Buffer more so, and a second spelling of a token would be a second body.
import type { Bytes } from './bytes.ts';

const ALPHABET = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_';
const NO_VALUE = 255;
/** Value by character code: the collector decodes ten thousand characters of each sheet, and a map takes ten times as long. */
const VALUES = new Uint8Array(128).fill(NO_VALUE);
for (let value = 0; value < ALPHABET.length; value += 1) VALUES[ALPHABET.charCodeAt(value)] = value;

export function encodeBase64url(bytes: Bytes): string {
  let text = '';
  for (let index = 0; index < bytes.length; index += 3) {
    const left = bytes.length - index;
    const chunk = ((bytes[index] ?? 0) << 16) | ((bytes[index + 1] ?? 0) << 8) | (bytes[index + 2] ?? 0);
    text += ALPHABET.charAt(chunk >> 18) + ALPHABET.charAt((chunk >> 12) & 63);
    if (left > 1) text += ALPHABET.charAt((chunk >> 6) & 63);
    if (left > 2) text += ALPHABET.charAt(chunk & 63);
  }
  return text;
}

/** Bytes of a base64url text, or null where a character, the length or an unused bit is wrong. */
export function decodeBase64url(text: string): Bytes | null {
  if (text.length % 4 === 1) return null;
  const bytes = new Uint8Array(Math.floor((text.length * 3) / 4));
  let pending = 0;
  let bits = 0;
  let offset = 0;
  for (let index = 0; index < text.length; index += 1) {
    const value = VALUES[text.charCodeAt(index)] ?? NO_VALUE;
    if (value === NO_VALUE) return null;
    pending = ((pending << 6) | value) & 0xffff;
    bits += 6;
    if (bits >= 8) {
      bits -= 8;
      bytes[offset] = (pending >> bits) & 0xff;
      offset += 1;
    }
  }
  return (pending & ((1 << bits) - 1)) === 0 ? bytes : null;
}

/** How many characters carry so many bytes. */
export const base64urlLength = (byteLength: number): number => Math.ceil((byteLength * 4) / 3);

/** Bytes of a text that a schema has accepted. Throws a TypeError on anything else. */
export function bytesOf(text: string): Bytes {
  const bytes = decodeBase64url(text);
  if (bytes === null) throw new TypeError('not base64url');
  return bytes;
}
