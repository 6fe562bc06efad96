// Makes the three kinds of computed figure (shared/results/estimate.ts) from numbers.
// One place, so that "value with a t interval" or "no interval, because" is spelled once.
import type { Computed, NotEstimable, NotEstimableReason, ValueOnly } from '../../shared/results/estimate.ts';
import { studentTQuantile } from '../distributions.ts';

export const DEFAULT_LEVEL = 0.95;

/** A figure that can't be had, with its reason and the number of persons behind it. */
export function notEstimableBecause(reason: NotEstimableReason, n = 0): NotEstimable {
  return { status: 'not-estimable', n, reason };
}

/** A figure that is known but has no honest interval. */
export function valueWithout(reason: NotEstimableReason, n: number, value: number): ValueOnly {
  return { status: 'value-only', n, value, reason };
}

/** Throws RangeError unless a confidence level lies between 0 and 1 (a level of 95 is 0.95, and one of 1 has no ends). */
export function checkLevel(level: number): void {
  if (!(level > 0 && level < 1)) throw new RangeError(`a confidence level must lie between 0 and 1, got ${level}`);
}

// Thousands of figures of one scorecard have the same degrees of freedom, and the quantile takes longer than all the rest.
let lastQuantile = { p: Number.NaN, df: Number.NaN, t: Number.NaN };

function quantileAgain(p: number, df: number): number {
  if (lastQuantile.p !== p || lastQuantile.df !== df) lastQuantile = { p, df, t: studentTQuantile(p, df) };
  return lastQuantile.t;
}

/** value ± t_{1−(1−level)/2, df} × se; df Infinity gives the normal interval and is then left out of the result. */
export function withStudentInterval(figure: { n: number; value: number; se: number; df: number; level?: number }): Computed {
  const { n, value, se, df, level = DEFAULT_LEVEL } = figure;
  checkLevel(level);
  if (!(df > 0)) return valueWithout('no-degrees-of-freedom', n, value);
  const reach = se === 0 ? 0 : quantileAgain(0.5 + level / 2, df) * se;
  const ends = { low: value - reach, high: value + reach, level };
  return { status: 'estimated', n, value, se, ...(df === Infinity ? {} : { df }), ...ends };
}
