// Which factors go with an outcome, as shares of its explained variance with bootstrap intervals.
// Refused for small samples, where shares are noise; then rank correlations alone. Print "associated with", never "causes".
import type { Estimated, NotEstimableReason } from '../../shared/results/estimate.ts';
import { at } from '../inference/at.ts';
import { completeRows } from '../inference/covariance.ts';
import { invert } from '../inference/matrix.ts';
import { quantileOfSorted } from '../inference/quantile.ts';
import { seededRandom } from '../inference/random.ts';
import { resample, resamplingOf } from '../inference/resampling.ts';
import { shapleyShares } from './shapley-shares.ts';
import { spearman, weightedCovariance } from './weighted-covariance.ts';

export type Predictor = { readonly code: string; readonly values: ArrayLike<number> };
type Coded<Value> = { readonly code: string; readonly value: Value };

export type KeyDrivers =
  | {
      readonly status: 'estimated';
      /** Persons with every factor and the outcome, and their share of those with the outcome. */
      readonly n: number;
      readonly completeShare: number;
      readonly r2: number;
      readonly shares: readonly (Coded<Estimated>)[];
      /** 'collinear' when a factor's variance inflation is above 10 or a pivot vanished; 'factors-without-score' when such were left out. */
      readonly flags: readonly string[];
    }
  | { readonly status: 'not-estimable'; readonly reason: NotEstimableReason; readonly n: number; readonly correlations: readonly Coded<number | undefined>[] };

export type DriverOptions = {
  readonly seed: number;
  readonly draws?: number;
  readonly weights?: ArrayLike<number>;
  /** Resample within these strata, and whole clusters. */
  readonly strata?: ArrayLike<number>;
  readonly clusters?: ArrayLike<number>;
};

function inflates(covariance: readonly (readonly number[])[]): boolean {
  const p = covariance.length - 1;
  const predictors = covariance.slice(0, p).map((row) => row.slice(0, p));
  const inverse = invert(predictors);
  return inverse === undefined || inverse.some((row, j) => at(row, j) * at(at(predictors, j), j) > 10);
}

/** Subsets of more are too many to take each (shapley-shares.ts). */
const MOST_PREDICTORS = 16;

/** One predictor's share with the percentile interval of its draws. */
function shareFigure(value: number, drawn: readonly number[], n: number): Estimated {
  const sorted = Float64Array.from(drawn).sort();
  const mean = drawn.reduce((sum, one) => sum + one, 0) / drawn.length;
  const se = Math.sqrt(drawn.reduce((sum, one) => sum + (one - mean) ** 2, 0) / Math.max(1, drawn.length - 1));
  return { status: 'estimated', n, value, se, low: quantileOfSorted(sorted, 0.025) ?? value, high: quantileOfSorted(sorted, 0.975) ?? value, level: 0.95 };
}

/**
 * LMG shares of the outcome's R² over complete persons, weighted, with percentile intervals of 500 seeded resamples of
 * sampling units within strata.
 * Refused with 'too-few' unless r ≥ 100 and r > 10 p, 'no-variation' when the outcome is constant; Spearman's correlations (unweighted) are given then.
 * Factors in which nobody with weight has a value are left out (their correlation is undefined) and flagged 'factors-without-score'.
 * Without predictors 'too-few-items', with more than 16 'not-identified'. Throws RangeError on a negative weight. The caller keeps the outcome's own items out of the factors.
 * Source: Lindeman, Merenda & Gold 1980; Grömping 2006. R: `relaimpo::boot.relimp(lm(y ~ ., weights = w), type = "lmg")`.
 */
export function keyDrivers(outcome: ArrayLike<number>, given: readonly Predictor[], options: DriverOptions): KeyDrivers {
  const weights = options.weights ?? new Float64Array(outcome.length).fill(1);
  const bad = Array.from(weights).find((weight) => !(weight >= 0 && weight < Infinity));
  if (bad !== undefined) throw new RangeError(`a weight must be 0 or more, got ${bad}`);
  const predictors = given.filter(({ values }) => Array.from(values).some((value, row) => !Number.isNaN(value) && at(weights, row) > 0));
  const columns = [...predictors.map(({ values }) => values), outcome];
  // In ascending order of what persons answered, so that neither sums nor resamples hang on the order of rows.
  const units = resamplingOf(completeRows(columns).filter((row) => at(weights, row) > 0), [...columns, weights], options);
  const rows = units.flat(2);
  const n = rows.length;
  const refuse = (reason: NotEstimableReason): KeyDrivers => {
    const of = (values: ArrayLike<number>): number[] => rows.map((row) => at(values, row));
    return { status: 'not-estimable', reason, n, correlations: given.map((one) => ({ code: one.code, value: predictors.includes(one) ? spearman(of(one.values), of(outcome)) : undefined })) };
  };
  if (predictors.length === 0) return refuse('too-few-items');
  if (n < 100 || n <= 10 * predictors.length) return refuse('too-few');
  if (predictors.length > MOST_PREDICTORS) return refuse('not-identified');
  if (rows.every((row) => at(outcome, row) === at(outcome, at(rows, 0)))) return refuse('no-variation');
  const covariance = weightedCovariance(columns, weights, rows);
  const whole = shapleyShares(covariance);
  if (whole === undefined) return refuse('no-variation');
  const random = seededRandom(options.seed);
  const draws = options.draws ?? 500;
  const drawn = Array.from({ length: draws }, () => shapleyShares(weightedCovariance(columns, weights, resample(units, random)))?.shares);
  const usable = drawn.flatMap((shares) => (shares === undefined ? [] : [shares]));
  if (usable.length < 2 || usable.length < draws / 2) return refuse('no-convergence');
  const answered = Array.from(outcome).filter((value, row) => !Number.isNaN(value) && at(weights, row) > 0).length;
  return {
    status: 'estimated', n, completeShare: n / answered, r2: whole.r2,
    shares: predictors.map(({ code }, j) => ({ code, value: shareFigure(at(whole.shares, j), usable.map((shares) => at(shares, j)), n) })),
    flags: [...(whole.isCollinear || inflates(covariance) ? ['collinear'] : []), ...(predictors.length < given.length ? ['factors-without-score'] : [])],
  };
}
