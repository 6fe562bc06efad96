// Hedges' g of a published change: from the standard deviations that both rounds published, or, in older releases, from what
// their standard errors give back. Under weights the design's own variance of the difference takes the place of t's.
import type { Computed, Estimate } from '../../shared/results/estimate.ts';
import type { PopulationResult, ScoreFigures } from '../../shared/results/population-result.ts';
import { hedgesG, hedgesGOfDesigns } from '../comparison/hedges-g.ts';
import type { GroupMoments } from '../comparison/hedges-g.ts';
import { publishedFigure } from '../disclosure/publish-figure.ts';
import { notEstimableBecause } from '../inference/computed.ts';

export type Scored = Pick<ScoreFigures, 'sd'> & { readonly score: Computed };

/** Persons' moments; null where neither a deviation nor a standard error tells them. */
export function momentsBehind(result: PopulationResult, { score, sd }: Scored): GroupMoments | null {
  if (score.status !== 'estimated') return null;
  if (sd !== undefined) return { n: score.n, mean: score.value, variance: sd * sd };
  if (result.estimation !== 'simple' || score.se === 0) return null;
  const unsampled = result.frame === null || result.sheets > result.frame ? 1 : 1 - result.sheets / result.frame;
  return { n: score.n, mean: score.value, variance: (score.se * score.se * score.n) / unsampled };
}

/** g with its interval, or why there is none. */
export function effectOf(previous: PopulationResult, now: PopulationResult, before: Scored, after: Scored, difference: Computed): Estimate {
  const [one, two] = [momentsBehind(previous, before), momentsBehind(now, after)];
  if (one === null || two === null) return notEstimableBecause(before.score.status === 'estimated' && after.score.status === 'estimated' ? 'distribution-not-published' : 'no-variation');
  const isSimple = previous.estimation === 'simple' && now.estimation === 'simple';
  return publishedFigure(isSimple ? hedgesG(one, two) : hedgesGOfDesigns(difference, one, two));
}
