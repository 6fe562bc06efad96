// Share of a weighted or stratified sample with Korn and Graubard's beta interval.
// Where R gives NaN (share 0 or 1, so no variance), Clopper–Pearson on Kish's effective size stands in;
// and the effective size never exceeds the persons there are, which R does not check.
import type { Computed } from '../../shared/results/estimate.ts';
import { betaQuantile, studentTQuantile } from '../distributions.ts';
import { checkLevel, DEFAULT_LEVEL, notEstimableBecause, valueWithout } from './computed.ts';

export type DesignShare = {
  /** Weighted share, 0 … 1. */
  readonly share: number;
  /** Its linearised variance. */
  readonly variance: number;
  /** Persons with a valid answer. */
  readonly n: number;
  /** Design degrees of freedom. */
  readonly df: number;
  /** Kish's effective size (Σw)²/Σw². */
  readonly kish: number;
  /** Everybody of the frame answered: the share is a fact. */
  readonly isCensus?: boolean;
  readonly level?: number;
  /** The share's own design effect (designEffect of its 0/1 answers), which the figure then carries. */
  readonly deff?: number | undefined;
};

/** Clopper and Pearson's ends for share p of effective size n. R: `qbeta(c(.025, .975), c(np, np + 1), c(n - np + 1, n - np))`. */
export function clopperPearsonEnds(share: number, size: number, level: number): { readonly low: number; readonly high: number } {
  const tail = (1 - level) / 2;
  const yes = share * size;
  const no = size - yes;
  return {
    low: share === 0 ? 0 : betaQuantile(tail, yes, no + 1),
    high: share === 1 ? 1 : betaQuantile(1 - tail, yes + 1, no),
  };
}

function effectiveSize(input: DesignShare, level: number): number {
  const { share, variance, n, df, kish } = input;
  if (share === 0 || share === 1) return Math.min(n, kish);
  if (variance === 0) return n;
  const quantile = 0.5 + level / 2;
  const correction = studentTQuantile(quantile, n - 1) / studentTQuantile(quantile, df);
  return Math.min(n, ((share * (1 - share)) / variance) * correction ** 2);
}

/**
 * n* = p(1−p)/V · (t_{n−1}/t_df)², at most n; ends are the beta quantiles (n*p, n*(1−p)+1) and (n*p+1, n*(1−p)).
 * At 0 and 1: n* = min(n, Kish), so the upper end at 0 is 1 − .025^{1/n*}.
 * Source: Korn & Graubard 1998. R: `svyciprop(~x, d, method = "beta", df = degf(d))` where its n* is at most n.
 */
export function kornGraubard(input: DesignShare): Computed {
  const { share, variance, n, df, level = DEFAULT_LEVEL } = input;
  checkLevel(level);
  if (n === 0) return notEstimableBecause('no-valid-answers');
  if (!(share >= 0 && share <= 1)) throw new RangeError(`a share must be between 0 and 1, got ${share}`);
  if (!(input.kish > 0)) throw new RangeError(`Kish's effective size must be positive, got ${input.kish}`);
  if (!(variance >= 0)) throw new RangeError(`variance must not be negative, got ${variance}`);
  const known = { status: 'estimated', n, value: share, se: Math.sqrt(variance), level } as const;
  if (input.isCensus === true) return { ...known, se: 0, low: share, high: share };
  if (n < 2) return valueWithout('one-answer', n, share);
  if (!(df > 0)) return valueWithout('no-degrees-of-freedom', n, share);
  const deff = input.deff === undefined ? {} : { deff: input.deff };
  return { ...known, ...(df === Infinity ? {} : { df }), ...clopperPearsonEnds(share, effectiveSize(input, level), level), ...deff };
}
