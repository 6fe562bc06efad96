// From a CSV of a million rows × 53 columns to the scorecard, against DuckDB reading the same file into a table with
// declared types, both with all processors; largest resident size; and the factors' figures against the best of three SQL
// forms over that table. Both sides take turns, and the least time of each counts, so that a busy moment hits both.
// Fails where figures differ by more than 1e-9 or a ratio is not kept. DuckDB is a development dependency of this bench alone.
// Run: node --import tsx bench/csv-and-sql.ts --seed 1 --rows 1000000
import { spawnSync } from 'node:child_process';
import { mkdtempSync, openSync, rmSync, writeSync, closeSync } from 'node:fs';
import { availableParallelism, tmpdir } from 'node:os';
import { join } from 'node:path';
import { DuckDBInstance } from '@duckdb/node-api';
import { meanFromStrata } from '../analysis/inference/stratum-sums.ts';
import { momentsOfStates, ORIGIN } from '../analysis/moments.ts';
import { tally } from '../analysis/scoring/tally.ts';
import { readCsv } from '../server/cli/read-csv.ts';
import { STRATA, surveyData } from './survey-columns.ts';
import type { SurveyData } from './survey-columns.ts';

const argument = (name: string, otherwise: number): number => {
  const place = process.argv.indexOf(`--${name}`);
  return place < 0 ? otherwise : Number(process.argv[place + 1]);
};
const rows = argument('rows', 1_000_000);
const ITEMS = 50;

/** The data as a file: BOM, CRLF, quotes in one column, columns in another order than the questionnaire's. */
function writeFile(data: SurveyData, path: string): void {
  const file = openSync(path, 'w');
  const order = data.columns.items.map((_, index) => (index * 7) % ITEMS);
  writeSync(file, `\uFEFF${[...order.map((index) => `Q${String(index + 1)}`), 'stratum', 'weight', 'psu'].join(',')}\r\n`);
  for (let start = 0; start < rows; start += 10_000) {
    const lines: string[] = [];
    for (let row = start; row < Math.min(rows, start + 10_000); row += 1) {
      const answers = order.map((index) => { const byte = data.columns.items[index]?.[row] ?? 0; return byte > 0 && byte < 6 ? String(byte) : ''; });
      lines.push(`${answers.join(',')},"s${String((data.population[row] ?? 0) * STRATA + (data.stratum[row] ?? 0))}",${(data.weights[row] ?? 0).toFixed(4)},o${String(row % 40)}`);
    }
    writeSync(file, `${lines.join('\r\n')}\r\n`);
  }
  closeSync(file);
}

type Mean = { readonly n: number; readonly value: number; readonly se: number };

function meansOf(columns: Parameters<typeof tally>[0], factors: SurveyData['factors'], cellOf: Uint16Array, weights: Float64Array): readonly Mean[] {
  const tallies = tally(columns, { factors, cellOf, cells: 2 * STRATA + 1, weights });
  return tallies.groups.map((group) => {
    const moments = momentsOfStates(group.states, group.sums, tallies.cells, tallies.stride, 'score').slice(0, -1);
    const figure = meanFromStrata(moments.map((one, cell) => ({ ...one, sheets: tallies.sheets[tallies.stride * cell] ?? 0 })).filter(({ sheets }) => sheets > 0), ORIGIN);
    return figure.status === 'estimated' ? { n: figure.n, value: figure.value, se: figure.se } : { n: 0, value: Number.NaN, se: Number.NaN };
  });
}

const itemScore = (index: number): string => (index % 5 === 3 ? `(5 - Q${String(index + 1)}) * 25.0` : `(Q${String(index + 1)} - 1) * 25.0`);
const answered = Array.from({ length: ITEMS }, (_, index) => `(Q${String(index + 1)} IS NOT NULL)::INT`).join(' + ');
const ofFactor = (factor: number): number[] => Array.from({ length: 5 }, (_, place) => factor * 5 + place);
const perFactor = (score: (factor: number) => string): string => Array.from({ length: 10 }, (_, factor) => `${score(factor)} AS f${String(factor)}`).join(', ');

/** One column of arithmetic per factor. */
const caseScore = (factor: number): string => {
  const count = ofFactor(factor).map((index) => `(Q${String(index + 1)} IS NOT NULL)::INT`).join(' + ');
  return `CASE WHEN ${count} >= 3 THEN (${ofFactor(factor).map((index) => `coalesce(${itemScore(index)}, 0)`).join(' + ')}) / (${count}) END`;
};
/** Lists and their aggregates, which pass over NULL. */
const listScore = (factor: number): string => {
  const list = `[${ofFactor(factor).map((index) => itemScore(index)).join(', ')}]`;
  return `CASE WHEN list_count(${list}) >= 3 THEN list_avg(${list}) END`;
};
const sums = Array.from({ length: 10 }, (_, f) => {
  const y = `(f${String(f)} - 50)`, on = `f${String(f)} IS NOT NULL`;
  return `count(f${String(f)}) r${String(f)}, sum(w) FILTER (${on}) w${String(f)}, sum(w*${y}) wy${String(f)}, sum(w*w) FILTER (${on}) ww${String(f)}, sum(w*w*${y}) wwy${String(f)}, sum(w*w*${y}*${y}) wwyy${String(f)}`;
}).join(', ');
const wide = (score: (factor: number) => string): string =>
  `WITH p AS (SELECT stratum, weight AS w, ${perFactor(score)}, 2 * (${answered}) >= ${String(ITEMS)} AS usable FROM t) SELECT stratum, count(*) n, ${sums} FROM p WHERE usable GROUP BY stratum ORDER BY stratum`;

/** One row per person and item, grouped twice: the form that a tidy table suggests. */
const LONG = `WITH u AS (SELECT rowid AS id, stratum, weight AS w, * EXCLUDE (stratum, weight, psu) FROM t WHERE 2 * (${answered}) >= ${String(ITEMS)}),
  l AS (UNPIVOT u ON ${Array.from({ length: ITEMS }, (_, index) => `Q${String(index + 1)}`).join(', ')} INTO NAME item VALUE v),
  s AS (SELECT id, any_value(stratum) stratum, any_value(w) w, (item[2:]::INT - 1) // 5 f, avg(CASE WHEN (item[2:]::INT - 1) % 5 = 3 THEN 5 - v ELSE v - 1 END * 25.0) - 50 y FROM l GROUP BY id, (item[2:]::INT - 1) // 5 HAVING count(*) >= 3),
  c AS (SELECT stratum, count(*) n FROM u GROUP BY stratum)
  SELECT stratum, any_value(c.n) n, ${Array.from({ length: 10 }, (_, f) => `count(y) FILTER (f = ${String(f)}) r${String(f)}, sum(w) FILTER (f = ${String(f)}) w${String(f)}, sum(w*y) FILTER (f = ${String(f)}) wy${String(f)}, sum(w*w) FILTER (f = ${String(f)}) ww${String(f)}, sum(w*w*y) FILTER (f = ${String(f)}) wwy${String(f)}, sum(w*w*y*y) FILTER (f = ${String(f)}) wwyy${String(f)}`).join(', ')}
  FROM s JOIN c USING (stratum) GROUP BY stratum ORDER BY stratum`;
const FORMS = { arithmetic: wide(caseScore), lists: wide(listScore), long: LONG };

function fromSql(table: readonly Record<string, unknown>[]): readonly Mean[] {
  return Array.from({ length: 10 }, (_, f) => {
    const get = (row: Record<string, unknown>, name: string): number => Number(row[`${name}${String(f)}`] ?? 0);
    const strata = table.map((row) => ({ r: get(row, 'r'), w: get(row, 'w'), wy: get(row, 'wy'), ww: get(row, 'ww'), wwy: get(row, 'wwy'), wwyy: get(row, 'wwyy'), sheets: Number(row['n']) }));
    const figure = meanFromStrata(strata, ORIGIN);
    return figure.status === 'estimated' ? { n: figure.n, value: figure.value, se: figure.se } : { n: 0, value: Number.NaN, se: Number.NaN };
  });
}

const timed = async <Value>(run: () => Promise<Value> | Value): Promise<{ readonly value: Value; readonly ms: number }> => {
  const start = performance.now();
  const value = await run();
  return { value, ms: performance.now() - start };
};
const cpuOf = ({ user, system }: NodeJS.CpuUsage): number => (user + system) / 1000;
const middleOf = (values: readonly number[]): number => [...values].sort((one, two) => one - two)[Math.floor(values.length / 2)] ?? Number.NaN;

const folder = mkdtempSync(join(tmpdir(), 'spid-bench-'));
const path = join(folder, 'answers.csv');
const { layouts, factors } = surveyData(1, 1);
writeFile(surveyData(rows, argument('seed', 1)), path);
const types = `{${[...Array.from({ length: ITEMS }, (_, index) => `Q${String(((index * 7) % ITEMS) + 1)}`).map((name) => `'${name}': 'TINYINT'`), `'stratum': 'VARCHAR'`, `'weight': 'DOUBLE'`, `'psu': 'VARCHAR'`].join(', ')}}`;
const connection = await (await DuckDBInstance.create(':memory:')).connect();
type Child = { readonly ms: number; readonly cpu: number; readonly largest: number; readonly figures: readonly Mean[] };
/** The whole way from the file to the scorecard, in a process of its own. */
function inChild(): Child {
  const run = spawnSync(process.execPath, ['--import', 'tsx', new URL('parts/csv-to-scorecard.ts', import.meta.url).pathname, path], { encoding: 'utf8', stdio: ['ignore', 'pipe', 'inherit'] });
  if (run.status !== 0) throw new Error('the scorecard could not be made');
  return JSON.parse(run.stdout) as Child;
}

const farthest = (got: readonly Mean[], wanted: readonly Mean[]): number =>
  Math.max(...got.flatMap((mean, factor) => (['n', 'value', 'se'] as const).map((part) => Math.abs(mean[part] / (wanted[factor]?.[part] ?? Number.NaN) - 1))));

const ROUNDS = 5;
let read = Infinity;
let readCpu = Infinity;
let child: Child = { ms: Infinity, cpu: Infinity, largest: Infinity, figures: [] };
let largest = 0;
const ratios: number[] = [];
await connection.run(`SET threads = ${String(availableParallelism())}`);
for (let round = 0; round < ROUNDS; round += 1) {
  const before = process.cpuUsage();
  const { ms } = await timed(() => connection.run(`CREATE OR REPLACE TABLE t AS SELECT * FROM read_csv('${path}', header = true, auto_detect = false, delim = ',', quote = '"', columns = ${types})`));
  readCpu = Math.min(readCpu, cpuOf(process.cpuUsage(before)));
  read = Math.min(read, ms);
  const again = inChild();
  largest = Math.max(largest, again.largest);
  ratios.push(again.ms / ms);
  if (again.ms < child.ms) child = again;
}
const best = { sql: Infinity, form: '', apart: 0 };
const answers = await readCsv(path, { layouts, strata: null });
const cells = new Uint16Array(answers.stratum?.of ?? []);
let figures = Infinity;
for (let round = 0; round < 7; round += 1) {
  for (const [form, statement] of Object.entries(FORMS)) {
    if (form === 'long' && round > 0) continue;
    const { value, ms } = await timed(async () => (await connection.runAndReadAll(statement)).getRowObjects());
    best.apart = Math.max(best.apart, farthest(child.figures, fromSql(value)));
    if (round === 0) console.log(`  SQL as ${form}: ${ms.toFixed(0)} ms at first`);
    if (ms < best.sql) Object.assign(best, { sql: ms, form });
  }
  const own = await timed(() => meansOf(answers.columns, factors, cells, answers.weights ?? new Float64Array(0)));
  best.apart = Math.max(best.apart, farthest(own.value, child.figures));
  figures = Math.min(figures, own.ms);
}
rmSync(folder, { recursive: true });
console.log(`${String(rows)} rows × 53, ${String(availableParallelism())} processors each: CSV to scorecard ${child.ms.toFixed(0)} ms, DuckDB read_csv ${read.toFixed(0)} ms (× ${(child.ms / read).toFixed(2)}, at most 1; middle of ${String(ROUNDS)} rounds × ${middleOf(ratios).toFixed(2)}); CPU ${child.cpu.toFixed(0)} and ${readCpu.toFixed(0)} ms; largest resident size ${largest.toFixed(0)} MB (under 600)`);
console.log(`figures from columns ${figures.toFixed(0)} ms, the best SQL (${best.form}) ${best.sql.toFixed(0)} ms (× ${(best.sql / figures).toFixed(2)} faster, at least 2); largest difference ${best.apart.toExponential(1)}`);
if (!(best.apart < 1e-9)) throw new Error('the two engines do not agree');
if (child.ms > read || best.sql < 2 * figures || largest >= 600) process.exitCode = 1;
