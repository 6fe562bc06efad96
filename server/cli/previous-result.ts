// The earlier round of `spid score --previous`: a scorecard that this command printed, or a release, as JSON.
import { Problem } from '../../shared/problem.ts';
import type { PopulationResult } from '../../shared/results/population-result.ts';
import { readResultFile } from './result-file.ts';

/** Reads the result of a population. Throws a Problem where the file is no scorecard, or not of this population. */
export function readResult(path: string, population: string): PopulationResult {
  const result = readResultFile(path).populations.find((one) => one.population === population && one.way === undefined);
  if (result === undefined) throw new Problem('request.malformed', `${path} has no result for the population ${population}`, { place: path });
  return result;
}
