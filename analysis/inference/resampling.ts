// Resampling as the sample was drawn: whole sampling units (persons, or clusters) within strata. Units stand in an order
// that comes from their content alone, so that a seed draws the same whichever way rows, strata and clusters are numbered.
import { at } from './at.ts';
import type { Random } from './random.ts';

/** By stratum, by unit: its rows. */
export type Resampling = readonly (readonly (readonly number[])[])[];

type Units = { readonly strata?: ArrayLike<number> | undefined; readonly clusters?: ArrayLike<number> | undefined };

function gather(rows: readonly number[], codes: ArrayLike<number> | undefined): number[][] {
  if (codes === undefined) return [[...rows]];
  const groups = new Map<number, number[]>();
  for (const row of rows) {
    const group = groups.get(at(codes, row));
    if (group === undefined) groups.set(at(codes, row), [row]);
    else group.push(row);
  }
  return [...groups.values()];
}

/** The units of the rows given; `content` are the columns that tell persons apart (answers, weights). */
export function resamplingOf(rows: readonly number[], content: readonly ArrayLike<number>[], { strata, clusters }: Units): Resampling {
  const compare = (left: number, right: number): number => content.reduce((sign, column) => sign || at(column, left) - at(column, right), 0);
  const compareUnits = (left: readonly number[], right: readonly number[]): number => {
    for (let place = 0; place < Math.min(left.length, right.length); place += 1) {
      const sign = compare(at(left, place), at(right, place));
      if (sign !== 0) return sign;
    }
    return left.length - right.length;
  };
  const sorted = [...rows].sort(compare);
  const groups = gather(sorted, strata);
  if (strata !== undefined) groups.sort(compareUnits);
  if (clusters === undefined) return groups.map((stratum) => stratum.map((row) => [row]));
  return groups.map((stratum) => gather(stratum, clusters).sort(compareUnits));
}

/** Rows of one resample: as many units of each stratum as it has, drawn with replacement. */
export function resample(units: Resampling, random: Random): number[] {
  return units.flatMap((stratum) => stratum.flatMap(() => at(stratum, random.below(stratum.length))));
}
