// Adds two tallies of the same request: shards, workers and rounds combine without a row. Counts add exactly; so do sums of
// weights that were split alike (split-sums.ts). States are matched by what they are, since each pass numbers them as it meets them.
import { at } from '../inference/at.ts';
import type { PersonState } from './person-state.ts';
import type { GroupTally, Tallies } from './tally.ts';

/** to[place + i] += from[start + i] for i below `length`. Plain loops: a large sample's tallies hold a million sums. */
function addOnto(to: Float64Array, place: number, from: Float64Array, start: number, length: number): void {
  if (start + length > from.length || place + length > to.length) throw new RangeError('only sums of the same size can be added');
  for (let i = 0; i < length; i += 1) to[place + i] = (to[place + i] as number) + (from[start + i] as number);
}

function addArrays(one: Float64Array, two: Float64Array): Float64Array {
  const sums = one.slice();
  addOnto(sums, 0, two, 0, sums.length);
  return sums;
}

const keyOf = ({ answered, applicable, favourable, unfavourable, sum }: PersonState): string =>
  [answered, applicable, favourable, unfavourable, sum].join(' ');

function mergeGroups(one: GroupTally, two: GroupTally, perState: number): GroupTally {
  const states = [...one.states];
  const numbers = new Map(states.map((state, index) => [keyOf(state), index]));
  for (const state of two.states) {
    if (numbers.has(keyOf(state))) continue;
    numbers.set(keyOf(state), states.push(state) - 1);
  }
  const sums = new Float64Array(states.length * perState);
  sums.set(one.sums);
  two.states.forEach((state, index) => {
    const to = (numbers.get(keyOf(state)) ?? 0) * perState;
    addOnto(sums, to, two.sums, index * perState, perState);
  });
  return { group: one.group, states, sums };
}

/** The tallies of both parts together. Throws a RangeError where they do not come from the same request. */
export function mergeTallies(one: Tallies, two: Tallies): Tallies {
  const isSame = one.cells === two.cells && one.stride === two.stride && one.groups.length === two.groups.length && one.items.length === two.items.length;
  if (!isSame || one.groups.some(({ group }, index) => group.code !== two.groups[index]?.group.code)) {
    throw new RangeError('only tallies of the same request, over the same cells, can be added');
  }
  return {
    cells: one.cells,
    stride: one.stride,
    sheets: addArrays(one.sheets, two.sheets),
    groups: one.groups.map((group, index) => mergeGroups(group, at(two.groups, index), one.cells * one.stride)),
    items: one.items.map((item, index) => {
      const other = at(two.items, index);
      return { layout: item.layout, bytes: addArrays(item.bytes, other.bytes), choices: item.choices.map((sums, rank) => addArrays(sums, at(other.choices, rank))) };
    }),
    overall: one.overall.map(({ cells, isWeighted, sums }, index) => ({ cells, isWeighted, sums: addArrays(sums, at(two.overall, index).sums) })),
  };
}
