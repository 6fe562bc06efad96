// Splits R² over predictors by averaging each one's gain over all orders of entry (LMG, the Shapley value).
// One elimination per subset, sharing the work of its prefix, makes 1,024 subsets cheap enough to bootstrap.
import { at } from '../inference/at.ts';
import type { Matrix } from '../inference/matrix.ts';

export type ShapleyShares = {
  /** One share per predictor, summing to R². */
  readonly shares: readonly number[];
  readonly r2: number;
  /** A predictor added nothing but rounding (pivot below 1e-10 of its variance) in some subset. */
  readonly isCollinear: boolean;
};

/** Eliminates predictor 0 of the remaining block; undefined when nothing of its variance is left. */
function eliminate(block: Matrix, variance: number): number[][] | undefined {
  const first = at(block, 0);
  const pivot = at(first, 0);
  if (!(pivot > 1e-10 * variance)) return undefined;
  return block.slice(1).map((row) => row.slice(1).map((value, column) => value - (at(row, 0) * at(first, column + 1)) / pivot));
}

/** Residual variance of the outcome (last row) for every subset of predictors, by bit mask. */
function residuals(covariance: Matrix): { left: Float64Array; isCollinear: boolean } {
  const p = covariance.length - 1;
  const left = new Float64Array(1 << p);
  let isCollinear = false;
  const visit = (block: Matrix, next: number, mask: number): void => {
    if (next === p) {
      left[mask] = at(at(block, 0), 0);
      return;
    }
    const without = block.slice(1).map((row) => row.slice(1));
    visit(without, next + 1, mask);
    const reduced = eliminate(block, at(at(covariance, next), next));
    if (reduced === undefined) isCollinear = true;
    visit(reduced ?? without, next + 1, mask | (1 << next));
  };
  visit(covariance, 0, 0);
  return { left, isCollinear };
}

/** |S|!(p−1−|S|)!/p! by |S|. */
function orderWeights(p: number): number[] {
  const weights: number[] = [1 / p];
  for (let size = 1; size < p; size += 1) weights.push((at(weights, size - 1) * size) / (p - size));
  return weights;
}

function bits(mask: number): number {
  let count = 0;
  for (let rest = mask; rest !== 0; rest &= rest - 1) count += 1;
  return count;
}

/**
 * φ_j = Σ_S |S|!(p−1−|S|)!/p! · [R²(S∪j) − R²(S)] from the covariance matrix of p predictors and, last, the outcome. Σφ = R².
 * Undefined when the outcome does not vary. At most 16 predictors (RangeError beyond).
 * Source: Lindeman, Merenda & Gold 1980; Grömping 2006. R: `relaimpo::calc.relimp(type = "lmg")`, or all subsets by `lm`.
 */
export function shapleyShares(covariance: Matrix): ShapleyShares | undefined {
  const p = covariance.length - 1;
  if (p < 1 || p > 16) throw new RangeError(`drivers need 1 to 16 predictors, got ${p}`);
  const total = at(at(covariance, p), p);
  if (!(total > 0)) return undefined;
  const { left, isCollinear } = residuals(covariance);
  const weights = orderWeights(p);
  const shares = new Array<number>(p).fill(0);
  left.forEach((residual, mask) => {
    const weight = weights[bits(mask)] ?? 0;
    for (let j = 0; j < p; j += 1) {
      if ((mask & (1 << j)) === 0) shares[j] = at(shares, j) + (weight * (residual - at(left, mask | (1 << j)))) / total;
    }
  });
  return { shares, r2: 1 - at(left, left.length - 1) / total, isCollinear };
}
