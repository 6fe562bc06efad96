// Reads figures out of tallies: moments and counts by stratum for one group of a table, whichever way cells were laid out.
// Cells stand stratum by stratum, within each the groups of the table; the last cell holds unusable sheets.
import { at } from '../inference/at.ts';
import { momentsOfMeasures } from '../moments.ts';
import type { Moments } from '../moments.ts';
import type { WeightedCount } from '../scoring/estimator.ts';
import { MEASURES } from '../scoring/person-state.ts';
import type { Measure } from '../scoring/person-state.ts';
import { momentsOfOverall } from '../scoring/overall-tally.ts';
import type { OverallTally } from '../scoring/overall-tally.ts';
import type { ScoreGroup } from '../scoring/score-groups.ts';
import type { Tallies } from '../scoring/tally.ts';

/** For each measure the moments by cell. */
export type MeasuredMoments = { readonly [measure in Measure]: readonly Moments[] };

export const NOTHING_MEASURED: MeasuredMoments = { score: [], favourable: [], neutral: [], unfavourable: [], balance: [] };

/** Moments of a score group by cell, unusable sheets left out. */
export function groupMoments(tallies: Tallies, group: ScoreGroup): MeasuredMoments {
  const tally = at(tallies.groups, tallies.groups.findIndex((one) => one.group === group));
  const [score, favourable, neutral, unfavourable, balance] = momentsOfMeasures(tally.states, tally.sums, tallies.cells, tallies.stride, MEASURES).map((cells) => cells.slice(0, -1));
  return { score: score ?? [], favourable: favourable ?? [], neutral: neutral ?? [], unfavourable: unfavourable ?? [], balance: balance ?? [] };
}

/** The same of an overall tally. */
export function overallMoments(overall: OverallTally): MeasuredMoments {
  const of = (measure: Measure): readonly Moments[] => momentsOfOverall(overall, measure).slice(0, -1);
  return { score: of('score'), favourable: of('favourable'), neutral: of('neutral'), unfavourable: of('unfavourable'), balance: of('balance') };
}

/** n, Σw and Σw² of one key (a byte of an item) by cell, unusable sheets left out. */
export function countsOfKey(sums: Float64Array, key: number, tallies: Pick<Tallies, 'cells' | 'stride'>): readonly WeightedCount[] {
  const { cells, stride } = tallies;
  return Array.from({ length: cells - 1 }, (_, cell) => {
    const place = stride * (key * cells + cell);
    const n = at(sums, place);
    return stride === 1 ? { n, w: n, ww: n } : { n, w: at(sums, place + 1) + at(sums, place + 2), ww: at(sums, place + 3) + at(sums, place + 4) };
  });
}

/** Cell by cell, the sum of several counts. */
export const addCountsByCell = (parts: readonly (readonly WeightedCount[])[], cells: number): readonly WeightedCount[] =>
  Array.from({ length: cells }, (_, cell) =>
    parts.reduce<WeightedCount>((sum, part) => {
      const count = at(part, cell);
      return { n: sum.n + count.n, w: sum.w + count.w, ww: sum.ww + count.ww };
    }, { n: 0, w: 0, ww: 0 }),
  );

/** Persons over all cells. */
export const totalOf = (counts: readonly WeightedCount[]): number => counts.reduce((sum, { n }) => sum + n, 0);
