// Share of an unweighted sample with Wilson's interval: right at 0 and at 1, where Wald's has no width.
// Bribery items live at 3 %, where a Wald interval covers 72 to 91 % instead of 95.
import type { Computed } from '../../shared/results/estimate.ts';
import { normalQuantile } from '../distributions.ts';
import { checkLevel, DEFAULT_LEVEL, notEstimableBecause } from './computed.ts';

/** Ends of Wilson's score interval for k of n, both inside [0, 1]. Source: Wilson 1927. R: `prop.test(k, n, correct = FALSE)$conf.int`. */
export function wilsonEnds(k: number, n: number, level: number): { readonly low: number; readonly high: number } {
  checkLevel(level);
  const z = normalQuantile(0.5 + level / 2);
  const p = k / n;
  const middle = p + (z * z) / (2 * n);
  const reach = z * Math.sqrt((p * (1 - p)) / n + (z * z) / (4 * n * n));
  const scale = 1 + (z * z) / n;
  return { low: k === 0 ? 0 : (middle - reach) / scale, high: k === n ? 1 : (middle + reach) / scale };
}

/**
 * Share k/n with (p + z²/2n ± z√(p(1−p)/n + z²/4n²)) / (1 + z²/n); se is the plain √(p(1−p)/n).
 * Throws RangeError unless 0 ≤ k ≤ n. Source: Wilson 1927. R: `prop.test(k, n, correct = FALSE)$conf.int`.
 */
export function wilson(k: number, n: number, level: number = DEFAULT_LEVEL): Computed {
  if (!(n >= 0 && n < Infinity && k >= 0 && k <= n)) throw new RangeError(`a share needs 0 ≤ k ≤ n, got ${k} of ${n}`);
  if (n === 0) return notEstimableBecause('no-valid-answers');
  const value = k / n;
  return { status: 'estimated', n, value, se: Math.sqrt((value * (1 - value)) / n), ...wilsonEnds(k, n, level), level };
}
