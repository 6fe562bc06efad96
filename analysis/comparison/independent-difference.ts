// Difference of two figures from independent samples: two rounds, or officials against private sector.
// The same person may have answered both rounds, which nobody can know here; that makes the test a little cautious.
import type { Computed } from '../../shared/results/estimate.ts';
import { studentTTwoSided } from '../distributions.ts';
import { notEstimableBecause, valueWithout, withStudentInterval } from '../inference/computed.ts';
import type { TestedDifference } from '../inference/design-difference.ts';

/** Satterthwaite's df (V₁+V₂)²/(V₁²/df₁ + V₂²/df₂); a part without df counts as known exactly. Source: Satterthwaite 1946; Welch 1947. */
export function satterthwaiteDf(parts: readonly { readonly variance: number; readonly df: number }[]): number {
  const sum = parts.reduce((total, { variance }) => total + variance, 0);
  const loss = parts.reduce((total, { variance, df }) => total + (variance * variance) / df, 0);
  return loss === 0 ? Infinity : (sum * sum) / loss;
}

/**
 * second − first with SE √(V₁+V₂), t on Satterthwaite's df. Two censuses differ by a fact: SE 0, p is 0 or 1.
 * A side known without interval gives the difference alone, with the reason.
 * R: `svyttest` on a stacked design with the round in the strata (there with pooled df); unweighted `t.test(y, x)`.
 */
export function independentDifference(first: Computed, second: Computed, level?: number): TestedDifference {
  if (first.status === 'not-estimable') return { difference: notEstimableBecause(first.reason, first.n) };
  if (second.status === 'not-estimable') return { difference: notEstimableBecause(second.reason, second.n) };
  const value = second.value - first.value;
  const n = first.n + second.n;
  if (first.status === 'value-only' || second.status === 'value-only') return oneSided(first, second, value, n, level);
  const parts = [first, second].map(({ se, df = Infinity }) => ({ variance: se * se, df }));
  const se = Math.sqrt(first.se * first.se + second.se * second.se);
  const df = satterthwaiteDf(parts);
  const difference = withStudentInterval({ n, value, se, df, ...(level === undefined ? {} : { level }) });
  if (se === 0) return { difference, p: value === 0 ? 1 : 0 };
  const t = value / se;
  return { difference, t, p: studentTTwoSided(t, df) };
}

/** One side without variation has variance 0 and adds nothing, as in Welch's test; any other lack forbids the test. */
function oneSided(first: Computed, second: Computed, value: number, n: number, level: number | undefined): TestedDifference {
  const lacking = [first, second].filter((side) => side.status === 'value-only');
  const reasons = lacking.map((side) => (side.status === 'value-only' ? side.reason : 'no-variation'));
  const reason = reasons.find((one) => one !== 'no-variation') ?? 'no-variation';
  const known = [first, second].find((side) => side.status === 'estimated');
  if (reason !== 'no-variation' || known?.status !== 'estimated' || known.se === 0) return { difference: valueWithout(reason, n, value) };
  const df = known.df ?? Infinity;
  const t = value / known.se;
  return { difference: withStudentInterval({ n, value, se: known.se, df, ...(level === undefined ? {} : { level }) }), t, p: studentTTwoSided(t, df) };
}
