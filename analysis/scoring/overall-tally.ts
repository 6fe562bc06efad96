// The overall score: the mean of a person's factor scores, for persons with at least 70 % of the factors; likewise the
// overall shares. Persons' overall values are too many to count as states, so that their moments are summed directly,
// centred at 50, by cell, in two parts each (split-sums.ts): no order of rows changes them.
import { at } from '../inference/at.ts';
import type { Moments } from '../moments.ts';
import { addPlain, addWeighted, emptyRuns, fillValues, PARTS, PLAIN, SHARED, sortByCell, splittersFor, WEIGHTED } from './overall-runs.ts';
import type { Runs, Splitters } from './overall-runs.ts';
import { isScored, MEASURES, valueOf } from './person-state.ts';
import type { Measure } from './person-state.ts';
import type { StateTable } from './state-table.ts';
import { addSplit } from './split-sums.ts';
import type { SplitWeights } from './split-sums.ts';

/** Least part of the factors that a person needs for an overall score. */
export const OVERALL_PART = 0.7;

/** Sums by cell, to be read by momentsOfOverall; they merge by addition. */
export type OverallTally = { readonly cells: number; readonly isWeighted: boolean; readonly sums: Float64Array };

export type ScoredGroup = { readonly table: StateTable; readonly ids: Int32Array };

/** Factors needed: the smallest whole number not under 70 % of them. */
export const factorsNeeded = (factors: number): number => Math.ceil(OVERALL_PART * factors - 1e-9);

const ADDED = ['score', 'favourable', 'neutral', 'unfavourable'] as const satisfies readonly Measure[];
const perCell = (isWeighted: boolean): number => SHARED + (isWeighted ? WEIGHTED : PLAIN) * MEASURES.length;

type ValueTable = { values: Float64Array; filled: number };

/** Fills in the states met since the last block; nothing but zeros where the person has no score. */
function fillTable(known: ValueTable, { states }: StateTable): Float64Array {
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

/** Adds a block's persons, who stand in order of their cells, measure by measure. */
function addRuns(runs: Runs, sums: Float64Array, splitters: Splitters, weights: Float64Array | null): void {
  const { values, cells, ends, rows } = runs;
  const size = perCell(weights !== null);
  for (let run = 0, from = 0; run < runs.runs; run += 1) {
    const to = ends[run] as number, cell = (cells[run] as number) * size;
    sums[cell] = (sums[cell] as number) + to - from;
    for (let measure = 0; measure < MEASURES.length; measure += 1) {
      const first = measure * rows.length;
      if (weights === null) addPlain(values, first + from, first + to, sums, cell + SHARED + measure * PLAIN, splitters);
      else addWeighted(values, weights, first, first + from, first + to, sums, cell + SHARED + measure * WEIGHTED, splitters);
    }
    from = to;
  }
}

/** Takes the weights of a block's persons into the order of the runs, and adds them and their squares to the cells. */
function addWeights({ rows, cells, ends, runs }: Runs, { weights, ofWeights, ofSquares }: SplitWeights, start: number, sums: Float64Array, inOrder: Float64Array): void {
  const size = perCell(true);
  for (let run = 0, place = 0; run < runs; run += 1) {
    const end = ends[run] as number, cell = (cells[run] as number) * size;
    for (; place < end; place += 1) {
      const weight = weights[start + (rows[place] as number)] as number;
      inOrder[place] = weight;
      addSplit(sums, cell + 1, weight, ofWeights);
      addSplit(sums, cell + 3, weight * weight, ofSquares);
    }
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
    return { r, w: sum(cell * size + 1), wy: sum(own + 2), wyy: sum(own + 6), ww: sum(cell * size + 3), wwy: sum(own + 4), wwyy: sum(own + 8), y };
  });
}

/** The overall part of a tally over some of its groups; `bound` is a power of two that no weight exceeds, `rows` one not below all rows, `block` the most rows of a block. */
export function createOverall(groups: readonly ScoredGroup[], cells: number, split: SplitWeights | null, { bound, rows, block }: { readonly bound: number; readonly rows: number; readonly block: number }) {
  const needed = Math.max(1, factorsNeeded(groups.length));
  const known = groups.map((): ValueTable => ({ values: new Float64Array(0), filled: 0 }));
  const isWeighted = split !== null;
  const sums = new Float64Array(cells * perCell(isWeighted));
  const splitters = splittersFor(bound, rows);
  const totals = new Float64Array(block * PARTS), weightsInOrder = new Float64Array(block);
  const runs = emptyRuns(cells, block);
  // An odd group's partner: one state that nobody has a score in.
  const nobody = { ids: new Int32Array(block), values: new Float64Array(PARTS) };
  return {
    addBlock(cellOf: Int32Array, start: number, count: number): void {
      const ready = groups.map(({ table, ids }, index) => ({ ids, values: fillTable(at(known, index), table) }));
      for (let index = 0; index < ready.length; index += 2) {
        const one = at(ready, index), two = ready[index + 1] ?? nobody;
        addTwo(one.ids, one.values, two.ids, two.values, count, totals, index > 0);
      }
      if (ready.length === 0) return;
      sortByCell(runs, totals, cellOf, count, needed);
      fillValues(runs, totals);
      if (split !== null) addWeights(runs, split, start, sums, weightsInOrder);
      addRuns(runs, sums, splitters, split === null ? null : weightsInOrder);
    },
    finish: (): OverallTally => ({ cells, isWeighted, sums }),
  };
}
