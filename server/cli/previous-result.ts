// The earlier round of `spid score --previous`: a scorecard that this command printed, or a release, as JSON.
import { readFileSync } from 'node:fs';
import { Problem } from '../../shared/problem.ts';
import { Release, ScoreOutput } from '../../shared/results/release.ts';
import type { PopulationResult } from '../../shared/results/population-result.ts';

/** Reads the result of a population. Throws a Problem where the file is no scorecard, or not of this population. */
export function readResult(path: string, population: string): PopulationResult {
  let value: unknown;
  try {
    value = JSON.parse(readFileSync(path, 'utf8'));
  } catch {
    throw new Problem('request.malformed', `${path} is missing or not JSON; give the JSON of an earlier scorecard, or a CSV of answers`, { place: path });
  }
  const score = ScoreOutput.safeParse(value);
  const release = Release.safeParse(value);
  const results = score.success ? [score.data.result] : release.success ? release.data.populations : null;
  if (results === null) throw new Problem('request.malformed', `${path} is neither a scorecard of spid score nor a release`, { place: path });
  const result = results.find((one) => one.population === population && one.way === undefined);
  if (result === undefined) throw new Problem('request.malformed', `${path} has no result for the population ${population}`, { place: path });
  return result;
}
