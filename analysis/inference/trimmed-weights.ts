// Caps extreme weights and spreads the excess, so that one person can't carry a figure.
// The sum of weights stays; repeated until no weight is pushed out again by what it was given.
import { quantile } from './quantile.ts';
import { sumOf } from './running-sum.ts';

/** Cap at median + 6 interquartile ranges of the weights above 0. Source: Potter & Zheng 2015. R: `median(w) + 6 * IQR(w)`. */
export function weightCap(weights: ArrayLike<number>): number {
  const positive = Array.from(weights).filter((weight) => weight > 0);
  if (positive.length === 0) throw new RangeError('no weight is above 0, so there is none to cap');
  const at = (p: number): number => quantile(positive, p) ?? Infinity;
  return at(0.5) + 6 * (at(0.75) - at(0.25));
}

/**
 * Weights held to `cap`, the excess added in equal parts to the rest, repeated until all hold. Weights of 0 stay 0.
 * Throws RangeError on a negative weight and when the cap is not above the mean weight. R: `trimWeights(d, upper = cap, strict = TRUE)`.
 */
export function trimWeights(weights: ArrayLike<number>, cap: number): Float64Array {
  const trimmed = Float64Array.from(weights);
  const bad = trimmed.findIndex((weight) => !(weight >= 0 && weight < Infinity));
  if (bad !== -1) throw new RangeError(`weight in row ${bad} must be 0 or more, got ${trimmed[bad] ?? NaN}`);
  const positive = trimmed.filter((weight) => weight > 0);
  const mean = sumOf(positive) / positive.length;
  if (!(cap > mean)) throw new RangeError(`the cap (${cap}) must be above the mean weight (${mean})`);
  for (let round = 0; round < 10_000; round += 1) {
    const above = trimmed.filter((weight) => weight > cap);
    const excess = sumOf(above.map((weight) => weight - cap));
    const rest = trimmed.filter((weight) => weight > 0).length - above.length;
    if (excess <= 1e-13 * cap) break;
    trimmed.forEach((weight, row) => {
      if (weight > cap) trimmed[row] = cap;
      else if (weight > 0) trimmed[row] = weight + excess / rest;
    });
  }
  return trimmed.map((weight) => Math.min(weight, cap));
}
