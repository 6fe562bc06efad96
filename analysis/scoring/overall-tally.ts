// The overall score: the mean of a person's factor scores, for persons with at least 70 % of the factors; likewise the
// overall shares. Persons' overall values are too many to count as states, so that their moments are summed directly,
// centred at 50, by cell.
import { at } from '../inference/at.ts';
import { addToMoments, momentsOf, MOMENTS } from '../moments.ts';
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

/** Values of each state, filled as states are met; 0 where the person has no score. */
function growValues(values: number[], table: StateTable, measure: Measure): void {
  for (let id = values.length; id < table.states.length; id += 1) {
    const state = at(table.states, id);
    values.push(isScored(state) ? valueOf(state, measure) : 0);
  }
}

function growScored(scored: number[], table: StateTable): void {
  for (let id = scored.length; id < table.states.length; id += 1) scored.push(isScored(at(table.states, id)) ? 1 : 0);
}

/** Σ over groups of a person's value, for one block. */
function addValues(ids: Int32Array, values: readonly number[], count: number, into: Float64Array): void {
  for (let i = 0; i < count; i += 1) into[i] = (into[i] as number) + (values[ids[i] as number] as number);
}

/** The overall part of a tally over some of its groups. */
export function createOverall(groups: readonly ScoredGroup[], cells: number) {
  const needed = Math.max(1, factorsNeeded(groups.length));
  const scored = groups.map((): number[] => []);
  const values = MEASURES.map(() => groups.map((): number[] => []));
  const sums = MEASURES.map(() => new Float64Array(cells * MOMENTS));
  // Block sums first, totals after: a million persons then lose no more digits than a thousand.
  const blockSum = new Float64Array(cells * MOMENTS);
  const present = new Float64Array(BLOCK);
  const total = new Float64Array(BLOCK);
  return {
    addBlock(cellOf: Int32Array, start: number, count: number, weights: Float64Array | undefined): void {
      present.fill(0);
      groups.forEach(({ table, ids }, index) => {
        growScored(at(scored, index), table);
        addValues(ids, at(scored, index), count, present);
      });
      MEASURES.forEach((measure, place) => {
        total.fill(0);
        groups.forEach(({ table, ids }, index) => {
          growValues(at(at(values, place), index), table, measure);
          addValues(ids, at(at(values, place), index), count, total);
        });
        blockSum.fill(0);
        for (let i = 0; i < count; i += 1) {
          const factors = present[i] as number;
          if (factors >= needed) addToMoments(blockSum, cellOf[i] as number, (total[i] as number) / factors, weights === undefined ? 1 : (weights[start + i] as number));
        }
        const sum = at(sums, place);
        for (let part = 0; part < sum.length; part += 1) sum[part] = (sum[part] as number) + (blockSum[part] as number);
      });
    },
    finish(): OverallTally {
      const [score, favourable, neutral, unfavourable, balance] = sums.map((sum) => momentsOf(sum, cells));
      const none: readonly Moments[] = [];
      return { score: score ?? none, favourable: favourable ?? none, neutral: neutral ?? none, unfavourable: unfavourable ?? none, balance: balance ?? none };
    },
  };
}
