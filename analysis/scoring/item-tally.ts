// Counts of each item's bytes by cell. Two items share one addition where their byte pairs are few: the counts of each
// come out of the pair's counts afterwards. Multiple choices also count each of their points.
import type { Columns } from '../columns.ts';
import { at } from '../inference/at.ts';
import { pairKeys, singleKeys } from './add-block.ts';
import type { AddKeys } from './add-block.ts';
import type { ItemLayout } from './item-layout.ts';

export type ItemTally = {
  readonly layout: ItemLayout;
  /** sums[stride (byte × cells + cell) + …] */
  readonly bytes: Float64Array;
  /** Per point of a multiple choice, the same of 0 and 1; empty otherwise. */
  readonly choices: readonly Float64Array[];
};

/** Above this many sums a pair would leave the processor's cache: items then count one by one. */
const LARGEST_PAIR = 16_384;

type Unit = { readonly first: ItemLayout; readonly second: ItemLayout | null; readonly sums: Float64Array };

function unitsOf(layouts: readonly ItemLayout[], cellSums: number): readonly Unit[] {
  const units: Unit[] = [];
  for (let index = 0; index < layouts.length; index += 1) {
    const first = at(layouts, index);
    const second = layouts[index + 1];
    const pairs = second === undefined ? Infinity : first.width * second.width;
    if (second !== undefined && pairs * cellSums <= LARGEST_PAIR) {
      units.push({ first, second, sums: new Float64Array(pairs * cellSums) });
      index += 1;
    } else {
      units.push({ first, second: null, sums: new Float64Array(first.width * cellSums) });
    }
  }
  return units;
}

/** Adds up a pair's sums over the bytes of the other item. */
function marginOf(unit: Unit, isFirst: boolean, cellSums: number): Float64Array {
  const { first, second, sums } = unit;
  if (second === null) return sums;
  const margin = new Float64Array((isFirst ? first.width : second.width) * cellSums);
  for (let one = 0; one < first.width; one += 1) {
    for (let two = 0; two < second.width; two += 1) {
      const from = (one * second.width + two) * cellSums;
      const to = (isFirst ? one : two) * cellSums;
      for (let place = 0; place < cellSums; place += 1) margin[to + place] = at(margin, to + place) + at(sums, from + place);
    }
  }
  return margin;
}

function keysOf({ first, second }: Unit, columns: Columns, start: number, count: number, keys: Int32Array): void {
  const column = at(columns.items, first.index);
  if (second === null) singleKeys(column, start, count, keys);
  else pairKeys(column, at(columns.items, second.index), second.width, start, count, keys);
}

/** The items' part of a tally. */
export function createItemTallies(layouts: readonly ItemLayout[], columns: Columns, { cells, stride, block }: { readonly cells: number; readonly stride: number; readonly block: number }) {
  const cellSums = cells * stride;
  const units = unitsOf(layouts, cellSums);
  const keys = new Int32Array(block);
  const choices = layouts.flatMap((layout) =>
    (columns.choices.get(layout.index) ?? []).map((column) => ({ layout, column, sums: new Float64Array(2 * cellSums) })),
  );
  return {
    addBlock(add: AddKeys, cellOf: Int32Array, start: number, count: number): void {
      for (const unit of units) {
        keysOf(unit, columns, start, count, keys);
        add(keys, cellOf, count, unit.sums, start);
      }
      for (const { column, sums } of choices) {
        singleKeys(column, start, count, keys);
        add(keys, cellOf, count, sums, start);
      }
    },
    finish(): readonly ItemTally[] {
      return layouts.map((layout) => {
        const unit = units.find(({ first, second }) => first === layout || second === layout);
        const bytes = unit === undefined ? new Float64Array(0) : marginOf(unit, unit.first === layout, cellSums);
        return { layout, bytes, choices: choices.filter((choice) => choice.layout === layout).map(({ sums }) => sums) };
      });
    },
  };
}
