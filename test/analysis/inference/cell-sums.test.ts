// Figures from sums per cell where the fitted margins explain every score: what is left is rounding, and rows say so too.
import { describe, expect, it } from '@jest/globals';
import { standoutFactors } from '../../../analysis/comparison/standout-factors.ts';
import { meanFromCells } from '../../../analysis/inference/cell-sums.ts';
import type { CellDesign, CellSums } from '../../../analysis/inference/cell-sums.ts';
import { jointMeansFromCells } from '../../../analysis/inference/cross-cells.ts';
import type { CrossCell } from '../../../analysis/inference/cross-cells.ts';
import { designMean } from '../../../analysis/inference/design-mean.ts';
import { postStratify, rake } from '../../../analysis/inference/fitted-weights.ts';
import { prepareDesign } from '../../../analysis/inference/sample-design.ts';
import { distance } from '../reference.ts';

const ROWS = 60;
const ORIGIN = 50;
const base = Float64Array.from({ length: ROWS }, (_, row) => 0.7 + ((row * 37) % 23) / 9);
const strata = Array.from({ length: ROWS }, (_, row) => row % 2);
const clusters = Array.from({ length: ROWS }, (_, row) => row % 10);
const threes = Array.from({ length: ROWS }, (_, row) => (row * 7) % 3);
const twos = Array.from({ length: ROWS }, (_, row) => Math.floor(row / 5) % 2);
const margin = (codes: readonly number[], sizes: readonly number[]) => ({ name: 'margin', codes: Float64Array.from(codes), targets: new Map(sizes.map((size, code) => [code, size])) });
const threeMargin = margin(threes, [310, 240, 450]), twoMargin = margin(twos, [410, 590]);

/** Scores that the three categories tell, and the same with one person who stands a hundredth of a point apart. */
const explained = threes.map((category) => [100 / 3, 200 / 3, 12.5][category] ?? NaN);
const apart = explained.map((score, row) => (row === 11 ? score + 0.01 : score));

const FITS = {
  'post-stratified': { ...postStratify(base, threeMargin), margins: [threes] },
  raked: { ...rake(base, [threeMargin, twoMargin]), margins: [threes, twos] },
} as const;

type Case = { readonly kind: keyof typeof FITS; readonly isClustered: boolean; readonly scale: number };
const CASES: readonly Case[] = (['post-stratified', 'raked'] as const).flatMap((kind) => [false, true].flatMap((isClustered) => [1, 1e5].map((scale) => ({ kind, isClustered, scale }))));

/** Persons by cell, and the design of the cells. */
function cellsOf({ kind, isClustered, scale }: Case): { readonly design: CellDesign; readonly rowsOf: readonly (readonly number[])[]; readonly weights: Float64Array } {
  const { weights: fitted, margins } = FITS[kind];
  const weights = fitted.map((weight) => weight * scale);
  const byKey = new Map<string, number[]>();
  strata.forEach((stratum, row) => {
    const key = [stratum, isClustered ? clusters[row] : '', ...margins.map((codes) => codes[row])].join();
    byKey.set(key, [...(byKey.get(key) ?? []), row]);
  });
  const rowsOf = [...byKey.values()];
  const cells = rowsOf.map((rows) => {
    const [first = 0] = rows;
    const sum = (power: number): number => rows.reduce((total, row) => total + (weights[row] ?? 0) ** power, 0);
    return { stratum: strata[first] ?? 0, categories: margins.map((codes) => codes[first] ?? 0), sheets: rows.length, w: sum(1), ww: sum(2), ...(isClustered ? { cluster: clusters[first] ?? 0 } : {}) };
  });
  return { design: { cells, fit: kind, population: new Map() }, rowsOf, weights };
}

const sumsOf = (rows: readonly number[], weights: Float64Array, scores: readonly number[]): CellSums => {
  const sum = (of: (weight: number, y: number) => number): number => rows.reduce((total, row) => total + of(weights[row] ?? 0, (scores[row] ?? 0) - ORIGIN), 0);
  return { r: rows.length, y: sum((_, y) => y), w: sum((w) => w), wy: sum((w, y) => w * y), ww: sum((w) => w * w), wwy: sum((w, y) => w * w * y), wwyy: sum((w, y) => w * w * y * y), wyy: sum((w, y) => w * y * y) };
};

function fromRows({ kind, isClustered, scale }: Case, scores: readonly number[]) {
  const { weights, adjustment } = FITS[kind];
  return designMean(prepareDesign({ weights: weights.map((weight) => weight * scale), strata, adjustments: [adjustment], ...(isClustered ? { clusters } : {}) }), scores);
}

describe('a mean whose scores the fitted margins explain', () => {
  it.each(CASES)('has no error from cells, as from rows: %o', (one) => {
    const { design, rowsOf, weights } = cellsOf(one);
    const got = meanFromCells(design, rowsOf.map((rows) => sumsOf(rows, weights, explained)), ORIGIN);
    expect(fromRows(one, explained)).toMatchObject({ status: 'value-only', reason: 'no-variation' });
    expect(got).toMatchObject({ status: 'value-only', reason: 'no-variation', n: ROWS });
  });

  it.each(CASES)('has the error of rows as soon as one score is a hundredth of a point off: %o', (one) => {
    const { design, rowsOf, weights } = cellsOf(one);
    const got = meanFromCells(design, rowsOf.map((rows) => sumsOf(rows, weights, apart)), ORIGIN), wanted = fromRows(one, apart);
    if (got.status !== 'estimated' || wanted.status !== 'estimated') throw new Error(`${got.status}, ${wanted.status}`);
    expect(distance(got.se, wanted.se)).toBeLessThan(1e-4);
  });

  it.each(CASES)('covaries with no other factor: %o', (one) => {
    const { design, rowsOf, weights } = cellsOf(one);
    const free = threes.map((_, row) => (row * 29) % 101);
    const sums = rowsOf.map((rows): CrossCell => {
      const [left, right] = [sumsOf(rows, weights, explained), sumsOf(rows, weights, free)];
      const both = rows.reduce((total, row) => total + (weights[row] ?? 0) ** 2 * ((explained[row] ?? 0) - ORIGIN) * ((free[row] ?? 0) - ORIGIN), 0);
      const pair = (of: (sum: CellSums) => number): [number, number] => [of(left), of(right)];
      return { r: pair(({ r }) => r), y: pair(({ y }) => y), w: pair(({ w }) => w), wy: pair(({ wy }) => wy), ww: [pair(() => left.ww), pair(() => left.ww)], wwy: [[left.wwy, left.wwy], [right.wwy, right.wwy]], wwyy: [[left.wwyy, both], [both, right.wwyy]] };
    });
    const variance = fromRows(one, free);
    const joint = jointMeansFromCells(design, sums);
    expect(joint?.covariance).toEqual([[0, 0], [0, expect.any(Number)]]);
    expect(distance(Math.sqrt(joint?.covariance[1]?.[1] ?? NaN), variance.status === 'estimated' ? variance.se : NaN)).toBeLessThan(1e-8);
  });
});

describe('factors compared where the fitted margins explain some of them', () => {
  const reversed = explained.map((score) => 100 - score / 2);
  it.each(['post-stratified', 'raked'] as const)('have no gap that is only rounding, and no part of one: %s', (kind) => {
    const { weights, adjustment } = FITS[kind];
    const design = prepareDesign({ weights, strata, adjustments: [adjustment] });
    const both = standoutFactors(design, [{ code: 'one', scores: explained }, { code: 'two', scores: reversed }]);
    expect(both).toMatchObject({ strongest: 'not separable', weakest: 'not separable', gaps: [{ gap: { reason: 'no-variation' } }, { gap: { reason: 'no-variation' } }] });
    const free = threes.map((_, row) => (row * 29) % 101);
    const { gaps: [gap] } = standoutFactors(design, [{ code: 'one', scores: explained }, { code: 'free', scores: free }]);
    const other = designMean(design, free);
    // The gap is half the difference, and only the second score has an error.
    expect(gap?.gap).toMatchObject({ status: 'estimated', se: other.status === 'estimated' ? expect.closeTo(other.se / 2, 12) : NaN });
  });
});
