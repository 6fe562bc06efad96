// spid trend: several rounds of one survey as lines, from their published results alone. Two rounds give the change.
// Exit codes as those of `spid score`: 0 done, 2 usage, 3 a file is not as it should be.
import { basename } from 'node:path';
import { parseArgs } from 'node:util';
import { trendOf } from '../../analysis/scorecard/trend-result.ts';
import { Problem } from '../../shared/problem.ts';
import { partName } from '../../shared/results/part-name.ts';
import { ANALYSIS_VERSION } from '../../shared/results/release.ts';
import { TREND_FORMAT, TrendOutput } from '../../shared/results/trend-result.ts';
import type { PopulationTrend } from '../../shared/results/trend-result.ts';
import { csvText } from '../desk/csv-row.ts';
import { refuseBadData } from './bad-data.ts';
import { UsageProblem } from './command.ts';
import type { Command, Writers } from './command.ts';
import { printCsv } from './print-csv.ts';
import { checkAlike, labelledFile, readResultFile, timesOf } from './result-file.ts';
import type { ResultFile } from './result-file.ts';
import { trendRows } from './trend-rows.ts';

const HELP = `spid trend [TIME=]FILE.json [TIME=]FILE.json … [options]

Draws a line through the published results of several rounds: releases, or what spid score printed. Overall score, factors,
indicators, scored items and experiences, each with its points, its slope with interval, p (Holm over overall and factors,
Benjamini and Hochberg over the rest) and the lack of fit of a straight line; and the last round against the one before.

TIME is 2026, 2026-03 or 2026-03-31; slopes are then per year. Without times the rounds are one apart, in the order given.
A line starts anew where items or wording changed. Below three rounds there is a change and no line. A line with a census in
it rests on standard errors without the frame (flag without-frame). What a round hides has no point.

  --population CODE        one population alone
  --format json|csv        what is printed (json)

  spid trend 2022=first.json 2024-06=second.json 2026-06=third.json --format csv`;

type Rounds = readonly (ResultFile & { readonly time: number; readonly name: string })[];

/** Lines of every part of the survey that two rounds or more have. */
function trendsOf(rounds: Rounds, unit: PopulationTrend['unit'], population: string | undefined): PopulationTrend[] {
  const parts = [...new Set(rounds.flatMap(({ populations }) => populations.filter((one) => population === undefined || one.population === population).map(partName)))];
  const trends = parts.flatMap((part) => {
    const found = rounds.flatMap(({ time, populations }) => populations.filter((one) => partName(one) === part).map((result) => ({ time, result })));
    return found.length < 2 ? [] : [trendOf(found, unit)];
  });
  if (trends.length > 0) return trends;
  const names = [...new Set(rounds.flatMap(({ populations }) => populations.map(partName)))].join(', ');
  throw new Problem('request.malformed', `no population ${population === undefined ? '' : `${population} `}is in two of the files or more; they have ${names}`);
}

function run(words: readonly string[], writers: Writers): number {
  const { values, positionals } = parseArgs({ args: [...words], options: { population: { type: 'string' }, format: { type: 'string', default: 'json' } }, allowPositionals: true });
  if (values.format !== 'json' && values.format !== 'csv') throw new UsageProblem('--format is json or csv');
  if (positionals.length < 2) throw new UsageProblem('trend takes the results of two rounds or more');
  const files = positionals.map(labelledFile);
  const { times, unit } = timesOf(files.map(({ label }) => label));
  try {
    const rounds = files.map(({ label, path }, index) => ({ ...readResultFile(path), time: times[index] ?? index, name: label ?? basename(path) }));
    checkAlike(rounds);
    const populations = trendsOf(rounds, unit, values.population);
    const output: TrendOutput = { format: TREND_FORMAT, survey: rounds[0]?.survey ?? '', analysis: ANALYSIS_VERSION, rounds: rounds.map(({ name, time }) => ({ name, time })), populations };
    if (values.format === 'csv') printCsv(csvText(populations.flatMap(trendRows)), writers);
    else writers.out(JSON.stringify(TrendOutput.parse(output), null, 2));
    return 0;
  } catch (error) {
    return refuseBadData(error, writers);
  }
}

export const trendCommand: Command = {
  name: 'trend',
  summary: 'draws lines through the results of several rounds',
  help: HELP,
  run: async (words, writers) => run(words, writers),
};
