// The earlier rounds of `spid score --previous`: the last of them is compared with, and from two on there is a line through all.
// JSON is taken as it is published; a CSV is scored like the answers themselves, and its persons give ranks too.
import { withRanks } from '../../analysis/scorecard/compare-persons.ts';
import { compareResults } from '../../analysis/scorecard/compare-results.ts';
import type { Sample } from '../../analysis/scorecard/sample.ts';
import { withStandout } from '../../analysis/scorecard/standout-result.ts';
import { trendOf } from '../../analysis/scorecard/trend-result.ts';
import { scorecard } from '../../analysis/scorecard.ts';
import type { PopulationResult } from '../../shared/results/population-result.ts';
import type { PopulationTrend } from '../../shared/results/trend-result.ts';
import { UsageProblem } from './command.ts';
import { readResult } from './previous-result.ts';
import { labelledFile, timesOf } from './result-file.ts';

export type Scored = { readonly result: PopulationResult; readonly trend?: PopulationTrend };

type Earlier = { readonly time: number; readonly path: string };
type Timed = { readonly earlier: readonly Earlier[]; readonly now: number; readonly unit: PopulationTrend['unit'] };

/** Earlier rounds in order of time, and the time of these answers. Throws a UsageProblem. */
export function orderRounds(words: readonly string[], at: string | null): Timed {
  const files = words.map(labelledFile);
  if (at === null && files.some(({ label }) => label !== null)) throw new UsageProblem('--at is missing: earlier rounds have times, so these answers need theirs, such as --at 2026-03');
  const { times, unit } = timesOf([...files.map(({ label }) => label), at]);
  const earlier = files.map(({ path }, index) => ({ path, time: times[index] ?? index })).sort((one, two) => one.time - two.time);
  const now = times.at(-1) ?? earlier.length;
  if (earlier.some(({ time }) => time > now)) throw new UsageProblem('--at is before the time of an earlier round; --previous takes earlier ones');
  return { earlier, now, unit };
}

/** Reads the sample of an earlier CSV. */
export type ReadSample = (path: string) => Promise<Sample>;

async function readEarlier({ path }: Earlier, population: string, readSample: ReadSample): Promise<{ readonly result: PopulationResult; readonly sample?: Sample }> {
  if (/\.json$/i.test(path)) return { result: readResult(path, population) };
  const sample = await readSample(path);
  return { result: scorecard(sample), sample };
}

/** The scorecard of a sample, compared with its earlier rounds where there are any. */
export async function scoredWithEarlier(sample: Sample, words: readonly string[], at: string | null, readSample: ReadSample): Promise<Scored> {
  if (words.length === 0) return { result: scorecard(sample) };
  const { earlier, now, unit } = orderRounds(words, at);
  const rounds: { readonly time: number; readonly result: PopulationResult; readonly sample?: Sample }[] = [];
  for (const round of earlier) rounds.push({ time: round.time, ...(await readEarlier(round, sample.form.population, readSample)) });
  const own = withStandout(sample, scorecard(sample));
  const last = rounds.at(-1);
  if (last === undefined) return { result: own };
  const compared = compareResults(last.result, own);
  const result = last.sample === undefined ? compared : withRanks(last.sample, sample, compared);
  return rounds.length < 2 ? { result } : { result, trend: trendOf([...rounds, { time: now, result: own }], unit) };
}
