// Strongest and weakest factor of a population, from the factors whose scores are shown.
import type { Standout } from '../../shared/results/detail-result.ts';
import type { FactorResult, PopulationResult } from '../../shared/results/population-result.ts';
import { standoutFactors } from '../comparison/standout-factors.ts';
import { publishedFigure, publishedP } from '../disclosure/publish-figure.ts';
import { scoreGroups } from '../scoring/score-groups.ts';
import { personsOf } from './persons.ts';
import type { Persons } from './persons.ts';
import { stratumOfRows } from './sample.ts';
import type { Sample } from './sample.ts';

const named = (code: string): string | null => (code === 'not separable' ? null : code);

/** A scorecard with its strongest and weakest factor; as it is where it has them, or where its sheets are hidden. */
export function withStandout(sample: Sample, result: PopulationResult): PopulationResult {
  if (result.standout !== undefined || result.usable.status === 'suppressed') return result;
  return { ...result, standout: standoutOf(personsOf(sample, scoreGroups(sample.form, sample.layouts), stratumOfRows(sample)), result.factors) };
}

/** See comparison/standout-factors.ts. Hidden factors take no part, not even in the mean that others are compared with. */
export function standoutOf({ design, factors }: Persons, results: readonly FactorResult[]): Standout {
  const shown = factors.filter((_, index) => results[index]?.score.status === 'estimated');
  const { strongest, weakest, gaps } = standoutFactors(design, shown);
  if (shown.length < 2) return { strongest: null, weakest: null, gaps: [] };
  return {
    strongest: named(strongest),
    weakest: named(weakest),
    gaps: gaps.map(({ code, gap, adjustedP }) => ({ factor: code, gap: publishedFigure(gap), adjustedP: adjustedP === undefined ? null : publishedP(adjustedP) })),
  };
}
