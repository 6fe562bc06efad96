// Quartiles of persons' scores. A quartile is some person's own score, though nobody knows whose: it is shown only where
// each quarter holds at least the threshold of persons.
import type { Quartiles } from '../../shared/results/detail-result.ts';
import type { Estimate } from '../../shared/results/estimate.ts';
import { ALL_ALIKE, published, TOO_FEW } from '../disclosure/publish-figure.ts';
import { quantile, weightedQuantile } from '../inference/quantile.ts';
import type { PersonColumn, Persons } from './persons.ts';

/** Type 7 without weights, the inverse of the weighted distribution with. R: `quantile(type = 7)`, `svyquantile(qrule = "math")`. */
export function quartilesOf({ scores }: PersonColumn, { design, isWeighted }: Pick<Persons, 'design' | 'isWeighted'>, score: Estimate, threshold: number): Quartiles {
  if (score.status === 'suppressed') return score.reason === 'unanimous' ? ALL_ALIKE : TOO_FEW;
  if (score.status === 'not-estimable' || score.n < 4 * threshold) return TOO_FEW;
  const at = (p: number): number => published((isWeighted ? weightedQuantile(scores, design.weights, p) : quantile(scores, p)) ?? Number.NaN);
  return { status: 'computed', lower: at(0.25), median: at(0.5), upper: at(0.75) };
}
