// Cronbach's alpha from a covariance matrix, with Feldt's exact interval, and what each item does to it.
// A negative alpha is printed as it is: it says that the items don't hang together or one is not reversed.
import type { Matrix } from '../inference/matrix.ts';
import { at } from '../inference/at.ts';
import type { Computed } from '../../shared/results/estimate.ts';
import { notEstimableBecause, valueWithout } from '../inference/computed.ts';
import { fQuantile } from '../distributions.ts';

const total = (covariance: Matrix): number => covariance.reduce((sum, row) => row.reduce((rest, value) => rest + value, sum), 0);
const traceOf = (covariance: Matrix): number => covariance.reduce((sum, row, index) => sum + at(row, index), 0);

/** Variance of the sum, or undefined where it is nothing but rounding: items that cancel each other have no sum to be reliable about. */
function variationOf(covariance: Matrix): number | undefined {
  const sum = total(covariance);
  return sum > 1e-12 * traceOf(covariance) ? sum : undefined;
}

/** k/(k−1) · (1 − Σs²_j / s²_total); yes/no items give KR-20. Undefined where the sum of the items does not vary. Source: Cronbach 1951. R: `psych::alpha(x)$total$raw_alpha`. */
export function alphaFromCovariance(covariance: Matrix): number | undefined {
  const k = covariance.length;
  const sum = variationOf(covariance);
  return sum === undefined || k < 2 ? undefined : (k / (k - 1)) * (1 - traceOf(covariance) / sum);
}

/**
 * Alpha with 1 − (1−α)·F at (n−1, (n−1)(k−1)); se is Bonett's (1−α)√(2k/((k−1)(n−2))). 'no-variation' where the items cancel each other.
 * Source: Feldt 1965; Feldt, Woodruff & Salih 1987; Bonett 2002. R: `psych::alpha.ci(alpha, n, k)` with these F quantiles.
 */
export function alphaWithInterval(covariance: Matrix, n: number, level: number): Computed {
  const k = covariance.length;
  const value = alphaFromCovariance(covariance);
  if (k < 2) return notEstimableBecause('too-few-items', n);
  if (value === undefined) return notEstimableBecause('no-variation', n);
  if (n < 3) return valueWithout('too-few', n, value);
  const df1 = n - 1;
  const df2 = (n - 1) * (k - 1);
  const tail = (1 - level) / 2;
  const se = (1 - value) * Math.sqrt((2 * k) / ((k - 1) * (n - 2)));
  const ends = { low: 1 - (1 - value) * fQuantile(1 - tail, df1, df2), high: 1 - (1 - value) * fQuantile(tail, df1, df2) };
  return { status: 'estimated', n, value, se, ...ends, level, ...(value < 0 ? { flags: ['items-do-not-hang-together'] } : {}) };
}

/** The matrix without one item. */
export function withoutItem(covariance: Matrix, dropped: number): number[][] {
  return covariance.filter((_, row) => row !== dropped).map((row) => row.filter((_, column) => column !== dropped));
}

/** Correlation of one item with the sum of the others; undefined where either does not vary. R: `psych::alpha(x)$item.stats$r.drop`. */
export function correctedItemTotal(covariance: Matrix, item: number): number | undefined {
  const row = at(covariance, item);
  const own = at(row, item);
  const withRest = row.reduce((sum, value) => sum + value, 0) - own;
  const rest = variationOf(withoutItem(covariance, item));
  return rest === undefined || !(own > 0) ? undefined : withRest / Math.sqrt(own * rest);
}
