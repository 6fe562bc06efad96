// Takes out of a weighted scorecard what would tell a hidden count: a stratum's size over its weight is its count, Kish's sum
// less the shown strata gives that of a hidden one, and a figure's design effect beside its deviation tells the people whom its
// persons stand for. Whether it goes hangs on what is hidden, never on the weights themselves: that they are alike tells too.
import type { PopulationResult } from '../../shared/results/population-result.ts';
import { hidesSizes } from './told-figures.ts';

type Weighed = Pick<PopulationResult, 'strata' | 'breakdowns'>;

/** Whether weights would tell a count that a table hides. Weights of the sheets' own (`own`) may stand for any group, those of a frame for strata alone. */
export const tellsByWeights = ({ strata, breakdowns }: Weighed, own: boolean): boolean => hidesSizes(strata) || (own && breakdowns.some(hidesSizes));

const TELLING: readonly string[] = ['weights', 'deff'];

/** A copy of any part of a scorecard without the summary of its weights and without its design effects, all of them optional. */
export function withoutWeights<Part>(part: Part): Part {
  if (Array.isArray(part)) return part.map(withoutWeights) as Part;
  if (typeof part !== 'object' || part === null) return part;
  return Object.fromEntries(Object.entries(part).flatMap(([name, value]) => (TELLING.includes(name) ? [] : [[name, withoutWeights<unknown>(value)]]))) as Part;
}
