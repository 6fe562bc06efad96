// From a CSV of a million rows × 53 columns to the scorecard, against DuckDB reading the same file into a table with
// declared types; and the scorecard's sums against DuckDB's SQL over that table. Fails where the figures differ by more
// than 1e-9 or a ratio is not kept. DuckDB is a development dependency of this bench alone.
// Run: node --import tsx bench/csv-and-sql.ts --seed 1 --rows 1000000
import { mkdtempSync, openSync, rmSync, writeSync, closeSync } from 'node:fs';
import { tmpdir } from 'node:os';
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
    const moments = momentsOfStates(group.states, group.sums, tallies.cells, 3, 'score').slice(0, -1);
    const figure = meanFromStrata(moments.map((one, cell) => ({ ...one, sheets: tallies.sheets[3 * cell] ?? 0 })).filter(({ sheets }) => sheets > 0), ORIGIN);
    return figure.status === 'estimated' ? { n: figure.n, value: figure.value, se: figure.se } : { n: 0, value: Number.NaN, se: Number.NaN };
  });
}

const itemScore = (index: number): string => (index % 5 === 3 ? `(5 - Q${String(index + 1)}) * 25.0` : `(Q${String(index + 1)} - 1) * 25.0`);
/** A factor's person score, and the sheet's usability, in SQL. */
function personScores(): string {
  const factors = Array.from({ length: 10 }, (_, factor) => {
    const items = Array.from({ length: 5 }, (_unused, place) => factor * 5 + place);
    const count = items.map((index) => `(Q${String(index + 1)} IS NOT NULL)::INT`).join(' + ');
    return `CASE WHEN ${count} >= 3 THEN (${items.map((index) => `coalesce(${itemScore(index)}, 0)`).join(' + ')}) / (${count}) END AS f${String(factor)}`;
  });
  const answered = Array.from({ length: ITEMS }, (_, index) => `(Q${String(index + 1)} IS NOT NULL)::INT`).join(' + ');
  return `SELECT stratum, weight AS w, ${factors.join(', ')}, 2 * (${answered}) >= ${String(ITEMS)} AS usable FROM t`;
}
const sums = Array.from({ length: 10 }, (_, f) => {
  const y = `(f${String(f)} - 50)`, on = `f${String(f)} IS NOT NULL`;
  return `count(f${String(f)}) r${String(f)}, sum(w) FILTER (${on}) w${String(f)}, sum(w*${y}) wy${String(f)}, sum(w*w) FILTER (${on}) ww${String(f)}, sum(w*w*${y}) wwy${String(f)}, sum(w*w*${y}*${y}) wwyy${String(f)}`;
}).join(', ');
const SQL = `WITH p AS (${personScores()}) SELECT stratum, count(*) n, ${sums} FROM p WHERE usable GROUP BY stratum ORDER BY stratum`;

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

const folder = mkdtempSync(join(tmpdir(), 'spid-bench-'));
const path = join(folder, 'answers.csv');
const { layouts, factors } = surveyData(1, 1);
writeFile(surveyData(rows, argument('seed', 1)), path);
const types = `{${[...Array.from({ length: ITEMS }, (_, index) => `Q${String(((index * 7) % ITEMS) + 1)}`).map((name) => `'${name}': 'TINYINT'`), `'stratum': 'VARCHAR'`, `'weight': 'DOUBLE'`, `'psu': 'VARCHAR'`].join(', ')}}`;
const connection = await (await DuckDBInstance.create(':memory:')).connect();
let best = { ours: Infinity, read: Infinity, figures: Infinity, sql: Infinity };
let apart = Infinity;
for (let round = 0; round < 3; round += 1) {
  const read = await timed(() => connection.run(`CREATE OR REPLACE TABLE t AS SELECT * FROM read_csv('${path}', header = true, auto_detect = false, delim = ',', quote = '"', columns = ${types})`));
  const sql = await timed(async () => (await connection.runAndReadAll(SQL)).getRowObjects());
  const ours = await timed(() => {
    const answers = readCsv(path, { layouts, strata: null });
    return { answers, means: meansOf(answers.columns, factors, Uint16Array.from(answers.stratum?.of ?? []), answers.weights ?? new Float64Array(0)) };
  });
  const { answers } = ours.value;
  const again = await timed(() => meansOf(answers.columns, factors, Uint16Array.from(answers.stratum?.of ?? []), answers.weights ?? new Float64Array(0)));
  const wanted = fromSql(sql.value);
  apart = Math.max(...ours.value.means.flatMap((mean, factor) => (['n', 'value', 'se'] as const).map((part) => Math.abs(mean[part] / (wanted[factor]?.[part] ?? NaN) - 1))));
  best = { ours: Math.min(best.ours, ours.ms), read: Math.min(best.read, read.ms), figures: Math.min(best.figures, again.ms), sql: Math.min(best.sql, sql.ms) };
}
rmSync(folder, { recursive: true });
console.log(`${String(rows)} rows × 53: CSV to scorecard ${best.ours.toFixed(0)} ms, DuckDB read_csv ${best.read.toFixed(0)} ms (× ${(best.ours / best.read).toFixed(2)}, at most 1)`);
console.log(`scorecard from columns ${best.figures.toFixed(0)} ms, DuckDB SQL over its table ${best.sql.toFixed(0)} ms (× ${(best.sql / best.figures).toFixed(2)} faster, at least 2); largest difference ${apart.toExponential(1)}`);
if (!(apart < 1e-9)) throw new Error('the two engines do not agree');
if (best.ours > best.read || best.sql < 2 * best.figures) process.exitCode = 1;
