// Codes as people type them: what is forgiven, what is caught, and where the page is told to look.
import { describe, expect, it } from '@jest/globals';
import { codeOfBytes, isCode, joinCode, printCode, readCode } from '../../shared/credential/code.ts';
import type { PrintedCode } from '../../shared/credential/code.ts';
import { encodeCrockford } from '../../shared/credential/crockford.ts';
import { CODE_FRAMES } from '../../shared/credential/frame.ts';
import { linkFragment, readLink } from '../../shared/credential/link.ts';
import { hashOf, randomCode } from '../support/a-credential-round.ts';

const ALPHABET = '0123456789ABCDEFGHJKMNPQRSTVWXYZ';
const PARTS: PrintedCode = { round: 'R0VND1', population: 1, frame: 'card', code: '0123456789ABCDEF' };

describe('a printed code', () => {
  it('is six groups of four and reads back as what it was made of', () => {
    expect(printCode(PARTS)).toMatch(/^R0VN-D14[0-9A-Z]-[0-9A-Z]{4}-[0-9A-Z]{4}-[0-9A-Z]{4}-[0-9A-Z]{4}$/);
    expect(readCode(printCode(PARTS))).toEqual({ ok: true, value: PARTS });
  });

  it('reads back for every population and every frame that has codes', () => {
    for (const frame of CODE_FRAMES) {
      for (let population = 0; population <= 8; population += 1) {
        const parts = { ...PARTS, population, frame, code: randomCode() };
        expect(readCode(joinCode(parts))).toEqual({ ok: true, value: parts });
      }
    }
  });

  it('is forgiven lower case, O, I, L, spaces, dashes of all kinds, full-width characters and marks of direction', () => {
    const printed = printCode({ ...PARTS, code: '0011001100110011' });
    const value = readCode(printed);
    expect(value.ok).toBe(true);
    expect(readCode(printed.toLowerCase())).toEqual(value);
    expect(readCode(printed.replace(/0/g, 'o').replace(/1/g, 'l'))).toEqual(value);
    expect(readCode(printed.replace(/1/g, 'I').replace(/-/g, ' – '))).toEqual(value);
    expect(readCode(` \u200f${printed.replace(/-/g, '\u00a0\u2011')}\u200e\n`)).toEqual(value);
    expect(readCode(printed.replace(/[0-9A-Z]/g, (character) => String.fromCharCode(character.charCodeAt(0) + 0xfee0)))).toEqual(value);
  });

  it('is refused at every single wrong character', () => {
    const text = joinCode(PARTS);
    for (let at = 0; at < text.length; at += 1) {
      for (const wrong of ALPHABET) {
        if (wrong !== text.charAt(at)) expect(readCode(text.slice(0, at) + wrong + text.slice(at + 1))).toEqual({ ok: false, problem: 'check' });
      }
    }
  });

  it('is refused where any two different characters changed places, neighbours or not', () => {
    const text = joinCode(PARTS);
    for (let one = 0; one < text.length; one += 1) {
      for (let other = one + 1; other < text.length; other += 1) {
        if (text.charAt(one) === text.charAt(other)) continue;
        const swapped = text.slice(0, one) + text.charAt(other) + text.slice(one + 1, other) + text.charAt(one) + text.slice(other + 1);
        expect(readCode(swapped)).toEqual({ ok: false, problem: 'check' });
      }
    }
  });

  it.each([
    ['', 'length'], ['R0VN', 'length'], [`${joinCode(PARTS)}0`, 'length'],
    [joinCode(PARTS).replace('F', 'U'), 'character'], ['رمز', 'character'], ['*'.repeat(24), 'character'],
  ])('says what is wrong with %p: %s', (typed, problem) => {
    expect(readCode(typed)).toEqual({ ok: false, problem });
  });

  it('cannot be made of parts that are none', () => {
    expect(() => joinCode({ ...PARTS, population: 9 })).toThrow(RangeError);
    expect(() => joinCode({ ...PARTS, code: 'ABC' })).toThrow(RangeError);
    expect(() => codeOfBytes(new Uint8Array(9))).toThrow(RangeError);
  });

  it('holds all eighty bits of its random bytes', () => {
    const codes = new Set<string>();
    for (let bit = 0; bit < 80; bit += 1) codes.add(codeOfBytes(Uint8Array.from({ length: 10 }, (_, byte) => (byte === bit >> 3 ? 0x80 >> (bit & 7) : 0))));
    expect(codes.size).toBe(80);
    expect([...codes].every(isCode)).toBe(true);
    expect(codeOfBytes(new Uint8Array(10).fill(255))).toBe('Z'.repeat(16));
  });
});

describe('Crockford text', () => {
  it('writes bits from the left, five to a character', () => {
    expect(encodeCrockford(Uint8Array.of(0x00, 0x44, 0x32, 0x14, 0xc7), 8)).toBe(encodeByHand([0x00, 0x44, 0x32, 0x14, 0xc7]));
    expect(() => encodeCrockford(new Uint8Array(1), 2)).toThrow(RangeError);
  });
});

/** Independent of the code under test: through one big number. */
function encodeByHand(bytes: readonly number[]): string {
  let number = bytes.reduce((sum, byte) => sum * 256n + BigInt(byte), 0n);
  let text = '';
  for (let index = 0; index < (bytes.length * 8) / 5; index += 1) {
    text = ALPHABET.charAt(Number(number % 32n)) + text;
    number /= 32n;
  }
  return text;
}

describe('a link', () => {
  const code = { kind: 'code', manifest: hashOf('m'), ...PARTS } as const;
  const open = { kind: 'open', manifest: hashOf('m'), round: 'R0VND1', population: 0 } as const;

  it('reads back, with and without its #', () => {
    expect(readLink(linkFragment(code))).toEqual({ ok: true, value: code });
    expect(readLink(linkFragment(open).slice(1))).toEqual({ ok: true, value: open });
  });

  it('is short enough for a small QR and has no character that mail breaks', () => {
    expect(linkFragment(code).length).toBeLessThan(80);
    expect(linkFragment(code)).toMatch(/^#[\w=&-]+$/);
  });

  it.each([
    ['', 'manifest'], ['#', 'manifest'], [linkFragment(code).slice(0, -1), 'manifest'], [linkFragment(code).replace('c=R', 'c=S'), 'check'],
    [`${linkFragment(code)}&x=1`, 'round'], [`${linkFragment(open)}&p=1`, 'round'], [linkFragment(open).replace('p=0', 'p=9'), 'round'], [linkFragment(open).replace('R0VND1', 'R0VND'), 'round'],
  ])('is refused where it was damaged: %p', (fragment, problem) => {
    expect(readLink(fragment)).toEqual({ ok: false, problem });
  });
});
