// Indirect items that need a second one: a list experiment (the treated list's mean less the control's) and a crosswise item
// with an anchor (corrected for random answering). They rest on persons. Both say nothing that the two items' own published
// distributions do not say already, their intervals aside, and are hidden where any share of the two is.
import type { ItemResult } from '../../shared/results/item-result.ts';
import type { Computed } from '../../shared/results/estimate.ts';
import { published, publishedFigure, TOO_FEW } from '../disclosure/publish-figure.ts';
import { at } from '../inference/at.ts';
import type { ItemLayout } from '../scoring/item-layout.ts';
import { anchoredCrosswise } from '../sensitive/anchored-crosswise.ts';
import { listDesignShare, listExperiment } from '../sensitive/list-experiment.ts';
import type { Persons } from './persons.ts';
import type { Sample } from './sample.ts';

const SEED = 20_260_101;

/** Rank of each person's answer, from 0; NaN where missing or the sheet is in no figure. */
function ranksOf({ columns }: Sample, { usable }: Persons, layout: ItemLayout): Float64Array {
  const bytes = at(columns.items, layout.index);
  return Float64Array.from({ length: columns.rows }, (_, row) => {
    const byte = at(bytes, row);
    return at(usable, row) === 1 && byte > 0 && byte <= layout.answers ? byte - 1 : Number.NaN;
  });
}

const isShown = (item: ItemResult | undefined): boolean =>
  item?.missing.status === 'counted' && item.distribution.every(({ share }) => share.status !== 'suppressed');

function listShare(control: Float64Array, treated: Float64Array, statements: number, persons: Persons): Computed {
  const countsOf = (ranks: Float64Array, points: number): number[] => Array.from({ length: points }, (_, point) => ranks.reduce((sum, rank) => (rank === point ? sum + 1 : sum), 0));
  const { share, flags } = listExperiment(countsOf(control, statements + 1), countsOf(treated, statements + 2));
  const arm = treated.map((rank, row) => (Number.isNaN(rank) ? (Number.isNaN(at(control, row)) ? Number.NaN : 0) : 1));
  const figure = persons.isWeighted ? listDesignShare(persons.design, treated.map((rank, row) => (Number.isNaN(rank) ? at(control, row) : rank)), arm) : share;
  const all = [...new Set([...(figure.status === 'not-estimable' ? [] : (figure.flags ?? [])), ...flags.filter((flag) => flag === 'negative-cell' || !persons.isWeighted)])];
  return figure.status === 'not-estimable' || all.length === 0 ? figure : { ...figure, flags: all };
}

/** 1 for the first point ("the same"), 0 for the other. */
const sameOf = (ranks: Float64Array): Float64Array => ranks.map((rank) => (Number.isNaN(rank) ? rank : rank === 0 ? 1 : 0));

/** The results of items, with what pairs of them give. */
export function pairedItems(sample: Sample, persons: Persons, items: readonly ItemResult[]): ItemResult[] {
  const layoutOf = (code: string | undefined): ItemLayout | undefined => sample.layouts.find(({ item }) => item.code === code);
  const isOpen = (...codes: readonly string[]): boolean => codes.every((code) => isShown(items.find(({ item }) => item === code)));
  return items.map((result): ItemResult => {
    const layout = layoutOf(result.item);
    const indirect = layout?.item.indirect;
    if (layout === undefined || indirect === undefined) return result;
    if (indirect.design === 'list' && indirect.treated) {
      const control = layoutOf(indirect.control);
      if (control === undefined) return result;
      if (!isOpen(result.item, control.item.code)) return { ...result, indirect: { design: 'list', prevalence: TOO_FEW } };
      const share = listShare(ranksOf(sample, persons, control), ranksOf(sample, persons, layout), indirect.statements, persons);
      return { ...result, indirect: { design: 'list', prevalence: publishedFigure(share) } };
    }
    const anchor = indirect.design === 'crosswise' ? layoutOf(indirect.anchor) : undefined;
    if (indirect.design !== 'crosswise' || anchor?.item.indirect?.design !== 'crosswise' || result.indirect === undefined) return result;
    if (!isOpen(result.item, anchor.item.code)) return { ...result, indirect: { ...result.indirect, corrected: { prevalence: TOO_FEW, attentive: null } } };
    const { share, attentive } = anchoredCrosswise({
      answers: sameOf(ranksOf(sample, persons, layout)), anchor: sameOf(ranksOf(sample, persons, anchor)), p: indirect.prevalence, anchorP: anchor.item.indirect.prevalence,
      ...(persons.isWeighted ? { weights: persons.design.weights } : {}), ...persons.units,
    }, { seed: SEED });
    return { ...result, indirect: { ...result.indirect, corrected: { prevalence: publishedFigure(share), attentive: attentive === undefined ? null : published(attentive) } } };
  });
}
