// Sums over rows are exact: proven against whole-number arithmetic, with numbers that plain sums get wrong.
import { describe, expect, it } from '@jest/globals';
import { addSplit, powerAbove, splitterOf } from '../../../analysis/scoring/split-sums.ts';
import { aRandom } from '../../support/random-columns.ts';

const ROWS = 20_000;

/** Numbers of both signs whose sizes lie up to 2^spread apart, none of them round. */
function uneven(seed: number, spread: number): readonly number[] {
  const random = aRandom(seed);
  return Array.from({ length: ROWS }, (_, row) => (random() - 0.3) * 2 ** -Math.floor(spread * random()) * (row === 7 ? 1 : 0.999));
}

function sumOf(numbers: readonly number[], rows: number): readonly [number, number] {
  const sums = new Float64Array(2);
  const splitter = splitterOf(1, rows);
  for (const number of numbers) addSplit(sums, 0, number, splitter);
  return [sums[0] ?? NaN, sums[1] ?? NaN];
}

/** Exactly x · 2¹⁰⁷⁴. */
function whole(x: number): bigint {
  const bits = new DataView(new ArrayBuffer(8));
  bits.setFloat64(0, x);
  const high = bits.getBigUint64(0), exponent = (high >> 52n) & 0x7ffn, digits = high & 0xf_ffff_ffff_ffffn;
  const size = exponent === 0n ? digits : (digits | (1n << 52n)) << (exponent - 1n);
  return high >> 63n === 1n ? -size : size;
}

describe('split sums', () => {
  it.each([0, 10, 40])('are the same bits forwards, backwards, sorted and in shards, sizes up to 2^%i apart', (spread) => {
    const numbers = uneven(5, spread);
    const rows = powerAbove(ROWS);
    const wanted = sumOf(numbers, rows);
    const sorted = [...numbers].sort((one, two) => one - two);
    expect([sumOf([...numbers].reverse(), rows), sumOf(sorted, rows)]).toEqual([wanted, wanted]);
    const parts = [numbers.slice(0, 1), numbers.slice(1, 9000), numbers.slice(9000)].map((part) => sumOf(part, rows));
    expect([0, 1].map((place) => parts.reduce((sum, part) => sum + (part[place] ?? NaN), 0))).toEqual(wanted);
    // A plain sum is not: otherwise this would prove nothing.
    const plain = (of: readonly number[]): number => of.reduce((sum, number) => sum + number, 0);
    expect(plain(numbers)).not.toBe(plain(sorted));
  });

  it.each([0, 10, 40])('lose no more of each number than they say, sizes up to 2^%i apart', (spread) => {
    const numbers = uneven(6, spread);
    const [head, rest] = sumOf(numbers, powerAbove(ROWS));
    const apart = whole(head) + whole(rest) - numbers.reduce((sum, number) => sum + whole(number), 0n);
    const allowed = whole(ROWS * powerAbove(ROWS) ** 2 * 2 ** -108);
    expect(apart <= allowed && -apart <= allowed).toBe(true);
  });

  it('hold to their last row: as many numbers as were announced, all at the bound', () => {
    const rows = 2 ** 14;
    expect(sumOf(Array.from({ length: rows }, () => 1), rows)).toEqual([rows, 0]);
    expect(sumOf(Array.from({ length: rows }, () => 1 - 2 ** -53), rows).reduce((sum, part) => sum + part, 0)).toBe(rows * (1 - 2 ** -53));
  });
});
