// Eight words for the eye: 88 bits of the manifest hash, stretched by PBKDF2 so that an operator who writes manifests
// can't cheaply search for two with the same words. The same bits as eight numbers read the same in every language.
import { bytesOf } from '../../shared/credential/base64url.ts';
import { utf8 } from '../../shared/credential/bytes.ts';
import { subtle } from './webcrypto.ts';

const ROUNDS = 131072;
const WORDS = 8;
const BITS_PER_WORD = 11n;
const SALT = 'spid-eight-words-1';

/** Eight numbers 0–2047 of a manifest hash (base64url). Takes a tenth of a second or so: that is its purpose. */
export async function eightNumbers(manifestHash: string): Promise<readonly number[]> {
  const key = await subtle().importKey('raw', bytesOf(manifestHash), 'PBKDF2', false, ['deriveBits']);
  const bits = new Uint8Array(await subtle().deriveBits({ name: 'PBKDF2', hash: 'SHA-256', salt: utf8(SALT), iterations: ROUNDS }, key, 88));
  const whole = bits.reduce((sum, byte) => (sum << 8n) | BigInt(byte), 0n);
  return Array.from({ length: WORDS }, (_, index) => Number((whole >> (BITS_PER_WORD * BigInt(WORDS - 1 - index))) & 2047n));
}

/** The words of eight numbers in a list of 2,048. Throws a RangeError where the list is shorter. */
export const eightWords = (numbers: readonly number[], list: readonly string[]): readonly string[] =>
  numbers.map((number) => {
    const word = list[number];
    if (word === undefined) throw new RangeError('a word list has 2,048 words');
    return word;
  });

/** The same bits in digits: `0042 1999 …`, eight groups of four. */
export const eightDigitGroups = (numbers: readonly number[]): string => numbers.map((number) => String(number).padStart(4, '0')).join(' ');
