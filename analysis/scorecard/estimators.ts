// Chooses the estimator of a population and of each of its groups, from the plan and the sheets that came.
// A group of a simple estimate is corrected by its own frame; of a design estimate it is a domain of the whole design.
import { at } from '../inference/at.ts';
import { clusterEstimator } from '../scoring/cluster-estimator.ts';
import { designEstimator, simpleEstimator } from '../scoring/estimator.ts';
import type { Estimator } from '../scoring/estimator.ts';
import { countGroups } from './sample.ts';
import type { Sample, Units } from './sample.ts';
import { designStrata } from './design-strata.ts';

export type Estimators = {
  readonly total: Estimator;
  /** A stratum, by its code (1 + index in the plan). */
  readonly ofStratum: (code: number) => Estimator;
  /** A group of a breakdown: its frame is unknown, its sheets are these. */
  readonly ofGroup: (sheets: number) => Estimator;
  /** Sheets received by stratum code, not stated first. */
  readonly sheets: Float64Array;
  /** By stratum code, the factor that brings a sheet's weight to the frame; null where every sheet weighs the same. */
  readonly scales: readonly number[] | null;
};

/** The estimators of a sample whose rows stand in strata as given. */
export function estimatorsOf(sample: Sample, stratumOf: Uint16Array, units: Units): Estimators {
  const { plan, columns } = sample;
  const sheets = countGroups(stratumOf, plan.strata.length + 1, columns.rows);
  const isPlain = sample.weights === undefined && sample.clusters === undefined;
  if (isPlain && (sample.estimation ?? 'simple') === 'simple') {
    return {
      total: simpleEstimator({ sheets: columns.rows, size: plan.size }),
      ofStratum: (code) => simpleEstimator({ sheets: at(sheets, code), size: plan.strata[code - 1]?.size ?? null }),
      ofGroup: (received) => simpleEstimator({ sheets: received, size: null }),
      sheets,
      scales: null,
    };
  }
  const byStratum = Array.from(sheets, (count) => ({ sheets: count, weight: count }));
  const strata = designStrata(plan, byStratum, sample.weights !== undefined);
  const clusters = units.stratumOf.map((stratum) => ({ stratum, scale: at(strata, stratum).scale }));
  const design = sample.clusters === undefined ? designEstimator(strata) : clusterEstimator(clusters);
  return { total: design, ofStratum: () => design, ofGroup: () => design, sheets, scales: strata.map(({ scale }) => scale) };
}
