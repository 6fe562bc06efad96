// The little linear algebra that covariances need: rows of numbers, no more than a few dozen wide.
// Written for clarity and a pivot test that admits defeat; nothing here is on the fast path.
import { at } from './at.ts';

export type Matrix = readonly (readonly number[])[];

/** A · B. */
export function multiply(a: Matrix, b: Matrix): number[][] {
  const columns = transpose(b);
  return a.map((row) => columns.map((column) => row.reduce((sum, value, index) => sum + value * at(column, index), 0)));
}

/** Rows become columns. */
export function transpose(a: Matrix): number[][] {
  const width = a[0]?.length ?? 0;
  return Array.from({ length: width }, (_, column) => a.map((row) => at(row, column)));
}

/** Sum of the diagonal. */
export function trace(a: Matrix): number {
  return a.reduce((sum, row, index) => sum + at(row, index), 0);
}

/**
 * X with A X = B by Gauss–Jordan with partial pivoting; undefined when a pivot falls below 1e-12 of A's largest element.
 * R: `solve(A, B)`.
 */
export function solve(a: Matrix, b: Matrix): number[][] | undefined {
  const size = a.length;
  const rows = a.map((row, index) => [...row, ...at(b, index)]);
  const largest = a.reduce((most, row) => row.reduce((high, value) => Math.max(high, Math.abs(value)), most), 0);
  for (let step = 0; step < size; step += 1) {
    let pivot = step;
    for (let row = step + 1; row < size; row += 1) {
      if (Math.abs(at(at(rows, row), step)) > Math.abs(at(at(rows, pivot), step))) pivot = row;
    }
    const chosen = at(rows, pivot);
    const divisor = at(chosen, step);
    if (!(Math.abs(divisor) > 1e-12 * largest)) return undefined;
    rows[pivot] = at(rows, step);
    rows[step] = chosen.map((value) => value / divisor);
    const unit = at(rows, step);
    rows.forEach((row, index) => {
      const factor = at(row, step);
      if (index !== step && factor !== 0) rows[index] = row.map((value, column) => value - factor * at(unit, column));
    });
  }
  return rows.map((row) => row.slice(size));
}

/** A⁻¹, or undefined when A is singular to working precision. R: `solve(A)`. */
export function invert(a: Matrix): number[][] | undefined {
  return solve(a, a.map((_, row) => a.map((__, column) => (row === column ? 1 : 0))));
}

/** ln |A| of a positive definite matrix by Cholesky; undefined when it is not positive definite. R: `determinant(A)$modulus`. */
export function logDeterminant(a: Matrix): number | undefined {
  const lower: number[][] = [];
  let sum = 0;
  for (let row = 0; row < a.length; row += 1) {
    const current: number[] = [];
    for (let column = 0; column < row; column += 1) {
      const other = at(lower, column);
      const dot = current.reduce((total, value, index) => total + value * (other[index] ?? 0), 0);
      current.push((at(at(a, row), column) - dot) / at(other, column));
    }
    const rest = at(at(a, row), row) - current.reduce((total, value) => total + value * value, 0);
    if (!(rest > 0)) return undefined;
    current.push(Math.sqrt(rest));
    lower.push(current);
    sum += Math.log(rest);
  }
  return sum;
}
