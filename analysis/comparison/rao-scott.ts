// Are two codings of the same persons independent under a design? Rao and Scott's second-order F test.
// Used for whole distributions (five codes × two rounds): the plain χ² on weighted counts calls far too much a change.
import { fUpperTail } from '../distributions.ts';
import { at } from '../inference/at.ts';
import { linearisedCovariance } from '../inference/linearised-variance.ts';
import { multiply, solve, trace, transpose } from '../inference/matrix.ts';
import type { PreparedDesign } from '../inference/sample-design.ts';

export type RaoScott = { readonly f: number; readonly df1: number; readonly df2: number; readonly p: number; readonly pearson: number };

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

/** Interaction contrasts freed of main effects: doubly centred indicators of all cells but the first row and column. */
function interactionContrasts(rows: number, columns: number): number[][] {
  const centred = (is: boolean, of: number): number => (is ? 1 : 0) - 1 / of;
  const contrasts: number[][] = [];
  for (let i = 1; i < rows; i += 1) {
    for (let j = 1; j < columns; j += 1) {
      contrasts.push(Array.from({ length: rows * columns }, (_, cell) => centred(Math.floor(cell / columns) === i, rows) * centred(cell % columns === j, columns)));
    }
  }
  return transpose(contrasts);
}

/** n Σ(p − p₀)²/p₀ on weighted shares, p₀ from their margins. */
function pearsonStatistic({ shares, rowCodes, columnCodes, n }: Table): number {
  const columns = columnCodes.length;
  const rowShare = rowCodes.map((_, i) => columnCodes.reduce((sum, __, j) => sum + at(shares, i * columns + j), 0));
  const columnShare = columnCodes.map((_, j) => rowCodes.reduce((sum, __, i) => sum + at(shares, i * columns + j), 0));
  return shares.reduce((sum, share, cell) => {
    const expected = at(rowShare, Math.floor(cell / columns)) * at(columnShare, cell % columns);
    return sum + (n * (share - expected) ** 2) / expected;
  }, 0);
}

/**
 * F = X²/tr Δ on df₁ = (tr Δ)²/tr Δ², df₂ = df₁·(units − strata); Δ = [C'(D/n)C]⁻¹ C'D V D C, D = diag(1/p).
 * Undefined when a table has one row or column only, or too few answers to tell (singular). To compare rounds, stack them with the round in the strata.
 * Source: Rao & Scott 1984; Thomas & Rao 1987. R: `svychisq(~a + b, d, statistic = "F")`.
 */
export function raoScott(design: PreparedDesign, rowCode: ArrayLike<number>, columnCode: ArrayLike<number>): RaoScott | undefined {
  const table = tabulate(design, rowCode, columnCode);
  if (table.rowCodes.length < 2 || table.columnCodes.length < 2 || design.df < 1) return undefined;
  const contrasts = interactionContrasts(table.rowCodes.length, table.columnCodes.length);
  const inverse = table.shares.map((share) => (share === 0 ? 0 : 1 / share));
  const scaled = contrasts.map((row, cell) => row.map((value) => value * at(inverse, cell)));
  const simple = multiply(transpose(contrasts), scaled).map((row) => row.map((value) => value / table.n));
  const actual = multiply(multiply(transpose(scaled), linearisedCovariance(design, table.scores)), scaled);
  const delta = solve(simple, actual);
  const pearson = pearsonStatistic(table);
  const size = delta === undefined ? 0 : trace(delta);
  if (delta === undefined || !(size > 0)) return undefined;
  const df1 = (size * size) / trace(multiply(delta, delta));
  const df2 = df1 * design.df;
  const f = pearson / size;
  return { f, df1, df2, p: fUpperTail(f, df1, df2), pearson };
}
