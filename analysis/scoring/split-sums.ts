// Sums that no order of the rows can change. Each number is split without error into a head, a multiple of a coarse step,
// and the small rest. Heads add up exactly (up to 2²⁴ rows), rests with an error some 2²⁹ times smaller than a plain sum's:
// added together at the end they are the same digits whichever way rows or shards come.
// Source: the splitting is Rump, Ogita & Oishi 2008, "Accurate floating-point summation", algorithm 3.2 (ExtractScalar).

/** Bits of a double that are left for the count of rows. */
const ROW_BITS = 24;

/** The smallest power of two not below a bound; 1 for a bound of 0. */
export const powerAbove = (bound: number): number => (bound > 0 ? 2 ** Math.ceil(Math.log2(bound)) : 1);

/** The number c that splits every |x| ≤ bound (a power of two): (x + c) − c is the head, x − head the rest. */
export const splitterOf = (bound: number): number => 1.5 * bound * 2 ** (ROW_BITS - 1);

/** sums[place] += head of x, sums[place + 1] += its rest. */
export function addSplit(sums: Float64Array, place: number, x: number, splitter: number): void {
  const head = x + splitter - splitter;
  sums[place] = (sums[place] as number) + head;
  sums[place + 1] = (sums[place + 1] as number) + (x - head);
}

/** Weights with the numbers that split them and their squares. */
export type SplitWeights = { readonly weights: Float64Array; readonly splitter: number; readonly ofSquares: number };

/** Weights ready to be added up; `bound` is a power of two that none exceeds. */
export const splitWeights = (weights: Float64Array, bound: number): SplitWeights => ({ weights, splitter: splitterOf(bound), ofSquares: splitterOf(bound * bound) });

/** Largest weight of the first `rows`; 0 without any. */
export function largestWeight(weights: Float64Array, rows: number): number {
  let largest = 0;
  for (let row = 0; row < rows; row += 1) largest = Math.max(largest, weights[row] as number);
  return largest;
}
