// Compares a population's result with an earlier one, from what was published alone: nobody needs the old answers, and
// nothing that was hidden in either round comes back. Factors form one family for Holm; figures that are hidden or
// missing in one of the rounds are "too few" and take no part in it.
import type { Computed, Estimate } from '../../shared/results/estimate.ts';
import type { FactorComparison, PopulationComparison } from '../../shared/results/factor-comparison.ts';
import { partName } from '../../shared/results/part-name.ts';
import type { FactorResult, PopulationResult } from '../../shared/results/population-result.ts';
import { hedgesG } from '../comparison/hedges-g.ts';
import type { GroupMoments } from '../comparison/hedges-g.ts';
import { independentDifference } from '../comparison/independent-difference.ts';
import { breakMarks } from '../comparison/break-marks.ts';
import type { RoundMake } from '../comparison/break-marks.ts';
import { equivalence } from '../comparison/equivalence.ts';
import { reweightedChange } from '../comparison/reweighted-change.ts';
import { notEstimableBecause } from '../inference/computed.ts';
import { compareItems } from './compare-items.ts';
import { decideFamily } from '../comparison/verdict.ts';
import type { Comparison, Decided } from '../comparison/verdict.ts';
import { published, publishedFigure, TOO_FEW } from '../disclosure/publish-figure.ts';

const isShown = (figure: Estimate | undefined): figure is Computed => figure !== undefined && figure.status !== 'suppressed' && figure.status !== 'not-estimable';

/** Items of a factor with their revisions, and the shares of strata: what must be the same for a line to be drawn. */
function makeOf(result: PopulationResult, factor: string): RoundMake {
  const shown = result.strata.groups.flatMap(({ code, sheets }) => (sheets.status === 'counted' ? [[String(code), sheets.n] as const] : []));
  const total = shown.reduce((sum, [, n]) => sum + n, 0);
  return {
    items: new Map(result.items.filter((item) => item.kind === 'evaluative' && item.factor === factor).map(({ item, revision }) => [item, String(revision)])),
    modes: [result.selection, result.way ?? 'invited', ...(result.cards === undefined ? [] : ['cards'])],
    sites: result.selection === 'sites' ? result.strata.groups.map(({ code }) => String(code)) : [],
    composition: new Map(shown.map(([code, n]) => [code, n / total])),
  };
}

/** Persons' moments behind a simple estimate, undone from its SE; null where the design hides them. */
function momentsBehind(result: PopulationResult, figure: Computed): GroupMoments | null {
  if (result.estimation !== 'simple' || figure.status !== 'estimated' || figure.se === 0) return null;
  const unsampled = result.frame === null || result.sheets > result.frame ? 1 : 1 - result.sheets / result.frame;
  return { n: figure.n, mean: figure.value, variance: (figure.se * figure.se * figure.n) / unsampled };
}

function effectOf(previous: PopulationResult, now: PopulationResult, before: Computed, after: Computed): Estimate | null {
  const one = momentsBehind(previous, before);
  const two = momentsBehind(now, after);
  return one === null || two === null ? null : publishedFigure(hedgesG(one, two));
}

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
  const { difference } = reweightedChange(parts);
  return difference.status === 'not-estimable' ? {} : { reweighted: publishedFigure(difference) };
}

function equivalenceOf(difference: Computed): Pick<FactorComparison, 'equivalence'> {
  const same = equivalence(difference);
  return same === undefined ? {} : { equivalence: { p: published(same.p), low: published(same.low), high: published(same.high) } };
}

function comparisonOf(decided: Decided, effect: Estimate | null, marks: FactorComparison['breakMarks']): FactorComparison {
  const { difference, p, adjustedP, verdict } = decided;
  return {
    difference: publishedFigure(difference),
    p: p === undefined ? null : published(p),
    adjustedP: adjustedP === undefined ? null : published(adjustedP),
    verdict,
    hedgesG: effect,
    breakMarks: marks,
    ...equivalenceOf(difference),
  };
}

type Pair = { readonly factor: FactorResult; readonly earlier: FactorResult | undefined };

function testable({ factor, earlier }: Pair): Comparison | null {
  if (earlier === undefined || !isShown(factor.score) || !isShown(earlier.score)) return null;
  return { ...independentDifference(earlier.score, factor.score), n1: earlier.score.n ?? 0, n2: factor.score.n ?? 0 };
}

/** The factors of `now`, each with its comparison; those that the earlier side lacks stay as they are. */
function compareFactors(pairs: readonly Pair[], previous: PopulationResult, now: PopulationResult, marksOf: (factor: string) => FactorComparison['breakMarks']): FactorResult[] {
  const family = pairs.map(testable);
  const decided = decideFamily(family.filter((one) => one !== null));
  let place = 0;
  return pairs.map(({ factor, earlier }, index): FactorResult => {
    if (earlier === undefined) return factor;
    const marks = marksOf(factor.factor);
    const one = family[index] === null ? undefined : decided[place++];
    if (one === undefined || !isShown(earlier.score) || !isShown(factor.score)) {
      return { ...factor, comparison: { difference: TOO_FEW, p: null, adjustedP: null, verdict: 'too few', hedgesG: null, breakMarks: marks } };
    }
    return { ...factor, comparison: comparisonOf(one, effectOf(previous, now, earlier.score, factor.score), marks) };
  });
}

const pairsOf = (now: readonly FactorResult[], earlier: readonly FactorResult[]): readonly Pair[] =>
  now.map((factor) => ({ factor, earlier: earlier.find((one) => one.factor === factor.factor) }));

/**
 * The result with every factor, and every scored item, compared with the same one of an earlier result. Factors that the
 * earlier round lacks get no comparison. Source: see comparison/verdict.ts. R: `t.test` or Satterthwaite on two designs, then `p.adjust`.
 */
export function compareResults(previous: PopulationResult, now: PopulationResult): PopulationResult {
  const marks = (factor: string) => breakMarks(makeOf(previous, factor), makeOf(now, factor));
  const factors = compareFactors(pairsOf(now.factors, previous.factors), previous, now, marks).map((factor): FactorResult => {
    const { comparison } = factor;
    if (comparison === undefined || comparison.difference.status === 'suppressed') return factor;
    return { ...factor, comparison: { ...comparison, ...reweighted(previous, now, factor.factor) } };
  });
  return { ...now, factors, itemComparisons: compareItems(previous, now) };
}

/** Two populations of a round on their common items (second less first), or null where they have none. */
export function comparePopulations(first: PopulationResult, second: PopulationResult): PopulationComparison | null {
  const common = (result: PopulationResult, factor: string): RoundMake => ({ ...makeOf({ ...result, items: result.items.filter((item) => item.common) }, factor), modes: [], sites: [], composition: new Map() });
  const compared = compareFactors(pairsOf(second.commonFactors, first.commonFactors), first, second, (factor) => breakMarks(common(first, factor), common(second, factor)));
  const factors = compared.flatMap(({ factor, comparison }) => (comparison === undefined ? [] : [{ factor, comparison }]));
  return factors.length === 0 ? null : { first: partName(first), second: partName(second), factors };
}
