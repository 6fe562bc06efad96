// Rank test of two domains under a design: weighted midranks, then their difference of means by linearisation.
// R averages cumulated weights within a tie, so its result depends on the order of tied rows; here a tie's
// midrank is the middle of its whole weight, which is what R's average is when tied weights are equal.
import { at } from '../inference/at.ts';
import type { TestedDifference } from '../inference/design-difference.ts';
import { designDifference } from '../inference/design-difference.ts';
import type { PreparedDesign } from '../inference/sample-design.ts';

/** Weighted midranks (weight below + half the tie's weight)/Σw of rows with weight, a value and a place in `included`; NaN elsewhere. */
export function weightedMidranks(values: ArrayLike<number>, weights: ArrayLike<number>, included: ArrayLike<number>): Float64Array {
  const rows = Array.from({ length: values.length }, (_, row) => row).filter((row) => !Number.isNaN(at(values, row)) && at(included, row) > 0 && at(weights, row) > 0);
  rows.sort((left, right) => at(values, left) - at(values, right) || left - right);
  const total = rows.reduce((sum, row) => sum + at(weights, row), 0);
  const ranks = new Float64Array(values.length).fill(NaN);
  let below = 0;
  for (let from = 0; from < rows.length; ) {
    let to = from;
    let tied = 0;
    while (to < rows.length && at(values, at(rows, to)) === at(values, at(rows, from))) {
      tied += at(weights, at(rows, to));
      to += 1;
    }
    for (; from < to; from += 1) ranks[at(rows, from)] = (below + tied / 2) / total;
    below += tied;
  }
  return ranks;
}

/**
 * Difference (second − first) of mean weighted midranks, t on the design's df − 1.
 * Source: Lumley & Scott 2013. R: `svyranktest(y ~ g, d)` (the same where tied rows have equal weights).
 */
export function weightedRankTest(design: PreparedDesign, y: ArrayLike<number>, first: ArrayLike<number>, second: ArrayLike<number>): TestedDifference {
  const included = Array.from(first, (inFirst, row) => (inFirst > 0 || at(second, row) > 0 ? 1 : 0));
  return designDifference(design, weightedMidranks(y, design.weights, included), first, second);
}
