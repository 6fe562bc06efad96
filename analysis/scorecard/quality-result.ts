// Signs of careless answering in a population, and the line that shows whether they matter: each score without the flagged
// sheets. Nobody is deleted. With a line for fewer than the threshold the two scores would give away the few.
import type { Quality } from '../../shared/results/detail-result.ts';
import type { Count, PopulationResult } from '../../shared/results/population-result.ts';
import { itemsOfElement } from '../../shared/questionnaire/definition.ts';
import { published, publishedFigure, TOO_FEW } from '../disclosure/publish-figure.ts';
import { at } from '../inference/at.ts';
import { designMean } from '../inference/design-mean.ts';
import { straightLines, withinPersonSpread } from '../quality/careless-answers.ts';
import type { RawItem } from '../quality/careless-answers.ts';
import { sensitivityLine } from '../quality/sensitivity-line.ts';
import type { ItemLayout } from '../scoring/item-layout.ts';
import type { PersonColumn, Persons } from './persons.ts';
import type { Sample } from './sample.ts';

const FEWEST_ROWS = 4;

/** Ranks as ticked, not turned. */
const rawItem = (sample: Sample, layout: ItemLayout): RawItem => {
  const bytes = at(sample.columns.items, layout.index);
  const values = Float64Array.from({ length: sample.columns.rows }, (_, row) => (at(bytes, row) > 0 && at(bytes, row) <= layout.answers ? at(bytes, row) : Number.NaN));
  return { code: layout.item.code, values, isReversed: layout.item.polarity === 'reversed' };
};

/** Grids of evaluative items with both polarities, as they were shown: only there a straight line says anything. */
function grids(sample: Sample): readonly (readonly RawItem[])[] {
  const evaluative = new Map(sample.layouts.filter(({ item }) => item.kind === 'evaluative').map((layout) => [layout.item.code, layout]));
  const rows = sample.form.pages.flatMap(({ elements }) => elements).map((element) => itemsOfElement(element).flatMap((code) => evaluative.get(code) ?? []));
  return rows.filter((layouts) => layouts.length >= FEWEST_ROWS).map((layouts) => layouts.map((layout) => rawItem(sample, layout)));
}

/** Persons without spread on at least half of the factors in which they answered items of both polarities. */
function noSpread(sample: Sample): Uint8Array {
  const mixed = new Uint16Array(sample.columns.rows), flat = new Uint16Array(sample.columns.rows);
  for (const factor of sample.form.factors) {
    const items = sample.layouts.filter(({ item }) => item.kind === 'evaluative' && item.factor === factor);
    if (new Set(items.map(({ item }) => item.polarity)).size < 2) continue;
    withinPersonSpread(items.map((layout) => rawItem(sample, layout))).forEach(({ sd, isFlagged }, row) => {
      if (sd !== undefined) mixed[row] = at(mixed, row) + 1;
      if (isFlagged) flat[row] = at(flat, row) + 1;
    });
  }
  return Uint8Array.from(mixed, (factors, row) => (factors > 0 && at(flat, row) > 0 && 2 * at(flat, row) >= factors ? 1 : 0));
}

const sumOf = (values: Uint8Array): number => values.reduce((sum, value) => sum + value, 0);

/** Quality of the usable sheets, and each shown score without the flagged. */
export function qualityResult(sample: Sample, persons: Persons, result: Pick<PopulationResult, 'overall' | 'factors'>): Quality {
  const { usable, design, threshold } = { ...persons, threshold: sample.threshold };
  const n = sumOf(usable);
  const straight = new Uint8Array(sample.columns.rows);
  for (const grid of grids(sample)) straightLines(grid).forEach(({ isFlagged }, row) => { if (isFlagged && at(usable, row) === 1) straight[row] = 1; });
  const flat = noSpread(sample).map((flag, row) => (at(usable, row) === 1 ? flag : 0));
  const flagged = straight.map((flag, row) => (flag === 1 || at(flat, row) === 1 ? 1 : 0));
  const kept = flagged.map((flag) => 1 - flag);
  const isOpen = (count: number): boolean => count === 0 || (count >= threshold && n - count >= threshold);
  // Two lists of flags overlap; unless all three counts may be shown, their differences would be small groups.
  const counts = [sumOf(straight), sumOf(flat), sumOf(flagged)];
  const [one = 0, two = 0, all = 0] = counts;
  const areOpen = counts.every(isOpen) && [all - one, all - two].every((count) => count === 0 || count >= threshold);
  const count = (value: number): Count => (areOpen ? { status: 'counted', n: value } : TOO_FEW);
  const line = ({ code, scores }: PersonColumn): Quality['withoutFlagged'] => {
    const score = code === 'overall' ? result.overall.score : result.factors.find(({ factor }) => factor === code)?.score;
    const out = scores.reduce((sum, value, row) => sum + (Number.isNaN(value) ? 0 : at(flagged, row)), 0);
    if (score?.status !== 'estimated' || out === 0) return [];
    if (!areOpen || out < threshold || score.n - out < threshold) return [{ code, score: TOO_FEW, difference: null, isAnnounced: false }];
    const { withoutFlagged, difference, isAnnounced } = sensitivityLine(score, designMean(design, scores, kept), out);
    return [{ code, score: publishedFigure(withoutFlagged), difference: difference === undefined ? null : published(difference), isAnnounced }];
  };
  return { straightLines: count(one), noSpread: count(two), flagged: count(all), withoutFlagged: [persons.overall, ...persons.factors].flatMap(line) };
}
