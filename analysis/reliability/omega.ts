// McDonald's omega total of one factor, with a seeded bootstrap interval.
// Two items don't identify a factor; a negative uniqueness is no solution: both are said, not papered over.
import type { Computed, NotEstimableReason } from '../../shared/results/estimate.ts';
import { notEstimableBecause } from '../inference/computed.ts';
import { at } from '../inference/at.ts';
import { completeRows, listwiseCovariance } from '../inference/covariance.ts';
import type { Matrix } from '../inference/matrix.ts';
import { quantileOfSorted } from '../inference/quantile.ts';
import { seededRandom } from '../inference/random.ts';
import { fitOneFactor } from './one-factor.ts';

/**
 * (Σλ)² / ((Σλ)² + Σθ) of the one-factor ML fit on covariances, or why there is none:
 * k < 3 'not-identified', θ < 0 'improper-solution', 'no-convergence'.
 * Source: McDonald 1999, ch. 6. R: `lavaan::cfa("f =~ …", std.lv = TRUE)`, then by hand from its loadings and residual variances.
 */
export function omegaFromCovariance(covariance: Matrix): number | NotEstimableReason {
  if (covariance.length < 3) return 'not-identified';
  const model = fitOneFactor(covariance);
  if (model === undefined) return 'no-convergence';
  if (model.uniquenesses.some((value) => value < 0)) return 'improper-solution';
  const common = model.loadings.reduce((sum, value) => sum + value, 0) ** 2;
  return common / (common + model.uniquenesses.reduce((sum, value) => sum + value, 0));
}

/** Answers person by person in ascending order, centred: which resample is drawn then does not hang on the order of rows. */
function sortedAnswers(items: readonly ArrayLike<number>[], rows: readonly number[]): Float64Array {
  const centres = items.map((item) => rows.reduce((sum, row) => sum + at(item, row), 0) / rows.length);
  const ordered = [...rows].sort((left, right) => items.reduce((order, item) => order || at(item, left) - at(item, right), 0));
  return Float64Array.from(ordered.flatMap((row) => items.map((item, j) => at(item, row) - at(centres, j))));
}

/** Covariance (divisor n − 1) of n persons drawn from `answers`, in one pass. */
function resampledCovariance(answers: Float64Array, k: number, n: number, next: () => number): number[][] {
  const sums = new Float64Array(k);
  const products = new Float64Array(k * k);
  for (let draw = 0; draw < n; draw += 1) {
    const from = next() * k;
    for (let j = 0; j < k; j += 1) {
      const left = answers[from + j] as number;
      sums[j] = (sums[j] as number) + left;
      for (let l = 0; l <= j; l += 1) products[j * k + l] = (products[j * k + l] as number) + left * (answers[from + l] as number);
    }
  }
  const entry = (j: number, l: number): number => (at(products, Math.max(j, l) * k + Math.min(j, l)) - (at(sums, j) * at(sums, l)) / n) / (n - 1);
  return Array.from({ length: k }, (_, j) => Array.from({ length: k }, (__, l) => entry(j, l)));
}

/**
 * Omega with the percentile interval of `draws` resamples of persons; se is their standard deviation.
 * Resamples without a proper solution are left out; fewer than half left makes it 'no-convergence'.
 * Source: Kelley & Pornprasertmanit 2016. R: `boot::boot` over the same statistic.
 */
export function omega(items: readonly ArrayLike<number>[], options: { seed: number; draws?: number; level?: number }): Computed {
  const { seed, draws = 1000, level = 0.95 } = options;
  const rows = completeRows(items);
  const n = rows.length;
  const value = omegaFromCovariance(listwiseCovariance(items, rows).matrix);
  if (typeof value === 'string') return notEstimableBecause(value, n);
  const random = seededRandom(seed);
  const drawn: number[] = [];
  const answers = sortedAnswers(items, rows);
  for (let draw = 0; draw < draws; draw += 1) {
    const again = omegaFromCovariance(resampledCovariance(answers, items.length, n, () => random.below(n)));
    if (typeof again === 'number') drawn.push(again);
    // Where most resamples have no solution the rest will not either, and each costs its full number of steps.
    if (draw === 19 && drawn.length < 10) return notEstimableBecause('no-convergence', n);
  }
  if (drawn.length < draws / 2 || drawn.length < 2) return notEstimableBecause('no-convergence', n);
  const sorted = Float64Array.from(drawn).sort();
  const mean = drawn.reduce((sum, one) => sum + one, 0) / drawn.length;
  const se = Math.sqrt(drawn.reduce((sum, one) => sum + (one - mean) ** 2, 0) / (drawn.length - 1));
  const tail = (1 - level) / 2;
  const ends = { low: quantileOfSorted(sorted, tail) ?? value, high: quantileOfSorted(sorted, 1 - tail) ?? value };
  return { status: 'estimated', n, value, se, ...ends, level, ...(drawn.length < draws ? { flags: ['improper-resamples'] } : {}) };
}
