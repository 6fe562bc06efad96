// What a comparison of two rounds gains where the answers of both are at hand: Cliff's delta and the rank test of persons'
// scores, unweighted. Only beside differences that are shown already.
import type { FactorResult, PopulationResult } from '../../shared/results/population-result.ts';
import { cliffsDelta } from '../comparison/cliffs-delta.ts';
import { jointCounts, mannWhitney } from '../comparison/mann-whitney.ts';
import { published, publishedFigure } from '../disclosure/publish-figure.ts';
import { at } from '../inference/at.ts';
import { personScores, usableSheets } from '../scoring/person-scores.ts';
import { scoreGroups } from '../scoring/score-groups.ts';
import type { Sample } from './sample.ts';

/** Scores of the usable persons by factor, rounded so that equal scores from other sums tie. */
function scoresOf({ form, layouts, columns }: Sample): ReadonlyMap<string, readonly number[]> {
  const { factors } = scoreGroups(form, layouts);
  const usable = usableSheets(columns, factors);
  return new Map(factors.map((group) => [group.code, [...personScores(columns, group)].flatMap((score, row) => (Number.isNaN(score) || at(usable, row) === 0 ? [] : [published(score)]))]));
}

/** The compared result with delta and rank test beside each shown difference. R: `effsize::cliff.delta`, `wilcox.test(exact = FALSE, correct = FALSE)`. */
export function withRanks(previous: Sample, now: Sample, compared: PopulationResult): PopulationResult {
  const [before, after] = [scoresOf(previous), scoresOf(now)];
  const factors = compared.factors.map((factor): FactorResult => {
    const { comparison } = factor;
    if (comparison === undefined || comparison.difference.status === 'suppressed') return factor;
    const [first, second] = jointCounts(before.get(factor.factor) ?? [], after.get(factor.factor) ?? []);
    const { p } = mannWhitney(first, second);
    return { ...factor, comparison: { ...comparison, cliffsDelta: publishedFigure(cliffsDelta(first, second)), rankP: p === undefined ? null : published(p) } };
  });
  return { ...compared, factors };
}
