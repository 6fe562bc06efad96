// The columns of a file that are no items: `stratum`, `psu` and `language` (codes, numbered as a scanner meets them) and
// `weight` (a plain decimal number from 0 up). None is ever ignored: what can't be read is an error.
import { codeTable, MOST_CODES } from './code-table.ts';
import type { CodesPlan } from './column-plan.ts';
import { UNKNOWN } from './column-sink.ts';
import type { ColumnSink } from './column-sink.ts';

const CODE = /^[a-z0-9][a-z0-9-]{0,47}$/;
/** A scanner may meet more codes than a file has, where it began inside a text; the true limit is kept when blocks are joined. */
const MOST_MET = 4 * MOST_CODES;

export type CodeSink = ColumnSink & {
  /** Codes in the order in which this scanner met them; the number stored is 1 + index, 0 for not stated. */
  readonly codes: readonly string[];
};

/** A column of codes. */
export function codeSink(plan: CodesPlan, target: Uint32Array): CodeSink {
  const { name, known, missing, allowed } = plan;
  const codes = [...(known ?? [])];
  const numberOf = new Map(codes.map((code, index) => [code, index + 1]));
  const table = codeTable();
  const numberOfNew = (text: string): number => {
    if (missing.includes(text)) return 0;
    const found = numberOf.get(text);
    if (found !== undefined) return found;
    return known !== null || !CODE.test(text) || codes.length >= MOST_MET ? UNKNOWN : codes.push(text);
  };
  const write: ColumnSink['write'] = (bytes, start, end, row) => {
    let number = table.find(bytes, start, end);
    if (number === UNKNOWN) {
      number = numberOfNew(bytes.toString('utf8', start, end));
      if (number === UNKNOWN) return false;
      table.add(Uint8Array.from(bytes.subarray(start, end)), number);
    }
    target[row] = number;
    return true;
  };
  return { name, single: new Int16Array(256).fill(UNKNOWN), allowed, isNeeded: name === 'psu', write, codes };
}

const DECIMAL = /^[0-9]+(\.[0-9]+)?([eE][+-]?[0-9]{1,3})?$/;

const POINT = 0x2e;
const ZERO = 0x30;
const LONGEST_PLAIN = 24;
const MOST_EXACT = 2 ** 53;
const LARGEST_POWER = 1e22;

/**
 * A plain decimal of up to about sixteen digits, or NaN for anything else. Exact: both the digits and the power of ten are
 * whole numbers that a double holds, so that their quotient is the nearest double, as Number() gives it.
 */
function plainDecimal(bytes: Buffer, start: number, end: number): number {
  if (end - start > LONGEST_PLAIN || bytes[start] === POINT || bytes[end - 1] === POINT) return Number.NaN;
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
  return digits >= MOST_EXACT || power > LARGEST_POWER ? Number.NaN : digits / power;
}

/** The weight column. An empty weight is an error, since it would silently drop or keep a person. */
export function weightSink(name: string, allowed: string, target: Float64Array): ColumnSink {
  const write: ColumnSink['write'] = (bytes, start, end, row) => {
    const plain = plainDecimal(bytes, start, end);
    if (!Number.isNaN(plain)) {
      target[row] = plain;
      return true;
    }
    const text = bytes.toString('latin1', start, end);
    if (!DECIMAL.test(text) || !Number.isFinite(Number(text))) return false;
    target[row] = Number(text);
    return true;
  };
  return { name, single: new Int16Array(256).fill(UNKNOWN), allowed, isNeeded: true, write };
}
