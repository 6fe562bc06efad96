// The line through three rounds or more, each as certain as its standard error says, on calendar time.
// A break in the series (other wording, other items) starts a new line: no line is drawn across it.
import type { Computed } from '../../shared/results/estimate.ts';
import { chiSquareUpperTail } from '../distributions.ts';
import { notEstimableBecause, withStudentInterval } from '../inference/computed.ts';

export type RoundPoint = {
  /** Calendar time in years (2026.5 is mid-2026). */
  readonly time: number;
  readonly figure: Computed;
  /** The series breaks before this round. */
  readonly isBreak?: boolean;
};

export type Trend = {
  /** Points per year. */
  readonly slope: Computed;
  /** Cochran's Q of the line, on k − 2 df: large means that a straight line is the wrong story. */
  readonly lackOfFit?: { readonly q: number; readonly df: number; readonly p: number };
  readonly rounds: number;
};

/** The rounds since the last break that have an estimate with an SE above 0, in order of time. */
function unbroken(points: readonly RoundPoint[]): { time: number; value: number; weight: number; n: number }[] {
  const timeless = points.find(({ time }) => !Number.isFinite(time));
  if (timeless !== undefined) throw new RangeError(`a round needs its time in years, got ${timeless.time}`);
  const ordered = [...points].sort((left, right) => left.time - right.time);
  const from = ordered.reduce((last, point, index) => (point.isBreak === true ? index : last), 0);
  return ordered.slice(from).flatMap(({ time, figure }) =>
    figure.status === 'estimated' && figure.se > 0 ? [{ time, value: figure.value, weight: 1 / (figure.se * figure.se), n: figure.n }] : [],
  );
}

/**
 * b = Σv(t−t̄)y / Σv(t−t̄)², SE = 1/√Σv(t−t̄)², v = 1/SE²_t, normal interval; fewer than three rounds is 'too-few-rounds' (give the difference).
 * Rounds known without SE (censuses, no variation) are left out.
 * R: `metafor::rma(y, sei = se, mods = ~time, method = "FE")`.
 */
export function trend(points: readonly RoundPoint[]): Trend {
  const used = unbroken(points);
  const rounds = used.length;
  if (rounds < 3) return { slope: notEstimableBecause('too-few-rounds', rounds), rounds };
  const total = used.reduce((sum, { weight }) => sum + weight, 0);
  const middle = used.reduce((sum, { weight, time }) => sum + weight * time, 0) / total;
  const mean = used.reduce((sum, { weight, value }) => sum + weight * value, 0) / total;
  const spread = used.reduce((sum, { weight, time }) => sum + weight * (time - middle) ** 2, 0);
  if (!(spread > 0)) return { slope: notEstimableBecause('too-few-rounds', rounds), rounds };
  const value = used.reduce((sum, { weight, time, value: y }) => sum + weight * (time - middle) * (y - mean), 0) / spread;
  const q = used.reduce((sum, { weight, time, value: y }) => sum + weight * (y - mean - value * (time - middle)) ** 2, 0);
  const n = used.reduce((sum, point) => sum + point.n, 0);
  const slope = withStudentInterval({ n, value, se: 1 / Math.sqrt(spread), df: Infinity });
  return { slope, lackOfFit: { q, df: rounds - 2, p: chiSquareUpperTail(q, rounds - 2) }, rounds };
}
