// Gives each person of a block the number of their state in one group of items, column by column.
// Dense: small whole numbers packed into bits (answered, applicable, favourable, unfavourable, sum in units) index a table
// directly. Sparse: for groups whose sums are no whole numbers of a common unit or that would need too many bits; the same
// result through maps, slower. The loops stand plainly, two columns at a time: this is where a million persons pass.
import type { Columns } from '../columns.ts';
import { at } from '../inference/at.ts';
import { commonUnit, itemScores } from './item-scores.ts';
import type { ItemScores } from './item-scores.ts';
import type { PersonState } from './person-state.ts';
import type { ScoreGroup } from './score-groups.ts';

/** Persons per block: its scratch columns stay in the processor's first caches. */
export const BLOCK = 2048;
const MOST_BITS = 21;

export type StateTable = {
  /** States met so far, by number. */
  readonly states: PersonState[];
  /** Bits of each of the four counts in `packed`. */
  readonly bits: number;
  /** Writes the state number of persons start … start + count − 1, and their packed counts. */
  readonly read: (columns: Columns, start: number, count: number, ids: Int32Array, packed: Int32Array) => void;
};

/** Bits that hold 0 … largest. */
const bitsFor = (largest: number): number => 32 - Math.clz32(largest);

/** The packed counts of one byte of an item: answered, applicable, favourable, unfavourable, each `bits` wide. */
function packedCounts({ valid, applicable, tendency }: ItemScores, bits: number): Int32Array {
  return Int32Array.from(valid, (isValid, byte) => {
    const leaning = isValid === 1 ? at(tendency, byte) : 0;
    return isValid + (at(applicable, byte) << bits) + ((leaning === 1 ? 1 : 0) << (2 * bits)) + ((leaning === -1 ? 1 : 0) << (3 * bits));
  });
}

function stateOf(packed: number, bits: number, sum: number): PersonState {
  const mask = (1 << bits) - 1;
  const field = (place: number): number => (packed >>> (place * bits)) & mask;
  return { answered: field(0), applicable: field(1), favourable: field(2), unfavourable: field(3), sum };
}

/** packed[i] = Σ over items of table[byte], two columns a loop. */
export function addTables(columns: readonly Uint8Array[], tables: readonly Int32Array[], start: number, count: number, packed: Int32Array): void {
  packed.fill(0, 0, count);
  let index = 0;
  for (; index + 1 < columns.length; index += 2) {
    const first = at(columns, index), second = at(columns, index + 1);
    const one = at(tables, index), two = at(tables, index + 1);
    for (let i = 0, row = start; i < count; i += 1, row += 1) {
      packed[i] = (packed[i] as number) + (one[first[row] as number] as number) + (two[second[row] as number] as number);
    }
  }
  if (index < columns.length) {
    const last = at(columns, index), table = at(tables, index);
    for (let i = 0, row = start; i < count; i += 1, row += 1) packed[i] = (packed[i] as number) + (table[last[row] as number] as number);
  }
}

function denseTable(group: ScoreGroup, tables: readonly ItemScores[], unit: number, bits: number, size: number): StateTable {
  const states: PersonState[] = [];
  const numbers = new Int32Array(size);
  const packedTables = tables.map((table) => {
    const counts = packedCounts(table, bits);
    return counts.map((packed, byte) => packed + (at(table.valid, byte) === 1 ? Math.round((at(table.scores, byte) * unit) / 100) << (4 * bits) : 0));
  });
  const read: StateTable['read'] = (columns, start, count, ids, packed) => {
    addTables(group.items.map(({ index }) => at(columns.items, index)), packedTables, start, count, packed);
    for (let i = 0; i < count; i += 1) {
      const key = packed[i] as number;
      let number = numbers[key] as number;
      if (number === 0) {
        number = states.push(stateOf(key, bits, ((key >>> (4 * bits)) * 100) / unit));
        numbers[key] = number;
      }
      ids[i] = number - 1;
    }
  };
  return { states, bits, read };
}

function sparseTable(group: ScoreGroup, tables: readonly ItemScores[], bits: number): StateTable {
  const states: PersonState[] = [];
  const numbers = new Map<number, Map<number, number>>();
  const packedTables = tables.map((table) => packedCounts(table, bits));
  const read: StateTable['read'] = (columns, start, count, ids, packed) => {
    const bytes = group.items.map(({ index }) => at(columns.items, index));
    addTables(bytes, packedTables, start, count, packed);
    for (let i = 0; i < count; i += 1) {
      let sum = 0;
      bytes.forEach((column, item) => {
        const score = at(at(tables, item).scores, at(column, start + i));
        if (!Number.isNaN(score)) sum += score;
      });
      const key = at(packed, i);
      const bySum = numbers.get(key) ?? new Map<number, number>();
      if (bySum.size === 0) numbers.set(key, bySum);
      const number = bySum.get(sum) ?? states.push(stateOf(key, bits, sum));
      bySum.set(sum, number);
      ids[i] = number - 1;
    }
  };
  return { states, bits, read };
}

/** The state table of a group of up to 127 items on any ordinal scales. Throws a RangeError above that. */
export function stateTable(group: ScoreGroup): StateTable {
  if (group.items.length > 127) throw new RangeError(`${group.code} has ${group.items.length} items; a score takes up to 127`);
  const tables = group.items.map(itemScores);
  const bits = bitsFor(group.items.length);
  const unit = commonUnit(tables);
  const width = unit === null ? Infinity : 4 * bits + bitsFor(unit * group.items.length);
  return unit === null || width > MOST_BITS ? sparseTable(group, tables, bits) : denseTable(group, tables, unit, bits, 2 ** width);
}
