// What a release says beyond scores: reliability, quartiles and signs of careless answers from counts that add up
// (detail-tally.ts); standout factors, drivers and languages from persons. A second pass, made where asked for. Nothing here is shown of a factor whose score
// is hidden, nor of fewer persons than the threshold; bootstraps are seeded and do not see the order of rows.
import type { Estimate } from '../../shared/results/estimate.ts';
import type { FactorResult, GroupTable, PopulationResult, ScoreFigures } from '../../shared/results/population-result.ts';
import type { ScoreGroup, ScoreGroups } from '../scoring/score-groups.ts';
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

type Details = Pick<PopulationResult, 'factors' | 'commonFactors' | 'indicators' | 'strata' | 'items' | 'standout' | 'quality' | 'drivers' | 'languageDifferences'>;

/** What the scores were computed from. */
export type Basis = { readonly groups: ScoreGroups; readonly stratumOf: Uint16Array; readonly units: Units; readonly estimators: Estimators; readonly tallies: Tallies };

type Known = Pick<PopulationResult, 'commonFactors' | 'indicators' | 'strata' | 'factors' | 'overall' | 'items' | 'usable'>;

type Reader = (group: ScoreGroup | undefined, score: Estimate, stratum?: number) => Pick<ScoreFigures, 'quartiles'>;

/** Quartiles of the factors of strata; none where the table hides anything, since they would say more of what is hidden. */
function strataWithQuartiles(strata: GroupTable, groups: ScoreGroups, read: Reader): GroupTable {
  const isHidden = strata.notStated.status === 'suppressed' || strata.groups.some(({ sheets, factors }) => sheets.status === 'suppressed' || factors.some(({ score }) => score.status === 'suppressed'));
  if (isHidden) return strata;
  return { ...strata, groups: strata.groups.map((one, index) => ({ ...one, factors: one.factors.map((factor, place) => ({ ...factor, ...read(groups.factors[place], factor.score, index + 1) })) })) };
}

/** The details of a population whose scores are known. */
export function detailsOf(sample: Sample, { groups, stratumOf, units, estimators, tallies }: Basis, result: Known): Details {
  if (result.usable.status === 'suppressed') return result;
  const persons = personsOf(sample, groups, stratumOf);
  const outcome = sample.outcome ?? sample.form.outcome;
  const tally = tallyDetails(sample, groups, units, persons.usable);
  const weighting = { isWeighted: persons.isWeighted, scales: units.stratumOf.map((stratum) => estimators.scales?.[stratum] ?? 1) };
  const { threshold, form } = sample;
  const read: Reader = (group, score, stratum) => {
    const keeps = (cell: number): boolean => stratum === undefined || units.stratumOf[cell] === stratum;
    return group === undefined ? {} : { quartiles: quartilesOf(tallies, group, { ...weighting, keeps }, score, threshold) };
  };
  const factors = result.factors.map((factor, index): FactorResult => {
    const group = groups.factors[index];
    const patterns = tally.patterns[index];
    if (group === undefined || patterns === undefined) return factor;
    return { ...factor, reliability: reliabilityOf(group, patterns, factor, result.items, threshold), ...read(group, factor.score) };
  });
  return {
    factors,
    commonFactors: result.commonFactors.map((factor, index) => ({ ...factor, ...read(groups.common[index], factor.score) })),
    indicators: result.indicators.map((indicator, index) => ({ ...indicator, ...read(groups.indicators[index], indicator.score) })),
    strata: strataWithQuartiles(result.strata, groups, read),
    items: pairedItems(sample, persons, result.items),
    standout: standoutOf(persons, result.factors),
    quality: qualityResult(tally, groups, result, estimators.total, { threshold, asksContradictions: form.contradictions !== undefined }),
    ...(sample.languages === undefined ? {} : { languageDifferences: languageDifferences(sample.languages.codes, tally.languages, groups.factors, result.items) }),
    ...(outcome === undefined ? {} : { drivers: driverResult(sample, groups, persons, outcome, result) }),
  };
}
