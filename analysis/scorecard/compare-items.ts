// Items of two rounds against each other, from the distributions that both published: nothing hidden comes back. Only
// scored items with the same wording and every share shown. Where sheets weigh the same a share and its n give the persons
// back; under weights the shares' own errors do (comparison/first-order-test.ts).
import type { Computed, Estimate } from '../../shared/results/estimate.ts';
import type { ItemComparison } from '../../shared/results/factor-comparison.ts';
import type { ItemResult } from '../../shared/results/item-result.ts';
import type { PopulationResult } from '../../shared/results/population-result.ts';
import { benjaminiHochberg } from '../comparison/adjusted-p-values.ts';
import { cliffsDelta } from '../comparison/cliffs-delta.ts';
import { effectiveCounts, firstOrderTest } from '../comparison/first-order-test.ts';
import type { PublishedShares } from '../comparison/first-order-test.ts';
import { independentDifference } from '../comparison/independent-difference.ts';
import { mannWhitney } from '../comparison/mann-whitney.ts';
import { raoScottFromSums } from '../comparison/rao-scott-from-sums.ts';
import { publishedFigure, publishedP } from '../disclosure/publish-figure.ts';

const isShown = (figure: Estimate | undefined): figure is Computed => figure !== undefined && (figure.status === 'estimated' || figure.status === 'value-only');

/** Shares of one round: `ranked` of them in ascending score, after them "don't know" where it counts in the base. */
type ItemShares = PublishedShares & { readonly ranked: number };

/** An item's shares, or null where one is not shown. */
function sharesByPoint({ distribution, polarity, scores }: ItemResult): ItemShares | null {
  const shares = distribution.flatMap(({ point, share }) => (share.status === 'estimated' ? [{ ...share, isRanked: point !== 'dont-know' }] : []));
  const points = shares.filter(({ isRanked }) => isRanked);
  const [one] = points;
  if (one === undefined || points.length < 2 || shares.length < distribution.length) return null;
  const ordered = [...(polarity === 'reversed' ? points.reverse() : points), ...shares.filter(({ isRanked }) => !isRanked)];
  const df = scores?.score.status === 'estimated' ? scores.score.df : undefined;
  return { shares: ordered.map(({ value }) => value), variances: ordered.map(({ se }) => se * se), n: one.n, df: df ?? one.n - 1, ranked: points.length };
}

/** One round as a stratum of the stacked table: its own row has its persons, the other's is empty. */
function stackedStratum(counts: readonly number[], row: number, { sheets, frame }: PopulationResult) {
  const cell = (n: number) => ({ r: n, w: n, ww: n });
  const empty = counts.map(() => cell(0));
  const own = counts.map(cell);
  return { sheets, cells: row === 0 ? [...own, ...empty] : [...empty, ...own], ...(frame === null || frame < sheets ? {} : { population: frame }) };
}

type Tested = Pick<ItemComparison, 'method' | 'cliffsDelta'> & { readonly p: number | undefined; readonly rankP: number | undefined };

function testPersons(before: ItemShares, after: ItemShares, previous: PopulationResult, now: PopulationResult): Tested {
  const persons = ({ shares, n, ranked }: ItemShares): number[] => shares.slice(0, ranked).map((share) => Math.round(share * n));
  const [one, two] = [persons(before), persons(after)];
  const table = raoScottFromSums([stackedStratum(one, 0, previous), stackedStratum(two, 1, now)], 2, two.length);
  return { method: 'rao-scott', p: table?.p, rankP: mannWhitney(one, two).p, cliffsDelta: publishedFigure(cliffsDelta(one, two)) };
}

/** Under weights. "Don't know" is a code of the distribution, and has no rank. */
function testShares(before: ItemShares, after: ItemShares): Tested {
  const [one, two] = [before, after].map((round) => effectiveCounts(round)?.slice(0, round.ranked));
  const p = firstOrderTest(before, after)?.p;
  if (one === undefined || two === undefined) return { method: 'first-order', p, rankP: undefined, cliffsDelta: { status: 'not-estimable', reason: 'no-variation' } };
  const delta = publishedFigure(cliffsDelta(one, two));
  const figure = delta.status === 'not-estimable' ? delta : { ...delta, n: before.n + after.n, flags: ['effective-counts'] };
  return { method: 'first-order', p, rankP: mannWhitney(one, two).p, cliffsDelta: figure };
}

const shown = (p: number | undefined): number | null => (p === undefined || Number.isNaN(p) ? null : publishedP(p));

/** P-values and their adjustment over the list put in place. */
export function withAdjusted<Entry extends { readonly p: number | undefined }>(entries: readonly Entry[]): (Omit<Entry, 'p'> & { readonly p: number | null; readonly adjustedP: number | null })[] {
  const adjusted = benjaminiHochberg(entries.map(({ p }) => (p === undefined || Number.isNaN(p) ? undefined : p)));
  return entries.map((entry, place) => ({ ...entry, p: shown(entry.p), adjustedP: shown(adjusted[place]) }));
}

/**
 * Every comparable item, Benjamini and Hochberg over the list.
 * R: `svychisq` on the stack, `wilcox.test`, `effsize::cliff.delta`, `p.adjust(p, "BH")`; under weights by hand from `svymean`.
 */
export function compareItems(previous: PopulationResult, now: PopulationResult): ItemComparison[] {
  const isSimple = previous.estimation === 'simple' && now.estimation === 'simple';
  const tested = now.items.flatMap((item) => {
    const earlier = previous.items.find((one) => one.item === item.item && one.revision === item.revision);
    const before = item.kind === 'evaluative' && earlier !== undefined ? sharesByPoint(earlier) : null;
    const after = before === null ? null : sharesByPoint(item);
    if (before === null || after === null || before.shares.length !== after.shares.length) return [];
    const [first, second] = [earlier?.scores?.score, item.scores?.score];
    const difference = isShown(first) && isShown(second) ? { difference: publishedFigure(independentDifference(first, second).difference) } : {};
    return [{ item: item.item, ...difference, ...(isSimple ? testPersons(before, after, previous, now) : testShares(before, after)) }];
  });
  return withAdjusted(tested).map(({ rankP, ...entry }) => ({ ...entry, rankP: shown(rankP) }));
}
