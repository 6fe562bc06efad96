// The change if both rounds had the same mix of strata, shown beside the raw one.
// When the two disagree, it was the mix that changed.
import type { Computed } from '../../shared/results/estimate.ts';
import { studentTTwoSided } from '../distributions.ts';
import { notEstimableBecause, valueWithout, withStudentInterval } from '../inference/computed.ts';
import type { TestedDifference } from '../inference/design-difference.ts';
import { satterthwaiteDf } from './independent-difference.ts';

/** Whether a round's strata are domains of one design, each of them published with the whole design's df. */
export type OfOneDesign = { readonly first: boolean; readonly second: boolean };

export type StratumChange = { readonly share: number; readonly first: Computed; readonly second: Computed };

type Part = { readonly variance: number; readonly df: number };

/** One design is one part: its df, counted once per stratum, would make intervals too narrow. */
function asOnePart(parts: readonly Part[]): readonly Part[] {
  return [{ variance: parts.reduce((sum, { variance }) => sum + variance, 0), df: Math.min(...parts.map(({ df }) => df)) }];
}

/**
 * Σ_h P_h (ȳ₂h − ȳ₁h), V = Σ P_h²(V₁h + V₂h), Satterthwaite df; P is a common composition (declare which: the second round's frame is usual).
 * Satterthwaite's parts are the strata of a round where each has its own df, and the round as one where they are `ofOneDesign`.
 * Strata without an estimate in both rounds are left out, the shares rescaled, and the figure flagged 'strata-left-out'.
 * Strata count as independent; where weights were fitted across them V is as a rule too wide, as nothing published tells covariances.
 * Source: direct standardisation, Kitagawa 1955. R: `svyby` of both rounds, then by hand; under a design without a fit `svycontrast` of each and `degf`.
 */
export function reweightedChange(strata: readonly StratumChange[], ofOneDesign: OfOneDesign = { first: false, second: false }): TestedDifference {
  const usable = strata.flatMap(({ share, first, second }) => (first.status === 'estimated' && second.status === 'estimated' && share > 0 ? [{ share, first, second }] : []));
  const total = usable.reduce((sum, { share }) => sum + share, 0);
  if (total === 0) return { difference: notEstimableBecause('too-few') };
  const n = usable.reduce((sum, { first, second }) => sum + first.n + second.n, 0);
  const value = usable.reduce((sum, { share, first, second }) => sum + (share / total) * (second.value - first.value), 0);
  const partsOf = (round: 'first' | 'second'): readonly Part[] => {
    const parts = usable.map((stratum) => ({ variance: ((stratum.share / total) * stratum[round].se) ** 2, df: stratum[round].df ?? Infinity }));
    return ofOneDesign[round] ? asOnePart(parts) : parts;
  };
  const parts = [...partsOf('first'), ...partsOf('second')];
  const se = Math.sqrt(parts.reduce((sum, { variance }) => sum + variance, 0));
  if (se === 0) return { difference: valueWithout('no-variation', n, value) };
  const df = satterthwaiteDf(parts);
  const difference = withStudentInterval({ n, value, se, df });
  const isPartial = usable.length < strata.filter(({ share }) => share > 0).length;
  const flagged = difference.status === 'estimated' && isPartial ? { ...difference, flags: ['strata-left-out'] } : difference;
  return { difference: flagged, t: value / se, p: studentTTwoSided(value / se, df) };
}
