// How much a design costs: the design effect of an estimate, and Kish's loss from unequal weights.
import { addTo, emptySum, totalOfSum } from './running-sum.ts';

/** Kish's effective size (Σw)²/Σw² from the two sums. Source: Kish 1965, section 11.7; 1992. R: `sum(w)^2 / sum(w^2)`. */
export function kishEffectiveSize(sumOfWeights: number, sumOfSquares: number): number {
  return sumOfSquares === 0 ? 0 : (sumOfWeights * sumOfWeights) / sumOfSquares;
}

/** Kish's design effect of weighting, nΣw²/(Σw)², over rows with weight; 1 when all are equal. R: `length(w) * sum(w^2) / sum(w)^2`. */
export function kishDesignEffect(weights: ArrayLike<number>): number {
  let n = 0;
  const sum = emptySum();
  const squares = emptySum();
  for (const weight of Array.from(weights)) {
    if (weight === 0) continue;
    n += 1;
    addTo(sum, weight);
    addTo(squares, weight * weight);
  }
  return n / kishEffectiveSize(totalOfSum(sum), totalOfSum(squares));
}

/**
 * V over the variance of a simple random sample of r persons: s²(W−r)/(W r) out of a finite frame, s²/r otherwise,
 * with s² = r/(r−1)·Σw(y−ȳ)²/W. Undefined when that is 0. `spread` is Σw(y−ȳ)².
 * Source: Kish 1965, section 8.2. R: `svymean(~y, d, deff = TRUE)`; `deff = "replace"` without a frame.
 */
export function designEffect(parts: { variance: number; spread: number; r: number; weight: number; isFinite: boolean }): number | undefined {
  const { variance, spread, r, weight } = parts;
  if (r < 2) return undefined;
  const s2 = ((r / (r - 1)) * spread) / weight;
  const simple = parts.isFinite ? (s2 * (weight - r)) / (weight * r) : s2 / r;
  return simple > 0 ? variance / simple : undefined;
}
