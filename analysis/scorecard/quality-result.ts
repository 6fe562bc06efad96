// Signs of careless answering in a population, and the line that shows whether they matter: each score without the flagged
// sheets. Nobody is deleted. With a line for fewer than the threshold the two scores would give away the few.
import type { Quality } from '../../shared/results/detail-result.ts';
import type { Count, PopulationResult } from '../../shared/results/population-result.ts';
import type { Estimate } from '../../shared/results/estimate.ts';
import { published, publishedFigure, TOO_FEW } from '../disclosure/publish-figure.ts';
import { at } from '../inference/at.ts';
import type { Moments } from '../moments.ts';
import { sensitivityLine } from '../quality/sensitivity-line.ts';
import type { Estimator } from '../scoring/estimator.ts';
import type { ScoreGroups } from '../scoring/score-groups.ts';
import { CONTRADICTION, NO_SPREAD, STRAIGHT_LINE } from './careless.ts';
import type { DetailTally } from './detail-tally.ts';
import { groupMoments, overallMoments } from './tally-reader.ts';

type Gate = { readonly threshold: number; readonly asksContradictions: boolean };

/** The order in which lists are shown: what the form declares goes first, since somebody asked for it. */
const LISTS = [CONTRADICTION, NO_SPREAD, STRAIGHT_LINE] as const;

/** Whether each part that some lists, as bits, cut the flagged into is nobody or a threshold. */
function isSafe(signs: Float64Array, lists: number, threshold: number): boolean {
  const parts = new Map<number, number>();
  signs.forEach((persons, sign) => { if (sign > 0) parts.set(sign & lists, (parts.get(sign & lists) ?? 0) + persons); });
  return [...parts.values()].every((persons) => persons === 0 || persons >= threshold);
}

/** The lists that may be shown together, as bits. Lists overlap: each is shown if no part is small that it and those before it cut the flagged into. */
const shownLists = (signs: Float64Array, threshold: number): number =>
  LISTS.reduce<number>((shown, list) => (isSafe(signs, shown | list, threshold) ? shown | list : shown), 0);

/** How many are flagged at all, and by which sign as far as that may be shown. */
function countsOf(signs: Float64Array, { threshold, asksContradictions }: Gate) {
  const n = signs.reduce((sum, persons) => sum + persons, 0);
  const flagged = n - at(signs, 0);
  const isOpen = flagged === 0 || (flagged >= threshold && n - flagged >= threshold);
  const shown = isOpen ? shownLists(signs, threshold) : 0;
  const count = (value: number, open: boolean): Count => (open ? { status: 'counted', n: value } : TOO_FEW);
  const list = (bit: number): Count => count(signs.reduce((sum, persons, sign) => ((sign & bit) === 0 ? sum : sum + persons), 0), (shown & bit) !== 0);
  return {
    isOpen,
    counts: {
      straightLines: list(STRAIGHT_LINE), noSpread: list(NO_SPREAD), ...(asksContradictions ? { contradictions: list(CONTRADICTION) } : {}), flagged: count(flagged, isOpen),
    },
  };
}

type Scored = { readonly code: string; readonly score: Estimate; readonly moments: readonly Moments[] };

/** Quality of the usable sheets, and each shown score without the flagged; the estimator is that of the scores. */
export function qualityResult(tally: DetailTally, groups: ScoreGroups, result: Pick<PopulationResult, 'overall' | 'factors'>, estimator: Estimator, gate: Gate): Quality {
  const { isOpen, counts } = countsOf(tally.signs, gate);
  const { threshold } = gate;
  const line = ({ code, score, moments }: Scored): Quality['withoutFlagged'] => {
    const out = moments.at(-1)?.r ?? 0;
    if (score.status !== 'estimated' || out === 0) return [];
    if (!isOpen || out < threshold || score.n - out < threshold) return [{ code, score: TOO_FEW, difference: null, isAnnounced: false }];
    const { withoutFlagged, difference, isAnnounced } = sensitivityLine(score, estimator.mean(moments.slice(0, -1)), out);
    return [{ code, score: publishedFigure(withoutFlagged), difference: difference === undefined ? null : published(difference), isAnnounced }];
  };
  const overall: Scored = { code: 'overall', score: result.overall.score, moments: overallMoments(at(tally.scores.overall, 0)).score };
  const factors = groups.factors.flatMap((group, index): Scored[] => {
    const score = result.factors[index]?.score;
    return score === undefined ? [] : [{ code: group.code, score, moments: groupMoments(tally.scores, group).score }];
  });
  return { ...counts, withoutFlagged: [overall, ...factors].flatMap(line) };
}
