// The heart of Rao and Scott's test: from a table's weighted shares and their covariance to F and p,
// whether those came from rows or from sums.
import { fUpperTail } from '../distributions.ts';
import { at } from '../inference/at.ts';
import type { Matrix } from '../inference/matrix.ts';
import { multiply, solve, trace, transpose } from '../inference/matrix.ts';

export type RaoScott = { readonly f: number; readonly df1: number; readonly df2: number; readonly p: number; readonly pearson: number };

export type EstimatedTable = {
  readonly rows: number;
  readonly columns: number;
  /** Weighted shares, row by row, summing to 1; no row and no column is empty. */
  readonly shares: readonly number[];
  readonly covariance: Matrix;
  /** Persons in the table. */
  readonly n: number;
  /** Design degrees of freedom. */
  readonly df: number;
};

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
function pearsonStatistic({ shares, rows, columns, n }: EstimatedTable): number {
  const rowShare = new Float64Array(rows);
  const columnShare = new Float64Array(columns);
  shares.forEach((share, cell) => {
    const [i, j] = [Math.floor(cell / columns), cell % columns];
    rowShare[i] = at(rowShare, i) + share;
    columnShare[j] = at(columnShare, j) + share;
  });
  return shares.reduce((sum, share, cell) => {
    const expected = at(rowShare, Math.floor(cell / columns)) * at(columnShare, cell % columns);
    return sum + (n * (share - expected) ** 2) / expected;
  }, 0);
}

/**
 * F = X²/tr Δ on df₁ = (tr Δ)²/tr Δ², df₂ = df₁·df; Δ = [C'(D/n)C]⁻¹ C'D V D C, D = diag(1/p) with 0 for empty cells.
 * Undefined when no variance is left to test against. Source: Rao & Scott 1984; Thomas & Rao 1987. R: `svychisq(statistic = "F")`.
 */
export function secondOrderTest(table: EstimatedTable): RaoScott | undefined {
  if (!(table.df > 0)) return undefined;
  const contrasts = interactionContrasts(table.rows, table.columns);
  const inverse = table.shares.map((share) => (share === 0 ? 0 : 1 / share));
  const scaled = contrasts.map((row, cell) => row.map((value) => value * at(inverse, cell)));
  const simple = multiply(transpose(contrasts), scaled).map((row) => row.map((value) => value / table.n));
  const delta = solve(simple, multiply(multiply(transpose(scaled), table.covariance), scaled));
  const size = delta === undefined ? 0 : trace(delta);
  if (delta === undefined || !(size > 0)) return undefined;
  const pearson = pearsonStatistic(table);
  const df1 = (size * size) / trace(multiply(delta, delta));
  const df2 = df1 * table.df;
  const f = pearson / size;
  return { f, df1, df2, p: fUpperTail(f, df1, df2), pearson };
}
