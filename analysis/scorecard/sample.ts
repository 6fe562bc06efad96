// What a scorecard is made from, and its preparation: columns with routing resolved, the stratum of each row, the frame.
// Strata come from an item's answer (sheets) or from a column of their own (files); both end as a code per row,
// 0 for "not stated".
import type { AnswerValue, ItemCode } from '../../shared/questionnaire/codes.ts';
import type { Form } from '../../shared/questionnaire/form.ts';
import type { Selection, Stratum } from '../../shared/round/plan.ts';
import type { Columns } from '../columns.ts';
import { at } from '../inference/at.ts';
import type { ItemLayout } from '../scoring/item-layout.ts';
import type { ScoreGroups } from '../scoring/score-groups.ts';
import type { Tallies, TallyRequest } from '../scoring/tally.ts';

/** The part of a population's plan that its figures need. */
export type SamplePlan = {
  readonly selection: Selection;
  /** People in the population, null where nobody knows. */
  readonly size: number | null;
  readonly stratumItem: ItemCode | null;
  /** Size of each stratum and codes handed out, null where nobody counted; `clusters` in its frame, where they were drawn and counted. */
  readonly strata: readonly (Omit<Stratum, 'codes'> & { readonly codes: number | null; readonly clusters?: number | null })[];
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
  /** How the weights were fitted to the frame, with each row's category in each margin: variances must know of it. */
  readonly fit?: { readonly kind: 'post-stratified' | 'raked'; readonly categories: readonly ArrayLike<number>[] };
  /** Language of each row: 0 not stated, otherwise 1 + index in `codes`. Kept only where a file has it; sheets have none. */
  readonly languages?: { readonly codes: readonly string[]; readonly of: ArrayLike<number> };
  /** Made beforehand by withTallies (tally-plan.ts). */
  readonly tallied?: Tallied & { readonly inputs: readonly unknown[] };
  readonly threshold: number;
  /** Items whose answers divide the population into further tables. */
  readonly breakdowns?: readonly ItemCode[];
  /** Reliability, quartiles, standout factors and quality beside the scores: a second pass over persons. */
  readonly details?: boolean;
  /** An ordinal item whose drivers are wanted, instead of the form's own outcome; needs `details`. */
  readonly outcome?: ItemCode;
  /** `design` takes strata and weights into account; `simple` is the default. */
  readonly estimation?: 'simple' | 'design';
};

/** Whether a plan has strata at all, beyond one row for everybody. */
export const hasStrata = ({ plan, stratumOf }: Pick<Sample, 'plan' | 'stratumOf'>): boolean => plan.stratumItem !== null || stratumOf !== undefined;

const dividing = (layouts: readonly ItemLayout[], code: ItemCode): ItemLayout | undefined => layouts.find(({ item, points }) => item.code === code && points.length > 0);

/** Whether people can be divided by an item: it is there, and a single choice. */
export const dividesPeople = (layouts: readonly ItemLayout[], code: ItemCode): boolean => dividing(layouts, code) !== undefined;

/** The layout of an item that divides people. Throws a TypeError where it is none. */
export function dividingLayout(layouts: readonly ItemLayout[], code: ItemCode): ItemLayout {
  const layout = dividing(layouts, code);
  if (layout === undefined) throw new TypeError(`${code} is no single-choice item of the form, so nothing can be divided by it`);
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

/** The cells that a variance is computed from: strata, or clusters and categories of fitted margins within strata. */
export type Units = {
  readonly count: number;
  /** Unit of each row. */
  readonly of: Uint16Array;
  /** Stratum code of each unit. */
  readonly stratumOf: readonly number[];
  /** Cluster of each unit, where there are clusters. */
  readonly clusterOf: readonly number[] | null;
  /** Category in each fitted margin, of each unit. */
  readonly categoriesOf: readonly (readonly number[])[];
};

export type TallyPlan = {
  readonly groups: ScoreGroups;
  readonly stratumOf: Uint16Array;
  readonly units: Units;
  /** What to hand to `tally`; rows from … to − 1 of both are a shard. */
  readonly columns: Columns;
  readonly request: TallyRequest;
};

export type Tallied = TallyPlan & { readonly tallies: Tallies };

const MOST_UNITS = 60_000;

/** Up to this many possible combinations a table finds them; above it a set, many times slower. */
const MOST_DENSE = 4_194_304;

function largestOf(column: ArrayLike<number>, rows: number): number {
  let most = 0;
  for (let row = 0; row < rows; row += 1) most = Math.max(most, column[row] ?? 0);
  return most;
}

/** The different keys in ascending order, all below `limit`. */
function distinctKeys(keys: Float64Array, limit: number): readonly number[] {
  if (limit > MOST_DENSE) return [...new Set(keys)].sort((one, two) => one - two);
  const occurs = new Uint8Array(limit);
  for (const key of keys) occurs[key] = 1;
  return Array.from(occurs.keys()).filter((key) => occurs[key] === 1);
}

/** The place of each key in `found`. */
function placesOf(keys: Float64Array, found: readonly number[], limit: number): Uint16Array {
  const places = new Uint16Array(keys.length);
  if (limit > MOST_DENSE) {
    const placeOf = new Map(found.map((key, place) => [key, place]));
    keys.forEach((key, row) => { places[row] = placeOf.get(key) ?? 0; });
    return places;
  }
  const placeOf = new Uint16Array(limit);
  found.forEach((key, place) => { placeOf[key] = place; });
  for (let row = 0; row < keys.length; row += 1) places[row] = placeOf[keys[row] as number] as number;
  return places;
}

/** Numbers the combinations of columns that occur, in ascending order of the columns' values, the first leading. */
function combine(columns: readonly ArrayLike<number>[], rows: number): { readonly of: Uint16Array; readonly values: readonly (readonly number[])[] } {
  const widths = columns.map((column) => largestOf(column, rows) + 1);
  const limit = widths.reduce((product, width) => product * width, 1);
  const keys = new Float64Array(rows);
  columns.forEach((column, place) => {
    const width = widths[place] ?? 1;
    for (let row = 0; row < rows; row += 1) keys[row] = (keys[row] as number) * width + (column[row] ?? 0);
  });
  const found = distinctKeys(keys, limit);
  if (found.length > MOST_UNITS) throw new RangeError(`${String(found.length)} clusters and categories of margins are more than ${String(MOST_UNITS)}; join small ones`);
  const parts = (key: number): number[] => {
    let rest = key;
    return [...widths].reverse().map((width) => { const part = rest % width; rest = (rest - part) / width; return part; }).reverse();
  };
  return { of: placesOf(keys, found, limit), values: found.map(parts) };
}

/** Units of a sample: its strata by code; with clusters or fitted margins the combinations that occur. */
export function unitsOf(sample: Sample, stratumOf: Uint16Array): Units {
  const { clusters, fit, plan, columns } = sample;
  const strata = plan.strata.length + 1;
  if ((clusters === undefined && fit === undefined) || columns.rows === 0) return { count: strata, of: stratumOf, stratumOf: Array.from({ length: strata }, (_, code) => code), clusterOf: null, categoriesOf: [] };
  const margins = fit?.categories ?? [];
  const { of, values } = combine([...(clusters === undefined ? [] : [clusters]), stratumOf, ...margins], columns.rows);
  const from = clusters === undefined ? 0 : 1;
  return {
    count: values.length,
    of,
    stratumOf: values.map((value) => value[from] ?? 0),
    clusterOf: clusters === undefined ? null : values.map(([cluster = 0]) => cluster),
    categoriesOf: values.map((value) => value.slice(from + 1)),
  };
}

/** Sheets by code of a group column. */
export function countGroups(groupOf: Uint16Array | Uint32Array, groups: number, rows: number): Float64Array {
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
