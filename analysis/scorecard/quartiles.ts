// Quartiles of persons' scores, from counts of states. A quartile is some person's own score, though nobody knows whose: it
// is shown only where each quarter holds at least the threshold of persons.
import type { Quartiles } from '../../shared/results/detail-result.ts';
import type { Estimate } from '../../shared/results/estimate.ts';
import { published, TOO_FEW } from '../disclosure/publish-figure.ts';
import { at } from '../inference/at.ts';
import { quantileOfSorted, weightedQuantile } from '../inference/quantile.ts';
import { isScored, valueOf } from '../scoring/person-state.ts';
import type { ScoreGroup } from '../scoring/score-groups.ts';
import type { Tallies } from '../scoring/tally.ts';
import { countsOfKey } from './tally-reader.ts';

type Weighting = {
  readonly isWeighted: boolean;
  /** By cell of the tally, what a weight is multiplied with. */
  readonly scales: readonly number[];
  /** Cells that count; all when left out. */
  readonly keeps?: (cell: number) => boolean;
};

/** Type 7 without weights, the inverse of the weighted distribution with. R: `quantile(type = 7)`, `svyquantile(qrule = "math")`. */
export function quartilesOf(tallies: Tallies, group: ScoreGroup, { isWeighted, scales, keeps = () => true }: Weighting, score: Estimate, threshold: number): Quartiles {
  if (score.status === 'suppressed') return { status: 'suppressed', reason: score.reason };
  if (score.status === 'not-estimable' || score.n < 4 * threshold) return TOO_FEW;
  const tally = tallies.groups.find((one) => one.group === group);
  const scored = (tally?.states ?? []).flatMap((state, key) => {
    if (tally === undefined || !isScored(state)) return [];
    const cells = countsOfKey(tally.sums, key, tallies).map((counts, cell) => (keeps(cell) ? counts : { n: 0, w: 0, ww: 0 }));
    return [{ value: valueOf(state, 'score'), n: cells.reduce((sum, { n }) => sum + n, 0), w: cells.reduce((sum, { w }, cell) => sum + w * at(scales, cell), 0) }];
  }).sort((one, two) => one.value - two.value || one.w - two.w);
  const values = scored.map(({ value }) => value);
  const persons = isWeighted ? [] : Float64Array.from(scored.flatMap(({ value, n }) => new Array<number>(n).fill(value)));
  const of = (p: number): number => published((isWeighted ? weightedQuantile(values, scored.map(({ w }) => w), p) : quantileOfSorted(persons, p)) ?? Number.NaN);
  return { status: 'computed', lower: of(0.25), median: of(0.5), upper: of(0.75) };
}
