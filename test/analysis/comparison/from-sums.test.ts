// Comparisons from counts and sums give what rows give: a round's rows are gone when the next one comes.
import { describe, expect, it } from '@jest/globals';
import { factorChange } from '../../../analysis/comparison/factor-change.ts';
import { jointCounts } from '../../../analysis/comparison/mann-whitney.ts';
import { raoScottFromSums } from '../../../analysis/comparison/rao-scott-from-sums.ts';
import { differenceOfShares, newcombe } from '../../../analysis/comparison/two-shares.ts';
import { decideFamily } from '../../../analysis/comparison/verdict.ts';
import { designMean } from '../../../analysis/inference/design-mean.ts';
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
