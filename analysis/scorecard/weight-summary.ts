// The range of a design's weights and what their unevenness costs (Kish): every weighted result carries it.
import type { PopulationResult } from '../../shared/results/population-result.ts';
import { published } from '../disclosure/publish-figure.ts';
import { at } from '../inference/at.ts';
import { kishEffectiveSize } from '../inference/design-effect.ts';
import type { Sample } from './sample.ts';

/** Weights over all sheets: smallest and largest above 0, Kish's effective size, and n over it. Undefined without any. */
export function weightSummary(sample: Sample, stratumOf: Uint16Array, scales: readonly number[]): PopulationResult['weights'] {
  let n = 0, sum = 0, squares = 0, smallest = Number.POSITIVE_INFINITY, largest = 0;
  for (let row = 0; row < sample.columns.rows; row += 1) {
    const weight = (sample.weights === undefined ? 1 : at(sample.weights, row)) * at(scales, at(stratumOf, row));
    if (weight === 0) continue;
    n += 1;
    sum += weight;
    squares += weight * weight;
    smallest = Math.min(smallest, weight);
    largest = Math.max(largest, weight);
  }
  if (n === 0) return undefined;
  const effective = kishEffectiveSize(sum, squares);
  return { smallest: published(smallest), largest: published(largest), effective: published(effective), deff: published(n / effective) };
}
