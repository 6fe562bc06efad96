// Items of two rounds against each other, from the distributions that both published: nothing hidden comes back. Only
// scored items with the same wording and every share shown, and only where sheets weigh the same, so that a share and its
// n give the persons back.
import type { ItemComparison } from '../../shared/results/factor-comparison.ts';
import type { ItemResult } from '../../shared/results/item-result.ts';
import type { PopulationResult } from '../../shared/results/population-result.ts';
import { benjaminiHochberg } from '../comparison/adjusted-p-values.ts';
import { cliffsDelta } from '../comparison/cliffs-delta.ts';
import { mannWhitney } from '../comparison/mann-whitney.ts';
import { raoScottFromSums } from '../comparison/rao-scott-from-sums.ts';
import { published, publishedFigure } from '../disclosure/publish-figure.ts';

/** Persons by point in ascending score, or null where a share is not shown. */
function personsByPoint({ distribution, polarity }: ItemResult): readonly number[] | null {
  const counts = distribution.filter(({ point }) => point !== 'dont-know').map(({ share }) => (share.status === 'estimated' ? Math.round(share.value * share.n) : Number.NaN));
  if (counts.length < 2 || counts.some(Number.isNaN)) return null;
  return polarity === 'reversed' ? counts.reverse() : counts;
}

/** One round as a stratum of the stacked table: its own row has its persons, the other's is empty. */
function stackedStratum(counts: readonly number[], row: number, { sheets, frame }: PopulationResult) {
  const cell = (n: number) => ({ r: n, w: n, ww: n });
  const empty = counts.map(() => cell(0));
  const own = counts.map(cell);
  return { sheets, cells: row === 0 ? [...own, ...empty] : [...empty, ...own], ...(frame === null || frame < sheets ? {} : { population: frame }) };
}

/** Every comparable item, Benjamini and Hochberg over the list. R: `svychisq` on the stack, `wilcox.test`, `effsize::cliff.delta`, `p.adjust(p, "BH")`. */
export function compareItems(previous: PopulationResult, now: PopulationResult): ItemComparison[] {
  if (previous.estimation !== 'simple' || now.estimation !== 'simple') return [];
  const tested = now.items.flatMap((item) => {
    const earlier = previous.items.find((one) => one.item === item.item && one.revision === item.revision);
    const before = item.kind === 'evaluative' && earlier !== undefined ? personsByPoint(earlier) : null;
    const after = before === null ? null : personsByPoint(item);
    if (before === null || after === null || before.length !== after.length) return [];
    const table = raoScottFromSums([stackedStratum(before, 0, previous), stackedStratum(after, 1, now)], 2, after.length);
    return [{ item: item.item, p: table?.p, ranks: mannWhitney(before, after), delta: cliffsDelta(before, after) }];
  });
  const adjusted = benjaminiHochberg(tested.map(({ p }) => p));
  const shown = (p: number | undefined): number | null => (p === undefined || Number.isNaN(p) ? null : published(p));
  return tested.map(({ item, p, ranks, delta }, place) => ({ item, p: shown(p), adjustedP: shown(adjusted[place]), rankP: shown(ranks.p), cliffsDelta: publishedFigure(delta) }));
}
