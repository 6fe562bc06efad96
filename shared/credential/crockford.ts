// Crockford's base 32: what a person reads from paper and types. No I, L, O or U; case does not matter.
// The check character is not Crockford's modulo 37, whose signs (* ~ $ = U) nobody finds on a phone: it is a
// Reed-Solomon symbol over GF(32), in the same alphabet. It catches every single wrong character and every swap of
// two, in texts of up to 31 characters, because each position has its own non-zero weight.
import type { Bytes } from './bytes.ts';

const ALPHABET = '0123456789ABCDEFGHJKMNPQRSTVWXYZ';
const VALUES = new Map([...ALPHABET].map((character, value) => [character, value]));
const READ_AS: Readonly<Record<string, string>> = { O: '0', I: '1', L: '1' };

/** The digits of Arabic and Persian keyboards, whose last four bits are their value. */
const latinDigits = (text: string): string => text.replace(/[\u0660-\u0669\u06f0-\u06f9]/g, (digit) => String(digit.charCodeAt(0) & 15));

/** Upper case, O as 0, I and L as 1, digits of any keyboard, without spaces and dashes of any kind. What is left may still be no character of ours. */
export const normaliseCrockford = (typed: string): string =>
  latinDigits(typed.normalize('NFKC')).toUpperCase().replace(/[\s\p{Pd}\p{Cf}_.]/gu, '').replace(/[OIL]/g, (character) => READ_AS[character] ?? character);

/** The value 0–31 of a normalised character, or null. */
export const crockfordValue = (character: string): number | null => VALUES.get(character) ?? null;

/** The character of a value 0–31. Throws a RangeError outside. */
export function crockfordCharacter(value: number): string {
  const character = ALPHABET.charAt(value);
  if (character === '') throw new RangeError('a Crockford character stands for 0 to 31');
  return character;
}

/** The first `length` characters (five bits each, most significant first) of the bytes. */
export function encodeCrockford(bytes: Bytes, length: number): string {
  if (length * 5 > bytes.length * 8) throw new RangeError('not enough bytes for so many characters');
  let text = '';
  for (let index = 0; index < length; index += 1) {
    const bit = index * 5;
    const pair = ((bytes[bit >> 3] ?? 0) << 8) | (bytes[(bit >> 3) + 1] ?? 0);
    text += ALPHABET.charAt((pair >> (11 - (bit & 7))) & 31);
  }
  return text;
}

/** Multiplies by x in GF(32) = GF(2)[x]/(x^5 + x^2 + 1). */
const timesX = (value: number): number => ((value << 1) & 31) ^ (value & 16 ? 5 : 0);

/** The character that makes a text checkable: the sum of value × x^(position from the right). Throws a RangeError on foreign characters or over 30. */
export function checkCharacter(text: string): string {
  if (text.length > 30) throw new RangeError('one check character covers at most 30 others');
  let sum = 0;
  for (const character of text) {
    const value = crockfordValue(character);
    if (value === null) throw new RangeError('not a Crockford character');
    sum = timesX(sum ^ value);
  }
  return crockfordCharacter(sum);
}

/** `ABCD-EFGH-JK`: groups of four, as printed. */
export const inGroups = (text: string): string => (text.match(/.{1,4}/g) ?? []).join('-');
