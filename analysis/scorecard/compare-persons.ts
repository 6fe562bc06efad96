// What a comparison of two rounds gains where the answers of both are at hand: Cliff's delta and the rank test of persons'
// scores, and, of weighted rounds, the second-order test of each item. Under weights, strata or clusters all of them follow
// the designs. Only beside figures that are shown already.
import type { Estimate } from '../../shared/results/estimate.ts';
import type { ItemComparison } from '../../shared/results/factor-comparison.ts';
import type { FactorResult, PopulationResult } from '../../shared/results/population-result.ts';
import { cliffsDelta } from '../comparison/cliffs-delta.ts';
import { jointCounts, mannWhitney } from '../comparison/mann-whitney.ts';
import { deltaOfDesigns, rankTestOfDesigns } from '../comparison/ranks-of-designs.ts';
import type { RankedRound } from '../comparison/ranks-of-designs.ts';
import { raoScottOfDesigns } from '../comparison/rao-scott-of-designs.ts';
import { published, publishedFigure, publishedP } from '../disclosure/publish-figure.ts';
import { at } from '../inference/at.ts';
import type { ItemLayout } from '../scoring/item-layout.ts';
import { scoreGroups } from '../scoring/score-groups.ts';
import { withAdjusted } from './compare-items.ts';
import { withSortedRows } from './fixed-order.ts';
import { personsOf } from './persons.ts';
import type { Persons } from './persons.ts';
import { itemColumn } from './reliability-result.ts';
import { stratumOfRows } from './sample.ts';
import type { Sample } from './sample.ts';

/** Above this many persons in a round an item's test stays the one from shares: its rows would take a gigabyte. */
const MOST_ROWS = 100_000;

type Round = { readonly sample: Sample; readonly persons: Persons };

/** Rows in fixed order, since ranks are summed person by person. */
function roundOf(given: Sample): Round {
  const sample = withSortedRows(given);
  return { sample, persons: personsOf(sample, scoreGroups(sample.form, sample.layouts), stratumOfRows(sample)) };
}

/** Scores rounded so that equal ones from other sums tie. */
const scoresOf = ({ persons }: Round, factor: string): Float64Array =>
  (persons.factors.find(({ code }) => code === factor)?.scores ?? new Float64Array(persons.usable.length).fill(Number.NaN)).map((score) => (Number.isNaN(score) ? score : published(score)));

type Ranks = { readonly cliffsDelta: Estimate; readonly rankP: number | null; readonly rankMethod: 'mann-whitney' | 'design' };

function ranksOf(first: RankedRound, second: RankedRound, isWeighted: boolean): Ranks {
  const counts = jointCounts(first.values, second.values);
  const p = isWeighted ? rankTestOfDesigns(first, second).p : mannWhitney(...counts).p;
  const delta = isWeighted ? deltaOfDesigns(first, second) : cliffsDelta(...counts);
  return { cliffsDelta: publishedFigure(delta), rankP: p === undefined ? null : publishedP(p), rankMethod: isWeighted ? 'design' : 'mann-whitney' };
}

/** Rank of each person's answer; NaN where there is none, or the sheet is not usable. */
function answersOf({ sample, persons }: Round, layout: ItemLayout): Float64Array {
  const bytes = at(sample.columns.items, layout.index);
  return Float64Array.from({ length: sample.columns.rows }, (_, row) => {
    const byte = at(bytes, row);
    return at(persons.usable, row) === 1 && byte > 0 && byte <= layout.answers ? byte : Number.NaN;
  });
}

/** Weighted items again, from rows. */
function itemsFromRows(before: Round, after: Round, items: readonly ItemComparison[]): ItemComparison[] {
  if (Math.max(before.sample.columns.rows, after.sample.columns.rows) > MOST_ROWS) return [...items];
  return withAdjusted(items.map((entry) => {
    const layout = after.sample.layouts.find(({ item }) => item.code === entry.item);
    if (layout === undefined || entry.method !== 'first-order') return { ...entry, p: entry.p ?? undefined };
    const ranked = (round: Round, values: Float64Array): RankedRound => ({ design: round.persons.design, values });
    const test = raoScottOfDesigns(ranked(before, answersOf(before, layout)), ranked(after, answersOf(after, layout)));
    const scores = (round: Round): RankedRound => ranked(round, itemColumn(round.sample, layout, round.persons.usable));
    const { cliffsDelta: delta, rankP } = ranksOf(scores(before), scores(after), true);
    return { ...entry, p: test?.p, rankP, cliffsDelta: delta, method: 'rao-scott-rows' as const };
  }));
}

/**
 * The compared result with delta and rank test beside each shown difference.
 * R: `effsize::cliff.delta`, `wilcox.test(exact = FALSE, correct = FALSE)`; under a design `svyranktest`, `svychisq` on the stack.
 */
export function withRanks(previous: Sample, now: Sample, compared: PopulationResult): PopulationResult {
  const [before, after] = [roundOf(previous), roundOf(now)];
  const isWeighted = before.persons.isWeighted || after.persons.isWeighted;
  const factors = compared.factors.map((factor): FactorResult => {
    const { comparison } = factor;
    if (comparison === undefined || comparison.difference.status === 'suppressed') return factor;
    const [first, second] = [before, after].map((round): RankedRound => ({ design: round.persons.design, values: scoresOf(round, factor.factor) }));
    return first === undefined || second === undefined ? factor : { ...factor, comparison: { ...comparison, ...ranksOf(first, second, isWeighted) } };
  });
  const { itemComparisons } = compared;
  return { ...compared, factors, ...(itemComparisons === undefined || !isWeighted ? {} : { itemComparisons: itemsFromRows(before, after, itemComparisons) }) };
}
