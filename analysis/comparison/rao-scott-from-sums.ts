// Rao and Scott's test from Σw and Σw² per stratum and cell, so that two rounds' distributions compare without their rows.
// Two rounds are stacked: each stratum of each round is a stratum of the table, with zeros in the other round's row.
import { at } from '../inference/at.ts';
import type { RaoScott } from './second-order-test.ts';
import { secondOrderTest } from './second-order-test.ts';

export type CellSums = { readonly r: number; readonly w: number; readonly ww: number };

export type TableStratum = {
  /** Sheets received in the stratum, valid on both codings or not. */
  readonly sheets: number;
  /** Persons in the frame; left out where unknown. */
  readonly population?: number;
  /** One entry per cell of the table, row by row. */
  readonly cells: readonly CellSums[];
};

/** Empty rows and columns taken out: which cells stay, and the table's size then. */
function occupied(totals: readonly number[], rows: number, columns: number): { keep: number[]; rows: number; columns: number } {
  const sumOf = (indices: readonly number[]): number => indices.reduce((sum, cell) => sum + at(totals, cell), 0);
  const range = (length: number): number[] => Array.from({ length }, (_, index) => index);
  const rowsKept = range(rows).filter((i) => sumOf(range(columns).map((j) => i * columns + j)) > 0);
  const columnsKept = range(columns).filter((j) => sumOf(range(rows).map((i) => i * columns + j)) > 0);
  return { keep: rowsKept.flatMap((i) => columnsKept.map((j) => i * columns + j)), rows: rowsKept.length, columns: columnsKept.length };
}

/** Adds one stratum's part of the covariance of the shares: Σz_c z_d from Σw², Σz_c from Σw. */
function addStratum(covariance: number[][], stratum: TableStratum, keep: readonly number[], shares: readonly number[], total: number): void {
  const { sheets, population = Infinity } = stratum;
  if (!(sheets <= population)) throw new RangeError(`a stratum has more sheets (${sheets}) than its frame (${population})`);
  const cells = keep.map((cell) => at(stratum.cells, cell));
  const w = cells.reduce((sum, cell) => sum + cell.w, 0);
  const ww = cells.reduce((sum, cell) => sum + cell.ww, 0);
  const first = cells.map((cell, c) => (cell.w - at(shares, c) * w) / total);
  const scale = (population === Infinity ? 1 : 1 - sheets / population) * (sheets > 1 ? sheets / (sheets - 1) : 1);
  cells.forEach((left, c) => cells.forEach((right, d) => {
    const [pc, pd] = [at(shares, c), at(shares, d)];
    const second = ((c === d ? left.ww : 0) - pd * left.ww - pc * right.ww + pc * pd * ww) / (total * total);
    const centre = sheets > 1 ? (at(first, c) * at(first, d)) / sheets : 0;
    const row = at(covariance, c);
    row[d] = at(row, d) + scale * (second - centre);
  }));
}

/**
 * Second-order test of a rows × columns table; the same figure as raoScott gives from the rows. Undefined for one row or column.
 * R: `svychisq(~a + b, d, statistic = "F")`.
 */
export function raoScottFromSums(strata: readonly TableStratum[], rows: number, columns: number): RaoScott | undefined {
  const totals = Array.from({ length: rows * columns }, (_, cell) => strata.reduce((sum, { cells }) => sum + at(cells, cell).w, 0));
  const table = occupied(totals, rows, columns);
  if (table.rows < 2 || table.columns < 2) return undefined;
  const total = totals.reduce((sum, w) => sum + w, 0);
  const shares = table.keep.map((cell) => at(totals, cell) / total);
  const covariance = shares.map(() => shares.map(() => 0));
  for (const stratum of strata) addStratum(covariance, stratum, table.keep, shares, total);
  const n = strata.reduce((sum, { cells }) => cells.reduce((inner, { r }) => inner + r, sum), 0);
  const df = strata.reduce((sum, { sheets }) => sum + Math.max(0, sheets - 1), 0);
  return secondOrderTest({ rows: table.rows, columns: table.columns, shares, covariance, n, df });
}
