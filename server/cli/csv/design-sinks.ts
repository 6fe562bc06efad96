// The three columns of a file that are no items: `stratum` and `psu` (any codes, numbered as they come) and `weight`
// (a plain decimal number from 0 up). None is ever ignored: what can't be read is an error.
import { grown, STRATUM_MISSING, UNKNOWN } from './column-sink.ts';
import type { ColumnSink } from './column-sink.ts';

// Not fatal: what is no UTF-8 decodes to a character that no code and no number has.
const decoder = new TextDecoder('utf-8');
/** More different codes than this are no strata and no clusters, but names of persons. */
const MOST_CODES = 50_000;
const CODE = /^[a-z0-9][a-z0-9-]{0,47}$/;

export type CodeSink = ColumnSink & {
  /** Codes in the order in which they came; the number stored is 1 + index, 0 for not stated. */
  readonly codes: string[];
  /** Number of each row. */
  readonly numbers: () => Uint32Array;
};

const LONGEST_KEY = 6;

/** A number that no other bytes of the same length up to six have; −1 for longer fields. */
function shortKey(bytes: Uint8Array, start: number, end: number): number {
  if (end - start > LONGEST_KEY) return -1;
  let key = end - start;
  for (let place = start; place < end; place += 1) key = key * 256 + (bytes[place] as number);
  return key;
}

/** A column of codes. With `known`, only these are allowed. */
export function codeSink(name: string, known: readonly string[] | null): CodeSink {
  const codes = [...(known ?? [])];
  const numberOf = new Map(codes.map((code, index) => [code, index + 1]));
  const numberOfKey = new Map<number, number>();
  let numbers = new Uint32Array(0);
  const write: ColumnSink['write'] = (bytes, start, end, row) => {
    const key = shortKey(bytes, start, end);
    const seen = key === -1 ? undefined : numberOfKey.get(key);
    if (seen !== undefined) {
      numbers[row] = seen;
      return true;
    }
    const text = decoder.decode(bytes.subarray(start, end));
    let number = STRATUM_MISSING.includes(text) ? 0 : numberOf.get(text);
    if (number === undefined) {
      if (known !== null || !CODE.test(text) || codes.length === MOST_CODES) return false;
      number = codes.push(text);
      numberOf.set(text, number);
    }
    if (key !== -1) numberOfKey.set(key, number);
    numbers[row] = number;
    return true;
  };
  return {
    name,
    single: new Int16Array(256).fill(UNKNOWN),
    allowed: known === null ? `use lower-case letters, digits and hyphens, and at most ${String(MOST_CODES)} different codes` : `write one of ${known.join(', ')}, or leave it empty`,
    target: new Uint8Array(0),
    write,
    grow: (rows) => { numbers = grown(numbers, rows, (length) => new Uint32Array(length)); },
    codes,
    numbers: () => numbers,
  };
}

export type WeightSink = ColumnSink & { readonly weights: () => Float64Array };

const DECIMAL = /^[0-9]+(\.[0-9]+)?([eE][+-]?[0-9]{1,3})?$/;

const POINT = 0x2e;
const ZERO = 0x30;
const MOST_DIGITS = 15;

/**
 * A plain decimal of up to fifteen digits, or NaN for anything else. Exact: both the digits and the power of ten are whole
 * numbers that a double holds, so that their quotient is the nearest double, as Number() gives it.
 */
function plainDecimal(bytes: Uint8Array, start: number, end: number): number {
  if (end - start > MOST_DIGITS + 1 || bytes[start] === POINT || bytes[end - 1] === POINT) return Number.NaN;
  let digits = 0, power = 1, hasPoint = false;
  for (let place = start; place < end; place += 1) {
    const byte = bytes[place] as number;
    if (byte === POINT && !hasPoint) {
      hasPoint = true;
      continue;
    }
    const digit = byte - ZERO;
    if (digit < 0 || digit > 9) return Number.NaN;
    digits = digits * 10 + digit;
    if (hasPoint) power *= 10;
  }
  return digits / power;
}

/** The weight column. An empty weight is an error, since it would silently drop or keep a person. */
export function weightSink(): WeightSink {
  let weights = new Float64Array(0);
  return {
    name: 'weight',
    single: new Int16Array(256).fill(UNKNOWN),
    allowed: 'write a number from 0 up with a decimal point, such as 1.25',
    target: new Uint8Array(0),
    write(bytes, start, end, row) {
      const plain = plainDecimal(bytes, start, end);
      if (!Number.isNaN(plain)) {
        weights[row] = plain;
        return true;
      }
      const text = decoder.decode(bytes.subarray(start, end));
      if (!DECIMAL.test(text) || !Number.isFinite(Number(text))) return false;
      weights[row] = Number(text);
      return true;
    },
    grow: (rows) => { weights = grown(weights, rows, (length) => new Float64Array(length)); },
    weights: () => weights,
  };
}
