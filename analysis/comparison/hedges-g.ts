// Hedges' g: the difference in standard deviations, freed of small-sample bias, with its exact interval.
import type { Computed } from '../../shared/results/estimate.ts';
import { noncentralTCdf, noncentralTUpperTail, normalQuantile, studentTQuantile } from '../distributions.ts';
import { logGamma } from '../distributions/stirling.ts';
import { checkLevel, notEstimableBecause, valueWithout } from '../inference/computed.ts';

export type GroupMoments = { readonly n: number; readonly mean: number; /** Divisor n − 1. */ readonly variance: number };

/** J(m) = Γ(m/2) / (√(m/2) Γ((m−1)/2)). Source: Hedges 1981, equation 6e. R: `exp(lgamma(m/2) - log(sqrt(m/2)) - lgamma((m-1)/2))`. */
export function smallSampleCorrection(m: number): number {
  return Math.exp(logGamma(m / 2) - 0.5 * Math.log(m / 2) - logGamma((m - 1) / 2));
}

/**
 * The noncentrality at which a tail has probability p. The tail's normal quantile is close to a straight line in it, of slope
 * 1/√(1 + t²/2m), so the secant needs a handful of steps, none longer than ten of those units.
 */
function noncentralityAt(tail: (noncentrality: number) => number, p: number, centre: number, unit: number): number {
  const goal = normalQuantile(p);
  const miss = (at: number): number => normalQuantile(Math.min(1 - 1e-16, Math.max(1e-300, tail(at)))) - goal;
  const longest = 10 * Math.abs(unit);
  let left = centre;
  let leftMiss = miss(left);
  let right = centre - (unit * leftMiss || 1e-6);
  for (let step = 0; step < 60; step += 1) {
    const rightMiss = miss(right);
    if (Math.abs(right - left) < 1e-12 * Math.max(1, Math.abs(right)) || rightMiss === leftMiss) return right;
    const next = right - (rightMiss * (right - left)) / (rightMiss - leftMiss);
    left = right;
    leftMiss = rightMiss;
    right = Math.min(left + longest, Math.max(left - longest, next));
  }
  return right;
}

const pooledVariance = (first: GroupMoments, second: GroupMoments): number =>
  ((first.n - 1) * first.variance + (second.n - 1) * second.variance) / (first.n + second.n - 2);

/** Spread below this part of the squared means is what rounding leaves of answers that are all alike. */
const ROUNDING = 1e-24;

/** Why there is no g, or undefined. Throws RangeError on moments that are no numbers. */
function reasonAgainst(first: GroupMoments, second: GroupMoments): 'no-valid-answers' | 'one-answer' | 'no-variation' | undefined {
  for (const { n, mean, variance } of [first, second]) {
    if (!(n >= 0 && n < Infinity) || (n > 0 && !Number.isFinite(mean)) || (n > 1 && !(variance >= 0 && variance < Infinity))) throw new RangeError(`a group needs n ≥ 0, a mean and a variance ≥ 0, got ${n}, ${mean} and ${variance}`);
  }
  if (first.n === 0 || second.n === 0) return 'no-valid-answers';
  if (first.n < 2 || second.n < 2) return 'one-answer';
  return pooledVariance(first, second) > ROUNDING * Math.max(first.mean ** 2, second.mean ** 2) ? undefined : 'no-variation';
}

/**
 * g of a difference between two designs: J·D/s_pooled with weighted variances, SE² = (J·SE_D/s_pooled)² + g²/(2(n₁+n₂)), t on the
 * difference's df; flagged `design`. Source: Hedges & Olkin 1985, ch. 5, with the design's variance of the difference. R: by hand from `svymean`, `svyvar`.
 */
export function hedgesGOfDesigns(difference: Computed, first: GroupMoments, second: GroupMoments, level = 0.95): Computed {
  checkLevel(level);
  const n = first.n + second.n;
  if (difference.status === 'not-estimable') return difference;
  const reason = reasonAgainst(first, second);
  if (reason !== undefined) return notEstimableBecause(reason, n);
  const scale = smallSampleCorrection(n - 2) / Math.sqrt(pooledVariance(first, second));
  const value = difference.value * scale;
  if (difference.status === 'value-only') return valueWithout(difference.reason, n, value);
  const se = Math.hypot(difference.se * scale, value / Math.sqrt(2 * n));
  const { df = Infinity } = difference;
  const reach = studentTQuantile(0.5 + level / 2, df) * se;
  return { status: 'estimated', n, value, se, ...(df === Infinity ? {} : { df }), low: value - reach, high: value + reach, level, flags: ['design'] };
}

/**
 * g = J·(ȳ₂ − ȳ₁)/s_pooled, m = n₁+n₂−2; interval by inverting the noncentral t (times J); se² = 1/n₁ + 1/n₂ + g²/(2(n₁+n₂)).
 * No variation in both groups, or fewer than two persons in one, is not estimable.
 * Source: Hedges 1981; Steiger & Fouladi 1997. R: `effectsize::hedges_g(y, x)`; se as `metafor::escalc("SMD", …)`.
 */
export function hedgesG(first: GroupMoments, second: GroupMoments, level = 0.95): Computed {
  checkLevel(level);
  const n = first.n + second.n;
  const m = n - 2;
  const reason = reasonAgainst(first, second);
  if (reason !== undefined) return notEstimableBecause(reason, n);
  const d = (second.mean - first.mean) / Math.sqrt(pooledVariance(first, second));
  const scale = Math.sqrt((first.n * second.n) / n);
  const correction = smallSampleCorrection(m);
  const t = d * scale;
  const tail = (1 - level) / 2;
  const unit = Math.sqrt(1 + (t * t) / (2 * m));
  const lower = noncentralityAt((nc) => noncentralTUpperTail(t, m, nc), tail, t, unit);
  const upper = noncentralityAt((nc) => noncentralTCdf(t, m, nc), tail, t, -unit);
  const value = d * correction;
  const se = Math.sqrt(1 / first.n + 1 / second.n + (value * value) / (2 * n));
  return { status: 'estimated', n, value, se, low: (lower / scale) * correction, high: (upper / scale) * correction, level };
}
