// Comparisons from counts and sums give what rows give: a round's rows are gone when the next one comes.
import { describe, expect, it } from '@jest/globals';
import { factorChange } from '../../../analysis/comparison/factor-change.ts';
import { jointCounts } from '../../../analysis/comparison/mann-whitney.ts';
import { raoScottFromSums } from '../../../analysis/comparison/rao-scott-from-sums.ts';
import { standoutFactors, standoutFromMeans } from '../../../analysis/comparison/standout-factors.ts';
import { differenceOfShares, newcombe } from '../../../analysis/comparison/two-shares.ts';
import { decideFamily } from '../../../analysis/comparison/verdict.ts';
import { designMean } from '../../../analysis/inference/design-mean.ts';
import { jointMeansFromStrata } from '../../../analysis/inference/cross-sums.ts';
import { seededRandom } from '../../../analysis/inference/random.ts';
import { prepareDesign } from '../../../analysis/inference/sample-design.ts';
import { wilson } from '../../../analysis/inference/wilson.ts';
import { distance, readReference } from '../reference.ts';

type Columns = Record<'level' | 'pw' | 'fpc' | 'aw' | 'full5', number[]>;
const { strata } = readReference<{ raoScott: { strata: { columns: Columns; result: Record<string, number> } } }>('comparison').raoScott;

describe('Rao–Scott from sums', () => {
  const { level, pw, fpc, aw, full5 } = strata.columns;
  const tables = [1, 2, 3].map((code) => {
    const rows = level.flatMap((one, row) => (one === code ? [row] : []));
    // Six columns: the last is empty and must drop out.
    const cells = Array.from({ length: 12 }, (_, cell) => {
      const inside = rows.filter((row) => aw[row] === Math.floor(cell / 6) && full5[row] === 1 + (cell % 6));
      const sum = (power: number): number => inside.reduce((total, row) => total + (pw[row] ?? NaN) ** power, 0);
      return { r: inside.length, w: sum(1), ww: sum(2) };
    });
    return { sheets: rows.length, population: fpc[rows[0] ?? -1] ?? NaN, cells };
  });
  it('agrees with svychisq, without the empty column', () => {
    const got = raoScottFromSums(tables, 2, 6);
    for (const key of ['f', 'df1', 'df2', 'p'] as const) expect(distance(got?.[key] ?? NaN, strata.result[key] ?? NaN)).toBeLessThan(1e-8);
  });
  it('says nothing about one row', () => expect(raoScottFromSums(tables.map((table) => ({ ...table, cells: table.cells.slice(0, 6) })), 1, 6)).toBeUndefined());
});

describe('a factor between two rounds', () => {
  const random = seededRandom(21);
  const scores = (n: number, mean: number): number[] => Array.from({ length: n }, () => Math.min(100, Math.max(0, 12.5 * Math.round((mean + 22 * random.normal()) / 12.5))));
  const [before, after] = [scores(160, 48), scores(180, 62)];
  const figure = (values: number[]) => designMean(prepareDesign({ weights: values.map(() => 4), population: new Map([[0, 4 * values.length]]) }), values);
  it('comes with test, effect sizes, rank test, equivalence, and then its word', () => {
    const [one, two] = jointCounts(before, after);
    const distinct = [...new Set([...before, ...after])].sort((left, right) => left - right);
    const change = factorChange(distinct, { figure: figure(before), counts: one }, { figure: figure(after), counts: two });
    expect([change.n1, change.n2]).toEqual([160, 180]);
    expect(change.hedgesG).toMatchObject({ status: 'estimated' });
    expect(change.equivalence?.isInside).toBe(false);
    if (change.cliffsDelta.status !== 'estimated' || change.hedgesG.status !== 'estimated') throw new Error('not estimated');
    expect(change.cliffsDelta.value).toBeCloseTo(change.ranks.delta ?? NaN, 12);
    expect(Math.sign(change.hedgesG.value)).toBe(1);
    expect(decideFamily([change])[0]?.verdict).toBe('improved');
  });
});

describe('the difference of two shares with intervals of their own', () => {
  it('is Newcombe when both are Wilson', () => {
    const [one, two] = [wilson(48, 80), wilson(56, 70)];
    if (one.status !== 'estimated' || two.status !== 'estimated') throw new Error('not estimated');
    expect(differenceOfShares(one, two)).toEqual(newcombe({ k: 48, n: 80 }, { k: 56, n: 70 }));
  });
});

describe('merging strata', () => {
  it('sampled at one rate leaves the mean as it is', () => {
    const y = [10, 30, 20, 80, 70, 60];
    const mean = (strata: number[]): number => {
      const got = designMean(prepareDesign({ weights: y.map(() => 3), strata, population: new Map([[1, 9], [2, 9], [3, 18]]) }), y);
      return got.status === 'estimated' ? got.value : NaN;
    };
    expect(mean([1, 1, 1, 2, 2, 2])).toBe(mean([3, 3, 3, 3, 3, 3]));
  });
});

describe('factors against each other from sums', () => {
  const random = seededRandom(8);
  const rows = Array.from({ length: 120 }, (_, row) => ({ stratum: row % 3, weight: 1 + random.uniform() * (1 + (row % 3)) }));
  const factors = [55, 60, 48].map((mean) => rows.map(() => (random.uniform() < 0.1 ? NaN : mean + 15 * random.normal())));
  const strata = [0, 1, 2].map((code) => {
    const inside = rows.flatMap(({ stratum }, row) => (stratum === code ? [row] : []));
    const weight = (row: number): number => rows[row]?.weight ?? NaN;
    const y = (j: number, row: number): number => (factors[j]?.[row] ?? NaN) - 50;
    const over = (js: readonly number[], term: (row: number) => number): number => inside.filter((row) => js.every((j) => !Number.isNaN(y(j, row)))).reduce((sum, row) => sum + term(row), 0);
    const pairs = (term: (j: number, k: number, row: number) => number): number[][] => [0, 1, 2].map((j) => [0, 1, 2].map((k) => over([j, k], (row) => weight(row) ** 2 * term(j, k, row))));
    return {
      sheets: inside.length, population: 90, w: [0, 1, 2].map((j) => over([j], weight)), wy: [0, 1, 2].map((j) => over([j], (row) => weight(row) * y(j, row))),
      ww: pairs(() => 1), wwy: pairs((j, _, row) => y(j, row)), wwyy: pairs((j, k, row) => y(j, row) * y(k, row)),
    };
  });
  it('give the gaps that rows give, with missing values uneven over factors', () => {
    const codes = ['rad-1', 'rad-2', 'rad-3'];
    const design = prepareDesign({ weights: rows.map(({ weight }) => weight), strata: rows.map(({ stratum }) => stratum), population: new Map([[0, 90], [1, 90], [2, 90]]) });
    const wanted = standoutFactors(design, codes.map((code, j) => ({ code, scores: factors[j] ?? [] })));
    const joint = jointMeansFromStrata(strata);
    const r = (j: number): number => (factors[j] ?? []).filter((value) => !Number.isNaN(value)).length;
    const got = standoutFromMeans(codes.map((code, j) => ({ code, mean: 50 + (joint?.means[j] ?? NaN), r: r(j) })), joint?.covariance ?? [], design);
    expect([got.strongest, got.weakest]).toEqual([wanted.strongest, wanted.weakest]);
    got.gaps.forEach(({ gap, p }, index) => {
      const its = wanted.gaps[index];
      if (gap.status !== 'estimated' || its?.gap.status !== 'estimated') throw new Error('not estimated');
      expect(distance(gap.se, its.gap.se)).toBeLessThan(1e-10);
      expect(distance(p ?? NaN, its.p ?? NaN)).toBeLessThan(1e-8);
    });
  });
  it('come out the same beside a stratum without sheets and without people', () => {
    const zeros = [0, 0, 0], none = [zeros, zeros, zeros];
    const empty = { sheets: 0, population: 0, w: zeros, wy: zeros, ww: none, wwy: none, wwyy: none };
    expect(jointMeansFromStrata([...strata, empty])).toEqual(jointMeansFromStrata(strata));
  });
});
