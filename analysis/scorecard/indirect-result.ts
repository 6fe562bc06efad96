// The prevalence behind an indirect item, by its declared design: the first point of its scale is "yes" (crosswise: both
// or neither), and the observed share is garbled by a known amount. List experiments need two items and are not here.
import type { Computed, Estimate } from '../../shared/results/estimate.ts';
import type { ItemResult } from '../../shared/results/item-result.ts';
import type { IndirectDesign } from '../../shared/questionnaire/scoring.ts';
import { at } from '../inference/at.ts';
import { notEstimableBecause } from '../inference/computed.ts';
import { momentsOfValues } from '../moments.ts';
import type { Estimator, WeightedCount } from '../scoring/estimator.ts';
import type { ItemLayout } from '../scoring/item-layout.ts';
import { asShare } from '../scoring/simple-estimate.ts';
import { crosswise, flagged, forcedResponse, garbledShare, unrelatedQuestion } from '../sensitive/garbled-share.ts';
import type { Garbling } from '../sensitive/garbled-share.ts';

/** What a declared design does to a share. */
function garblingOf(design: Exclude<IndirectDesign, { readonly design: 'list' }>): Garbling {
  if (design.design === 'crosswise') return crosswise(design.prevalence);
  if (design.design === 'forced-response') return forcedResponse(design.forcedYes, design.truth);
  return unrelatedQuestion(design.truth, design.prevalence);
}

/** The mean of each person's unbiased piece, under the design; unweighted from Wilson's ends of the observed share. */
function prevalenceOf(yes: readonly WeightedCount[], base: readonly WeightedCount[], garbling: Garbling, estimator: Estimator): Computed {
  const persons = (counts: readonly WeightedCount[]): number => counts.reduce((sum, { n }) => sum + n, 0);
  if (persons(base) === 0) return notEstimableBecause('no-valid-answers');
  if (estimator.kind === 'simple') return garbledShare(persons(yes), persons(base), garbling);
  const piece = (answer: number): number => (100 * (answer - garbling.offset)) / garbling.slope;
  const moments = base.map((all, cell) => {
    const part = at(yes, cell);
    return momentsOfValues([{ value: piece(1), ...part }, { value: piece(0), n: all.n - part.n, w: all.w - part.w, ww: all.ww - part.ww }]);
  });
  return flagged(asShare(estimator.mean(moments)));
}

type Counts = { readonly layout: ItemLayout; readonly points: readonly { readonly counts: readonly WeightedCount[] }[]; readonly base: readonly WeightedCount[] };

/** The indirect part of an item's result; nothing for other items. `gate` decides what may be shown. */
export function indirectResult({ layout, points, base }: Counts, estimator: Estimator, gate: (figure: Computed) => Estimate): Pick<ItemResult, 'indirect'> {
  const design = layout.item.indirect;
  const first = points[0];
  if (layout.item.kind !== 'indirect' || design === undefined || design.design === 'list' || first === undefined) return {};
  return { indirect: { design: design.design, prevalence: gate(prevalenceOf(first.counts, base, garblingOf(design), estimator)) } };
}
