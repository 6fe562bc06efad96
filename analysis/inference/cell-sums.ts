// Means and shares from sums per cell, where a cell is a stratum (or a cluster within it) crossed with the categories of
// the margins that weights were fitted to. What fitting takes out of each score is one number per cell, so that a
// variance that knows of the fit follows from sums too, as exactly as from rows (adjustment.ts), and sums add up.
import type { Computed } from '../../shared/results/estimate.ts';
import { at } from './at.ts';
import { notEstimableBecause, valueWithout, withStudentInterval } from './computed.ts';
import { designEffect } from './design-effect.ts';
import type { StratumSums } from './stratum-sums.ts';
import { roundingOf, spreadOfSums, spreadOfUnits, unsampledShare } from './stratum-variance.ts';

/** What a cell holds of everybody, in the domain or not. */
export type DesignCell = {
  readonly stratum: number;
  /** Cluster within the sample; left out where persons were sampled one by one. */
  readonly cluster?: number;
  /** Category in each fitted margin. */
  readonly categories: readonly number[];
  /** Sheets, Σw and Σw² of all sheets of the cell, by fitted weights. */
  readonly sheets: number;
  /** Sheets with a weight above 0; all when left out. */
  readonly weighted?: number;
  readonly w: number;
  readonly ww: number;
};

export type CellDesign = {
  readonly cells: readonly DesignCell[];
  readonly fit: 'none' | 'post-stratified' | 'raked';
  /** Sampling units (persons, or clusters) in the frame by stratum; a stratum left out has no correction. */
  readonly population: ReadonlyMap<number, number>;
};

/** Sums over the valid answers of one domain in one cell; y is the value less the origin, plain Σy stands beside Σwy. */
export type CellSums = Pick<StratumSums, 'r' | 'w' | 'wy' | 'ww' | 'wwy' | 'wwyy'> & { readonly wyy: number; readonly y: number };

/** Subtracts from every cell's scores the mean of its category, weighted by `size`. */
function centreMargin(offsets: Float64Array, design: CellDesign, margin: number, first: readonly number[], size: (cell: DesignCell) => number): void {
  const sums = new Map<number, { score: number; size: number }>();
  design.cells.forEach((cell, index) => {
    const sum = sums.get(at(cell.categories, margin)) ?? { score: 0, size: 0 };
    sum.score += at(first, index) - size(cell) * at(offsets, index);
    sum.size += size(cell);
    sums.set(at(cell.categories, margin), sum);
  });
  design.cells.forEach((cell, index) => {
    const sum = sums.get(at(cell.categories, margin));
    if (sum !== undefined && sum.size > 0) offsets[index] = at(offsets, index) + sum.score / sum.size;
  });
}

const SWEEPS = 10;

/** What the fit takes out of each score of a cell: see residualOf, which does the same row by row. */
export function fittedOffsets(design: CellDesign, sums: readonly Pick<CellSums, 'r' | 'w' | 'wy' | 'y'>[], mean: number, weight: number): Float64Array {
  const offsets = new Float64Array(design.cells.length);
  if (design.fit === 'post-stratified') centreMargin(offsets, design, 0, sums.map(({ w, wy }) => (wy - mean * w) / weight), ({ w }) => w);
  if (design.fit !== 'raked') return offsets;
  const plain = sums.map(({ r, y }) => (y - mean * r) / weight);
  const margins = design.cells[0]?.categories.length ?? 0;
  for (let sweep = 0; sweep < SWEEPS; sweep += 1) {
    for (let margin = 0; margin < margins; margin += 1) centreMargin(offsets, design, margin, plain, ({ sheets, weighted = sheets }) => weighted);
  }
  return offsets;
}

type StratumTotals = { sheets: number; r: number; first: number; second: number; readonly clusters: Map<number, number> };

function stratumTotals(design: CellDesign, sums: readonly CellSums[], mean: number, weight: number): Map<number, StratumTotals> {
  const offsets = fittedOffsets(design, sums, mean, weight);
  const strata = new Map<number, StratumTotals>();
  design.cells.forEach((cell, index) => {
    const { r, w, wy, ww, wwy, wwyy } = at(sums, index);
    const offset = at(offsets, index);
    const first = (wy - mean * w) / weight - offset * cell.w;
    const crossed = (wwy - mean * ww) / weight;
    const second = (wwyy - 2 * mean * wwy + mean * mean * ww) / (weight * weight) - 2 * offset * crossed + offset * offset * cell.ww;
    const stratum = strata.get(cell.stratum) ?? { sheets: 0, r: 0, first: 0, second: 0, clusters: new Map<number, number>() };
    strata.set(cell.stratum, stratum);
    stratum.sheets += cell.sheets;
    stratum.r += r;
    stratum.first += first;
    stratum.second += Math.max(0, second);
    if (cell.cluster !== undefined && cell.sheets > 0) stratum.clusters.set(cell.cluster, (stratum.clusters.get(cell.cluster) ?? 0) + first);
  });
  return strata;
}

/** Sampling units of a stratum: clusters where there are any, otherwise sheets. */
const unitsOf = ({ sheets, clusters }: StratumTotals): number => (clusters.size > 0 ? clusters.size : sheets);

/** Spread of a stratum's units, and the part of its frame that was not sampled; a variance is their product. */
function stratumSpread(stratum: StratumTotals, population: number): { readonly within: number; readonly unsampled: number } {
  const { sheets, first, second, clusters } = stratum;
  if (clusters.size === 0) return { within: spreadOfSums(sheets, first, second), unsampled: unsampledShare(sheets, population, 'a stratum has more sheets') };
  return { within: spreadOfUnits([...clusters.values()]), unsampled: unsampledShare(clusters.size, population, 'a stratum has more sampled clusters') };
}

/** Whether clusters were sampled. */
export const isClustered = ({ cells }: CellDesign): boolean => cells.some(({ cluster }) => cluster !== undefined);

/** Sampling units − strata, among units with weight. R: `degf(design)`. */
export function cellDegrees({ cells }: CellDesign): number {
  const units = new Map<number, { sheets: number; clusters: Set<number> }>();
  for (const { stratum, cluster, sheets: received, weighted: sheets = received } of cells) {
    const unit = units.get(stratum) ?? { sheets: 0, clusters: new Set<number>() };
    units.set(stratum, unit);
    unit.sheets += sheets;
    if (cluster !== undefined && sheets > 0) unit.clusters.add(cluster);
  }
  return [...units.values()].reduce((df, { sheets, clusters }) => df + Math.max(0, (clusters.size > 0 ? clusters.size : sheets) - 1), 0);
}

/** A domain's mean less the origin, its variance, and the sums that intervals of shares need; undefined without answers. */
export function lineariseCells(design: CellDesign, sums: readonly CellSums[]) {
  const add = (of: (cell: CellSums) => number): number => sums.reduce((total, cell) => total + of(cell), 0);
  const r = add((cell) => cell.r);
  const weight = add(({ w }) => w);
  if (r === 0 || weight === 0) return undefined;
  const mean = add(({ wy }) => wy) / weight;
  const spread = Math.max(0, add(({ wyy }) => wyy) - mean * mean * weight);
  const rounding = roundingOf({ r, weight, uncentred: add(({ ww, wwyy }) => wwyy + mean * mean * ww), isClustered: isClustered(design) });
  let variance = 0;
  let within = 0;
  let isFinite = true;
  let isCensus = true;
  let isLonely = false;
  for (const [code, stratum] of stratumTotals(design, sums, mean, weight)) {
    const population = design.population.get(code) ?? Infinity;
    isFinite &&= population < Infinity;
    isCensus &&= stratum.r === 0 || unitsOf(stratum) === population;
    isLonely ||= unitsOf(stratum) === 1 && population > 1;
    const part = stratumSpread(stratum, population);
    within += part.within;
    variance += part.unsampled * part.within;
  }
  return { r, weight, mean, variance: within <= rounding ? 0 : variance, squares: add(({ ww }) => ww), spread, isFinite, isCensus, isLonely };
}

/**
 * Mean of a domain from sums per cell, with t on sampling units − strata: strata, clusters and fitted weights in one.
 * Source: as designMean and residualOf. R: `svymean(~y, subset(rake(d, …), domain), na.rm = TRUE, deff = TRUE)`, or `postStratify`.
 */
export function meanFromCells(design: CellDesign, sums: readonly CellSums[], origin = 0): Computed {
  const domain = lineariseCells(design, sums);
  if (domain === undefined) return notEstimableBecause('no-valid-answers');
  const { r, variance, spread, weight, isFinite, isCensus, isLonely } = domain;
  const value = domain.mean + origin;
  if (isCensus) return withStudentInterval({ n: r, value, se: 0, df: Math.max(1, cellDegrees(design)) });
  if (r === 1) return valueWithout('one-answer', r, value);
  if (variance === 0) return valueWithout('no-variation', r, value);
  const figure = withStudentInterval({ n: r, value, se: Math.sqrt(variance), df: cellDegrees(design) });
  const deff = designEffect({ variance, spread, r, weight, isFinite });
  const extras = { ...(deff === undefined ? {} : { deff }), ...(isLonely ? { flags: ['lonely-stratum'] } : {}) };
  return figure.status === 'estimated' ? { ...figure, ...extras } : figure;
}
