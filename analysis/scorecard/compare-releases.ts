// A release compared with an earlier one of the same survey. It reads what both published and nothing else, so that it can
// be made at any time, by anybody who holds the two, and gives away nothing that they do not.
import type { PopulationResult } from '../../shared/results/population-result.ts';
import { partName } from '../../shared/results/part-name.ts';
import { Release } from '../../shared/results/release.ts';
import { compareFamily } from './compare-results.ts';

/**
 * `now` with every population compared with its own earlier part. All factors of all invited populations are one family
 * for Holm; an open link is a part of its own, and so is its family. Throws a RangeError for another survey.
 */
export function compareReleases(previous: Release, now: Release): Release {
  if (previous.survey !== now.survey) throw new RangeError(`${previous.round} is a round of ${previous.survey}, ${now.round} one of ${now.survey}: there is nothing to compare`);
  const earlierOf = (result: PopulationResult): PopulationResult | undefined => previous.populations.find((one) => partName(one) === partName(result));
  const families = [now.populations.filter(({ way }) => way === undefined), ...now.populations.filter(({ way }) => way !== undefined).map((result) => [result])];
  const compared = families.flatMap((family) => compareFamily(family.flatMap((result) => {
    const earlier = earlierOf(result);
    return earlier === undefined ? [] : [{ previous: earlier, now: result }];
  })));
  const populations = now.populations.map((result) => compared.find((one) => partName(one) === partName(result)) ?? result);
  return Release.parse({ ...now, populations, previous: { round: previous.round, family: 'round' } });
}
