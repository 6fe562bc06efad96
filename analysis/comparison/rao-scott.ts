// Are two codings of the same persons independent under a design? Rao and Scott's second-order F test.
// Used for whole distributions (five codes × two rounds): the plain χ² on weighted counts calls far too much a change.
import { at } from '../inference/at.ts';
import { linearisedCovariance } from '../inference/linearised-variance.ts';
import type { PreparedDesign } from '../inference/sample-design.ts';
import type { RaoScott } from './second-order-test.ts';
import { secondOrderTest } from './second-order-test.ts';

type Table = { readonly rowCodes: number[]; readonly columnCodes: number[]; readonly shares: number[]; readonly scores: Float64Array[]; readonly n: number };

/** Weighted cell shares of the rows with both codes, and each cell's linearised scores; empty rows and columns never appear. */
function tabulate(design: PreparedDesign, rowCode: ArrayLike<number>, columnCode: ArrayLike<number>): Table {
  const valid = Array.from({ length: design.rows }, (_, row) => row).filter(
    (row) => !Number.isNaN(at(rowCode, row)) && !Number.isNaN(at(columnCode, row)) && at(design.weights, row) > 0,
  );
  const distinct = (codes: ArrayLike<number>): number[] => [...new Set(valid.map((row) => at(codes, row)))].sort((left, right) => left - right);
  const rowCodes = distinct(rowCode);
  const columnCodes = distinct(columnCode);
  const total = valid.reduce((sum, row) => sum + at(design.weights, row), 0);
  const cells = rowCodes.flatMap((one) => columnCodes.map((two) => ({ one, two })));
  const isIn = ({ one, two }: { one: number; two: number }, row: number): boolean => at(rowCode, row) === one && at(columnCode, row) === two;
  const shares = cells.map((cell) => valid.reduce((sum, row) => (isIn(cell, row) ? sum + at(design.weights, row) : sum), 0) / total);
  const scores = cells.map((cell, index) => {
    const score = new Float64Array(design.rows);
    for (const row of valid) score[row] = ((isIn(cell, row) ? 1 : 0) - at(shares, index)) / total;
    return score;
  });
  return { rowCodes, columnCodes, shares, scores, n: valid.length };
}

/**
 * F = X²/tr Δ on df₁ = (tr Δ)²/tr Δ², df₂ = df₁·(units − strata); Δ = [C'(D/n)C]⁻¹ C'D V D C, D = diag(1/p).
 * Undefined when a table has one row or column only, or too few answers to tell (singular). To compare rounds, stack them with the round in the strata.
 * Source: Rao & Scott 1984; Thomas & Rao 1987. R: `svychisq(~a + b, d, statistic = "F")`.
 */
export function raoScott(design: PreparedDesign, rowCode: ArrayLike<number>, columnCode: ArrayLike<number>): RaoScott | undefined {
  const { rowCodes, columnCodes, shares, scores, n } = tabulate(design, rowCode, columnCode);
  if (rowCodes.length < 2 || columnCodes.length < 2) return undefined;
  return secondOrderTest({ rows: rowCodes.length, columns: columnCodes.length, shares, n, covariance: linearisedCovariance(design, scores), df: design.df });
}
