// Two unweighted shares: Newcombe's hybrid score interval of the difference, and the test that fits the counts.
import type { Computed, Estimated } from '../../shared/results/estimate.ts';
import { chiSquareUpperTail } from '../distributions.ts';
import { logGamma } from '../distributions/stirling.ts';
import { notEstimableBecause } from '../inference/computed.ts';
import { wilsonEnds } from '../inference/wilson.ts';

export type Count = { readonly k: number; readonly n: number };

/** Throws RangeError unless both are whole numbers of persons, 0 ≤ k ≤ n. */
function checkCounts(...counts: readonly Count[]): void {
  for (const { k, n } of counts) {
    if (!(Number.isInteger(k) && Number.isInteger(n) && k >= 0 && k <= n)) throw new RangeError(`a share counts persons, 0 ≤ k ≤ n, got ${k} of ${n}`);
  }
}

/**
 * p₂ − p₁ with low = D − √((p₂−l₂)² + (u₁−p₁)²), high = D + √((u₂−p₂)² + (p₁−l₁)²), l and u Wilson's ends. Throws RangeError unless counts are whole, 0 ≤ k ≤ n.
 * Source: Newcombe 1998, method 10. R: `DescTools::BinomDiffCI(k2, n2, k1, n1, method = "score")`, or by hand from `prop.test`.
 */
export function newcombe(first: Count, second: Count, level = 0.95): Computed {
  checkCounts(first, second);
  const n = first.n + second.n;
  if (first.n === 0 || second.n === 0) return notEstimableBecause('no-valid-answers', n);
  const [one, two] = [wilsonEnds(first.k, first.n, level), wilsonEnds(second.k, second.n, level)];
  const [p1, p2] = [first.k / first.n, second.k / second.n];
  const value = p2 - p1;
  const se = Math.sqrt((p1 * (1 - p1)) / first.n + (p2 * (1 - p2)) / second.n);
  const low = value - Math.hypot(p2 - two.low, one.high - p1);
  const high = value + Math.hypot(two.high - p2, p1 - one.low);
  return { status: 'estimated', n, value, se, low, high, level };
}

/**
 * The same hybrid from any two independent shares with intervals of their own (Korn–Graubard under a design), p₂ − p₁.
 * Source: Zou & Donner 2008 (MOVER), of which Newcombe's method 10 is the case of two Wilson intervals. R: by hand from two `svyciprop`.
 */
export function differenceOfShares(first: Estimated, second: Estimated): Estimated {
  const value = second.value - first.value;
  const low = value - Math.hypot(second.value - second.low, first.high - first.value);
  const high = value + Math.hypot(second.high - second.value, first.value - first.low);
  return { status: 'estimated', n: first.n + second.n, value, se: Math.hypot(first.se, second.se), low, high, level: first.level };
}

/** Two-sided Fisher test: sum of all tables no likelier than the one seen. R: `fisher.test(m)$p.value`. */
function fisher(first: Count, second: Count): number {
  const yes = first.k + second.k;
  const choose = (n: number, k: number): number => logGamma(n + 1) - logGamma(k + 1) - logGamma(n - k + 1);
  const low = Math.max(0, yes - second.n);
  const high = Math.min(first.n, yes);
  const logs = Array.from({ length: high - low + 1 }, (_, index) => choose(first.n, low + index) + choose(second.n, yes - low - index));
  const top = Math.max(...logs);
  const seen = (logs[first.k - low] ?? 0) + 1e-7;
  const total = logs.reduce((sum, log) => sum + Math.exp(log - top), 0);
  return Math.min(1, logs.reduce((sum, log) => (log <= seen ? sum + Math.exp(log - top) : sum), 0) / total);
}

/**
 * χ² without continuity correction, or Fisher's exact test when an expected count is below 5; undefined p when nobody or everybody said yes.
 * Throws RangeError unless counts are whole, 0 ≤ k ≤ n.
 * R: `chisq.test(m, correct = FALSE)`, `fisher.test(m)`.
 */
export function testTwoShares(first: Count, second: Count): { readonly method: 'chi-square' | 'fisher'; readonly p?: number } {
  checkCounts(first, second);
  const all = first.n + second.n;
  const yes = first.k + second.k;
  if (first.n === 0 || second.n === 0 || yes === 0 || yes === all) return { method: 'chi-square' };
  const least = (Math.min(first.n, second.n) * Math.min(yes, all - yes)) / all;
  if (least < 5) return { method: 'fisher', p: fisher(first, second) };
  const gap = second.k * first.n - first.k * second.n;
  const statistic = (gap * gap * all) / (first.n * second.n * yes * (all - yes));
  return { method: 'chi-square', p: chiSquareUpperTail(statistic, 1) };
}
