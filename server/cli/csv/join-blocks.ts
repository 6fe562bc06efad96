// Joins scanned blocks, in the order of the file, into the columns of the whole. A scanner numbers codes as it meets them;
// here they get the numbers in which the file has them first. Whatever block came from whichever thread, the result is the
// same as if one scanner had walked the file.
import { MOST_CODES } from './code-table.ts';
import type { ColumnPlan } from './column-plan.ts';
import type { CsvProblem } from './csv-problem.ts';
import { MOST_PROBLEMS } from './csv-problem.ts';
import type { ScannedBlock } from './scan-block.ts';
import { byteColumns } from './slab.ts';
import type { Slab } from './slab.ts';

/** A slab, and by column of the file the codes that its scanner has met, with the numbers they have here (0 none yet). */
export type Filled = { readonly slab: Slab; readonly codes: readonly { readonly texts: string[]; readonly numbers: number[] }[] };

export const filledBy = (slab: Slab, plans: readonly ColumnPlan[]): Filled => ({
  slab,
  codes: plans.map((plan) => {
    const known = plan.kind === 'codes' ? (plan.known ?? []) : [];
    return { texts: [...known], numbers: known.map((_, index) => index + 1) };
  }),
});

export type Joined = {
  readonly bytes: Uint8Array[];
  readonly numbers: (Uint32Array | null)[];
  weights: Float64Array | null;
  /** By column of the file, the number of each code, in the order of the numbers. */
  readonly codes: readonly Map<string, number>[];
  readonly problems: CsvProblem[];
  rows: number;
  blankLines: number;
  /** Where the last row taken ended. */
  end: number;
};

/** Nothing yet; rows begin at `from`. */
export const emptyJoin = (plans: readonly ColumnPlan[], from: number): Joined => ({
  bytes: Array.from({ length: byteColumns(plans) }, () => new Uint8Array(0)),
  numbers: plans.map(({ kind }) => (kind === 'codes' ? new Uint32Array(0) : null)),
  weights: plans.some(({ kind }) => kind === 'weight') ? new Float64Array(0) : null,
  codes: plans.map((plan) => new Map(plan.kind === 'codes' ? (plan.known ?? []).map((code, index) => [code, index + 1]) : [])),
  problems: [],
  ...{ rows: 0, blankLines: 0, end: from },
});

function grown<Column extends Uint8Array | Uint32Array | Float64Array>(column: Column, make: (length: number) => Column, rows: number): Column {
  const larger = make(rows);
  larger.set(column as never);
  return larger;
}

/** Room for more rows, by what the rows so far let expect of the whole file. */
function makeRoom(joined: Joined, block: ScannedBlock, size: number): void {
  const rows = joined.rows + block.rows;
  const room = joined.bytes[0]?.length ?? 0;
  if (rows <= room) return;
  const expected = (size * block.rows) / Math.max(1, block.end - block.from);
  const wanted = Math.max(rows + 1024, Math.ceil(room === 0 ? expected * 1.02 : rows * 1.5));
  joined.bytes.forEach((column, index) => { joined.bytes[index] = grown(column, (length) => new Uint8Array(new SharedArrayBuffer(length)), wanted); });
  joined.numbers.forEach((column, index) => { if (column !== null) joined.numbers[index] = grown(column, (length) => new Uint32Array(length), wanted); });
  if (joined.weights !== null) joined.weights = grown(joined.weights, (length) => new Float64Array(new SharedArrayBuffer(8 * length)), wanted);
}

export function note(joined: Joined, problem: CsvProblem): void {
  if (joined.problems.length < MOST_PROBLEMS) joined.problems.push(problem);
}

/** The file's number of a code that its scanner calls `local`; 0 where there are too many codes. */
function numberOf(code: Filled['codes'][number], local: number, codes: Map<string, number>): number {
  const text = code.texts[local - 1] ?? '';
  const number = codes.get(text) ?? (codes.size >= MOST_CODES ? 0 : codes.size + 1);
  if (number > 0) codes.set(text, number);
  code.numbers[local - 1] = number;
  return number;
}

function joinNumbers(joined: Joined, plan: ColumnPlan, column: number, from: Filled, block: ScannedBlock): void {
  const target = joined.numbers[column];
  const source = from.slab.numbers[column];
  const code = from.codes[column];
  const codes = joined.codes[column];
  if (target === null || target === undefined || source === null || source === undefined || code === undefined || codes === undefined) return;
  for (let row = 0; row < block.rows; row += 1) {
    const local = source[row] as number;
    const number = local === 0 ? 0 : (code.numbers[local - 1] ?? numberOf(code, local, codes));
    if (number === 0 && local !== 0) note(joined, { row: joined.rows + joined.blankLines + row + 2, column: plan.name, problem: 'is not in the list of codes', remedy: plan.allowed });
    target[joined.rows + row] = number;
  }
}

/** Remembers the codes that a scanner met in a block, whether or not the block is taken. */
export function learnCodes(from: Filled, block: ScannedBlock): void {
  block.newCodes.forEach((texts, column) => texts.forEach((text) => from.codes[column]?.texts.push(text)));
}

/** Adds a block that begins where the rows so far ended. */
export function joinBlock(joined: Joined, plans: readonly ColumnPlan[], from: Filled, block: ScannedBlock, size: number): void {
  makeRoom(joined, block, size);
  const { slab } = from;
  joined.bytes.forEach((column, index) => column.set(slab.bytes.subarray(index * slab.stride, index * slab.stride + block.rows), joined.rows));
  plans.forEach((plan, column) => joinNumbers(joined, plan, column, from, block));
  if (slab.weights !== null) joined.weights?.set(slab.weights.subarray(0, block.rows), joined.rows);
  for (const problem of block.problems) note(joined, { ...problem, row: problem.row + joined.rows + joined.blankLines + 2 });
  joined.rows += block.rows;
  joined.blankLines += block.blankLines;
  joined.end = block.end;
  if (block.isUnclosed) note(joined, { row: joined.rows + joined.blankLines + 2, column: '(row)', problem: 'a quote is opened and never closed', remedy: 'close it, or double quotes inside a quoted field' });
}
