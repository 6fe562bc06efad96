// Weighted covariance of columns over chosen rows, and Spearman's correlation for when a driver analysis is refused.
import { at } from '../inference/at.ts';

/** Σw(x−x̄)(y−ȳ)/Σw over the rows given, in their order (a row may come twice). R: `cov.wt(x, w, method = "ML")$cov`. */
export function weightedCovariance(columns: readonly ArrayLike<number>[], weights: ArrayLike<number>, rows: ArrayLike<number>): number[][] {
  const k = columns.length;
  const sums = new Float64Array(k);
  let total = 0;
  for (let index = 0; index < rows.length; index += 1) {
    const row = at(rows, index);
    const weight = at(weights, row);
    total += weight;
    for (let j = 0; j < k; j += 1) sums[j] = at(sums, j) + weight * at(at(columns, j), row);
  }
  const means = sums.map((sum) => sum / total);
  const products = new Float64Array(k * k);
  const gap = new Float64Array(k);
  for (let index = 0; index < rows.length; index += 1) {
    const row = at(rows, index);
    const weight = at(weights, row);
    for (let j = 0; j < k; j += 1) gap[j] = at(at(columns, j), row) - at(means, j);
    for (let i = 0; i < k; i += 1) for (let j = i; j < k; j += 1) products[i * k + j] = at(products, i * k + j) + weight * at(gap, i) * at(gap, j);
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
