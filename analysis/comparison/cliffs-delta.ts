// Cliff's delta with Feng and Cliff's asymmetric interval, from count tables.
// delta > 0: the second group tends to the higher codes. (delta + 1)/2 is the probability of superiority.
import type { Computed } from '../../shared/results/estimate.ts';
import { studentTQuantile } from '../distributions.ts';
import { checkLevel, notEstimableBecause, valueWithout } from '../inference/computed.ts';
import { checkPersons } from './mann-whitney.ts';

const sum = (values: readonly number[]): number => values.reduce((total, value) => total + value, 0);

/** For every code of `own`, the mean dominance of one person there over the other group (−1 … 1). */
function dominance(own: readonly number[], other: readonly number[]): number[] {
  const n = sum(other);
  let below = 0;
  return own.map((_, code) => {
    const here = other[code] ?? 0;
    const above = n - below - here;
    const result = (below - above) / n;
    below += here;
    return result;
  });
}

/** Unbiased variance of delta, not below (1 − δ²)/(n₁n₂ − 1). Source: Cliff 1993, equation 7; 1996, ch. 5. */
function deltaVariance(first: readonly number[], second: readonly number[], delta: number): number {
  const n1 = sum(first);
  const n2 = sum(second);
  const spread = (counts: readonly number[], means: readonly number[], centre: number): number =>
    counts.reduce((total, count, code) => total + count * ((means[code] ?? 0) - centre) ** 2, 0);
  const rows = spread(first, dominance(first, second), -delta);
  const columns = spread(second, dominance(second, first), delta);
  const ties = first.reduce((total, count, code) => total + count * (second[code] ?? 0), 0);
  const cells = n1 * n2 - ties - n1 * n2 * delta * delta;
  const unbiased = (n2 * n2 * rows + n1 * n1 * columns - cells) / (n1 * n2 * (n1 - 1) * (n2 - 1));
  return Math.max(unbiased, (1 - delta * delta) / (n1 * n2 - 1));
}

/**
 * δ with [δ − δ³ ± t s √((1−δ²)² + t²s²)] / (1 − δ² + t²s²), t on n₁+n₂−2 df; at δ = ±1 the inner end is ±(m − t²)/(m + t²), m = min(n₁, n₂).
 * Fewer than two persons on a side: the value alone. Source: Cliff 1996; Feng & Cliff 2004. R: `effsize::cliff.delta(second, first)`.
 */
export function cliffsDelta(first: readonly number[], second: readonly number[], level = 0.95): Computed {
  checkLevel(level);
  checkPersons(first, second);
  const n1 = sum(first);
  const n2 = sum(second);
  if (n1 === 0 || n2 === 0) return notEstimableBecause('no-valid-answers', n1 + n2);
  const means = dominance(second, first);
  const value = second.reduce((total, count, code) => total + count * (means[code] ?? 0), 0) / n2;
  if (n1 < 2 || n2 < 2) return valueWithout('one-answer', n1 + n2, value);
  const t = studentTQuantile(0.5 + level / 2, n1 + n2 - 2);
  const known = { status: 'estimated', n: n1 + n2, value, level } as const;
  if (Math.abs(value) === 1) {
    const m = Math.min(n1, n2);
    const inner = (m - t * t) / (m + t * t);
    return { ...known, se: 0, low: value === 1 ? inner : -1, high: value === 1 ? 1 : -inner };
  }
  const variance = deltaVariance(first, second, value);
  const reach = t * Math.sqrt(variance) * Math.sqrt((1 - value * value) ** 2 + t * t * variance);
  const scale = 1 - value * value + t * t * variance;
  return { ...known, se: Math.sqrt(variance), low: Math.max(-1, (value - value ** 3 - reach) / scale), high: Math.min(1, (value - value ** 3 + reach) / scale) };
}
