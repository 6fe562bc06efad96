// Two one-sided tests: is a difference shown to be smaller than a margin? Absence of proof is not proof of absence,
// and this is what tells the two apart.
import type { Computed } from '../../shared/results/estimate.ts';
import { studentTQuantile, studentTUpperTail } from '../distributions.ts';

export type Equivalence = { readonly p: number; /** 90 % interval (at alpha .05). */ readonly low: number; readonly high: number; readonly isInside: boolean };

/**
 * TOST at ±margin: p is the larger of the two one-sided ones; equivalent when the 1 − 2α interval lies inside the margins.
 * Undefined for a difference without interval. Source: Schuirmann 1987. R: `t.test(y, x, mu = -5, alternative = "greater")` and its mirror image.
 */
export function equivalence(difference: Computed, margin = 5, alpha = 0.05): Equivalence | undefined {
  if (!(margin > 0)) throw new RangeError(`the margin must be positive, got ${margin}`);
  if (!(alpha > 0 && alpha < 0.5)) throw new RangeError(`alpha must lie between 0 and one half, got ${alpha}`);
  if (difference.status !== 'estimated') return undefined;
  const { value, se, df = Infinity } = difference;
  if (se === 0) return { p: Math.abs(value) < margin ? 0 : 1, low: value, high: value, isInside: Math.abs(value) < margin };
  const reach = studentTQuantile(1 - alpha, df) * se;
  const p = Math.max(studentTUpperTail((value + margin) / se, df), studentTUpperTail((margin - value) / se, df));
  return { p, low: value - reach, high: value + reach, isInside: value - reach > -margin && value + reach < margin };
}
