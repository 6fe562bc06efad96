// Covariance matrices of columns with holes (NaN): listwise as the headline, pairwise as the second look.
import { at } from './at.ts';

export type Covariance = { readonly n: number; readonly matrix: readonly (readonly number[])[] };

/** Rows on which every column has a value. */
export function completeRows(columns: readonly ArrayLike<number>[]): number[] {
  const rows: number[] = [];
  const length = columns[0]?.length ?? 0;
  for (let row = 0; row < length; row += 1) {
    if (columns.every((column) => !Number.isNaN(at(column, row)))) rows.push(row);
  }
  return rows;
}

/** Covariance (divisor n − 1) of two columns over the rows given, two passes. */
function covarianceOver(x: ArrayLike<number>, y: ArrayLike<number>, rows: readonly number[]): number {
  const n = rows.length;
  const meanX = rows.reduce((sum, row) => sum + at(x, row), 0) / n;
  const meanY = rows.reduce((sum, row) => sum + at(y, row), 0) / n;
  return rows.reduce((sum, row) => sum + (at(x, row) - meanX) * (at(y, row) - meanY), 0) / (n - 1);
}

function symmetric(size: number, entry: (row: number, column: number) => number): number[][] {
  const matrix = Array.from({ length: size }, () => new Array<number>(size).fill(0));
  for (let row = 0; row < size; row += 1) {
    for (let column = row; column < size; column += 1) {
      const value = entry(row, column);
      at(matrix, row)[column] = value;
      at(matrix, column)[row] = value;
    }
  }
  return matrix;
}

/** Over persons who answered everything, or over the rows given. R: `cov(x, use = "complete.obs")`. */
export function listwiseCovariance(columns: readonly ArrayLike<number>[], rows: readonly number[] = completeRows(columns)): Covariance {
  return { n: rows.length, matrix: symmetric(columns.length, (j, k) => covarianceOver(at(columns, j), at(columns, k), rows)) };
}

/** Each pair over those who answered both; the diagonal over all who answered the item. R: `cov(x, use = "pairwise")`. */
export function pairwiseCovariance(columns: readonly ArrayLike<number>[]): Covariance {
  const matrix = symmetric(columns.length, (j, k) => covarianceOver(at(columns, j), at(columns, k), completeRows([at(columns, j), at(columns, k)])));
  return { n: Math.max(0, ...columns.map((column) => completeRows([column]).length)), matrix };
}
