// How fast the scorecard's figures come from typed columns, as ratios to a bare pass over the same bytes: one loop per
// column, a 32-bit integer accumulator, one function called per column. Seed and rows are arguments; fails where a ratio
// is not kept, or where the tally and a plain recount differ.
// Then the same persons in another order, bit for bit, the same figures by R's survey package (CPU time, figures within 1e-9), and the growth from 10,000 persons on.
// Run: node_modules/.bin/tsx bench/scorecard-speed.ts --seed 1 --rows 1000000 [--without-r]
import { freemem } from 'node:os';
import { meanFromStrata } from '../analysis/inference/stratum-sums.ts';
import { momentsOfStates, ORIGIN } from '../analysis/moments.ts';
import { personScores } from '../analysis/scoring/person-scores.ts';
import { tally } from '../analysis/scoring/tally.ts';
import type { Tallies } from '../analysis/scoring/tally.ts';
import { surveyInR } from './parts/survey-in-r.ts';
import { seeded, STRATA, surveyData } from './survey-columns.ts';
import type { SurveyData } from './survey-columns.ts';

const MOST_FACTORS = 5;
const MOST_ITEMS = 10;

function sumColumn(column: Uint8Array): number {
  let sum = 0;
  for (let row = 0; row < column.length; row += 1) sum = (sum + (column[row] as number)) | 0;
  return sum;
}

const barePass = (data: SurveyData): number => data.columns.items.reduce((sum, column) => sum + sumColumn(column), 0);

/**
 * Least CPU time of seven rounds after warm-up, in milliseconds; the contestants take turns, so that a busy moment hits all.
 * All run on one thread. By the clock a busy machine would stop the longer ones only.
 */
function leastOfEach(runs: readonly (() => unknown)[]): readonly number[] {
  const best = runs.map(() => Number.POSITIVE_INFINITY);
  for (let round = 0; round < 10; round += 1) {
    runs.forEach((run, index) => {
      const before = process.cpuUsage();
      run();
      const { user, system } = process.cpuUsage(before);
      if (round >= 3) best[index] = Math.min(best[index] as number, (user + system) / 1000);
    });
  }
  return best;
}

const cellsOf = (data: SurveyData): Uint16Array => Uint16Array.from(data.population, (population, row) => population * STRATA + (data.stratum[row] as number));

const MEASURES = ['score', 'favourable', 'neutral', 'unfavourable'] as const;

/** Every factor's mean and shares with SE and interval, for both populations and both together. */
function figures(tallies: Tallies, data: SurveyData, sheets: Float64Array) {
  return tallies.groups.flatMap((group) =>
    MEASURES.flatMap((measure) => {
      const moments = momentsOfStates(group.states, group.sums, tallies.cells, tallies.stride, measure).slice(0, -1);
      const strata = moments.map((one, cell) => ({ ...one, sheets: sheets[cell] as number, population: data.frame }));
      const domain = (population: number) => meanFromStrata(strata.slice(population * STRATA, (population + 1) * STRATA), ORIGIN);
      return [domain(0), domain(1), meanFromStrata(strata, ORIGIN)];
    }),
  );
}

function scorecard(data: SurveyData, cellOf: Uint16Array, withItems: boolean) {
  const tallies = tally(data.columns, { factors: data.factors, cellOf, cells: 2 * STRATA, weights: data.weights, ...(withItems ? { items: data.layouts } : {}) });
  const sheets = Float64Array.from({ length: 2 * STRATA }, (_, cell) => (tallies.sheets[tallies.stride * cell] as number));
  return { tallies, figures: figures(tallies, data, sheets) };
}

/** Weighted mean of the first factor over everybody, person by person. */
function plainMean(data: SurveyData): number {
  const [factor] = data.factors;
  if (factor === undefined) return Number.NaN;
  const scores = personScores(data.columns, factor);
  let sum = 0, weight = 0;
  scores.forEach((score, row) => {
    if (Number.isNaN(score)) return;
    sum += score * (data.weights[row] as number);
    weight += data.weights[row] as number;
  });
  return sum / weight;
}

const argument = (name: string, otherwise: number): number => {
  const place = process.argv.indexOf(`--${name}`);
  return place < 0 ? otherwise : Number(process.argv[place + 1]);
};
const rows = argument('rows', 1_000_000);
const seed = argument('seed', 1);
const LEAST_OVER_R = 200;
const MOST_GROWTH = 1.3;
const AGREEMENT = 1e-9;

function againstBarePass(data: SurveyData, cellOf: Uint16Array): void {
  const [bare = 0, factors = 0, items = 0] = leastOfEach([() => barePass(data), () => scorecard(data, cellOf, false), () => scorecard(data, cellOf, true)]);
  const first = scorecard(data, cellOf, false).figures[2];
  const apart = first?.status === 'estimated' ? Math.abs(first.value / plainMean(data) - 1) : Number.POSITIVE_INFINITY;
  console.log(`${String(rows)} persons: bare pass ${bare.toFixed(1)} ms; factors ${factors.toFixed(1)} ms (× ${(factors / bare).toFixed(2)}, at most ${String(MOST_FACTORS)}); with items ${items.toFixed(1)} ms (× ${(items / bare).toFixed(2)}, at most ${String(MOST_ITEMS)})`);
  if (!(apart < AGREEMENT)) throw new Error(`tally and recount differ by ${String(apart)}`);
  if (factors / bare > MOST_FACTORS || items / bare > MOST_ITEMS) process.exitCode = 1;
}

/** Memory that R's survey takes at its height, by person: forty columns of doubles, in several copies. */
const R_BYTES = 6_000;

/** Least CPU time of five rounds, in seconds, and what the last one gave. */
function cpuOf<Value>(run: () => Value): { readonly value: Value; readonly seconds: number } {
  let seconds = Number.POSITIVE_INFINITY;
  for (let round = 1; ; round += 1) {
    const before = process.cpuUsage();
    const value = run();
    const { user, system } = process.cpuUsage(before);
    seconds = Math.min(seconds, (user + system) / 1e6);
    if (round === 5) return { value, seconds };
  }
}

/** Our CPU time against R's, and every mean and standard error against R's. */
function againstR(data: SurveyData, cellOf: Uint16Array): void {
  console.log(`R survey at ${String(rows)} persons: takes minutes (--without-r leaves it out)`);
  const wanted = surveyInR(data, cellOf);
  if (wanted === null) return;
  const { value: ours, seconds } = cpuOf(() => scorecard(data, cellOf, false).figures);
  const got = ours.flatMap((figure) => (figure.status === 'estimated' ? [figure.value, figure.se] : [Number.NaN, Number.NaN]));
  const apart = got.reduce((most, value, place) => Math.max(most, Math.abs(value / (wanted.figures[place] ?? Number.NaN) - 1)), 0);
  console.log(`R survey: ${wanted.seconds.toFixed(1)} s of CPU, ours ${seconds.toFixed(3)} s (× ${(wanted.seconds / seconds).toFixed(0)} faster, at least ${String(LEAST_OVER_R)}); ${String(got.length)} figures, largest difference ${apart.toExponential(1)}`);
  if (got.length !== wanted.figures.length || !(apart < AGREEMENT)) throw new Error('R and we do not agree');
  if (wanted.seconds < LEAST_OVER_R * seconds) process.exitCode = 1;
}

/** Time per person at a tenth and a hundredth of the rows: linear within 1.3 from each size to the next. */
function growth(): void {
  const sizes = [rows / 100, rows / 10, rows].map(Math.floor).filter((size) => size >= 100);
  const perPerson = sizes.map((size) => {
    const data = surveyData(size, seed);
    const cellOf = cellsOf(data);
    const [time = 0] = leastOfEach([() => scorecard(data, cellOf, true)]);
    return time / size;
  });
  const steps = perPerson.slice(1).map((time, index) => time / (perPerson[index] ?? Number.NaN));
  console.log(`growth ${sizes.map(String).join(' → ')}: time per person × ${steps.map((step) => step.toFixed(2)).join(', × ')} (at most ${String(MOST_GROWTH)})`);
  if (steps.some((step) => !(step <= MOST_GROWTH))) process.exitCode = 1;
}

/** The same persons in another order have the same figures, to the last bit. */
function inAnyOrder(data: SurveyData, cellOf: Uint16Array): void {
  const random = seeded(seed + 1);
  const order = Uint32Array.from({ length: rows }, (_, row) => row);
  for (let place = rows - 1; place > 0; place -= 1) {
    const other = Math.floor(random() * (place + 1)), moved = order[place] as number;
    order[place] = order[other] as number;
    order[other] = moved;
  }
  const items = data.columns.items.map((column) => Uint8Array.from(order, (row) => column[row] as number));
  const turned = { ...data, columns: { ...data.columns, items }, weights: Float64Array.from(order, (row) => data.weights[row] as number) };
  const of = (from: SurveyData, cells: Uint16Array): string => JSON.stringify(scorecard(from, cells, false).figures);
  if (of(data, cellOf) !== of(turned, Uint16Array.from(order, (row) => cellOf[row] as number))) throw new Error('the order of rows changes a figure');
  console.log(`shuffled: the same ${String(rows)} persons in another order have the same figures, bit for bit`);
}

const data = surveyData(rows, seed);
const cellOf = cellsOf(data);
againstBarePass(data, cellOf);
inAnyOrder(data, cellOf);
const needed = rows * R_BYTES;
if (process.argv.includes('--without-r')) console.log('R survey: left out, as asked');
else if (freemem() < needed) console.log(`R survey: left out, ${(freemem() / 2 ** 30).toFixed(1)} GB are free and ${String(rows)} persons need ${(needed / 2 ** 30).toFixed(1)}; give fewer --rows`);
else againstR(data, cellOf);
growth();
