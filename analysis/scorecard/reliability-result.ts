// Reliability of one factor as a release shows it: unweighted, over usable persons who answered every item. Hidden where
// the factor's score or any of its items is: item figures of a factor would give away what its one hidden item keeps.
import type { Reliability } from '../../shared/results/detail-result.ts';
import type { ItemResult } from '../../shared/results/item-result.ts';
import type { FactorResult } from '../../shared/results/population-result.ts';
import { published, publishedFigure, TOO_FEW } from '../disclosure/publish-figure.ts';
import { at } from '../inference/at.ts';
import { factorReliability } from '../reliability/factor-reliability.ts';
import { itemScores } from '../scoring/item-scores.ts';
import type { ItemLayout } from '../scoring/item-layout.ts';
import type { ScoreGroup } from '../scoring/score-groups.ts';
import type { Patterns } from './detail-tally.ts';
import type { Sample } from './sample.ts';

const SEED = 20_260_101;
const DRAWS = 100;

/** 0–100 by row, reversed items turned; NaN where missing or the sheet is unusable. */
export function itemColumn(sample: Pick<Sample, 'columns'>, layout: ItemLayout, usable: Uint8Array): Float64Array {
  const { scores } = itemScores(layout);
  const bytes = at(sample.columns.items, layout.index);
  return Float64Array.from({ length: sample.columns.rows }, (_, row) => (at(usable, row) === 1 ? at(scores, at(bytes, row)) : Number.NaN));
}

/** Answers on 0–100 item by item, from how many persons gave each pattern; patterns stand in order, so that no order of rows is left. */
function columnsOfPatterns(group: ScoreGroup, patterns: Patterns): { readonly code: string; readonly values: Float64Array }[] {
  const sorted = [...patterns].sort(([one], [two]) => (one < two ? -1 : 1));
  const persons = sorted.reduce((sum, [, count]) => sum + count, 0);
  return group.items.map((layout, place) => {
    const { scores } = itemScores(layout);
    const values = new Float64Array(persons);
    let from = 0;
    for (const [pattern, count] of sorted) {
      values.fill(at(scores, pattern.charCodeAt(place)), from, from + count);
      from += count;
    }
    return { code: layout.item.code, values };
  });
}

/** See reliability/factor-reliability.ts; from 30 complete persons on. `patterns` are those of usable persons. */
export function reliabilityOf(group: ScoreGroup, patterns: Patterns, factor: FactorResult, items: readonly ItemResult[], threshold: number): Reliability {
  const codes = group.items.map(({ item }) => item.code);
  const isHidden = items.some(({ item, scores }) => codes.includes(item) && scores?.score.status === 'suppressed');
  if (isHidden || factor.score.status === 'suppressed') return TOO_FEW;
  const { n, alpha, omega, spearmanBrown, items: lines } = factorReliability(
    columnsOfPatterns(group, patterns),
    { seed: SEED, draws: DRAWS, minimum: Math.max(30, threshold) },
  );
  if (n > 0 && n < threshold) return TOO_FEW;
  const shown = (value: number | undefined): number | null => (value === undefined ? null : published(value));
  return {
    status: 'computed', alpha: publishedFigure(alpha), omega: publishedFigure(omega), spearmanBrown: shown(spearmanBrown),
    items: lines.map(({ code, itemTotal, alphaIfDropped, flags }) => ({ item: code, itemTotal: shown(itemTotal), alphaIfDropped: shown(alphaIfDropped), flags: [...flags] })),
  };
}
