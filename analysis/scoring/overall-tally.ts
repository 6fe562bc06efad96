// The overall score: the mean of a person's factor scores, for persons with at least 70 % of the factors; likewise the
// overall shares. Persons' overall values are too many to count as states, so that their moments are summed directly,
// centred at 50, by cell, in two parts each (split-sums.ts): no order of rows changes them.
import { at } from '../inference/at.ts';
import { ORIGIN } from '../moments.ts';
import type { Moments } from '../moments.ts';
import { isScored, MEASURES, valueOf } from './person-state.ts';
import type { Measure } from './person-state.ts';
import { BLOCK } from './state-table.ts';
import type { StateTable } from './state-table.ts';
import { addSplit, splitterOf } from './split-sums.ts';

/** Least part of the factors that a person needs for an overall score. */
export const OVERALL_PART = 0.7;

/** Sums by cell, to be read by momentsOfOverall; they merge by addition. */
export type OverallTally = { readonly cells: number; readonly isWeighted: boolean; readonly sums: Float64Array };

export type ScoredGroup = { readonly table: StateTable; readonly ids: Int32Array };

/** Factors needed: the smallest whole number not under 70 % of them. */
export const factorsNeeded = (factors: number): number => Math.ceil(OVERALL_PART * factors - 1e-9);

/** Numbers per state: whether scored, then the four measures that are added up; balance follows from two of them. */
const PARTS = 5;
const ADDED = ['score', 'favourable', 'neutral', 'unfavourable'] as const satisfies readonly Measure[];
/** Numbers per cell: n and the parts of Σw and Σw², which all measures share; then the parts of Σy and Σy² of each measure. */
const SHARED = 5;
const PLAIN = 4;
/** Under weights those of Σy, Σwy, Σwy², Σw²y and Σw²y². */
const WEIGHTED = 10;
const perCell = (isWeighted: boolean): number => SHARED + (isWeighted ? WEIGHTED : PLAIN) * MEASURES.length;

/** |y| ≤ 150 (a balance of −100, less 50), as a power of two. */
const MOST_VALUE = 256;

type ValueTable = { values: Float64Array; filled: number };

/** Fills in the states met since the last block; nothing but zeros where the person has no score. */
function fillValues(known: ValueTable, { states }: StateTable): Float64Array {
  if (known.values.length < states.length * PARTS) {
    const larger = new Float64Array(Math.max(256, 2 * states.length) * PARTS);
    larger.set(known.values);
    known.values = larger;
  }
  for (; known.filled < states.length; known.filled += 1) {
    const state = at(states, known.filled);
    if (isScored(state)) known.values.set([1, ...ADDED.map((measure) => valueOf(state, measure))], known.filled * PARTS);
  }
  return known.values;
}

/** totals[5 i + part] = (or, if `onto`, +=) the values of two groups' states: where a million persons pass. */
function addTwo(one: Int32Array, ofOne: Float64Array, two: Int32Array, ofTwo: Float64Array, count: number, totals: Float64Array, onto: boolean): void {
  for (let i = 0, to = 0; i < count; i += 1, to += PARTS) {
    const a = (one[i] as number) * PARTS, b = (two[i] as number) * PARTS;
    const scored = (ofOne[a] as number) + (ofTwo[b] as number), score = (ofOne[a + 1] as number) + (ofTwo[b + 1] as number);
    const favourable = (ofOne[a + 2] as number) + (ofTwo[b + 2] as number), neutral = (ofOne[a + 3] as number) + (ofTwo[b + 3] as number);
    const unfavourable = (ofOne[a + 4] as number) + (ofTwo[b + 4] as number);
    totals[to] = onto ? (totals[to] as number) + scored : scored;
    totals[to + 1] = onto ? (totals[to + 1] as number) + score : score;
    totals[to + 2] = onto ? (totals[to + 2] as number) + favourable : favourable;
    totals[to + 3] = onto ? (totals[to + 3] as number) + neutral : neutral;
    totals[to + 4] = onto ? (totals[to + 4] as number) + unfavourable : unfavourable;
  }
}

type Splitters = { readonly y: number; readonly yy: number; readonly w: number; readonly wy: number; readonly wyy: number; readonly ww: number; readonly wwy: number; readonly wwyy: number };

/** Splitters for weights up to a power of two. */
function splittersFor(weight: number): Splitters {
  const of = (weights: number, values: number): number => splitterOf(weight ** weights * MOST_VALUE ** values);
  return { y: of(0, 1), yy: of(0, 2), w: of(1, 0), wy: of(1, 1), wyy: of(1, 2), ww: of(2, 0), wwy: of(2, 1), wwyy: of(2, 2) };
}

/** A block of persons: their totals, their cells, from which row on. */
type Persons = { readonly totals: Float64Array; readonly cellOf: Int32Array; readonly start: number; readonly count: number };

/** Adds the block's persons who have enough factors to their cells. Spelled out, here and below: a million persons pass. */
function addPlain({ totals, cellOf, count }: Persons, needed: number, sums: Float64Array, { y: ofY, yy }: Splitters): void {
  const size = perCell(false);
  const own = (place: number, value: number): void => {
    const y = value - ORIGIN;
    addSplit(sums, place, y, ofY);
    addSplit(sums, place + 2, y * y, yy);
  };
  for (let i = 0, from = 0; i < count; i += 1, from += PARTS) {
    const factors = totals[from] as number;
    if (factors < needed) continue;
    const cell = (cellOf[i] as number) * size, place = cell + SHARED;
    const favourable = (totals[from + 2] as number) / factors, unfavourable = (totals[from + 4] as number) / factors;
    sums[cell] = (sums[cell] as number) + 1;
    own(place, (totals[from + 1] as number) / factors);
    own(place + PLAIN, favourable);
    own(place + 2 * PLAIN, (totals[from + 3] as number) / factors);
    own(place + 3 * PLAIN, unfavourable);
    own(place + 4 * PLAIN, favourable - unfavourable);
  }
}

/** Adds one measure of a person: y, wy, wy², w²y, w²y². */
function addWeightedValue(sums: Float64Array, place: number, value: number, weight: number, square: number, splitters: Splitters): void {
  const y = value - ORIGIN, weighted = weight * y;
  if (splitters.w === 0) {
    sums[place] = (sums[place] as number) + y;
    sums[place + 2] = (sums[place + 2] as number) + weighted;
    sums[place + 4] = (sums[place + 4] as number) + weighted * y;
    sums[place + 6] = (sums[place + 6] as number) + square * y;
    sums[place + 8] = (sums[place + 8] as number) + weighted * weighted;
    return;
  }
  addSplit(sums, place, y, splitters.y);
  addSplit(sums, place + 2, weighted, splitters.wy);
  addSplit(sums, place + 4, weighted * y, splitters.wyy);
  addSplit(sums, place + 6, square * y, splitters.wwy);
  addSplit(sums, place + 8, weighted * weighted, splitters.wwyy);
}

/** The same with weights. */
function addWeighted({ totals, cellOf, start, count }: Persons, needed: number, sums: Float64Array, splitters: Splitters, weights: Float64Array): void {
  const size = perCell(true);
  for (let i = 0, from = 0; i < count; i += 1, from += PARTS) {
    const factors = totals[from] as number;
    if (factors < needed) continue;
    const weight = weights[start + i] as number, square = weight * weight;
    const cell = (cellOf[i] as number) * size, place = cell + SHARED;
    const favourable = (totals[from + 2] as number) / factors, unfavourable = (totals[from + 4] as number) / factors;
    sums[cell] = (sums[cell] as number) + 1;
    addSplit(sums, cell + 1, weight, splitters.w);
    addSplit(sums, cell + 3, square, splitters.ww);
    addWeightedValue(sums, place, (totals[from + 1] as number) / factors, weight, square, splitters);
    addWeightedValue(sums, place + WEIGHTED, favourable, weight, square, splitters);
    addWeightedValue(sums, place + 2 * WEIGHTED, (totals[from + 3] as number) / factors, weight, square, splitters);
    addWeightedValue(sums, place + 3 * WEIGHTED, unfavourable, weight, square, splitters);
    addWeightedValue(sums, place + 4 * WEIGHTED, favourable - unfavourable, weight, square, splitters);
  }
}

/** The moments of one measure, cell by cell, the last cell for unusable sheets. */
export function momentsOfOverall({ cells, isWeighted, sums }: OverallTally, measure: Measure): readonly Moments[] {
  const size = perCell(isWeighted), width = isWeighted ? WEIGHTED : PLAIN;
  return Array.from({ length: cells }, (_, cell): Moments => {
    const own = cell * size + SHARED + width * MEASURES.indexOf(measure);
    const sum = (place: number): number => at(sums, place) + at(sums, place + 1);
    const r = at(sums, cell * size), y = sum(own);
    if (!isWeighted) return { r, w: r, wy: y, wyy: sum(own + 2), ww: r, wwy: y, wwyy: sum(own + 2), y };
    return { r, w: sum(cell * size + 1), wy: sum(own + 2), wyy: sum(own + 4), ww: sum(cell * size + 3), wwy: sum(own + 6), wwyy: sum(own + 8), y };
  });
}

/** The overall part of a tally over some of its groups; `bound` is a power of two that no weight exceeds, null without weights. */
export function createOverall(groups: readonly ScoredGroup[], cells: number, bound: number | null) {
  const needed = Math.max(1, factorsNeeded(groups.length));
  const known = groups.map((): ValueTable => ({ values: new Float64Array(0), filled: 0 }));
  const isWeighted = bound !== null;
  const sums = new Float64Array(cells * perCell(isWeighted));
  const splitters = splittersFor(bound ?? 1);
  const totals = new Float64Array(BLOCK * PARTS);
  // An odd group's partner: one state that nobody has a score in.
  const nobody = { ids: new Int32Array(BLOCK), values: new Float64Array(PARTS) };
  return {
    addBlock(cellOf: Int32Array, start: number, count: number, weights: Float64Array | undefined): void {
      const ready = groups.map(({ table, ids }, index) => ({ ids, values: fillValues(at(known, index), table) }));
      for (let index = 0; index < ready.length; index += 2) {
        const one = at(ready, index), two = ready[index + 1] ?? nobody;
        addTwo(one.ids, one.values, two.ids, two.values, count, totals, index > 0);
      }
      if (ready.length === 0) return;
      const persons = { totals, cellOf, start, count };
      if (weights === undefined) addPlain(persons, needed, sums, splitters);
      else addWeighted(persons, needed, sums, splitters, weights);
    },
    finish: (): OverallTally => ({ cells, isWeighted, sums }),
  };
}
