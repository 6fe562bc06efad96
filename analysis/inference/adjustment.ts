// What fitting the weights to the frame does to the variance: the part of each score that the margins
// already explain is taken out before strata are compared. Forgetting it makes intervals too wide;
// doing it with new weights where R uses old ones moves them in the fourth digit.
import { at } from './at.ts';

export type Adjustment =
  | {
      readonly kind: 'post-stratified';
      /** Post-stratum of each row. */
      readonly cells: ArrayLike<number>;
      /** Weights before the fit. */
      readonly baseWeights: ArrayLike<number>;
    }
  | {
      readonly kind: 'raked';
      /** Category of each row in each margin. */
      readonly margins: readonly ArrayLike<number>[];
    };

function centreWithin(scores: Float64Array, cells: ArrayLike<number>, weights: ArrayLike<number>): Float64Array {
  const sums = new Map<number, { score: number; weight: number }>();
  scores.forEach((score, row) => {
    const cell = at(cells, row);
    const sum = sums.get(cell) ?? { score: 0, weight: 0 };
    const weight = at(weights, row);
    sum.score += weight * score;
    sum.weight += weight;
    sums.set(cell, sum);
  });
  return scores.map((score, row) => {
    const sum = sums.get(at(cells, row));
    return sum === undefined || sum.weight === 0 ? score : score - sum.score / sum.weight;
  });
}

/**
 * The residual of linearised scores u after each fit: post-stratification centres by base weights within cells,
 * raking centres plainly within each margin, over rows with a weight, ten sweeps.
 * Source: Deville & Särndal 1992; Lumley 2010, ch. 7. R: what `svyrecvar` does after `postStratify` and `rake`.
 */
export function residualOf(scores: Float64Array, adjustments: readonly Adjustment[], weights: ArrayLike<number>): Float64Array {
  const present = Float64Array.from(weights, (weight) => (weight > 0 ? 1 : 0));
  let left = scores;
  for (const adjustment of adjustments) {
    if (adjustment.kind === 'post-stratified') {
      left = centreWithin(left, adjustment.cells, adjustment.baseWeights);
      continue;
    }
    for (let sweep = 0; sweep < 10; sweep += 1) {
      for (const margin of adjustment.margins) left = centreWithin(left, margin, present);
    }
  }
  return left;
}
