// What a scorecard is made from, and its preparation: columns with routing resolved, the stratum of each row, the frame.
// Strata come from an item's answer (sheets) or from a column of their own (files); both end as a code per row,
// 0 for "not stated".
import type { AnswerValue, ItemCode } from '../../shared/questionnaire/codes.ts';
import type { Form } from '../../shared/questionnaire/form.ts';
import type { Selection, Stratum } from '../../shared/round/plan.ts';
import type { Columns } from '../columns.ts';
import { at } from '../inference/at.ts';
import type { ItemLayout } from '../scoring/item-layout.ts';

/** The part of a population's plan that its figures need. */
export type SamplePlan = {
  readonly selection: Selection;
  /** People in the population, null where nobody knows. */
  readonly size: number | null;
  readonly stratumItem: ItemCode | null;
  /** Size of each stratum and codes handed out; `codes` null where nobody counted. */
  readonly strata: readonly (Omit<Stratum, 'codes'> & { readonly codes: number | null })[];
};

export type Sample = {
  readonly form: Form;
  readonly layouts: readonly ItemLayout[];
  /** Routing resolved, bases applied (scoring/resolve-routing.ts). */
  readonly columns: Columns;
  readonly plan: SamplePlan;
  /** Stratum of each row: 0 not stated, otherwise 1 + index in plan.strata. Left out: read from the stratum item. */
  readonly stratumOf?: Uint16Array;
  readonly weights?: Float64Array;
  /** Cluster of each row, as a number; left out where persons were sampled one by one. */
  readonly clusters?: Uint32Array;
  readonly threshold: number;
  /** Items whose answers divide the population into further tables. */
  readonly breakdowns?: readonly ItemCode[];
  /** `design` takes strata and weights into account; `simple` is the default. */
  readonly estimation?: 'simple' | 'design';
};

/** Whether a plan has strata at all, beyond one row for everybody. */
export const hasStrata = ({ plan, stratumOf }: Pick<Sample, 'plan' | 'stratumOf'>): boolean => plan.stratumItem !== null || stratumOf !== undefined;

/** The layout of an item that divides people: a single choice. Throws a TypeError where it is none. */
export function dividingLayout(layouts: readonly ItemLayout[], code: ItemCode): ItemLayout {
  const layout = layouts.find(({ item }) => item.code === code);
  if (layout === undefined || layout.points.length === 0) throw new TypeError(`${code} is no single-choice item of the form, so nothing can be divided by it`);
  return layout;
}

/** Group of each row by one item: 0 for any kind of missing, otherwise 1 + the group's index in `codes`. */
export function groupsByItem(columns: Columns, layout: ItemLayout, codes: readonly AnswerValue[]): Uint16Array {
  const groupOfByte = Uint16Array.from({ length: layout.width }, (_, byte) => {
    const point = byte === 0 ? undefined : layout.points[byte - 1];
    return point === undefined ? 0 : codes.map(String).indexOf(String(point)) + 1;
  });
  const column = at(columns.items, layout.index);
  return Uint16Array.from(column.subarray(0, columns.rows), (byte) => at(groupOfByte, byte));
}

/** Stratum of each row. A stratum code that the plan lacks counts as not stated. */
export function stratumOfRows(sample: Sample): Uint16Array {
  if (sample.stratumOf !== undefined) return sample.stratumOf;
  const { plan, columns, layouts } = sample;
  if (plan.stratumItem === null) return new Uint16Array(columns.rows);
  return groupsByItem(columns, dividingLayout(layouts, plan.stratumItem), plan.strata.map(({ code }) => code));
}

/** The cells that a variance is computed from: strata, or clusters within strata. */
export type Units = {
  readonly count: number;
  /** Unit of each row. */
  readonly of: Uint16Array;
  /** Stratum code of each unit. */
  readonly stratumOf: readonly number[];
};

const MOST_UNITS = 60_000;

/** Units of a sample: its strata by code, or its clusters in the order of their strata and numbers. */
export function unitsOf(sample: Sample, stratumOf: Uint16Array): Units {
  const { clusters, plan, columns } = sample;
  const strata = plan.strata.length + 1;
  if (clusters === undefined) return { count: strata, of: stratumOf, stratumOf: Array.from({ length: strata }, (_, code) => code) };
  const keyOf = (row: number): number => (clusters[row] ?? 0) * strata + (stratumOf[row] ?? 0);
  const keys = [...new Set(Array.from({ length: columns.rows }, (_, row) => keyOf(row)))].sort((one, two) => one - two);
  if (keys.length > MOST_UNITS) throw new RangeError(`${keys.length} clusters are more than ${MOST_UNITS}`);
  const unitOf = new Map(keys.map((key, unit) => [key, unit]));
  return { count: keys.length, of: Uint16Array.from({ length: columns.rows }, (_, row) => unitOf.get(keyOf(row)) ?? 0), stratumOf: keys.map((key) => key % strata) };
}

/** Sheets by code of a group column. */
export function countGroups(groupOf: Uint16Array, groups: number, rows: number): Float64Array {
  const counts = new Float64Array(groups);
  for (let row = 0; row < rows; row += 1) {
    const group = groupOf[row] as number;
    counts[group] = (counts[group] as number) + 1;
  }
  return counts;
}

/** Columns with one more choice column for each multiple-choice experience item: 1 where any counted point is chosen. */
export function withCountedChoices(layouts: readonly ItemLayout[], columns: Columns): Columns {
  const choices = new Map(columns.choices);
  for (const { index, item, scale } of layouts) {
    const points = columns.choices.get(index);
    if (points === undefined || points.length !== scale.points.length || item.counted === undefined) continue;
    const wanted = item.counted.map(String);
    const counted = points.filter((_, rank) => wanted.includes(String(scale.points[rank])));
    choices.set(index, [...points, Uint8Array.from({ length: columns.rows }, (_, row) => (counted.some((column) => column[row] === 1) ? 1 : 0))]);
  }
  return { ...columns, choices };
}
