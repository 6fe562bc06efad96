// One item's distribution in two rounds, each under its own design, from their rows: Rao and Scott's second-order test
// with the round as the table's row. Rounds are independent, so their covariances add; weights have a mean of 1 in each.
import { at } from '../inference/at.ts';
import { linearisedCovariance } from '../inference/linearised-variance.ts';
import type { Matrix } from '../inference/matrix.ts';
import type { RankedRound } from './ranks-of-designs.ts';
import { meanWeight } from './ranks-of-designs.ts';
import type { RaoScott } from './second-order-test.ts';
import { secondOrderTest } from './second-order-test.ts';

/** Weighted sums by code (unit weights), and persons. */
function sumsOf({ design, values }: RankedRound, codes: readonly number[]): { readonly sums: readonly number[]; readonly n: number } {
  const mean = meanWeight(design);
  const place = new Map(codes.map((code, index) => [code, index]));
  const sums = codes.map(() => 0);
  let n = 0;
  for (let row = 0; row < design.rows; row += 1) {
    const index = place.get(at(values, row));
    if (index === undefined || at(design.weights, row) === 0) continue;
    sums[index] = at(sums, index) + at(design.weights, row) / mean;
    n += 1;
  }
  return { sums, n };
}

/** Linearised scores of every cell of the table, of the rows of one round; `from` is the round's first cell. */
function scoresOf({ design, values }: RankedRound, codes: readonly number[], shares: readonly number[], total: number, from: number): Float64Array[] {
  const mean = meanWeight(design);
  return shares.map((share, cell) => Float64Array.from({ length: design.rows }, (_, row) => {
    const code = codes.indexOf(at(values, row));
    return code === -1 || at(design.weights, row) === 0 ? 0 : ((from + code === cell ? 1 : 0) - share) / (total * mean);
  }));
}

const plus = (one: Matrix, two: Matrix): Matrix => one.map((row, i) => row.map((value, j) => value + at(at(two, i), j)));

/**
 * The two rounds' distributions over the codes that either has; NaN is missing. Undefined for one code or one round alone, or too few to tell.
 * Source: Rao & Scott 1984; Thomas & Rao 1987. R: `svychisq(~round + code, d, statistic = "F")`, d the stack with the round in strata and clusters.
 */
export function raoScottOfDesigns(first: RankedRound, second: RankedRound): RaoScott | undefined {
  const valid = (round: RankedRound): number[] => Array.from(round.values).filter((value, row) => !Number.isNaN(value) && at(round.design.weights, row) > 0);
  const codes = [...new Set([...valid(first), ...valid(second)])].sort((left, right) => left - right);
  const [one, two] = [sumsOf(first, codes), sumsOf(second, codes)];
  if (codes.length < 2 || one.n === 0 || two.n === 0) return undefined;
  const total = [...one.sums, ...two.sums].reduce((sum, value) => sum + value, 0);
  const shares = [...one.sums, ...two.sums].map((value) => value / total);
  const covariance = plus(
    linearisedCovariance(first.design, scoresOf(first, codes, shares, total, 0)),
    linearisedCovariance(second.design, scoresOf(second, codes, shares, total, codes.length)),
  );
  return secondOrderTest({ rows: 2, columns: codes.length, shares, covariance, n: one.n + two.n, df: first.design.df + second.design.df });
}
