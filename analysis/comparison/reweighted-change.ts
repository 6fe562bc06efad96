// The change if both rounds had the same mix of strata, shown beside the raw one.
// When the two disagree, it was the mix that changed.
import type { Computed } from '../../shared/results/estimate.ts';
import { studentTTwoSided } from '../distributions.ts';
import { notEstimableBecause, valueWithout, withStudentInterval } from '../inference/computed.ts';
import type { TestedDifference } from '../inference/design-difference.ts';
import { satterthwaiteDf } from './independent-difference.ts';

export type StratumChange = { readonly share: number; readonly first: Computed; readonly second: Computed };

/**
 * Σ_h P_h (ȳ₂h − ȳ₁h), V = Σ P_h²(V₁h + V₂h), Satterthwaite df; P is a common composition (declare which: the second round's frame is usual).
 * Strata without an estimate in both rounds are left out, the shares rescaled, and the figure flagged 'strata-left-out'.
 * Source: direct standardisation, Kitagawa 1955. R: by hand from `svyby` of both rounds.
 */
export function reweightedChange(strata: readonly StratumChange[]): TestedDifference {
  const usable = strata.flatMap(({ share, first, second }) => (first.status === 'estimated' && second.status === 'estimated' && share > 0 ? [{ share, first, second }] : []));
  const total = usable.reduce((sum, { share }) => sum + share, 0);
  if (total === 0) return { difference: notEstimableBecause('too-few') };
  const n = usable.reduce((sum, { first, second }) => sum + first.n + second.n, 0);
  const value = usable.reduce((sum, { share, first, second }) => sum + (share / total) * (second.value - first.value), 0);
  const parts = usable.flatMap(({ share, first, second }) => [first, second].map(({ se, df = Infinity }) => ({ variance: ((share / total) * se) ** 2, df })));
  const se = Math.sqrt(parts.reduce((sum, { variance }) => sum + variance, 0));
  if (se === 0) return { difference: valueWithout('no-variation', n, value) };
  const df = satterthwaiteDf(parts);
  const difference = withStudentInterval({ n, value, se, df });
  const isPartial = usable.length < strata.filter(({ share }) => share > 0).length;
  const flagged = difference.status === 'estimated' && isPartial ? { ...difference, flags: ['strata-left-out'] } : difference;
  return { difference: flagged, t: value / se, p: studentTTwoSided(value / se, df) };
}
