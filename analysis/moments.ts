// Sufficient statistics of a mean under weights: from these sums follow the mean, its variance, any union of cells and
// the difference of two of them, without a row. Values are centred at 50, the middle of 0–100, so that squares keep
// their digits at a million persons. Merging is addition.
import { at } from './inference/at.ts';
import type { StratumSums } from './inference/stratum-sums.ts';
import { isScored, valueOf } from './scoring/person-state.ts';
import type { Measure, PersonState } from './scoring/person-state.ts';
import { compareStates } from './scoring/person-state.ts';

export const ORIGIN = 50;

/** y is the value less 50. */
export type Moments = Pick<StratumSums, 'r' | 'w' | 'wy' | 'ww' | 'wwy' | 'wwyy'> & {
  readonly wyy: number;
  /** Σy without weights: raking's variance centres scores plainly. */
  readonly y: number;
};

/** Numbers per cell in a flat array of moments. */
export const MOMENTS = 8;

export const NO_MOMENTS: Moments = { r: 0, w: 0, wy: 0, wyy: 0, ww: 0, wwy: 0, wwyy: 0, y: 0 };

/** Adds n persons with the same value (less 50), their Σw and Σw². */
function addSums(sums: Float64Array, place: number, y: number, n: number, w: number, ww: number): void {
  sums[place] = (sums[place] as number) + n;
  sums[place + 1] = (sums[place + 1] as number) + w;
  sums[place + 2] = (sums[place + 2] as number) + w * y;
  sums[place + 3] = (sums[place + 3] as number) + w * y * y;
  sums[place + 4] = (sums[place + 4] as number) + ww;
  sums[place + 5] = (sums[place + 5] as number) + ww * y;
  sums[place + 6] = (sums[place + 6] as number) + ww * y * y;
  sums[place + 7] = (sums[place + 7] as number) + n * y;
}

/** Reads a flat array, cell by cell. */
export function momentsOf(sums: Float64Array, cells: number): readonly Moments[] {
  return Array.from({ length: cells }, (_, cell) => {
    const number = (offset: number): number => at(sums, cell * MOMENTS + offset);
    return { r: number(0), w: number(1), wy: number(2), wyy: number(3), ww: number(4), wwy: number(5), wwyy: number(6), y: number(7) };
  });
}

/** The moments of two parts together. */
export const mergeMoments = (one: Moments, two: Moments): Moments => ({
  r: one.r + two.r,
  w: one.w + two.w,
  wy: one.wy + two.wy,
  wyy: one.wyy + two.wyy,
  ww: one.ww + two.ww,
  wwy: one.wwy + two.wwy,
  wwyy: one.wwyy + two.wwyy,
  y: one.y + two.y,
});

/** The moments of the same persons, each weight multiplied by `factor`. */
export const scaleMoments = (moments: Moments, factor: number): Moments => ({
  r: moments.r,
  w: moments.w * factor,
  wy: moments.wy * factor,
  wyy: moments.wyy * factor,
  ww: moments.ww * factor * factor,
  wwy: moments.wwy * factor * factor,
  wwyy: moments.wwyy * factor * factor,
  y: moments.y,
});

/** One value (0–100) that n persons share, with their Σw and Σw². */
export type ValueCount = { readonly value: number; readonly n: number; readonly w: number; readonly ww: number };

/** Moments of values that several persons share. */
export function momentsOfValues(counts: Iterable<ValueCount>): Moments {
  let sum = NO_MOMENTS;
  for (const { value, n, w, ww } of counts) {
    const y = value - ORIGIN;
    sum = mergeMoments(sum, { r: n, w, wy: w * y, wyy: w * y * y, ww, wwy: ww * y, wwyy: ww * y * y, y: n * y });
  }
  return sum;
}

/**
 * Moments of one measure by cell, from counts of states; states are added in one fixed order.
 * `sums` holds stride numbers (n, or n and the parts of Σw and Σw²: scoring/split-sums.ts) per state and cell.
 */
export function momentsOfStates(states: readonly PersonState[], sums: Float64Array, cells: number, stride: 1 | 5, measure: Measure): readonly Moments[] {
  const flat = new Float64Array(cells * MOMENTS);
  const order = states.map((_, index) => index).sort((one, two) => compareStates(at(states, one), at(states, two)));
  for (const index of order) {
    const state = at(states, index);
    if (!isScored(state)) continue;
    const y = valueOf(state, measure) - ORIGIN;
    for (let cell = 0; cell < cells; cell += 1) {
      const from = stride * (index * cells + cell);
      const n = sums[from] as number;
      if (n === 0) continue;
      const w = stride === 1 ? n : (sums[from + 1] as number) + (sums[from + 2] as number);
      const ww = stride === 1 ? n : (sums[from + 3] as number) + (sums[from + 4] as number);
      addSums(flat, cell * MOMENTS, y, n, w, ww);
    }
  }
  return momentsOf(flat, cells);
}
