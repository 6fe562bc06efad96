// A sample's design row by row, for analyses that need persons: differences of factors, quality, drivers. It is the same
// design that the scorecard's sums follow (estimators.ts); a test holds the two together.
import { at } from '../inference/at.ts';
import { prepareDesign } from '../inference/sample-design.ts';
import type { PreparedDesign } from '../inference/sample-design.ts';
import type { Adjustment } from '../inference/adjustment.ts';
import { clusterFrames, designStrata, drawnClusters } from './design-strata.ts';
import { countGroups } from './sample.ts';
import type { Sample } from './sample.ts';

function adjustmentOf({ fit }: Sample, weights: Float64Array): readonly Adjustment[] {
  if (fit === undefined) return [];
  // Within a post-stratum fitted weights are the base weights times one number, which centring does not see.
  if (fit.kind === 'post-stratified') return fit.categories.map((cells) => ({ kind: 'post-stratified' as const, cells, baseWeights: weights }));
  return [{ kind: 'raked', margins: fit.categories }];
}

/** The design of a sample's rows; without design estimation one stratum, equal weights and the population's size. */
export function personDesign(sample: Sample, stratumOf: Uint16Array): PreparedDesign {
  const { plan, columns } = sample;
  const isPlain = sample.weights === undefined && sample.clusters === undefined && (sample.estimation ?? 'simple') === 'simple';
  if (isPlain) {
    const population = plan.size === null || plan.size < columns.rows ? {} : { population: new Map([[0, plan.size]]) };
    return prepareDesign({ weights: new Float64Array(columns.rows).fill(1), ...population });
  }
  const strata = designStrata(plan, countGroups(stratumOf, plan.strata.length + 1, columns.rows), sample.weights);
  const weights = Float64Array.from({ length: columns.rows }, (_, row) => (sample.weights === undefined ? 1 : at(sample.weights, row)) * at(strata, at(stratumOf, row)).scale);
  return prepareDesign({
    weights,
    strata: stratumOf,
    adjustments: adjustmentOf(sample, weights),
    ...(sample.clusters === undefined ? { population: new Map(strata.map(({ population }, code) => [code, population])) } : { clusters: sample.clusters, population: clusterFrames(plan, strata.map((stratum) => stratum.sheets), drawnClusters(stratumOf, sample.clusters)) }),
  });
}
