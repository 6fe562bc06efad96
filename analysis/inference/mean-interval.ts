// Mean of one simple random sample from its count, mean and variance, with a t interval.
// Takes sums, not rows, so that it serves merged statistics; strata and weights live in design-mean.ts.
import type { Computed } from '../../shared/results/estimate.ts';
import { notEstimableBecause, valueWithout, withStudentInterval } from './computed.ts';

export type SampleMoments = {
  /** Persons with a valid value. */
  readonly r: number;
  readonly mean: number;
  /** Sample variance (divisor r − 1); any number when r < 2. */
  readonly variance: number;
  /** Persons in the frame (N); leave out where it is unknown: then no finite-population correction. */
  readonly population?: number;
  /** Sheets received (n ≥ r); r when left out. Persons without a valid value still count as sampled. */
  readonly sheets?: number;
  readonly level?: number;
};

/**
 * Mean with SE = √[(1 − n/N) · n/(n−1) · (r−1)s²/r²], which is s/√r · √(1 − r/N) when all sheets are valid; t with n − 1 df.
 * A census has SE 0 and an interval of no width. One answer, or none that differ, gives the value without interval.
 * Throws RangeError when there are more sheets than persons in the frame.
 * Source: Särndal, Swensson & Wretman 1992, section 5.8 (ratio mean of a domain).
 * R: `svymean(~y, svydesign(~1, fpc = ~N, weights = ~w), na.rm = TRUE)`, `confint(m, df = degf(d))`.
 */
export function meanInterval(moments: SampleMoments): Computed {
  const { r, mean, variance, population = Infinity, sheets = r } = moments;
  if (!(r >= 0 && r <= sheets)) throw new RangeError(`valid answers must be between 0 and the ${sheets} sheets, got ${r}`);
  if (!(sheets <= population)) throw new RangeError(`more sheets (${sheets}) than persons in the frame (${population})`);
  if (r > 0 && !Number.isFinite(mean)) throw new RangeError(`a mean of ${r} answers must be a number, got ${mean}`);
  if (r === 0) return notEstimableBecause('no-valid-answers');
  const level = moments.level === undefined ? {} : { level: moments.level };
  if (sheets === population) return withStudentInterval({ n: r, value: mean, se: 0, df: Math.max(1, sheets - 1), ...level });
  if (r === 1) return valueWithout('one-answer', r, mean);
  if (!(variance >= 0)) throw new RangeError(`variance must not be negative, got ${variance}`);
  if (variance === 0) return valueWithout('no-variation', r, mean);
  const spread = (1 - sheets / population) * (sheets / (sheets - 1)) * ((r - 1) / r) * (variance / r);
  return withStudentInterval({ n: r, value: mean, se: Math.sqrt(spread), df: sheets - 1, ...level });
}
