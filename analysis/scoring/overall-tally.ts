// The overall score: the mean of a person's factor scores, for persons with at least 70 % of the factors; likewise the
// overall shares. Persons' overall values are too many to count as states, so that their moments are summed directly,
// centred at 50, by cell.
import { at } from '../inference/at.ts';
import { ORIGIN } from '../moments.ts';
import type { Moments } from '../moments.ts';
import { isScored, MEASURES, valueOf } from './person-state.ts';
import type { Measure } from './person-state.ts';
import { BLOCK } from './state-table.ts';
import type { StateTable } from './state-table.ts';

/** Least part of the factors that a person needs for an overall score. */
export const OVERALL_PART = 0.7;

/** Moments by cell, for each measure. */
export type OverallTally = { readonly [measure in Measure]: readonly Moments[] };

export type ScoredGroup = { readonly table: StateTable; readonly ids: Int32Array };

/** Factors needed: the smallest whole number not under 70 % of them. */
export const factorsNeeded = (factors: number): number => Math.ceil(OVERALL_PART * factors - 1e-9);

/** Numbers per state: whether scored, then the four measures that are added up; balance follows from two of them. */
const PARTS = 5;
const ADDED = ['score', 'favourable', 'neutral', 'unfavourable'] as const satisfies readonly Measure[];
/** Numbers per cell: n, Σw and Σw², which all measures share, then Σy, Σwy, Σwy², Σw²y and Σw²y² of each measure. */
const SHARED = 3;
const OWN = 5;
const PER_CELL = SHARED + OWN * MEASURES.length;

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

function addOwn(sums: Float64Array, place: number, value: number, weight: number, square: number): void {
  const y = value - ORIGIN, wy = weight * y;
  sums[place] = (sums[place] as number) + y;
  sums[place + 1] = (sums[place + 1] as number) + wy;
  sums[place + 2] = (sums[place + 2] as number) + wy * y;
  sums[place + 3] = (sums[place + 3] as number) + square * y;
  sums[place + 4] = (sums[place + 4] as number) + wy * wy;
}

/** Adds the block's persons who have enough factors to their cells. */
function addPersons(totals: Float64Array, cellOf: Int32Array, start: number, count: number, weights: Float64Array | undefined, needed: number, sums: Float64Array): void {
  for (let i = 0, from = 0; i < count; i += 1, from += PARTS) {
    const factors = totals[from] as number;
    if (factors < needed) continue;
    const weight = weights === undefined ? 1 : (weights[start + i] as number), square = weight * weight;
    const place = (cellOf[i] as number) * PER_CELL;
    const favourable = (totals[from + 2] as number) / factors, unfavourable = (totals[from + 4] as number) / factors;
    sums[place] = (sums[place] as number) + 1;
    sums[place + 1] = (sums[place + 1] as number) + weight;
    sums[place + 2] = (sums[place + 2] as number) + square;
    addOwn(sums, place + SHARED, (totals[from + 1] as number) / factors, weight, square);
    addOwn(sums, place + SHARED + OWN, favourable, weight, square);
    addOwn(sums, place + SHARED + 2 * OWN, (totals[from + 3] as number) / factors, weight, square);
    addOwn(sums, place + SHARED + 3 * OWN, unfavourable, weight, square);
    addOwn(sums, place + SHARED + 4 * OWN, favourable - unfavourable, weight, square);
  }
}

/** The moments of one measure, cell by cell. */
function momentsAt(sums: Float64Array, cells: number, measure: Measure): readonly Moments[] {
  return Array.from({ length: cells }, (_, cell) => {
    const place = cell * PER_CELL, own = place + SHARED + OWN * MEASURES.indexOf(measure);
    return { r: at(sums, place), w: at(sums, place + 1), wy: at(sums, own + 1), wyy: at(sums, own + 2), ww: at(sums, place + 2), wwy: at(sums, own + 3), wwyy: at(sums, own + 4), y: at(sums, own) };
  });
}

/** The overall part of a tally over some of its groups. */
export function createOverall(groups: readonly ScoredGroup[], cells: number) {
  const needed = Math.max(1, factorsNeeded(groups.length));
  const known = groups.map((): ValueTable => ({ values: new Float64Array(0), filled: 0 }));
  const sums = new Float64Array(cells * PER_CELL);
  // Block sums first, totals after: a million persons then lose no more digits than a thousand.
  const blockSums = new Float64Array(cells * PER_CELL);
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
      blockSums.fill(0);
      addPersons(totals, cellOf, start, count, weights, needed, blockSums);
      for (let part = 0; part < sums.length; part += 1) sums[part] = (sums[part] as number) + (blockSums[part] as number);
    },
    finish: (): OverallTally => ({
      score: momentsAt(sums, cells, 'score'),
      favourable: momentsAt(sums, cells, 'favourable'),
      neutral: momentsAt(sums, cells, 'neutral'),
      unfavourable: momentsAt(sums, cells, 'unfavourable'),
      balance: momentsAt(sums, cells, 'balance'),
    }),
  };
}
