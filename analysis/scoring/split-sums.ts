// Sums that no order of the rows can change, to the last bit. Each number is split into a head, a multiple of a coarse step,
// and a rest, a multiple of a fine one; the steps are so wide that neither sum ever rounds. Heads and rests so add up as whole
// numbers do, whichever way rows or shards come. What is finer than the fine step is rounded off each number, before it is added.
// Source: the splitting is Rump, Ogita & Oishi 2008, "Accurate floating-point summation", algorithm 3.2 (ExtractScalar).

/** The smallest power of two not below a bound; 1 for a bound of 0. */
export const powerAbove = (bound: number): number => (bound > 0 ? 2 ** Math.ceil(Math.log2(bound)) : 1);

/**
 * x + head − head is the head of x; x less its head, the same with `rest`, is the rest. Up to `rows` numbers below a bound add
 * up exactly, heads and rests apart; of each number no more than bound · rows² · 2⁻¹⁰⁸ is lost (at a million rows bound · 2⁻⁶⁸).
 */
export type Splitter = { readonly head: number; readonly rest: number };

/** 1.5 · 2⁵² steps: beside it, a double holds multiples of the step alone. */
const HELD = 1.5 * 2 ** 52;
/** Steps that a double counts without rounding. */
const EXACT = 2 ** 53;

/** The splitter of up to `rows` (a power of two) numbers |x| ≤ bound (another). */
export function splitterOf(bound: number, rows: number): Splitter {
  const coarse = (bound * rows) / EXACT;
  return { head: HELD * coarse, rest: HELD * ((coarse / 2) * rows) / EXACT };
}

/** sums[place] += head of x, sums[place + 1] += its rest. */
export function addSplit(sums: Float64Array, place: number, x: number, splitter: Splitter): void {
  const head = x + splitter.head - splitter.head;
  sums[place] = (sums[place] as number) + head;
  sums[place + 1] = (sums[place + 1] as number) + (x - head + splitter.rest - splitter.rest);
}

/** Weights of a sample with what splits them and their squares. */
export type SplitWeights = { readonly weights: Float64Array; readonly ofWeights: Splitter; readonly ofSquares: Splitter };

/** Weights ready to be split; no weight exceeds `bound`, and `rows` are all that are added up (both powers of two). */
export const splitWeights = (weights: Float64Array, bound: number, rows: number): SplitWeights => ({ weights, ofWeights: splitterOf(bound, rows), ofSquares: splitterOf(bound * bound, rows) });

/** Largest weight of the first `rows`; 0 without any. */
export function largestWeight(weights: Float64Array, rows: number): number {
  let largest = 0;
  for (let row = 0; row < rows; row += 1) {
    const weight = weights[row] as number;
    if (weight > largest) largest = weight;
  }
  return largest;
}
