// Gives each person of a block the number of their state in one group of items, column by column.
// Dense: small whole numbers packed into bits (sum in units, answered, applicable, favourable, unfavourable) index a table
// directly. Sparse: for groups whose sums are no whole numbers of a common unit or that would need too many bits; the same
// result through maps, slower. The columns' loops are in packed-sums.ts.
import type { Columns } from '../columns.ts';
import { at } from '../inference/at.ts';
import { commonUnit, itemScores } from './item-scores.ts';
import type { ItemScores } from './item-scores.ts';
import { addTables, BYTES, numberTables, packedOfRow } from './packed-sums.ts';
import type { PersonState } from './person-state.ts';
import type { ScoreGroup } from './score-groups.ts';

/** Persons per block at most: so many that a group's sums are fetched from far memory once for several persons, so few that scratch columns stay near. */
export const BLOCK = 16_384;
const MOST_BITS = 21;

export type StateTable = {
  /** States met so far, by number. */
  readonly states: PersonState[];
  /** By number, twice the answered less the applicable items; longer than the states met. */
  readonly leads: () => Int32Array;
  /** Writes the state number of persons start … start + count − 1; count is a BLOCK at most. */
  readonly read: (columns: Columns, start: number, count: number, ids: Int32Array) => void;
};

/** Bits that hold 0 … largest. */
const bitsFor = (largest: number): number => 32 - Math.clz32(largest);

/** States under numbers of their own, and what each leads by. */
function stateList() {
  const states: PersonState[] = [];
  let leads = new Int32Array(64);
  const add = (state: PersonState): number => {
    if (states.length === leads.length) {
      const larger = new Int32Array(2 * leads.length);
      larger.set(leads);
      leads = larger;
    }
    leads[states.length] = 2 * state.answered - state.applicable;
    return states.push(state);
  };
  return { states, leads: () => leads, add };
}

/** The tables of all items, BYTES apart: of each byte answered, applicable, favourable, unfavourable, each `bits` wide, above `low` bits. */
function packedCounts(tables: readonly ItemScores[], bits: number, low: number): Int32Array {
  const packed = new Int32Array(tables.length * BYTES);
  tables.forEach(({ valid, applicable, tendency }, item) => valid.forEach((isValid, byte) => {
    const leaning = isValid === 1 ? at(tendency, byte) : 0;
    packed[item * BYTES + byte] = (isValid + (at(applicable, byte) << bits) + ((leaning === 1 ? 1 : 0) << (2 * bits)) + ((leaning === -1 ? 1 : 0) << (3 * bits))) << low;
  }));
  return packed;
}

function stateOf(counts: number, bits: number, sum: number): PersonState {
  const mask = (1 << bits) - 1;
  const field = (place: number): number => (counts >>> (place * bits)) & mask;
  return { answered: field(0), applicable: field(1), favourable: field(2), unfavourable: field(3), sum };
}

const columnsOf = (group: ScoreGroup, columns: Columns): readonly Uint8Array[] => group.items.map(({ index }) => at(columns.items, index));

function denseTable(group: ScoreGroup, tables: readonly ItemScores[], unit: number, bits: number, width: number): StateTable {
  const { states, leads, add } = stateList();
  // Sums stand in the lowest bits: states that differ by their sum alone lie side by side.
  const low = width - 4 * bits, mask = (1 << low) - 1;
  const numbers = new Int32Array(2 ** width);
  const packed = packedCounts(tables, bits, low);
  tables.forEach(({ valid, scores }, item) => valid.forEach((isValid, byte) => {
    const place = item * BYTES + byte;
    if (isValid === 1) packed[place] = at(packed, place) + Math.round((at(scores, byte) * unit) / 100);
  }));
  const meet = (key: number): number => {
    if (numbers[key] === 0) numbers[key] = add(stateOf(key >>> low, bits, ((key & mask) * 100) / unit));
    return at(numbers, key) - 1;
  };
  const read: StateTable['read'] = (columns, start, count, ids) => {
    const bytes = columnsOf(group, columns);
    if (numberTables(bytes, packed, numbers, start, count, ids)) return;
    for (let i = 0; i < count; i += 1) if ((ids[i] as number) < 0) ids[i] = meet(packedOfRow(bytes, packed, start + i));
  };
  return { states, leads, read };
}

function sparseTable(group: ScoreGroup, tables: readonly ItemScores[], bits: number): StateTable {
  const { states, leads, add } = stateList();
  const numbers = new Map<number, Map<number, number>>();
  const packed = packedCounts(tables, bits, 0);
  const keys = new Int32Array(BLOCK);
  const read: StateTable['read'] = (columns, start, count, ids) => {
    const bytes = columnsOf(group, columns);
    addTables(bytes, packed, start, count, keys);
    for (let i = 0; i < count; i += 1) {
      let sum = 0;
      bytes.forEach((column, item) => {
        const score = at(at(tables, item).scores, at(column, start + i));
        if (!Number.isNaN(score)) sum += score;
      });
      const key = at(keys, i);
      const bySum = numbers.get(key) ?? new Map<number, number>();
      if (bySum.size === 0) numbers.set(key, bySum);
      const number = bySum.get(sum) ?? add(stateOf(key, bits, sum));
      bySum.set(sum, number);
      ids[i] = number - 1;
    }
  };
  return { states, leads, read };
}

/** The state table of a group of up to 127 items on any ordinal scales. Throws a RangeError above that. */
export function stateTable(group: ScoreGroup): StateTable {
  if (group.items.length > 127) throw new RangeError(`${group.code} has ${group.items.length} items; a score takes up to 127`);
  const tables = group.items.map(itemScores);
  const bits = bitsFor(group.items.length);
  const unit = commonUnit(tables);
  const width = unit === null ? Infinity : 4 * bits + bitsFor(unit * group.items.length);
  return unit === null || width > MOST_BITS ? sparseTable(group, tables, bits) : denseTable(group, tables, unit, bits, width);
}
