// Signs of careless answering, person by person, as bits: a straight line through a grid, no spread within factors,
// answers that the form calls contradictory. Signs only; what they change is told in quality-result.ts.
import { itemsOfElement } from '../../shared/questionnaire/definition.ts';
import type { Contradiction } from '../../shared/questionnaire/scoring.ts';
import { at } from '../inference/at.ts';
import { contradictions, straightLines, withinPersonSpread } from '../quality/careless-answers.ts';
import type { ContradictionPair, RawItem } from '../quality/careless-answers.ts';
import type { ItemLayout } from '../scoring/item-layout.ts';
import type { Sample } from './sample.ts';

export const STRAIGHT_LINE = 1;
export const NO_SPREAD = 2;
export const CONTRADICTION = 4;

type Answered = Pick<Sample, 'form' | 'layouts' | 'columns'>;

const FEWEST_ROWS = 4;

/** Ranks as ticked, not turned. */
const rawItem = ({ columns }: Answered, layout: ItemLayout): RawItem => {
  const bytes = at(columns.items, layout.index);
  const values = Float64Array.from({ length: columns.rows }, (_, row) => (at(bytes, row) > 0 && at(bytes, row) <= layout.answers ? at(bytes, row) : Number.NaN));
  return { code: layout.item.code, values, isReversed: layout.item.polarity === 'reversed' };
};

/** Grids of evaluative items, as they were shown: only in a grid does a straight line say anything. */
function grids(sample: Answered): readonly (readonly RawItem[])[] {
  const evaluative = new Map(sample.layouts.filter(({ item }) => item.kind === 'evaluative').map((layout) => [layout.item.code, layout]));
  const rows = sample.form.pages.flatMap(({ elements }) => elements).map((element) => itemsOfElement(element).flatMap((code) => evaluative.get(code) ?? []));
  return rows.filter((layouts) => layouts.length >= FEWEST_ROWS).map((layouts) => layouts.map((layout) => rawItem(sample, layout)));
}

/** Items of each factor that share a number of points: only their ranks can be compared. Three at least, in both polarities. */
function comparableItems({ form, layouts }: Answered): readonly (readonly ItemLayout[])[] {
  const evaluative = layouts.filter(({ item }) => item.kind === 'evaluative');
  return form.factors.flatMap((factor) => {
    const items = evaluative.filter(({ item }) => item.factor === factor);
    const sets = [...new Set(items.map(({ answers }) => answers))].map((points) => items.filter(({ answers }) => answers === points));
    return sets.filter((set) => set.length >= 3 && new Set(set.map(({ item }) => item.polarity)).size === 2);
  });
}

/** Persons without spread on at least half of the sets that could show any: three answers or more, in both polarities. */
function noSpread(sample: Answered): Uint8Array {
  const { rows } = sample.columns;
  const able = new Uint16Array(rows), flat = new Uint16Array(rows);
  for (const set of comparableItems(sample)) {
    withinPersonSpread(set.map((layout) => rawItem(sample, layout))).forEach(({ isAble, isFlagged }, row) => {
      if (isAble) able[row] = at(able, row) + 1;
      if (isFlagged) flat[row] = at(flat, row) + 1;
    });
  }
  return Uint8Array.from(flat, (sets, row) => (sets > 0 && 2 * sets >= at(able, row) ? 1 : 0));
}

function pairOf({ layouts, columns }: Answered, { first, second }: Contradiction): ContradictionPair[] {
  const sides = [first, second].flatMap(({ item, values }) => {
    const layout = layouts.find(({ item: { code } }) => code === item);
    if (layout === undefined) return [];
    const wanted = values.map(String);
    return [{ column: at(columns.items, layout.index), codes: layout.points.flatMap((point, rank) => (wanted.includes(String(point)) ? [rank + 1] : [])) }];
  });
  const [one, two] = sides;
  return one === undefined || two === undefined ? [] : [{ first: one.column, firstCodes: one.codes, second: two.column, secondCodes: two.codes }];
}

/** The signs of each person as bits; 0 where there is none. */
export function carelessSigns(sample: Answered): Uint8Array {
  const signs = new Uint8Array(sample.columns.rows);
  const mark = (row: number, bit: number): void => { signs[row] = at(signs, row) | bit; };
  for (const grid of grids(sample)) straightLines(grid).forEach(({ isFlagged }, row) => { if (isFlagged) mark(row, STRAIGHT_LINE); });
  noSpread(sample).forEach((flag, row) => { if (flag === 1) mark(row, NO_SPREAD); });
  const pairs = (sample.form.contradictions ?? []).flatMap((pair) => pairOf(sample, pair));
  contradictions(pairs).forEach((count, row) => { if (count > 0) mark(row, CONTRADICTION); });
  return signs;
}
