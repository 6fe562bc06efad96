// Gives each person of a block the number of their state in one group of items, column by column.
// Dense: small whole numbers packed into bits (answered, applicable, favourable, unfavourable, sum in units) index a table
// directly. Sparse: for groups whose sums are no whole numbers of a common unit or that would need too many bits; the same
// result through maps, slower. The loops stand plainly, five columns at a time: this is where a million persons pass.
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

type Bytes = Uint8Array;
type Table = Int32Array;

/** packed[i] = (or, if `onto`, +=) the sum of five columns' table values. */
function addFive(c: readonly Bytes[], t: readonly Table[], from: number, start: number, count: number, packed: Int32Array, onto: boolean): void {
  const c0 = c[from] as Bytes, c1 = c[from + 1] as Bytes, c2 = c[from + 2] as Bytes, c3 = c[from + 3] as Bytes, c4 = c[from + 4] as Bytes;
  const t0 = t[from] as Table, t1 = t[from + 1] as Table, t2 = t[from + 2] as Table, t3 = t[from + 3] as Table, t4 = t[from + 4] as Table;
  for (let i = 0, row = start; i < count; i += 1, row += 1) {
    const sum =
      ((((t0[c0[row] as number] as number) + (t1[c1[row] as number] as number)) | 0) +
        (((t2[c2[row] as number] as number) + (t3[c3[row] as number] as number)) | 0) +
        (t4[c4[row] as number] as number)) | 0;
    packed[i] = onto ? ((packed[i] as number) + sum) | 0 : sum;
  }
}

/** The same of two columns. */
function addTwo(c: readonly Bytes[], t: readonly Table[], from: number, start: number, count: number, packed: Int32Array, onto: boolean): void {
  const c0 = c[from] as Bytes, c1 = c[from + 1] as Bytes;
  const t0 = t[from] as Table, t1 = t[from + 1] as Table;
  for (let i = 0, row = start; i < count; i += 1, row += 1) {
    const sum = ((t0[c0[row] as number] as number) + (t1[c1[row] as number] as number)) | 0;
    packed[i] = onto ? ((packed[i] as number) + sum) | 0 : sum;
  }
}

/** packed[i] = Σ over items of table[byte]: five columns a loop, then two, then one. */
export function addTables(columns: readonly Bytes[], tables: readonly Table[], start: number, count: number, packed: Int32Array): void {
  let index = 0;
  for (; index + 4 < columns.length; index += 5) addFive(columns, tables, index, start, count, packed, index > 0);
  for (; index + 1 < columns.length; index += 2) addTwo(columns, tables, index, start, count, packed, index > 0);
  if (index === columns.length) return;
  const last = at(columns, index), table = at(tables, index);
  const onto = index > 0;
  for (let i = 0, row = start; i < count; i += 1, row += 1) packed[i] = (onto ? (packed[i] as number) : 0) + (table[last[row] as number] as number);
}

/** ids[i] = number of the state that packed[i] is; `meet` numbers a new one. */
function numberStates(packed: Int32Array, numbers: Int32Array, count: number, ids: Int32Array, meet: (key: number) => number): void {
  for (let i = 0; i < count; i += 1) {
    const number = numbers[packed[i] as number] as number;
    ids[i] = (number === 0 ? meet(packed[i] as number) : number) - 1;
  }
}

function denseTable(group: ScoreGroup, tables: readonly ItemScores[], unit: number, bits: number, size: number): StateTable {
  const states: PersonState[] = [];
  const numbers = new Int32Array(size);
  const packedTables = tables.map((table) => {
    const counts = packedCounts(table, bits);
    return counts.map((packed, byte) => packed + (at(table.valid, byte) === 1 ? Math.round((at(table.scores, byte) * unit) / 100) << (4 * bits) : 0));
  });
  const meet = (key: number): number => {
    const number = states.push(stateOf(key, bits, ((key >>> (4 * bits)) * 100) / unit));
    numbers[key] = number;
    return number;
  };
  const read: StateTable['read'] = (columns, start, count, ids, packed) => {
    addTables(group.items.map(({ index }) => at(columns.items, index)), packedTables, start, count, packed);
    numberStates(packed, numbers, count, ids, meet);
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
