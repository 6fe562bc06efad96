// What a release says beyond scores: reliability, quartiles, standout factors, signs of careless answers, drivers. All need
// persons, not sums, so they are a second pass that is made where asked for. Nothing here is shown of a factor whose score
// is hidden, nor of fewer persons than the threshold; bootstraps are seeded and do not see the order of rows.
import type { FactorResult, PopulationResult } from '../../shared/results/population-result.ts';
import type { ScoreGroups } from '../scoring/score-groups.ts';
import { driverResult } from './driver-result.ts';
import { languageDifferences } from './language-result.ts';
import { personsOf } from './persons.ts';
import { qualityResult } from './quality-result.ts';
import { quartilesOf } from './quartiles.ts';
import { reliabilityOf } from './reliability-result.ts';
import type { Sample } from './sample.ts';
import { standoutOf } from './standout-result.ts';

type Details = Pick<PopulationResult, 'factors' | 'standout' | 'quality' | 'drivers' | 'languageDifferences'>;

/** The details of a population whose scores are known. */
export function detailsOf(sample: Sample, groups: ScoreGroups, stratumOf: Uint16Array, result: Pick<PopulationResult, 'factors' | 'overall' | 'items' | 'usable'>): Details {
  if (result.usable.status === 'suppressed') return { factors: result.factors };
  const persons = personsOf(sample, groups, stratumOf);
  const outcome = sample.outcome ?? sample.form.outcome;
  const factors = result.factors.map((factor, index): FactorResult => {
    const group = groups.factors[index];
    const column = persons.factors[index];
    if (group === undefined || column === undefined) return factor;
    return { ...factor, reliability: reliabilityOf(sample, group, persons, factor, result.items), quartiles: quartilesOf(column, persons, factor.score, sample.threshold) };
  });
  return {
    factors,
    standout: standoutOf(persons, result.factors),
    quality: qualityResult(sample, persons, result),
    ...(sample.languages === undefined ? {} : { languageDifferences: languageDifferences(sample, groups, persons, result.items) }),
    ...(outcome === undefined ? {} : { drivers: driverResult(sample, groups, persons, outcome, result) }),
  };
}
