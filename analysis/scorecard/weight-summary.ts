// The range of a design's weights and what their unevenness costs (Kish): every weighted result carries it.
import type { PopulationResult } from '../../shared/results/population-result.ts';
import { published } from '../disclosure/publish-figure.ts';
import { kishEffectiveSize } from '../inference/design-effect.ts';
import { at } from '../inference/at.ts';
import { addSplit, largestWeight, powerAbove, splitterOf } from '../scoring/split-sums.ts';
import type { Sample } from './sample.ts';

/** Weights over all sheets: smallest and largest above 0, Kish's effective size, and n over it. Undefined without any. */
export function weightSummary(sample: Sample, stratumOf: Uint16Array, scales: readonly number[]): PopulationResult['weights'] {
  const sums = new Float64Array(4);
  let n = 0, smallest = Number.POSITIVE_INFINITY, largest = 0;
  const { weights, columns } = sample;
  const bound = powerAbove((weights === undefined ? 1 : largestWeight(weights, columns.rows)) * Math.max(...scales));
  const rows = powerAbove(columns.rows);
  const splitter = splitterOf(bound, rows), ofSquares = splitterOf(bound * bound, rows);
  for (let row = 0; row < columns.rows; row += 1) {
    const weight = (weights === undefined ? 1 : (weights[row] as number)) * (scales[stratumOf[row] as number] as number);
    if (weight === 0) continue;
    n += 1;
    addSplit(sums, 0, weight, splitter);
    addSplit(sums, 2, weight * weight, ofSquares);
    if (weight < smallest) smallest = weight;
    if (weight > largest) largest = weight;
  }
  if (n === 0) return undefined;
  const effective = kishEffectiveSize(at(sums, 0) + at(sums, 1), at(sums, 2) + at(sums, 3));
  return { smallest: published(smallest), largest: published(largest), effective: published(effective), deff: published(n / effective) };
}
