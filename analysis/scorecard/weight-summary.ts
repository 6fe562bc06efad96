// The range of a design's weights and what their unevenness costs (Kish): every weighted result carries it.
import type { PopulationResult } from '../../shared/results/population-result.ts';
import { published } from '../disclosure/publish-figure.ts';
import { kishEffectiveSize } from '../inference/design-effect.ts';
import { addTo, emptySum, totalOfSum } from '../inference/running-sum.ts';
import type { Sample } from './sample.ts';

/** Weights over all sheets: smallest and largest above 0, Kish's effective size, and n over it. Undefined without any. */
export function weightSummary(sample: Sample, stratumOf: Uint16Array, scales: readonly number[]): PopulationResult['weights'] {
  const sum = emptySum(), squares = emptySum();
  let n = 0, smallest = Number.POSITIVE_INFINITY, largest = 0;
  const { weights, columns } = sample;
  for (let row = 0; row < columns.rows; row += 1) {
    const weight = (weights === undefined ? 1 : (weights[row] as number)) * (scales[stratumOf[row] as number] as number);
    if (weight === 0) continue;
    n += 1;
    addTo(sum, weight);
    addTo(squares, weight * weight);
    if (weight < smallest) smallest = weight;
    if (weight > largest) largest = weight;
  }
  if (n === 0) return undefined;
  const effective = kishEffectiveSize(totalOfSum(sum), totalOfSum(squares));
  return { smallest: published(smallest), largest: published(largest), effective: published(effective), deff: published(n / effective) };
}
