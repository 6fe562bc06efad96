// One pass over the rows of a questionnaire's columns into counts by state, by byte and by cell (stratum, group …).
// Everything a scorecard prints follows from these counts without a row: means, shares, variances, distributions.
// Tallies merge by addition (merge-tallies.ts), so shards, workers and rounds combine. No order of rows changes a digit.
// Unusable sheets (under half of the applicable evaluative items, or of weight 0) stand in a cell of their own, the last.
import type { Columns } from '../columns.ts';
import { at } from '../inference/at.ts';
import { addLeads, assignCells, countKeys, weighKeys } from './add-block.ts';
import type { AddKeys } from './add-block.ts';
import type { ItemLayout } from './item-layout.ts';
import { createItemTallies } from './item-tally.ts';
import type { ItemTally } from './item-tally.ts';
import { createOverall } from './overall-tally.ts';
import type { OverallTally } from './overall-tally.ts';
import type { PersonState } from './person-state.ts';
import type { ScoreGroup } from './score-groups.ts';
import { largestWeight, powerAbove, splitWeights } from './split-sums.ts';
import type { SplitWeights } from './split-sums.ts';
import { BLOCK, stateTable } from './state-table.ts';
import type { StateTable } from './state-table.ts';

export type TallyRequest = {
  /** Groups that together hold each evaluative item once: they decide whether a sheet is usable. */
  readonly factors: readonly ScoreGroup[];
  /** Further groups to score: common items, indicators. */
  readonly groups?: readonly ScoreGroup[];
  /** Items whose distributions are wanted. */
  readonly items?: readonly ItemLayout[];
  /** Lists of groups (of the two above) over which persons get an overall score. */
  readonly overall?: readonly (readonly ScoreGroup[])[];
  /** Cell of each row, 0 … cells − 1; one cell when left out. */
  readonly cellOf?: Uint16Array;
  readonly cells?: number;
  /** Weight of each row; each counts 1 when left out. */
  readonly weights?: Float64Array;
  /** Where these rows are a part: how many there are of all, and the largest weight of all, so that the parts' sums add up to the last bit. */
  readonly whole?: { readonly rows: number; readonly largestWeight: number };
};

/** n (and the parts of Σw, Σw² when weighted) by state and cell: sums[stride (state × cells + cell) + …]. */
export type GroupTally = { readonly group: ScoreGroup; readonly states: readonly PersonState[]; readonly sums: Float64Array };

export type Tallies = {
  /** Cells, the last one for unusable sheets. */
  readonly cells: number;
  /** 1: counts alone. 5: n, head and rest of Σw, head and rest of Σw²; each pair belongs together (split-sums.ts). */
  readonly stride: 1 | 5;
  /** Sheets by cell: n (and the parts of Σw, Σw²). */
  readonly sheets: Float64Array;
  readonly groups: readonly GroupTally[];
  readonly items: readonly ItemTally[];
  readonly overall: readonly OverallTally[];
};

type GroupPass = { readonly group: ScoreGroup; readonly table: StateTable; readonly ids: Int32Array; sums: Float64Array };

const startGroup = (group: ScoreGroup, block: number): GroupPass => ({
  group, table: stateTable(group), ids: new Int32Array(block), sums: new Float64Array(0),
});

function ensureRoom(pass: GroupPass, cells: number, stride: number): void {
  const needed = pass.table.states.length * cells * stride;
  if (pass.sums.length >= needed) return;
  const larger = new Float64Array(Math.max(2 * needed, 64));
  larger.set(pass.sums);
  pass.sums = larger;
}

function adder(cells: number, split: SplitWeights | null): AddKeys {
  if (split === null) return (keys, cellOf, count, sums) => countKeys(keys, cellOf, cells, count, sums);
  return (keys, cellOf, count, sums, start) => weighKeys(keys, cellOf, cells, count, sums, split, start);
}

/** The powers of two that all rows' number and weights stay below. */
function boundsOf({ rows }: Columns, { weights, whole }: TallyRequest): { readonly bound: number; readonly rows: number } {
  return {
    bound: powerAbove(whole?.largestWeight ?? (weights === undefined ? 1 : largestWeight(weights, rows))),
    rows: powerAbove(whole?.rows ?? rows),
  };
}

function checkRequest(columns: Columns, { cellOf, weights, cells = 1 }: TallyRequest): void {
  if (cellOf !== undefined && cellOf.length < columns.rows) throw new RangeError(`${cellOf.length} cells for ${columns.rows} rows`);
  if (weights !== undefined && weights.length < columns.rows) throw new RangeError(`${weights.length} weights for ${columns.rows} rows`);
  if (cells < 1 || cells > 65_534) throw new RangeError(`cells must be 1 to 65534, got ${cells}`);
}

/**
 * Tallies columns. Pure; the order of rows changes no bit of any sum.
 * Throws RangeError where cells or weights are fewer than rows.
 */
export function tally(columns: Columns, request: TallyRequest): Tallies {
  checkRequest(columns, request);
  const cells = (request.cells ?? 1) + 1;
  const stride = request.weights === undefined ? 1 : 5;
  const { weights } = request;
  const bounds = boundsOf(columns, request);
  const split = weights === undefined ? null : splitWeights(weights, bounds.bound, bounds.rows);
  const add = adder(cells, split);
  const block = Math.min(BLOCK, columns.rows);
  const factors = request.factors.map((group) => startGroup(group, block));
  const passes = [...factors, ...(request.groups ?? []).map((group) => startGroup(group, block))];
  const items = createItemTallies(request.items ?? [], columns, { cells, stride, block });
  const lists = request.overall ?? [];
  const overall = distinct(lists).map((groups) => createOverall(groups.map((group) => passOf(passes, group)), cells, split, { ...bounds, block }));
  const sheets = new Float64Array(cells * stride);
  const noKey = new Int32Array(block);
  const leads = new Int32Array(block), cellOf = new Int32Array(block);
  for (let start = 0; start < columns.rows; start += block) {
    const count = Math.min(block, columns.rows - start);
    leads.fill(0);
    for (const pass of passes) pass.table.read(columns, start, count, pass.ids);
    for (const { ids, table } of factors) addLeads(ids, table.leads(), count, leads);
    assignCells(request.cellOf ?? null, start, count, leads, cells - 1, cellOf, weights);
    add(noKey, cellOf, count, sheets, start);
    for (const pass of passes) {
      ensureRoom(pass, cells, stride);
      add(pass.ids, cellOf, count, pass.sums, start);
    }
    items.addBlock(add, cellOf, start, count);
    for (const one of overall) one.addBlock(cellOf, start, count);
  }
  const finished = overall.map((one) => one.finish());
  const groups = passes.map(({ group, table, sums }) => ({ group, states: table.states, sums: sums.slice(0, table.states.length * cells * stride) }));
  return { cells, stride, sheets, groups, items: items.finish(), overall: lists.map((list) => at(finished, distinct(lists).findIndex((one) => isSame(one, list)))) };
}

const isSame = (one: readonly ScoreGroup[], two: readonly ScoreGroup[]): boolean => one.length === two.length && one.every((group, index) => group === two[index]);

/** Lists without those that say the same as an earlier one: where all items are common, both overall scores are one. */
const distinct = (lists: readonly (readonly ScoreGroup[])[]): readonly (readonly ScoreGroup[])[] =>
  lists.filter((list, index) => lists.findIndex((one) => isSame(one, list)) === index);

function passOf(passes: readonly GroupPass[], group: ScoreGroup): { readonly table: StateTable; readonly ids: Int32Array } {
  return at(passes, passes.findIndex((pass) => pass.group === group));
}
