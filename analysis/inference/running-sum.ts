// A sum of many numbers that keeps what each addition rounds away, so that the order of rows does not show in the result:
// the error is some 2⁵³ times smaller than a plain sum's. For sums over rows outside the innermost loops (there: split-sums.ts).

/** A sum under way; `lost` is what rounding took so far. */
export type RunningSum = { sum: number; lost: number };

/** Nothing added yet. */
export const emptySum = (): RunningSum => ({ sum: 0, lost: 0 });

/** Adds x. Source: Neumaier 1974. */
export function addTo(running: RunningSum, x: number): void {
  const sum = running.sum + x;
  running.lost += Math.abs(running.sum) >= Math.abs(x) ? running.sum - sum + x : x - sum + running.sum;
  running.sum = sum;
}

/** The sum so far, with what was lost. */
export const totalOfSum = ({ sum, lost }: RunningSum): number => sum + lost;

/** Sum of a whole column. */
export function sumOf(values: Iterable<number>): number {
  const running = emptySum();
  for (const value of values) addTo(running, value);
  return totalOfSum(running);
}
