// Covariances of several factor means from sums per cell, under strata, clusters and fitted weights: cross-sums.ts for every
// design that cell-sums.ts knows. One person answers all factors, so that comparing them needs products; these add up like
// every other sum, so that shards compare factors without a row.
import { at } from './at.ts';
import { cellDegrees, fittedOffsets, isClustered } from './cell-sums.ts';
import type { CellDesign } from './cell-sums.ts';
import type { JointMeans } from './cross-sums.ts';
import type { Matrix } from './matrix.ts';
import { jointSpreadOfUnits, roundingOf, unsampledShare } from './stratum-variance.ts';

/** Sums of one cell over valid values, by factor; y less the origin. A pair's sums run over persons with both values valid. */
export type CrossCell = {
  readonly r: readonly number[];
  /** Σy without weights: raking centres scores plainly. */
  readonly y: readonly number[];
  readonly w: readonly number[];
  readonly wy: readonly number[];
  /** Σw², Σw²y_j (the row's factor) and Σw²y_j y_k of each pair. */
  readonly ww: Matrix;
  readonly wwy: Matrix;
  readonly wwyy: Matrix;
};

/** Adds two parts of the same cell. */
export function mergeCrossCells(one: CrossCell, two: CrossCell): CrossCell {
  const list = (left: readonly number[], right: readonly number[]): number[] => left.map((value, j) => value + at(right, j));
  const table = (left: Matrix, right: Matrix): number[][] => left.map((row, j) => list(row, at(right, j)));
  return { r: list(one.r, two.r), y: list(one.y, two.y), w: list(one.w, two.w), wy: list(one.wy, two.wy), ww: table(one.ww, two.ww), wwy: table(one.wwy, two.wwy), wwyy: table(one.wwyy, two.wwyy) };
}

type Linear = { readonly mean: number; readonly total: number; /** By cell. */ readonly offsets: Float64Array; readonly first: readonly number[] };

/** One factor's mean and, by cell, what the fit takes out and Σz. */
function lineariseFactor(design: CellDesign, sums: readonly CrossCell[], j: number): Linear | undefined {
  const own = sums.map((cell) => ({ r: at(cell.r, j), w: at(cell.w, j), wy: at(cell.wy, j), y: at(cell.y, j) }));
  const total = own.reduce((sum, { w }) => sum + w, 0);
  if (!(total > 0)) return undefined;
  const mean = own.reduce((sum, { wy }) => sum + wy, 0) / total;
  const offsets = fittedOffsets(design, own, mean, total);
  return { mean, total, offsets, first: own.map(({ w, wy }, cell) => (wy - mean * w) / total - at(offsets, cell) * at(design.cells, cell).w) };
}

/** Σ z_j z_k of one cell's persons. */
function products(design: CellDesign, sums: CrossCell, cell: number, j: number, k: number, one: Linear, two: Linear): number {
  const of = (table: Matrix, row: number, column: number): number => at(at(table, row), column);
  const both = of(sums.wwyy, j, k) - one.mean * of(sums.wwy, k, j) - two.mean * of(sums.wwy, j, k) + one.mean * two.mean * of(sums.ww, j, k);
  const crossed = (factor: number, { mean, total }: Linear): number => (of(sums.wwy, factor, factor) - mean * of(sums.ww, factor, factor)) / total;
  const left = at(one.offsets, cell), right = at(two.offsets, cell);
  return both / (one.total * two.total) - right * crossed(j, one) - left * crossed(k, two) + left * right * at(design.cells, cell).ww;
}

/** Spread of one factor that is only rounding. */
function roundingOfFactor(design: CellDesign, sums: readonly CrossCell[], j: number, { mean, total }: Linear): number {
  const add = (of: (cell: CrossCell) => number): number => sums.reduce((sum, cell) => sum + of(cell), 0);
  const uncentred = add(({ ww, wwyy }) => at(at(wwyy, j), j) + mean * mean * at(at(ww, j), j));
  return roundingOf({ r: add(({ r }) => at(r, j)), weight: total, uncentred, isClustered: isClustered(design) });
}

/** Cells of each stratum. */
function cellsByStratum({ cells }: CellDesign): ReadonlyMap<number, readonly number[]> {
  const strata = new Map<number, number[]>();
  cells.forEach(({ stratum, sheets }, cell) => { if (sheets > 0) strata.set(stratum, [...(strata.get(stratum) ?? []), cell]); });
  return strata;
}

/** Σz of each cluster of some cells, clusters in one order. */
function byCluster({ cells }: CellDesign, chosen: readonly number[], first: readonly number[]): readonly number[] {
  const sums = new Map<number, number>();
  for (const cell of chosen) sums.set(at(cells, cell).cluster ?? 0, (sums.get(at(cells, cell).cluster ?? 0) ?? 0) + at(first, cell));
  return [...sums.values()];
}

/**
 * Means of several factors, less the origin, and their covariance matrix, each factor over its own valid values, with the
 * design's degrees of freedom and whether everybody in the strata behind them answered; undefined when a factor has none valid.
 * R: `vcov(svymean(~f1 + f2, rake(d, …)))` or with clusters, where everybody answered every factor.
 */
export function jointMeansFromCells(design: CellDesign, sums: readonly CrossCell[]): (JointMeans & { readonly df: number; readonly isCensus: boolean }) | undefined {
  const linear = Array.from({ length: sums[0]?.w.length ?? 0 }, (_, j) => lineariseFactor(design, sums, j)).flatMap((one) => one ?? []);
  if (linear.length === 0 || linear.length < (sums[0]?.w.length ?? 0)) return undefined;
  const strata = [...cellsByStratum(design)];
  const partOf = (code: number, chosen: readonly number[], j: number, k: number): { readonly within: number; readonly unsampled: number } => {
    const one = at(linear, j), two = at(linear, k);
    const population = design.population.get(code) ?? Infinity;
    if (chosen.some((cell) => at(design.cells, cell).cluster !== undefined)) {
      const [xs, ys] = [byCluster(design, chosen, one.first), byCluster(design, chosen, two.first)];
      return { within: jointSpreadOfUnits(xs, ys), unsampled: unsampledShare(xs.length, population, 'a stratum has more sampled clusters') };
    }
    const add = (of: (cell: number) => number): number => chosen.reduce((sum, cell) => sum + of(cell), 0);
    const sheets = add((cell) => at(design.cells, cell).sheets);
    const second = add((cell) => products(design, at(sums, cell), cell, j, k, one, two));
    const centre = sheets > 1 ? (add((cell) => at(one.first, cell)) * add((cell) => at(two.first, cell))) / sheets : 0;
    return { within: (sheets > 1 ? sheets / (sheets - 1) : 1) * (second - centre), unsampled: unsampledShare(sheets, population, 'a stratum has more sheets') };
  };
  const total = (j: number, k: number, of: (part: ReturnType<typeof partOf>) => number): number => strata.reduce((sum, [code, chosen]) => sum + of(partOf(code, chosen, j, k)), 0);
  const isFixed = linear.map((one, j) => total(j, j, ({ within }) => within) <= roundingOfFactor(design, sums, j, one));
  const covariance = linear.map((_, j) => linear.map((__, k) => (at(isFixed, j) || at(isFixed, k) ? 0 : total(j, k, ({ within, unsampled }) => unsampled * within))));
  const isCensus = strata.every(([code, chosen]) => chosen.every((cell) => at(sums, cell).r.every((r) => r === 0)) || partOf(code, chosen, 0, 0).unsampled === 0);
  return { means: linear.map(({ mean }) => mean), covariance, df: cellDegrees(design), isCensus };
}
