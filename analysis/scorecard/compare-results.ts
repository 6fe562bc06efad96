// Compares a population's result with an earlier one, from what was published alone: nobody needs the old answers, and
// nothing that was hidden in either round comes back. Factors form one family for Holm; figures that are hidden or
// missing in one of the rounds are "too few" and take no part in it.
import type { Computed, Estimate } from '../../shared/results/estimate.ts';
import type { FactorComparison, PopulationComparison } from '../../shared/results/factor-comparison.ts';
import { partName } from '../../shared/results/part-name.ts';
import type { FactorResult, PopulationResult } from '../../shared/results/population-result.ts';
import { independentDifference } from '../comparison/independent-difference.ts';
import { equivalence } from '../comparison/equivalence.ts';
import { reweightedChange } from '../comparison/reweighted-change.ts';
import { notEstimableBecause } from '../inference/computed.ts';
import { compareItems } from './compare-items.ts';
import { compareShares } from './compare-shares.ts';
import { effectOf } from './effect-size.ts';
import { marksBetween } from './round-make.ts';
import { decideFamily } from '../comparison/verdict.ts';
import type { Comparison, Decided } from '../comparison/verdict.ts';
import { published, publishedFigure, TOO_FEW, publishedP } from '../disclosure/publish-figure.ts';

const isShown = (figure: Estimate | undefined): figure is Computed => figure !== undefined && figure.status !== 'suppressed' && figure.status !== 'not-estimable';

/** The change with this round's mix of strata in both: by the strata's sizes, or by the sheets that are shown. */
function reweighted(previous: PopulationResult, now: PopulationResult, factor: string): Pick<FactorComparison, 'reweighted'> {
  const groups = now.strata.groups;
  const hasSizes = groups.every(({ size }) => size !== null);
  const parts = groups.map(({ code, size, sheets, factors }) => {
    const earlier = previous.strata.groups.find((group) => group.code === code)?.factors;
    const figure = (among: typeof factors | undefined): Computed => {
      const score = among?.find((one) => one.factor === factor)?.score;
      return isShown(score) ? score : notEstimableBecause('too-few');
    };
    return { share: (hasSizes ? size : sheets.status === 'counted' ? sheets.n : 0) ?? 0, first: figure(earlier), second: figure(factors) };
  });
  const { difference } = reweightedChange(parts, { first: previous.estimation === 'design', second: now.estimation === 'design' });
  return difference.status === 'not-estimable' ? {} : { reweighted: publishedFigure(difference) };
}

function equivalenceOf(difference: Computed): Pick<FactorComparison, 'equivalence'> {
  const same = equivalence(difference);
  return same === undefined ? {} : { equivalence: { p: publishedP(same.p), low: published(same.low), high: published(same.high) } };
}

/** What only the answers of both rounds could tell. */
const WITHOUT_PERSONS: Pick<FactorComparison, 'cliffsDelta' | 'rankP'> = { cliffsDelta: { status: 'not-estimable', reason: 'distribution-not-published' }, rankP: null };

function comparisonOf(decided: Decided, effect: Estimate, marks: FactorComparison['breakMarks']): FactorComparison {
  const { difference, p, adjustedP, verdict } = decided;
  return {
    difference: publishedFigure(difference),
    p: p === undefined ? null : publishedP(p),
    adjustedP: adjustedP === undefined ? null : publishedP(adjustedP),
    verdict,
    hedgesG: effect,
    breakMarks: marks,
    ...equivalenceOf(difference),
    ...WITHOUT_PERSONS,
  };
}

type Pair = { readonly factor: FactorResult; readonly earlier: FactorResult | undefined };

/** One population's factors beside an earlier result's, and what changed around each. */
export type Side = { readonly previous: PopulationResult; readonly now: PopulationResult; readonly pairs: readonly Pair[]; readonly marksOf: (factor: string) => FactorComparison['breakMarks'] };

function testable({ factor, earlier }: Pair): Comparison | null {
  if (earlier === undefined || !isShown(factor.score) || !isShown(earlier.score)) return null;
  return { ...independentDifference(earlier.score, factor.score), n1: earlier.score.n ?? 0, n2: factor.score.n ?? 0 };
}

function comparedFactor({ previous, now, marksOf }: Side, { factor, earlier }: Pair, decided: Decided | undefined): FactorResult {
  if (earlier === undefined) return factor;
  const marks = marksOf(factor.factor);
  if (decided === undefined || !isShown(earlier.score) || !isShown(factor.score)) {
    return { ...factor, comparison: { difference: TOO_FEW, p: null, adjustedP: null, verdict: 'too few', hedgesG: null, breakMarks: marks } };
  }
  const effect = effectOf(previous, now, { ...earlier, score: earlier.score }, { ...factor, score: factor.score }, decided.difference);
  return { ...factor, comparison: comparisonOf(decided, effect, marks) };
}

/** The factors of every side, each with its comparison, all sides one family for Holm; factors that the earlier side lacks stay as they are. */
function compareFactors(sides: readonly Side[]): FactorResult[][] {
  const tested = sides.map(({ pairs }) => pairs.map(testable));
  const decided = decideFamily(tested.flat().filter((one) => one !== null));
  let place = 0;
  return sides.map((side, index) => side.pairs.map((pair, at) => comparedFactor(side, pair, (tested[index]?.[at] ?? null) === null ? undefined : decided[place++])));
}

const pairsOf = (now: readonly FactorResult[], earlier: readonly FactorResult[]): readonly Pair[] =>
  now.map((factor) => ({ factor, earlier: earlier.find((one) => one.factor === factor.factor) }));

function sideOf(previous: PopulationResult, now: PopulationResult): Side {
  return { previous, now, pairs: pairsOf(now.factors, previous.factors), marksOf: (factor) => marksBetween(previous, now, (item) => item.factor === factor) };
}

/**
 * Several populations with their earlier results, as one declared family (say 10 factors × 2 populations): every factor,
 * scored item and share compared. Factors that the earlier round lacks get no comparison.
 * Source: see comparison/verdict.ts. R: `t.test` or Satterthwaite on two designs, then `p.adjust` over all of them.
 */
export function compareFamily(family: readonly { readonly previous: PopulationResult; readonly now: PopulationResult }[]): PopulationResult[] {
  const compared = compareFactors(family.map(({ previous, now }) => sideOf(previous, now)));
  return family.map(({ previous, now }, index) => {
    const factors = (compared[index] ?? []).map((factor): FactorResult => {
      const { comparison } = factor;
      if (comparison === undefined || comparison.difference.status === 'suppressed') return factor;
      return { ...factor, comparison: { ...comparison, ...reweighted(previous, now, factor.factor) } };
    });
    return { ...now, factors, itemComparisons: compareItems(previous, now), shareComparisons: compareShares(previous, now) };
  });
}

/** The result compared with an earlier one, its factors being the family. See compareFamily. */
export const compareResults = (previous: PopulationResult, now: PopulationResult): PopulationResult => compareFamily([{ previous, now }])[0] ?? now;

/** A population's common items alone. */
const inCommon = (result: PopulationResult): PopulationResult => ({ ...result, items: result.items.filter((item) => item.common) });

/** Populations are asked in ways of their own; between them only items and wording can differ. */
const betweenPopulations = (marks: FactorComparison['breakMarks']): FactorComparison['breakMarks'] => marks.filter((mark) => mark === 'items' || mark === 'wording');

/** Two populations of a round on their common items (second less first), or null where they have none. */
export function comparePopulations(first: PopulationResult, second: PopulationResult): PopulationComparison | null {
  const [one, two] = [inCommon(first), inCommon(second)];
  const side: Side = { previous: first, now: second, pairs: pairsOf(second.commonFactors, first.commonFactors), marksOf: (factor) => betweenPopulations(marksBetween(one, two, (item) => item.factor === factor)) };
  const factors = (compareFactors([side])[0] ?? []).flatMap(({ factor, comparison }) => (comparison === undefined ? [] : [{ factor, comparison }]));
  return factors.length === 0 ? null : { first: partName(first), second: partName(second), factors, items: compareItems(one, two), shares: compareShares(one, two) };
}
