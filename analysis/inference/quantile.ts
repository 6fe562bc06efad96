// Quantiles of person scores: Hyndman and Fan's type 7 without weights, the weighted CDF's inverse with them.
// jstat's percentile forgets to interpolate in the top interval, so every P90 of ten values was wrong.
import { at } from './at.ts';

/**
 * Type 7 quantile of values in ascending order: x₍ₖ₎ + (h − k)(x₍ₖ₊₁₎ − x₍ₖ₎), h = (n−1)p. Undefined for no values.
 * Source: Hyndman & Fan 1996. R: `quantile(x, p, type = 7)`.
 */
export function quantileOfSorted(sorted: ArrayLike<number>, p: number): number | undefined {
  if (!(p >= 0 && p <= 1)) throw new RangeError(`probability must be between 0 and 1, got ${p}`);
  if (sorted.length === 0) return undefined;
  const place = (sorted.length - 1) * p;
  const below = Math.floor(place + 4 * Number.EPSILON * Math.max(1, place));
  const low = at(sorted, below);
  const rest = place - below;
  return rest <= 0 || below + 1 >= sorted.length ? low : low + rest * (at(sorted, below + 1) - low);
}

/** Type 7 quantile of values in any order, NaN left out. R: `quantile(x, p, type = 7, na.rm = TRUE)`. */
export function quantile(values: ArrayLike<number>, p: number): number | undefined {
  return quantileOfSorted(Float64Array.from(values).filter((value) => !Number.isNaN(value)).sort(), p);
}

/**
 * The least value at which the weighted share of smaller or equal values reaches p; NaN values and zero weights are left out.
 * R: `svyquantile(~x, d, p, qrule = "math")`.
 */
export function weightedQuantile(values: ArrayLike<number>, weights: ArrayLike<number>, p: number): number | undefined {
  if (!(p >= 0 && p <= 1)) throw new RangeError(`probability must be between 0 and 1, got ${p}`);
  const bad = Array.from(weights).find((weight) => !(weight >= 0 && weight < Infinity));
  if (bad !== undefined) throw new RangeError(`a weight must be 0 or more, got ${bad}`);
  const pairs = Array.from(values, (value, row) => ({ value, weight: at(weights, row) })).filter(({ value, weight }) => !Number.isNaN(value) && weight > 0);
  pairs.sort((left, right) => left.value - right.value || left.weight - right.weight);
  const total = pairs.reduce((sum, { weight }) => sum + weight, 0);
  let reached = 0;
  for (const { value, weight } of pairs) {
    reached += weight;
    if (reached >= p * total * (1 - 1e-12)) return value;
  }
  return undefined;
}
