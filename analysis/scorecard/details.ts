// What a release says beyond scores: reliability, quartiles and signs of careless answers from counts that add up
// (detail-tally.ts); standout factors, drivers and languages from persons. A second pass, made where asked for. Nothing here is shown of a factor whose score
// is hidden, nor of fewer persons than the threshold; bootstraps are seeded and do not see the order of rows.
import type { FactorResult, PopulationResult } from '../../shared/results/population-result.ts';
import type { ScoreGroups } from '../scoring/score-groups.ts';
import type { Tallies } from '../scoring/tally.ts';
import { tallyDetails } from './detail-tally.ts';
import { driverResult } from './driver-result.ts';
import { languageDifferences } from './language-result.ts';
import { pairedItems } from './paired-items.ts';
import { personsOf } from './persons.ts';
import { qualityResult } from './quality-result.ts';
import { quartilesOf } from './quartiles.ts';
import { reliabilityOf } from './reliability-result.ts';
import type { Estimators } from './estimators.ts';
import type { Sample, Units } from './sample.ts';
import { standoutOf } from './standout-result.ts';

type Details = Pick<PopulationResult, 'factors' | 'items' | 'standout' | 'quality' | 'drivers' | 'languageDifferences'>;

/** What the scores were computed from. */
export type Basis = { readonly groups: ScoreGroups; readonly stratumOf: Uint16Array; readonly units: Units; readonly estimators: Estimators; readonly tallies: Tallies };

type Known = Pick<PopulationResult, 'factors' | 'overall' | 'items' | 'usable'>;

/** The details of a population whose scores are known. */
export function detailsOf(sample: Sample, { groups, stratumOf, units, estimators, tallies }: Basis, result: Known): Details {
  if (result.usable.status === 'suppressed') return { factors: result.factors, items: result.items };
  const persons = personsOf(sample, groups, stratumOf);
  const outcome = sample.outcome ?? sample.form.outcome;
  const tally = tallyDetails(sample, groups, units, persons.usable);
  const weighting = { isWeighted: persons.isWeighted, scales: units.stratumOf.map((stratum) => estimators.scales?.[stratum] ?? 1) };
  const { threshold, form } = sample;
  const factors = result.factors.map((factor, index): FactorResult => {
    const group = groups.factors[index];
    const patterns = tally.patterns[index];
    if (group === undefined || patterns === undefined) return factor;
    return { ...factor, reliability: reliabilityOf(group, patterns, factor, result.items, threshold), quartiles: quartilesOf(tallies, group, weighting, factor.score, threshold) };
  });
  return {
    factors,
    items: pairedItems(sample, persons, result.items),
    standout: standoutOf(persons, result.factors),
    quality: qualityResult(tally, groups, result, estimators.total, { threshold, asksContradictions: form.contradictions !== undefined }),
    ...(sample.languages === undefined ? {} : { languageDifferences: languageDifferences(sample, groups, persons, result.items) }),
    ...(outcome === undefined ? {} : { drivers: driverResult(sample, groups, persons, outcome, result) }),
  };
}
