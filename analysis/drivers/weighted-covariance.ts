// Weighted covariance of columns over chosen rows, and Spearman's correlation for when a driver analysis is refused.
import { at } from '../inference/at.ts';

/** values[index · k + j] of row `index` and column j, less the column's weighted mean; and Σw. */
function centred(columns: readonly ArrayLike<number>[], weight: Float64Array, rows: ArrayLike<number>): { readonly values: Float64Array; readonly total: number } {
  const k = columns.length, n = rows.length;
  const values = new Float64Array(n * k);
  let total = 0;
  for (let index = 0; index < n; index += 1) total += weight[index] as number;
  columns.forEach((column, j) => {
    let sum = 0;
    for (let index = 0, place = j; index < n; index += 1, place += k) {
      const value = at(column, at(rows, index));
      values[place] = value;
      sum += (weight[index] as number) * value;
    }
    const mean = sum / total;
    for (let place = j; place < values.length; place += k) values[place] = (values[place] as number) - mean;
  });
  return { values, total };
}

/** Σw(x−x̄)(y−ȳ)/Σw over the rows given, in their order (a row may come twice). R: `cov.wt(x, w, method = "ML")$cov`. Bootstraps call it five hundred times. */
export function weightedCovariance(columns: readonly ArrayLike<number>[], weights: ArrayLike<number>, rows: ArrayLike<number>): number[][] {
  const k = columns.length;
  const weight = new Float64Array(rows.length);
  for (let index = 0; index < weight.length; index += 1) weight[index] = at(weights, at(rows, index));
  const { values, total } = centred(columns, weight, rows);
  const products = new Float64Array(k * k);
  for (let index = 0; index < weight.length; index += 1) {
    const start = index * k, w = weight[index] as number;
    for (let i = 0; i < k; i += 1) {
      const scaled = w * (values[start + i] as number);
      for (let j = i; j < k; j += 1) products[i * k + j] = (products[i * k + j] as number) + scaled * (values[start + j] as number);
    }
  }
  return Array.from({ length: k }, (_, i) => Array.from({ length: k }, (__, j) => at(products, Math.min(i, j) * k + Math.max(i, j)) / total));
}

/** Midranks 1 … n. R: `rank(x)`. */
export function midranks(values: readonly number[]): number[] {
  const order = values.map((_, row) => row).sort((left, right) => at(values, left) - at(values, right));
  const ranks = new Array<number>(values.length).fill(0);
  for (let from = 0; from < order.length; ) {
    let to = from;
    while (to < order.length && at(values, at(order, to)) === at(values, at(order, from))) to += 1;
    const middle = (from + to + 1) / 2;
    for (; from < to; from += 1) ranks[at(order, from)] = middle;
  }
  return ranks;
}

/** Spearman's correlation with ties; undefined when a side does not vary. Source: Spearman 1904. R: `cor(x, y, method = "spearman")`. */
export function spearman(x: readonly number[], y: readonly number[]): number | undefined {
  const rows = x.map((_, row) => row);
  const covariance = weightedCovariance([midranks(x), midranks(y)], x.map(() => 1), rows);
  const [[xx = 0, xy = 0] = [], [, yy = 0] = []] = covariance;
  return xx > 0 && yy > 0 ? xy / Math.sqrt(xx * yy) : undefined;
}
