// The words of `spid score` as one checked object; a word that makes no sense says which and what to write instead.
import { parseArgs } from 'node:util';
import { ItemCode } from '../../shared/questionnaire/codes.ts';
import { Selection } from '../../shared/round/plan.ts';
import { UsageProblem } from './command.ts';
import { labelledFile } from './result-file.ts';

export type ScoreOptions = {
  readonly questionnaire: string;
  readonly answers: string;
  readonly format: 'json' | 'csv';
  readonly adaptation: string | null;
  readonly frame: string | null;
  readonly size: number | null;
  readonly selection: Selection;
  readonly stratumItem: ItemCode | null;
  readonly breakdowns: readonly ItemCode[];
  readonly threshold: number;
  readonly estimation: 'simple' | 'design';
  /** Margins of the frame to fit weights to. */
  readonly weights: string | null;
  readonly unstated: 'own-category' | 'dropped' | null;
  /** Largest weight over the mean weight, or `auto`. */
  readonly trim: number | 'auto' | null;
  /** Reliability, quartiles, standout factors and quality too. */
  readonly details: boolean;
  /** An item whose drivers are wanted. */
  readonly drivers: ItemCode | null;
  /** Earlier rounds, each `[TIME=]FILE`: a scorecard or release as JSON, or answers as CSV. */
  readonly previous: readonly string[];
  /** Frames and margins of the earlier rounds that are CSVs, in their order. */
  readonly previousFrame: readonly string[];
  readonly previousWeights: readonly string[];
  /** Calendar time of these answers. */
  readonly at: string | null;
};

const text = { type: 'string' } as const;
const texts = { type: 'string', multiple: true } as const;
const WORDS = {
  questionnaire: text, answers: text, format: text, adaptation: text, frame: text, size: text,
  selection: text, 'stratum-item': text, breakdown: texts, threshold: text, estimation: text, previous: texts, 'previous-frame': texts, 'previous-weights': texts, at: text, weights: text, unstated: text, trim: text,
  details: { type: 'boolean' }, drivers: text,
} as const;

function wholeNumber(word: string | undefined, name: string, least: number): number | null {
  if (word === undefined) return null;
  const number = Number(word);
  if (!Number.isInteger(number) || number < least) throw new UsageProblem(`--${name} takes a whole number from ${String(least)} up`);
  return number;
}

function oneOf<Choice extends string>(word: string | undefined, name: string, choices: readonly Choice[], otherwise: Choice): Choice {
  if (word === undefined) return otherwise;
  const choice = choices.find((known) => known === word);
  if (choice === undefined) throw new UsageProblem(`--${name} is one of ${choices.join(', ')}`);
  return choice;
}

function trimOf(word: string | undefined): number | 'auto' | null {
  if (word === undefined || word === 'auto') return word ?? null;
  const number = Number(word);
  if (!(number > 1 && number < Infinity)) throw new UsageProblem('--trim is auto, or a number above 1: the largest weight over the mean weight');
  return number;
}

/** Words that only say how to fit weights make no sense without margins to fit them to. */
function checkFitWords(values: { readonly weights?: string; readonly unstated?: string; readonly trim?: string }): void {
  if (values.weights === undefined && (values.unstated ?? values.trim) !== undefined) throw new UsageProblem('--unstated and --trim belong to --weights, which is missing');
}

function earlierTime({ at, previous }: { readonly at?: string; readonly previous?: readonly string[] }): string | null {
  if (at !== undefined && previous === undefined) throw new UsageProblem('--at belongs to --previous TIME=FILE, which is missing');
  return at ?? null;
}

/** Earlier rounds that are CSVs, in the order of the words. */
export const earlierCsvs = (previous: readonly string[]): readonly string[] => previous.map((word) => labelledFile(word).path).filter((path) => !/\.json$/i.test(path));

/** Earlier rounds, each of a file of its own: a frame belongs to one of them, and a round beside itself changes nothing. */
function earlierRounds(previous: readonly string[]): readonly string[] {
  const paths = previous.map((word) => labelledFile(word).path);
  const twice = paths.find((path, index) => paths.indexOf(path) !== index);
  if (twice !== undefined) throw new UsageProblem(`${twice} stands twice in --previous: give each earlier round once, with a file of its own`);
  return previous;
}

/** A file for each earlier CSV, or none. */
function earlierFiles(files: readonly string[] | undefined, name: string, previous: readonly string[] | undefined): readonly string[] {
  const csvs = earlierCsvs(previous ?? []).length;
  if (files !== undefined && files.length !== csvs) throw new UsageProblem(`--${name} is given once for each CSV of --previous, in their order: ${String(csvs)} times, not ${String(files.length)}`);
  return files ?? [];
}

function itemCode(word: string, name: string): ItemCode {
  const parsed = ItemCode.safeParse(word);
  if (!parsed.success) throw new UsageProblem(`--${name} takes item codes such as D_REGION`);
  return parsed.data;
}

const needed = (word: string | undefined, name: string): string => {
  if (word === undefined) throw new UsageProblem(`--${name} is missing`);
  return word;
};

function wordsOf(words: readonly string[]) {
  try {
    return parseArgs({ args: [...words], options: WORDS, strict: true, allowPositionals: false }).values;
  } catch (error) {
    throw new UsageProblem(error instanceof Error ? error.message : 'the words can not be read');
  }
}

/** Parses the words after `spid score`. Throws UsageProblem. */
export function scoreOptions(words: readonly string[]): ScoreOptions {
  const values = wordsOf(words);
  checkFitWords(values);
  return {
    questionnaire: needed(values.questionnaire, 'questionnaire'),
    answers: needed(values.answers, 'answers'),
    format: oneOf(values.format, 'format', ['json', 'csv'], 'json'),
    adaptation: values.adaptation ?? null,
    frame: values.frame ?? null,
    size: wholeNumber(values.size, 'size', 1),
    selection: oneOf(values.selection, 'selection', Selection.options, 'open-link'),
    stratumItem: values['stratum-item'] === undefined ? null : itemCode(values['stratum-item'], 'stratum-item'),
    breakdowns: (values.breakdown ?? []).flatMap((list) => list.split(',')).map((word) => itemCode(word.trim(), 'breakdown')),
    threshold: wholeNumber(values.threshold, 'threshold', 10) ?? 10,
    estimation: oneOf(values.estimation, 'estimation', ['simple', 'design'], 'simple'),
    weights: values.weights ?? null,
    unstated: values.unstated === undefined ? null : oneOf<'own-category' | 'dropped'>(values.unstated, 'unstated', ['own-category', 'dropped'], 'own-category'),
    trim: trimOf(values.trim),
    details: values.details === true || values.drivers !== undefined,
    drivers: values.drivers === undefined ? null : itemCode(values.drivers, 'drivers'),
    previous: earlierRounds(values.previous ?? []),
    previousFrame: earlierFiles(values['previous-frame'], 'previous-frame', values.previous),
    previousWeights: earlierFiles(values['previous-weights'], 'previous-weights', values.previous),
    at: earlierTime(values),
  };
}
