// Hedges' g: the difference in standard deviations, freed of small-sample bias, with its exact interval.
import type { Computed } from '../../shared/results/estimate.ts';
import { noncentralTCdf, noncentralTUpperTail, normalQuantile } from '../distributions.ts';
import { logGamma } from '../distributions/stirling.ts';
import { notEstimableBecause } from '../inference/computed.ts';

export type GroupMoments = { readonly n: number; readonly mean: number; /** Divisor n − 1. */ readonly variance: number };

/** J(m) = Γ(m/2) / (√(m/2) Γ((m−1)/2)). Source: Hedges 1981, equation 6e. R: `exp(lgamma(m/2) - log(sqrt(m/2)) - lgamma((m-1)/2))`. */
export function smallSampleCorrection(m: number): number {
  return Math.exp(logGamma(m / 2) - 0.5 * Math.log(m / 2) - logGamma((m - 1) / 2));
}

/**
 * The noncentrality at which a tail has probability p. The tail's normal quantile is close to a straight line in it,
 * so the secant needs a handful of steps, none longer than 10.
 */
function noncentralityAt(tail: (noncentrality: number) => number, p: number, centre: number, slope: 1 | -1): number {
  const goal = normalQuantile(p);
  const miss = (at: number): number => normalQuantile(Math.min(1 - 1e-16, Math.max(1e-300, tail(at)))) - goal;
  let left = centre;
  let leftMiss = miss(left);
  let right = centre - (slope * leftMiss || 1e-6);
  for (let step = 0; step < 60; step += 1) {
    const rightMiss = miss(right);
    if (Math.abs(right - left) < 1e-12 * Math.max(1, Math.abs(right)) || rightMiss === leftMiss) return right;
    const next = right - (rightMiss * (right - left)) / (rightMiss - leftMiss);
    left = right;
    leftMiss = rightMiss;
    right = Math.min(left + 10, Math.max(left - 10, next));
  }
  return right;
}

/**
 * g = J·(ȳ₂ − ȳ₁)/s_pooled, m = n₁+n₂−2; interval by inverting the noncentral t (times J); se² = 1/n₁ + 1/n₂ + g²/(2(n₁+n₂)).
 * No variation in both groups, or fewer than two persons in one, is not estimable.
 * Source: Hedges 1981; Steiger & Fouladi 1997. R: `effectsize::hedges_g(y, x)`; se as `metafor::escalc("SMD", …)`.
 */
export function hedgesG(first: GroupMoments, second: GroupMoments, level = 0.95): Computed {
  const n = first.n + second.n;
  const m = n - 2;
  if (first.n === 0 || second.n === 0) return notEstimableBecause('no-valid-answers', n);
  if (first.n < 2 || second.n < 2) return notEstimableBecause('one-answer', n);
  const pooled = ((first.n - 1) * first.variance + (second.n - 1) * second.variance) / m;
  if (!(pooled > 0)) return notEstimableBecause('no-variation', n);
  const d = (second.mean - first.mean) / Math.sqrt(pooled);
  const scale = Math.sqrt((first.n * second.n) / n);
  const correction = smallSampleCorrection(m);
  const t = d * scale;
  const tail = (1 - level) / 2;
  const lower = noncentralityAt((nc) => noncentralTUpperTail(t, m, nc), tail, t, 1);
  const upper = noncentralityAt((nc) => noncentralTCdf(t, m, nc), tail, t, -1);
  const value = d * correction;
  const se = Math.sqrt(1 / first.n + 1 / second.n + (value * value) / (2 * n));
  return { status: 'estimated', n, value, se, low: (lower / scale) * correction, high: (upper / scale) * correction, level };
}
