// `spid score`: from a questionnaire folder and a CSV of answers to a scorecard, without a server. The same analysis and
// the same gate as a round's release, so that a figure is the same whichever way its answers came.
// Exit codes: 0 done, 1 unexpected, 2 usage, 3 the questionnaire or a file is not as it should be.
import { ANALYSIS_VERSION, RULE_VERSION, SCORE_FORMAT, ScoreOutput } from '../../shared/results/release.ts';
import { itemLayouts } from '../../analysis/scoring/item-layout.ts';
import type { ItemLayout } from '../../analysis/scoring/item-layout.ts';
import { applyBases, resolveRouting } from '../../analysis/scoring/resolve-routing.ts';
import { inFixedOrder } from '../../analysis/scorecard/fixed-order.ts';
import { fitWeights, UnfitMargin } from '../../analysis/scorecard/fit-weights.ts';
import { dividingLayout } from '../../analysis/scorecard/sample.ts';
import type { Sample, SamplePlan } from '../../analysis/scorecard/sample.ts';
import type { Form } from '../../shared/questionnaire/form.ts';
import { csvText } from '../desk/csv-row.ts';
import { resultRows } from '../desk/release-csv.ts';
import { UsageProblem } from './command.ts';
import type { Command, Writers } from './command.ts';
import { BadCsv } from './csv/csv-problem.ts';
import { inOrder } from './csv/in-order.ts';
import { withShardedTallies } from './csv/tally-shards.ts';
import { poolFor } from './csv/thread-pool.ts';
import type { ThreadPool } from './csv/thread-pool.ts';
import { scoredWithEarlier } from './earlier-rounds.ts';
import type { Scored } from './earlier-rounds.ts';
import { readFrame } from './frame-file.ts';
import { EXIT_BAD_DATA, refuseBadData } from './bad-data.ts';
import type { FrameStratum } from './frame-file.ts';
import { printCsv } from './print-csv.ts';
import { readCsv } from './read-csv.ts';
import type { CsvAnswers } from './read-csv.ts';
import { earlierSample } from './score-earlier.ts';
import { checkFrame } from './score-frame.ts';
import { scoreForm } from './score-form.ts';
import { SCORE_HELP } from './score-help.ts';
import { weightsWarning } from './score-warning.ts';
import { scoreOptions } from './score-options.ts';
import type { ScoreOptions } from './score-options.ts';
import { trendRows } from './trend-rows.ts';
import { readMargins } from './weights-file.ts';

const PROGRESS_MS = 500;
const LARGE_FILE = 16 * 1024 * 1024;

/** A progress line at most every half second, and one when a large file has been read. */
function progressTo(writers: Writers): (read: number, size: number, rows: number) => void {
  let last = Date.now();
  return (read, size, rows) => {
    const now = Date.now();
    if (now - last < PROGRESS_MS && (read < size || size < LARGE_FILE)) return;
    last = now;
    writers.err(`read ${String(rows)} rows, ${String(Math.min(100, Math.round((100 * read) / Math.max(1, size))))} %`);
  };
}

function totalSize(options: ScoreOptions, strata: SamplePlan['strata']): number | null {
  if (options.size !== null) return options.size;
  const sizes = strata.flatMap(({ size }) => (size === null ? [] : [size]));
  const total = sizes.reduce((sum, size) => sum + size, 0);
  return strata.length === 0 || sizes.length < strata.length || total === 0 ? null : total;
}

/** Strata that no frame names: those of the answers' column, or the points of the item that gives strata. */
function unframedCodes(options: ScoreOptions, answers: CsvAnswers, layouts: readonly ItemLayout[]): readonly string[] {
  if (options.stratumItem === null) return answers.stratum?.codes ?? [];
  return options.frame === null ? dividingLayout(layouts, options.stratumItem).points.map(String) : [];
}

function planOf(options: ScoreOptions, found: readonly string[], frame: readonly FrameStratum[]): SamplePlan {
  const unframed = found.filter((code) => !frame.some((stratum) => stratum.code === code));
  const strata = [...frame.map(({ code, size, codes, clusters }) => ({ code, size, codes, clusters })), ...unframed.map((code) => ({ code, size: null, codes: null }))];
  return { selection: options.selection, size: totalSize(options, strata), stratumItem: options.stratumItem, strata };
}

function checkDesign(answers: CsvAnswers, options: ScoreOptions): void {
  const problem = (column: string, what: string, remedy: string): never => {
    throw new BadCsv([{ row: 1, column, problem: what, remedy }]);
  };
  if (answers.stratum !== null && options.stratumItem !== null) problem('stratum', 'strata come from a column and from --stratum-item', 'give one of the two');
}

/** Answers that routing hides are errors: the file and the questionnaire tell two stories. */
function prepare(form: Form, answers: CsvAnswers): void {
  const layouts = itemLayouts(form);
  const hidden = resolveRouting(form, layouts, answers.columns);
  if (hidden.length > 0) {
    throw new BadCsv(hidden.map(({ item, row }) => ({
      row: row + 2, column: item, problem: 'is answered although the questionnaire does not ask it after the other answers', remedy: 'leave it empty or write not-shown',
    })));
  }
  applyBases(layouts, answers.columns);
}

/** Items that the words name must be there and of a kind that fits. */
function checkItems(form: Form, { breakdowns, drivers, stratumItem }: ScoreOptions): void {
  const kindOf = (code: string): string | undefined => form.scales.find((scale) => scale.code === form.items.find((item) => item.code === code)?.scale)?.kind;
  for (const code of [...breakdowns, ...(stratumItem === null ? [] : [stratumItem])]) {
    if (!['ordinal', 'nominal'].includes(kindOf(code) ?? '')) throw new UsageProblem(`${code} is no single-choice item of the questionnaire, so nobody can be divided by it`);
  }
  if (drivers !== null && kindOf(drivers) !== 'ordinal') throw new UsageProblem(`--drivers takes an item with an ordinal scale, which ${drivers} is not`);
}

/** The sample of a file of answers. A large one is read and tallied by several threads. */
async function sampleOf(form: Form, options: ScoreOptions, writers: Writers): Promise<Sample> {
  const pool = poolFor(options.answers);
  try {
    return await withShardedTallies(await readSample(form, options, writers, pool), pool);
  } finally {
    await pool.close();
  }
}

async function readSample(form: Form, options: ScoreOptions, writers: Writers, pool: ThreadPool): Promise<Sample> {
  const layouts = itemLayouts(form);
  const frame = options.frame === null ? [] : readFrame(options.frame);
  const strata = options.frame === null ? null : frame.map(({ code }) => code);
  const read = await readCsv(options.answers, { layouts, strata, progress: progressTo(writers), pool });
  const answers = { ...read, stratum: read.stratum === null ? null : inOrder(read.stratum, frame.length) };
  checkDesign(answers, options);
  prepare(form, answers);
  const sample: Sample = {
    ...{ form, layouts, columns: answers.columns, plan: planOf(options, unframedCodes(options, answers, layouts), frame), threshold: options.threshold },
    ...{ breakdowns: options.breakdowns, estimation: options.estimation, details: options.details },
    ...(options.drivers === null ? {} : { outcome: options.drivers }),
    ...(answers.stratum === null ? {} : { stratumOf: new Uint16Array(answers.stratum.of) }),
    ...(answers.weights === null ? {} : { weights: answers.weights }),
    ...(answers.clusters === null ? {} : { clusters: answers.clusters }),
    ...(answers.languages === null ? {} : { languages: answers.languages }),
  };
  checkFrame(sample, frame, options.frame, options.weights !== null);
  return weighted(options, inFixedOrder(sample));
}

/** The sample with weights fitted to the margins of --weights, or as it is. */
function weighted(options: ScoreOptions, sample: Sample): Sample {
  const { weights, unstated, trim } = options;
  if (weights === null) return sample;
  return fitWeights(sample, readMargins(weights), { ...(unstated === null ? {} : { unstated }), ...(trim === null ? {} : { trim }) });
}

function print(form: Form, options: ScoreOptions, { result, trend }: Scored, writers: Writers): void {
  const warning = weightsWarning(result);
  if (warning !== null) writers.err(warning);
  if (options.format === 'csv') {
    printCsv(csvText([...resultRows('', [result]), ...(trend === undefined ? [] : trendRows(trend))]), writers);
    return;
  }
  const { survey, version } = form;
  const output: ScoreOutput = { format: SCORE_FORMAT, survey, version, rule: RULE_VERSION, analysis: ANALYSIS_VERSION, threshold: options.threshold, result, ...(trend === undefined ? {} : { trend }) };
  writers.out(JSON.stringify(ScoreOutput.parse(output), null, 2));
}

/** Runs `spid score`; UsageProblem goes on to whoever runs commands. */
async function runScore(words: readonly string[], writers: Writers): Promise<number> {
  const options = scoreOptions(words);
  try {
    const form = scoreForm(options.questionnaire, options.adaptation);
    checkItems(form, options);
    const sample = await sampleOf(form, options, writers);
    print(form, options, await scoredWithEarlier(sample, options.previous, options.at, (path) => earlierSample(options, sample, path, (earlier) => sampleOf(form, earlier, writers))), writers);
    return 0;
  } catch (error) {
    if (error instanceof BadCsv) error.problems.forEach(({ row, column, problem, remedy }) => writers.err(`${error.file ?? options.answers}: row ${String(row)}, column ${column}: ${problem}; ${remedy}`));
    else if (error instanceof UnfitMargin) writers.err(`${options.weights ?? ''}: ${error.message}`);
    else if (isUnreadable(error)) writers.err(`${error.path ?? 'one of the files'} ${UNREADABLE[error.code]}`);
    else return refuseBadData(error, writers);
    return EXIT_BAD_DATA;
  }
}

/** The system's errors are no instances of this realm's Error everywhere, so they are known by their shape. */
const UNREADABLE = { ENOENT: 'is missing: check its name and where it lies', EACCES: 'may not be read by this user', EISDIR: 'is a folder, not a file' } as const;
const isUnreadable = (error: unknown): error is { readonly code: keyof typeof UNREADABLE; readonly path?: string } =>
  typeof error === 'object' && error !== null && 'code' in error && String(error.code) in UNREADABLE;

export const scoreCommand: Command = {
  name: 'score',
  summary: 'scores a CSV of answers by a questionnaire, without a server',
  help: SCORE_HELP,
  run: (words, writers) => runScore(words, writers),
};
