// Chooses the estimator of a population and of each of its groups, from the plan and the sheets that came.
// A stratum of a simple estimate is corrected by its own frame, and by the whole's where that is unknown; a group of a
// breakdown is a domain of the whole, in both kinds: everybody answered, or a share of everybody, in each group alike.
import { at } from '../inference/at.ts';
import type { CellDesign } from '../inference/cell-sums.ts';
import { addTo, emptySum, totalOfSum } from '../inference/running-sum.ts';
import { cellEstimator } from '../scoring/cell-estimator.ts';
import { designEstimator, simpleEstimator } from '../scoring/estimator.ts';
import type { Estimator, EstimatorStratum } from '../scoring/estimator.ts';
import type { FrameCount } from '../scoring/simple-estimate.ts';
import { countGroups } from './sample.ts';
import type { Sample, Units } from './sample.ts';
import { clusterFrames, designStrata, drawnClusters, hasFrame } from './design-strata.ts';

export type Estimators = {
  /** Everybody, and each group of a breakdown: nobody knows a group's own frame, so it is a domain of the whole. */
  readonly total: Estimator;
  /** A stratum, by its code (1 + index in the plan). */
  readonly ofStratum: (code: number) => Estimator;
  /** Sheets received by stratum code, not stated first. */
  readonly sheets: Float64Array;
  /** By stratum code, the factor that brings a sheet's weight to its stratum's frame; null in a simple estimate. */
  readonly scales: readonly number[] | null;
};

/** What stands in each unit of everybody: sheets, Σw, Σw². Under clusters the frame counts clusters. */
function cellDesign(sample: Sample, units: Units, strata: readonly EstimatorStratum[]): CellDesign {
  const sheets = new Float64Array(units.count), weighted = new Float64Array(units.count);
  const w = units.stratumOf.map(emptySum), ww = units.stratumOf.map(emptySum);
  for (let row = 0; row < sample.columns.rows; row += 1) {
    const unit = units.of[row] as number;
    const weight = (sample.weights === undefined ? 1 : at(sample.weights, row)) * at(strata, at(units.stratumOf, unit)).scale;
    sheets[unit] = at(sheets, unit) + 1;
    if (weight > 0) weighted[unit] = at(weighted, unit) + 1;
    addTo(at(w, unit), weight);
    addTo(at(ww, unit), weight * weight);
  }
  return {
    fit: sample.fit?.kind ?? 'none',
    cells: units.stratumOf.map((stratum, unit) => ({
      stratum, categories: units.categoriesOf[unit] ?? [], sheets: at(sheets, unit), weighted: at(weighted, unit), w: totalOfSum(at(w, unit)), ww: totalOfSum(at(ww, unit)),
      ...(units.clusterOf === null ? {} : { cluster: at(units.clusterOf, unit) }),
    })),
    population: units.clusterOf === null ? new Map(strata.map(({ population }, code) => [code, population])) : clusterFrames(sample.plan, strata.map((stratum) => stratum.sheets), drawnClusters(units.stratumOf, units.clusterOf)),
  };
}

/** Rows with a weight above 0, by stratum. */
function countWeighted(stratumOf: Uint16Array, weights: Float64Array, strata: number): Float64Array {
  const counts = new Float64Array(strata);
  for (let row = 0; row < stratumOf.length; row += 1) {
    if ((weights[row] as number) > 0) counts[stratumOf[row] as number] = (counts[stratumOf[row] as number] as number) + 1;
  }
  return counts;
}

/**
 * A stratum's sheets and size; of the whole where nobody knows its size. What the strata with sizes leave would count every
 * sheet that names no stratum as its own, and its error would tell how many sheets a hidden stratum has.
 */
function frameOfStratum({ strata, size }: Sample['plan'], sheets: Float64Array, code: number): FrameCount {
  const own = strata[code - 1]?.size ?? null;
  return own === null ? { sheets: sheets.reduce((sum, count) => sum + count, 0), size } : { sheets: at(sheets, code), size: own };
}

/** The estimators of a sample whose rows stand in strata as given. */
export function estimatorsOf(sample: Sample, stratumOf: Uint16Array, units: Units): Estimators {
  const { plan, columns } = sample;
  const sheets = countGroups(stratumOf, plan.strata.length + 1, columns.rows);
  const weighted = sample.weights === undefined ? sheets : countWeighted(stratumOf, sample.weights, sheets.length);
  const isPlain = sample.weights === undefined && sample.clusters === undefined;
  if (isPlain && (sample.estimation ?? 'simple') === 'simple') {
    return {
      total: simpleEstimator({ sheets: columns.rows, size: plan.size }),
      ofStratum: (code) => simpleEstimator(frameOfStratum(plan, sheets, code)),
      sheets,
      scales: null,
    };
  }
  const strata = designStrata(plan, sheets, sample.weights).map((stratum, code) => ({ ...stratum, weighted: at(weighted, code) }));
  const isFine = units.clusterOf !== null || sample.fit !== undefined;
  const design = isFine ? cellEstimator(cellDesign(sample, units, strata), units.stratumOf.map((stratum) => at(strata, stratum).scale)) : designEstimator(strata);
  const weighsStrata = sample.weights === undefined && hasFrame(plan, sheets);
  return { total: design, ofStratum: () => design, sheets, scales: strata.map(({ scale }) => (weighsStrata ? scale : 1)) };
}

/** The design of a sample by unit, for figures that are made of sums by unit (inference/cell-sums.ts). */
export function unitDesign(sample: Sample, stratumOf: Uint16Array, units: Units): CellDesign {
  const sheets = countGroups(stratumOf, sample.plan.strata.length + 1, sample.columns.rows);
  return cellDesign(sample, units, designStrata(sample.plan, sheets, sample.weights));
}
