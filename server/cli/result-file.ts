// Files of published results, as the commands that compare several rounds or administrations take them: a release, or what
// `spid score` printed, with a word before it where one is needed: `2024-06=second.json`, `aldoria=aldoria.json`.
import { existsSync, readFileSync } from 'node:fs';
import { Problem } from '../../shared/problem.ts';
import { Release, ScoreOutput } from '../../shared/results/release.ts';
import type { PopulationResult } from '../../shared/results/population-result.ts';
import { UsageProblem } from './command.ts';

export type ResultFile = {
  readonly path: string;
  readonly survey: string;
  /** Null for a scorecard of `spid score`, which knows no administration. */
  readonly administration: string | null;
  readonly demonstration: boolean;
  readonly populations: readonly PopulationResult[];
};

/** A file with the word before its `=`, if it has one. A file whose own name holds a `=` is taken whole. */
export function labelledFile(word: string): { readonly label: string | null; readonly path: string } {
  const place = word.indexOf('=');
  if (place === -1 || existsSync(word)) return { label: null, path: word };
  if (place === 0 || place === word.length - 1) throw new UsageProblem(`${word} is no file; write WORD=FILE, or the file alone`);
  return { label: word.slice(0, place), path: word.slice(place + 1) };
}

/** Reads a release or a scorecard. Throws a Problem that names the file and what to give instead. */
export function readResultFile(path: string): ResultFile {
  let value: unknown;
  try {
    value = JSON.parse(readFileSync(path, 'utf8'));
  } catch {
    throw new Problem('request.malformed', `${path} is missing or not JSON; give the JSON of a release or of spid score`, { place: path });
  }
  const score = ScoreOutput.safeParse(value);
  if (score.success) return { path, survey: score.data.survey, administration: null, demonstration: false, populations: [score.data.result] };
  const release = Release.safeParse(value);
  if (!release.success) throw new Problem('request.malformed', `${path} is neither a scorecard of spid score nor a release`, { place: path });
  const { survey, administration, demonstration, populations } = release.data;
  return { path, survey, administration, demonstration: demonstration === true, populations };
}

/** Files of one survey, all real or all fictional. Throws a Problem that names the file that differs. */
export function checkAlike(files: readonly ResultFile[]): void {
  const [first] = files;
  for (const file of files) {
    if (first === undefined) return;
    if (file.survey !== first.survey) throw new Problem('request.malformed', `${file.path} is of the survey ${file.survey}, ${first.path} of ${first.survey}; give files of one survey`, { place: file.path });
    if (file.demonstration !== first.demonstration) throw new Problem('request.malformed', `${file.path} and ${first.path} do not go together: one of them is a demonstration with invented answers`, { place: file.path });
  }
}

const TIME = /^(\d{4})(?:-(\d{2})(?:-(\d{2}))?)?$/;

/** Calendar time in years: the middle of a year, of a month, or a day. Throws a UsageProblem. */
export function timeOf(word: string): number {
  const [, year = '', month, day] = TIME.exec(word) ?? [];
  const start = (y: number, m: number, d: number): number => Date.UTC(y, m, d);
  const [y, m, d] = [Number(year), Number(month ?? '1') - 1, Number(day ?? '1')];
  const isReal = year !== '' && new Date(start(y, m, d)).getUTCMonth() === m && new Date(start(y, m, d)).getUTCDate() === d;
  if (!isReal) throw new UsageProblem(`${word} is no time of a round; write 2026, 2026-03 or 2026-03-31 before the =`);
  const from = start(y, m, d);
  const to = month === undefined ? start(y + 1, 0, 1) : day === undefined ? start(y, m + 1, 1) : from;
  return y + ((from + to) / 2 - start(y, 0, 1)) / (start(y + 1, 0, 1) - start(y, 0, 1));
}

/** Times of rounds in the order given: all labelled by calendar time, or none, and then numbered. Throws a UsageProblem. */
export function timesOf(labels: readonly (string | null)[]): { readonly times: readonly number[]; readonly unit: 'year' | 'round' } {
  const named = labels.filter((label) => label !== null);
  if (named.length === 0) return { times: labels.map((_, index) => index + 1), unit: 'round' };
  if (named.length < labels.length) throw new UsageProblem('either every round has its time, as 2024-06=FILE, or none has');
  const times = named.map(timeOf);
  if (new Set(times).size < times.length) throw new UsageProblem('two rounds stand at the same time; write their months or days as well');
  return { times, unit: 'year' };
}
