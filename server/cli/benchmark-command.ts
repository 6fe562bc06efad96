// spid benchmark: one administration among its peers, from published results alone. Never below five peers, never with one
// that outweighs the others; quartiles and no extremes. Exit codes as those of `spid score`.
import { readFileSync } from 'node:fs';
import { parseArgs } from 'node:util';
import { benchmarkOf } from '../../analysis/scorecard/benchmark-result.ts';
import type { Contribution } from '../../analysis/scorecard/benchmark-result.ts';
import { Problem } from '../../shared/problem.ts';
import { BENCHMARK_FORMAT, BenchmarkOutput } from '../../shared/results/benchmark-result.ts';
import { ANALYSIS_VERSION } from '../../shared/results/release.ts';
import type { PopulationResult } from '../../shared/results/population-result.ts';
import { csvText } from '../desk/csv-row.ts';
import { refuseBadData } from './bad-data.ts';
import { UsageProblem } from './command.ts';
import type { Command, Writers } from './command.ts';
import { namesOf, separatorOf } from './csv/header.ts';
import { printCsv } from './print-csv.ts';
import { checkAlike, labelledFile, readResultFile } from './result-file.ts';
import type { ResultFile } from './result-file.ts';
import { benchmarkRows } from './trend-rows.ts';

const HELP = `spid benchmark --own [CODE=]FILE.json [CODE=]FILE.json … [options]

Shows where an administration stands among its peers: random effects over the peers (REML, and DerSimonian and Laird beside it;
Knapp and Hartung's standard error, never smaller than without), a prediction interval, quartiles of shrunken scores, the own
score and the same drawn to the peers' mean, and its rank with a 95 % interval. For the overall score, factors, indicators,
scored items and experiences. Files are releases, or what spid score printed; those need their administration's CODE=.

Peers are at least five others, none with more than half of their persons; otherwise there is no benchmark and the reason stands
instead. They are chosen once per population. Those who asked a figure's items otherwise, or hide it, drop out of that figure.

  --classes FILE.csv       administration,region,…: the classes that administrations belong to
  --class NAME,…           classes to try in this order, all for everybody (the classes file's columns from the left, then all)
  --population CODE        one population alone
  --seed N                 seed of the rank intervals (1)
  --format json|csv        what is printed (json)`;

type Coded = ResultFile & { readonly code: string };

function codedFile(word: string): Coded {
  const { label, path } = labelledFile(word);
  const file = readResultFile(path);
  const code = label ?? file.administration;
  if (code === null) throw new UsageProblem(`${path} is a scorecard of spid score, which names no administration; write CODE=${path}`);
  return { ...file, code };
}

type Classes = { readonly names: readonly string[]; readonly of: ReadonlyMap<string, ReadonlyMap<string, string>> };

function readClasses(path: string | undefined): Classes {
  if (path === undefined) return { names: [], of: new Map() };
  let text: string;
  try {
    text = readFileSync(path, 'utf8').replace(/^\uFEFF/, '');
  } catch {
    throw new Problem('request.malformed', `${path} can not be read; --classes takes a CSV of administration and its classes`, { place: path });
  }
  const [head = '', ...lines] = text.split(/\r?\n/).filter((line) => line.trim() !== '');
  const separator = separatorOf(head);
  const [first, ...names] = namesOf(head, separator);
  if (first !== 'administration' || names.length === 0) throw new Problem('request.malformed', `${path}: begin the file with administration and at least one class, such as administration,region`, { place: path });
  const of = new Map<string, ReadonlyMap<string, string>>();
  lines.forEach((line, index) => {
    const [code = '', ...values] = namesOf(line, separator);
    if (code === '' || of.has(code)) throw new Problem('request.malformed', `${path}: row ${String(index + 2)}, column administration: is ${code === '' ? 'empty' : `${code}, which stands twice`}; give each administration one line`, { place: path });
    of.set(code, new Map(names.flatMap((name, place) => (values[place] === undefined || values[place] === '' ? [] : [[name, values[place]] as const]))));
  });
  return { names, of };
}

/** Classes in the order in which they are tried. */
function orderOf(word: string | undefined, { names }: Classes): readonly string[] {
  if (word === undefined) return [...names, 'all'];
  const order = word.split(',').map((name) => name.trim());
  const unknown = order.find((name) => name !== 'all' && !names.includes(name));
  if (unknown !== undefined) throw new UsageProblem(`--class ${unknown} is no column of the classes file${names.length === 0 ? ', which is missing (--classes)' : `: ${names.join(', ')}`}`);
  return order;
}

function checkCodes(files: readonly Coded[]): void {
  const twice = files.find(({ code }, index) => files.findIndex((one) => one.code === code) !== index);
  if (twice !== undefined) throw new UsageProblem(`two files are of the administration ${twice.code} (${twice.path}); give one round of each`);
}

function optionsOf(words: readonly string[]) {
  const text = { type: 'string' } as const;
  const { values, positionals } = parseArgs({ args: [...words], options: { own: text, classes: text, class: text, population: text, seed: { ...text, default: '1' }, format: { ...text, default: 'json' } }, allowPositionals: true });
  if (values.own === undefined) throw new UsageProblem('--own is missing: the results of the administration that is compared');
  if (values.format !== 'json' && values.format !== 'csv') throw new UsageProblem('--format is json or csv');
  if (!/^\d{1,9}$/.test(values.seed)) throw new UsageProblem('--seed takes a whole number from 0 up');
  return { ...values, own: values.own, seed: Number(values.seed), positionals };
}

function benchmarks(own: Coded, others: readonly Coded[], classes: Classes, options: ReturnType<typeof optionsOf>): BenchmarkOutput {
  const order = orderOf(options.class, classes);
  const contribution = ({ code }: Coded, result: PopulationResult): Contribution => ({ code, classes: classes.of.get(code) ?? new Map<string, string>(), result });
  const invited = own.populations.filter(({ way, population }) => way === undefined && (options.population === undefined || population === options.population));
  if (invited.length === 0) throw new Problem('request.malformed', `${own.path} has no ${options.population === undefined ? 'invited population' : `population ${options.population}`}`, { place: own.path });
  const populations = invited.map((result) => benchmarkOf(
    contribution(own, result),
    others.flatMap((other) => other.populations.filter((one) => one.population === result.population && one.way === undefined).map((one) => contribution(other, one))),
    { seed: options.seed, order },
  ));
  return BenchmarkOutput.parse({ format: BENCHMARK_FORMAT, survey: own.survey, analysis: ANALYSIS_VERSION, own: own.code, seed: options.seed, populations });
}

function run(words: readonly string[], writers: Writers): number {
  const options = optionsOf(words);
  try {
    const [own, others] = [codedFile(options.own), options.positionals.map(codedFile)];
    checkCodes([own, ...others]);
    checkAlike([own, ...others]);
    const output = benchmarks(own, others, readClasses(options.classes), options);
    if (options.format === 'csv') printCsv(csvText(output.populations.flatMap(benchmarkRows)), writers);
    else writers.out(JSON.stringify(output, null, 2));
    return 0;
  } catch (error) {
    return refuseBadData(error, writers);
  }
}

export const benchmarkCommand: Command = {
  name: 'benchmark',
  summary: 'shows where an administration stands among its peers',
  help: HELP,
  run: async (words, writers) => run(words, writers),
};
