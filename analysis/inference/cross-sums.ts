// Covariances of several factor means from sums per stratum: what comparing factors with each other needs,
// since one person answers them all. Kept only when asked for: k factors cost 3k² sums per stratum.
import { at } from './at.ts';
import type { Matrix } from './matrix.ts';
import { unsampledShare } from './stratum-variance.ts';

/** Sums of one stratum over persons; y less the origin. A pair's sums run over persons with both values valid. */
export type CrossStratum = {
  readonly sheets: number;
  /** Persons in the frame; left out where unknown. */
  readonly population?: number;
  /** Σw and Σwy of each factor over its own valid values. */
  readonly w: readonly number[];
  readonly wy: readonly number[];
  /** Σw² of each pair. */
  readonly ww: Matrix;
  /** Σw²y_j of pair (j, k): the row's factor. */
  readonly wwy: Matrix;
  /** Σw²y_j y_k. */
  readonly wwyy: Matrix;
};

export type JointMeans = { /** Less the origin. */ readonly means: readonly number[]; readonly covariance: Matrix };

/** Adds one stratum's part of V_jk, as linearisedCovariance has it. */
function addStratum(covariance: number[][], stratum: CrossStratum, means: readonly number[], totals: readonly number[]): void {
  const { sheets, population = Infinity } = stratum;
  const scale = unsampledShare(sheets, population, 'a stratum has more sheets') * (sheets > 1 ? sheets / (sheets - 1) : 1);
  const first = means.map((mean, j) => (at(stratum.wy, j) - mean * at(stratum.w, j)) / at(totals, j));
  means.forEach((left, j) => means.forEach((right, k) => {
    const of = (table: Matrix, row: number, column: number): number => at(at(table, row), column);
    const products = of(stratum.wwyy, j, k) - left * of(stratum.wwy, k, j) - right * of(stratum.wwy, j, k) + left * right * of(stratum.ww, j, k);
    const centre = sheets > 1 ? (at(first, j) * at(first, k)) / sheets : 0;
    const row = at(covariance, j);
    row[k] = at(row, k) + scale * (products / (at(totals, j) * at(totals, k)) - centre);
  }));
}

/**
 * Means of several factors and their covariance matrix, missing values apart for each; undefined when a factor has none valid.
 * R: `vcov(svymean(~f1 + f2, d))` where everybody answered every factor.
 */
export function jointMeansFromStrata(strata: readonly CrossStratum[]): JointMeans | undefined {
  const k = strata[0]?.w.length ?? 0;
  const sum = (pick: (stratum: CrossStratum) => readonly number[], j: number): number => strata.reduce((total, stratum) => total + at(pick(stratum), j), 0);
  const totals = Array.from({ length: k }, (_, j) => sum(({ w }) => w, j));
  if (k === 0 || totals.some((total) => !(total > 0))) return undefined;
  const means = totals.map((total, j) => sum(({ wy }) => wy, j) / total);
  const covariance = means.map(() => means.map(() => 0));
  for (const stratum of strata) addStratum(covariance, stratum, means, totals);
  return { means, covariance };
}
