// Persons' scores and design, which every detail of a scorecard rests on (details.ts). They never leave the analysis.
import { at } from '../inference/at.ts';
import type { PreparedDesign } from '../inference/sample-design.ts';
import { overallScores, personScores, usableSheets } from '../scoring/person-scores.ts';
import type { ScoreGroups } from '../scoring/score-groups.ts';
import { personDesign } from './person-design.ts';
import type { Sample } from './sample.ts';

/** Persons' scores of one factor (`overall` among them), NaN for nobody's and for unusable sheets. */
export type PersonColumn = { readonly code: string; readonly scores: Float64Array };

export type Persons = {
  readonly design: PreparedDesign;
  readonly isWeighted: boolean;
  readonly usable: Uint8Array;
  /** Strata and clusters that resamples keep; none where every sheet weighs the same. */
  readonly units: { readonly strata?: Uint16Array; readonly clusters?: Uint32Array };
  readonly factors: readonly PersonColumn[];
  readonly overall: PersonColumn;
};

/** Persons' scores under the sample's design. */
export function personsOf(sample: Sample, groups: ScoreGroups, stratumOf: Uint16Array): Persons {
  const { weights } = sample;
  const answered = usableSheets(sample.columns, groups.factors);
  const usable = weights === undefined ? answered : answered.map((flag, row) => (at(weights, row) > 0 ? flag : 0));
  const factors = groups.factors.map((group) => ({
    code: group.code,
    scores: personScores(sample.columns, group).map((score, row) => (at(usable, row) === 1 ? score : Number.NaN)),
  }));
  const isWeighted = sample.weights !== undefined || sample.clusters !== undefined || sample.estimation === 'design';
  const units = isWeighted ? { strata: stratumOf, ...(sample.clusters === undefined ? {} : { clusters: sample.clusters }) } : {};
  return { design: personDesign(sample, stratumOf), isWeighted, usable, units, factors, overall: { code: 'overall', scores: overallScores(factors.map(({ scores }) => scores)) } };
}
