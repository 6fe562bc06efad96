// Adds up persons' overall values by cell. A block's persons are put in order of their cells first, so that each run of a
// cell adds up in variables and touches the sums once: a fifth of the time. Numbers are added in two parts (split-sums.ts).
import { ORIGIN } from '../moments.ts';
import { MEASURES } from './person-state.ts';
import type { Splitter } from './split-sums.ts';
import { splitterOf } from './split-sums.ts';

/** Numbers per person in a block's totals: factors with a score, then the sums of their scores and of their three shares. */
export const PARTS = 5;

/** Numbers per cell: n and the parts of Σw and Σw², which all measures share; then the parts of Σy and Σy² of each measure. */
export const SHARED = 5;
export const PLAIN = 4;
/** Under weights those of Σy, Σwy, Σw²y, Σwy² and Σw²y². */
export const WEIGHTED = 10;

/** |y| ≤ 150 (a balance of −100, less 50), as a power of two. */
const MOST_VALUE = 256;

export type Splitters = { readonly y: Splitter; readonly yy: Splitter; readonly wy: Splitter; readonly wyy: Splitter; readonly wwy: Splitter; readonly wwyy: Splitter };

/** Splitters for weights up to a power of two, over up to `rows` persons (another). */
export function splittersFor(weight: number, rows: number): Splitters {
  const of = (weights: number, values: number): Splitter => splitterOf(weight ** weights * MOST_VALUE ** values, rows);
  return { y: of(0, 1), yy: of(0, 2), wy: of(1, 1), wyy: of(1, 2), wwy: of(2, 1), wwyy: of(2, 2) };
}

/** The persons of a block that have an overall score, by cell. */
export type Runs = {
  /** Row of each in the block. */
  readonly rows: Int32Array;
  /** Runs of one cell: their cells and where they end. */
  readonly cells: Int32Array;
  readonly ends: Int32Array;
  runs: number;
  persons: number;
  /** Values less 50, measure by measure, each as long as `rows`. */
  readonly values: Float64Array;
  /** Persons by cell; all 0 between blocks. */
  readonly counts: Int32Array;
};

export const emptyRuns = (cells: number, block: number): Runs => ({
  ...{ rows: new Int32Array(block), cells: new Int32Array(block), ends: new Int32Array(block), runs: 0, persons: 0 },
  ...{ values: new Float64Array(block * MEASURES.length), counts: new Int32Array(cells) },
});

/** Puts persons with enough factors in order of their cells, as these are met. */
export function sortByCell(runs: Runs, totals: Float64Array, cellOf: Int32Array, count: number, needed: number): void {
  const { rows, cells, ends, counts } = runs;
  let found = 0, end = 0;
  for (let i = 0; i < count; i += 1) {
    if ((totals[i * PARTS] as number) < needed) continue;
    const cell = cellOf[i] as number;
    if (counts[cell] === 0) cells[found++] = cell;
    counts[cell] = ((counts[cell] as number) + 1) | 0;
  }
  for (let run = 0; run < found; run += 1) {
    const cell = cells[run] as number, persons = counts[cell] as number;
    counts[cell] = end;
    end += persons;
    ends[run] = end;
  }
  for (let i = 0; i < count; i += 1) {
    if ((totals[i * PARTS] as number) < needed) continue;
    const cell = cellOf[i] as number, place = counts[cell] as number;
    rows[place] = i;
    counts[cell] = (place + 1) | 0;
  }
  for (let run = 0; run < found; run += 1) counts[cells[run] as number] = 0;
  runs.runs = found;
  runs.persons = end;
}

/** Each person's five values less 50, in that order. */
export function fillValues({ rows, values, persons }: Runs, totals: Float64Array): void {
  const block = rows.length;
  for (let place = 0; place < persons; place += 1) {
    const from = Math.imul(rows[place] as number, PARTS);
    const factors = totals[from] as number;
    const favourable = (totals[from + 2] as number) / factors, unfavourable = (totals[from + 4] as number) / factors;
    values[place] = (totals[from + 1] as number) / factors - ORIGIN;
    values[block + place] = favourable - ORIGIN;
    values[2 * block + place] = (totals[from + 3] as number) / factors - ORIGIN;
    values[3 * block + place] = unfavourable - ORIGIN;
    values[4 * block + place] = favourable - unfavourable - ORIGIN;
  }
}

/** Adds a head and its rest. */
function addPair(sums: Float64Array, place: number, head: number, rest: number): void {
  sums[place] = (sums[place] as number) + head;
  sums[place + 1] = (sums[place + 1] as number) + rest;
}

/** Adds the values from … to − 1: Σy and Σy². */
export function addPlain(values: Float64Array, from: number, to: number, sums: Float64Array, place: number, splitters: Splitters): void {
  const { head: h1, rest: r1 } = splitters.y, { head: h2, rest: r2 } = splitters.yy;
  let y1 = 0, y2 = 0, yy1 = 0, yy2 = 0;
  for (let at = from; at < to; at += 1) {
    const y = values[at] as number, yy = y * y;
    const head = y + h1 - h1, headOfSquare = yy + h2 - h2;
    y1 += head;
    y2 += y - head + r1 - r1;
    yy1 += headOfSquare;
    yy2 += yy - headOfSquare + r2 - r2;
  }
  addPair(sums, place, y1, y2);
  addPair(sums, place + 2, yy1, yy2);
}

/** Σy, Σwy and Σw²y of a run, whose weights stand `less` places before its values. */
function addLinear(values: Float64Array, weights: Float64Array, less: number, from: number, to: number, sums: Float64Array, place: number, splitters: Splitters): void {
  const { head: h1, rest: r1 } = splitters.y, { head: h2, rest: r2 } = splitters.wy, { head: h3, rest: r3 } = splitters.wwy;
  let y1 = 0, y2 = 0, wy1 = 0, wy2 = 0, wwy1 = 0, wwy2 = 0;
  for (let at = from; at < to; at += 1) {
    const y = values[at] as number, w = weights[at - less] as number, wy = w * y, wwy = w * w * y;
    const headOfY = y + h1 - h1, headOfWy = wy + h2 - h2, headOfWwy = wwy + h3 - h3;
    y1 += headOfY;
    y2 += y - headOfY + r1 - r1;
    wy1 += headOfWy;
    wy2 += wy - headOfWy + r2 - r2;
    wwy1 += headOfWwy;
    wwy2 += wwy - headOfWwy + r3 - r3;
  }
  addPair(sums, place, y1, y2);
  addPair(sums, place + 2, wy1, wy2);
  addPair(sums, place + 4, wwy1, wwy2);
}

/** Σwy² and Σw²y² likewise. */
function addSquares(values: Float64Array, weights: Float64Array, less: number, from: number, to: number, sums: Float64Array, place: number, splitters: Splitters): void {
  const { head: h1, rest: r1 } = splitters.wyy, { head: h2, rest: r2 } = splitters.wwyy;
  let wyy1 = 0, wyy2 = 0, wwyy1 = 0, wwyy2 = 0;
  for (let at = from; at < to; at += 1) {
    const y = values[at] as number, wy = (weights[at - less] as number) * y, wyy = wy * y, wwyy = wy * wy;
    const headOfWyy = wyy + h1 - h1, headOfWwyy = wwyy + h2 - h2;
    wyy1 += headOfWyy;
    wyy2 += wyy - headOfWyy + r1 - r1;
    wwyy1 += headOfWwyy;
    wwyy2 += wwyy - headOfWwyy + r2 - r2;
  }
  addPair(sums, place, wyy1, wyy2);
  addPair(sums, place + 2, wwyy1, wwyy2);
}

/** Adds the values from … to − 1 with their weights: Σy, Σwy, Σw²y, Σwy² and Σw²y². */
export function addWeighted(values: Float64Array, weights: Float64Array, less: number, from: number, to: number, sums: Float64Array, place: number, splitters: Splitters): void {
  addLinear(values, weights, less, from, to, sums, place, splitters);
  addSquares(values, weights, less, from, to, sums, place + 6, splitters);
}
