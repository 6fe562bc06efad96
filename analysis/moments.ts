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

/** The scored states in a fixed order, whose numbers differ from pass to pass. */
function scoredInOrder(states: readonly PersonState[]): readonly number[] {
  const scored = states.flatMap((state, index) => (isScored(state) ? [index] : []));
  return scored.sort((one, two) => compareStates(at(states, one), at(states, two)));
}

/**
 * Moments of measures by cell, from counts of states; states are added in one fixed order.
 * `sums` holds stride numbers (n, or n and the parts of Σw and Σw²: scoring/split-sums.ts) per state and cell.
 */
export function momentsOfMeasures(states: readonly PersonState[], sums: Float64Array, cells: number, stride: 1 | 5, measures: readonly Measure[]): readonly (readonly Moments[])[] {
  const flat = measures.map(() => new Float64Array(cells * MOMENTS));
  for (const index of scoredInOrder(states)) {
    const state = at(states, index);
    measures.forEach((measure, place) => addState(at(flat, place), valueOf(state, measure) - ORIGIN, sums, stride * index * cells, cells, stride));
  }
  return flat.map((moments) => momentsOf(moments, cells));
}

/** Adds the persons of one state, whose value (less 50) is y, to the moments of every cell; their sums begin at `start`. */
function addState(flat: Float64Array, y: number, sums: Float64Array, start: number, cells: number, stride: 1 | 5): void {
  for (let cell = 0, from = start, to = 0; cell < cells; cell += 1, from += stride, to += MOMENTS) {
    const n = sums[from] as number;
    if (n === 0) continue;
    const w = stride === 1 ? n : (sums[from + 1] as number) + (sums[from + 2] as number);
    const ww = stride === 1 ? n : (sums[from + 3] as number) + (sums[from + 4] as number);
    flat[to] = (flat[to] as number) + n;
    flat[to + 1] = (flat[to + 1] as number) + w;
    flat[to + 2] = (flat[to + 2] as number) + w * y;
    flat[to + 3] = (flat[to + 3] as number) + w * y * y;
    flat[to + 4] = (flat[to + 4] as number) + ww;
    flat[to + 5] = (flat[to + 5] as number) + ww * y;
    flat[to + 6] = (flat[to + 6] as number) + ww * y * y;
    flat[to + 7] = (flat[to + 7] as number) + n * y;
  }
}

/** Moments of one measure by cell. */
export const momentsOfStates = (states: readonly PersonState[], sums: Float64Array, cells: number, stride: 1 | 5, measure: Measure): readonly Moments[] =>
  at(momentsOfMeasures(states, sums, cells, stride, [measure]), 0);
