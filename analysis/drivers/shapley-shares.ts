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

/** to = the block without its first row and column; less what its first predictor explains, where `pivot` is given. */
function shrink(block: Float64Array, size: number, pivot: number | null, to: Float64Array): void {
  for (let row = 1, place = 0; row < size; row += 1) {
    const start = row * size, lead = block[start] as number;
    for (let column = 1; column < size; column += 1, place += 1) {
      const value = block[start + column] as number;
      to[place] = pivot === null ? value : value - (lead * (block[column] as number)) / pivot;
    }
  }
}

/** Residual variance of the outcome (last row) for every subset of predictors, by bit mask. Blocks of one depth share their room. */
function residuals(covariance: Matrix): { left: Float64Array; isCollinear: boolean } {
  const p = covariance.length - 1;
  const left = new Float64Array(1 << p);
  const blocks = Array.from({ length: p + 1 }, (_, depth) => new Float64Array((p + 1 - depth) ** 2));
  let isCollinear = false;
  const visit = (next: number, mask: number): void => {
    const block = at(blocks, next);
    if (next === p) {
      left[mask] = block[0] as number;
      return;
    }
    const size = p + 1 - next, pivot = block[0] as number, child = at(blocks, next + 1);
    shrink(block, size, null, child);
    visit(next + 1, mask);
    // Nothing of the predictor's variance is left: it adds nothing.
    const isSpent = !(pivot > 1e-10 * at(at(covariance, next), next));
    if (isSpent) isCollinear = true;
    shrink(block, size, isSpent ? null : pivot, child);
    visit(next + 1, mask | (1 << next));
  };
  at(blocks, 0).set(covariance.flat());
  visit(0, 0);
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
  for (let mask = 0; mask < left.length; mask += 1) {
    const weight = weights[bits(mask)] ?? 0, residual = left[mask] as number;
    for (let j = 0; j < p; j += 1) {
      if ((mask & (1 << j)) === 0) shares[j] = (shares[j] as number) + (weight * (residual - (left[mask | (1 << j)] as number))) / total;
    }
  }
  return { shares, r2: 1 - at(left, left.length - 1) / total, isCollinear };
}
