// Driver shares against all subsets of lm, and against relaimpo's published example.
import { describe, expect, it } from '@jest/globals';
import { keyDrivers } from '../../../analysis/drivers/key-drivers.ts';
import { shapleyShares } from '../../../analysis/drivers/shapley-shares.ts';
import { weightedCovariance } from '../../../analysis/drivers/weighted-covariance.ts';
import { distance, readReference } from '../reference.ts';

type Block = { columns: Record<string, (number | null)[]>; shares: number[]; r2: number };
const { bfi, swiss, collinear } = readReference<{ bfi: Block & { weights: number[]; n: number; spearman: number[] }; swiss: Block; collinear: Block }>('drivers');
const column = ({ columns }: Block, name: string): number[] => (columns[name] ?? []).map((value) => value ?? NaN);
const predictors = ['C', 'E', 'N', 'O'].map((code) => ({ code, values: column(bfi, code) }));
const closeTo = (got: readonly number[], wanted: readonly number[]): void => got.forEach((value, j) => expect(distance(value, wanted[j] ?? NaN, 1e-6)).toBeLessThan(1e-8));

describe('LMG shares', () => {
  it('agree with all subsets of lm on weighted Big Five scores, and sum to R²', () => {
    const got = keyDrivers(column(bfi, 'y'), predictors, { seed: 7, draws: 60, weights: bfi.weights });
    if (got.status !== 'estimated') throw new Error(got.reason);
    closeTo(got.shares.map(({ value }) => value.value), bfi.shares);
    expect(distance(got.r2, bfi.r2)).toBeLessThan(1e-8);
    expect(distance(got.shares.reduce((sum, { value }) => sum + value.value, 0), got.r2)).toBeLessThan(1e-12);
    expect(got.n).toBe(bfi.n);
    expect(got.flags).toEqual([]);
    got.shares.forEach(({ value }) => expect(value.low < value.value && value.value < value.high).toBe(true));
  });
  it("reproduce relaimpo's published example (swiss: Grömping 2006 and the package's manual)", () => {
    const names = ['Agriculture', 'Examination', 'Education', 'Catholic', 'Infant.Mortality', 'Fertility'];
    const columns = names.map((name) => column(swiss, name));
    const rows = columns[0]?.map((_, row) => row) ?? [];
    const got = shapleyShares(weightedCovariance(columns, rows.map(() => 1), rows));
    closeTo(got?.shares ?? [], swiss.shares);
    expect(got?.shares.map((share) => share.toFixed(8))).toEqual(['0.05709122', '0.17117303', '0.26013468', '0.10557015', '0.11276592']);
  });
  it('draw whole clusters: four copies of each person in a cluster of their own give the intervals of the persons', () => {
    const once = keyDrivers(column(bfi, 'y'), predictors, { seed: 7, draws: 40, weights: bfi.weights });
    const four = (values: ArrayLike<number>): number[] => [0, 1, 2, 3].flatMap(() => Array.from(values));
    const clusters = four(bfi.weights.map((_, row) => row));
    const again = keyDrivers(four(column(bfi, 'y')), predictors.map(({ code, values }) => ({ code, values: four(values) })), { seed: 7, draws: 40, weights: four(bfi.weights), clusters });
    if (once.status !== 'estimated' || again.status !== 'estimated') throw new Error('refused');
    again.shares.forEach(({ value }, j) => {
      const wanted = once.shares[j]?.value;
      for (const part of ['value', 'se', 'low', 'high'] as const) expect(distance(value[part], wanted?.[part] ?? NaN)).toBeLessThan(1e-9);
    });
  });
  it('keep each stratum as it is: where every person is a stratum nothing varies', () => {
    const got = keyDrivers(column(bfi, 'y'), predictors, { seed: 7, draws: 5, strata: bfi.weights.map((_, row) => row) });
    if (got.status !== 'estimated') throw new Error(got.reason);
    got.shares.forEach(({ value }) => expect([value.low, value.high].map((end) => distance(end, value.value) < 1e-12)).toEqual([true, true]));
  });
  it('split between predictors that say the same, with a flag', () => {
    const got = keyDrivers(column(collinear, 'y'), ['a', 'b', 'c'].map((code) => ({ code, values: column(collinear, code) })), { seed: 1, draws: 20 });
    if (got.status !== 'estimated') throw new Error(got.reason);
    expect(got.flags).toEqual(['collinear']);
    closeTo(got.shares.map(({ value }) => value.value), collinear.shares);
    expect(distance(got.r2, collinear.r2)).toBeLessThan(1e-8);
  });
  it('leave out a factor in which nobody has a score, and say so', () => {
    const y = column(bfi, 'y');
    const some = [...predictors.slice(0, 2), { code: 'silent', values: y.map(() => NaN) }, ...predictors.slice(2)];
    const [without, got] = [predictors, some].map((these) => keyDrivers(y, these, { seed: 7, draws: 20, weights: bfi.weights }));
    expect(got).toEqual({ ...without, flags: ['factors-without-score'] });
    const refused = keyDrivers(y.slice(0, 90), some.map(({ code, values }) => ({ code, values: values.slice(0, 90) })), { seed: 1 });
    expect(refused.status === 'estimated' ? refused : refused.correlations.map(({ code, value }) => [code, value === undefined])).toEqual([['C', false], ['E', false], ['silent', true], ['N', false], ['O', false]]);
  });
  it('keep their intervals for a seed, also within strata', () => {
    const strata = bfi.weights.map((weight) => (weight > 1 ? 2 : 1));
    const run = (seed: number) => keyDrivers(column(bfi, 'y'), predictors, { seed, draws: 20, strata });
    expect(run(3)).toEqual(run(3));
    expect(run(3)).not.toEqual(run(4));
  });
});

describe('a driver analysis is refused', () => {
  it('below 100 persons or ten per factor, with rank correlations instead', () => {
    const few = keyDrivers(column(bfi, 'y').slice(0, 90), predictors.map(({ code, values }) => ({ code, values: values.slice(0, 90) })), { seed: 1 });
    expect(few).toMatchObject({ status: 'not-estimable', reason: 'too-few' });
    const many = keyDrivers(column(bfi, 'y'), Array.from({ length: 40 }, () => predictors).flat().slice(0, 36), { seed: 1 });
    expect(many).toMatchObject({ reason: 'too-few' });
    if (many.status === 'estimated') throw new Error('not refused');
    closeTo(many.correlations.slice(0, 4).map(({ value }) => value ?? NaN), bfi.spearman);
  });
  it('when everybody gives the same outcome', () => {
    expect(keyDrivers(column(bfi, 'y').map(() => 50), predictors, { seed: 1 })).toMatchObject({ status: 'not-estimable', reason: 'no-variation' });
  });
});
