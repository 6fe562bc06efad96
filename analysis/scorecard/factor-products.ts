// Sums of products of persons' factor scores by unit, so that factors can be compared with each other (strongest, weakest)
// from sums that add up over shards, under every design: inference/cross-cells.ts makes means and covariances of them.
import { at } from '../inference/at.ts';
import type { CrossCell } from '../inference/cross-cells.ts';
import { ORIGIN } from '../moments.ts';
import type { Persons } from './persons.ts';
import type { Units } from './sample.ts';

const square = (size: number): number[][] => Array.from({ length: size }, () => new Array<number>(size).fill(0));

const emptyCell = (size: number): CrossCell => {
  const list = (): number[] => new Array<number>(size).fill(0);
  return { r: list(), y: list(), w: list(), wy: list(), ww: square(size), wwy: square(size), wwyy: square(size) };
};

const add = (to: readonly number[], place: number, value: number): void => { (to as number[])[place] = at(to, place) + value; };

/** Sums of a sample, or of a shard whose units are numbered as in the others; merge them with mergeCrossCells, unit by unit. */
export function factorProducts({ design, factors }: Persons, units: Units): readonly CrossCell[] {
  const cells = Array.from({ length: units.count }, () => emptyCell(factors.length));
  for (let row = 0; row < design.weights.length; row += 1) {
    const { r, y, w, wy, ww, wwy, wwyy } = at(cells, at(units.of, row));
    const weight = at(design.weights, row), weightSquare = weight * weight;
    const values = factors.map(({ scores }) => at(scores, row) - ORIGIN);
    values.forEach((one, j) => {
      if (Number.isNaN(one)) return;
      add(r, j, 1);
      add(y, j, one);
      add(w, j, weight);
      add(wy, j, weight * one);
      values.forEach((two, k) => {
        if (Number.isNaN(two)) return;
        add(at(ww, j), k, weightSquare);
        add(at(wwy, j), k, weightSquare * one);
        add(at(wwyy, j), k, weightSquare * one * two);
      });
    });
  }
  return cells;
}
