// Two rounds under designs of their own (one with real clusters) against R: from rows, and from what both would publish.
import { describe, expect, it } from '@jest/globals';
import { effectiveCounts, firstOrderTest, meanDesignEffect } from '../../../analysis/comparison/first-order-test.ts';
import type { PublishedShares } from '../../../analysis/comparison/first-order-test.ts';
import { hedgesGOfDesigns } from '../../../analysis/comparison/hedges-g.ts';
import { independentDifference } from '../../../analysis/comparison/independent-difference.ts';
import { deltaOfDesigns, rankTestOfDesigns } from '../../../analysis/comparison/ranks-of-designs.ts';
import { raoScottOfDesigns } from '../../../analysis/comparison/rao-scott-of-designs.ts';
import { shareTrend } from '../../../analysis/comparison/share-trend.ts';
import { itemByLanguage } from '../../../analysis/comparison/language-difference.ts';
import { reweightedChange } from '../../../analysis/comparison/reweighted-change.ts';
import { newcombe, testTwoShares } from '../../../analysis/comparison/two-shares.ts';
import { cliffsDelta } from '../../../analysis/comparison/cliffs-delta.ts';
import { withStudentInterval } from '../../../analysis/inference/computed.ts';
import { prepareDesign } from '../../../analysis/inference/sample-design.ts';
import { distance, readReference } from '../reference.ts';

type Rows = { h: number[]; c: number[]; w: number[]; N: number[]; y: (number | null)[]; band: (number | null)[] };
type Figure = { value: number; se: number; df: number; p: number; low: number; high: number };
type Published = PublishedShares & { mean: number; se: number; sd: number };
const reference = readReference<{
  first: Rows; second: Rows; ranks: Figure; tied: Figure; svyranktest: number; delta: Figure; tiedDelta: Figure; raoScott: { f: number; df1: number; df2: number; p: number };
  published: [Published, Published]; firstOrder: { f: number; df1: number; df2: number; p: number }; effective: [number[], number[]]; difference: Figure; g: Figure;
  reweighted: Figure & { mix: number[]; strata: { mean: number[]; se: number[]; n: number[] }[] }; reweightedDesigns: Figure & { degf: number[] }; mantel: { item: number[]; side: number[]; level: number[]; statistic: number; p: number; size: number };
  newcombe: (Figure & { k1: number; n1: number; k2: number; n2: number })[]; smokers: { k: number[]; n: number[]; times: number[]; chi: number; p: number; chiTimes: number; pTimes: number };
}>('rounds');

const design = ({ h, c, w, N }: Rows) => prepareDesign({ weights: w, strata: h, clusters: c, population: new Map(h.map((code, row) => [code, N[row] ?? NaN])) });
const round = (rows: Rows, of: 'y' | 'band') => ({ design: design(rows), values: Float64Array.from(rows[of], (value) => value ?? NaN) });
const [y1, y2] = [round(reference.first, 'y'), round(reference.second, 'y')];
const [band1, band2] = [round(reference.first, 'band'), round(reference.second, 'band')];
const near = (got: object, wanted: object, keys: readonly string[]): void => {
  const of = (from: object, key: string): number => (from as Record<string, number>)[key] ?? NaN;
  for (const key of keys) expect([key, distance(of(got, key), of(wanted, key)) < 1e-8]).toEqual([key, true]);
};

describe('two rounds with designs of their own, from rows', () => {
  it.each([['many values', y1, y2, reference.ranks], ['ties of unequal weight', band1, band2, reference.tied]] as const)('have the rank test of the stacked design, with %s', (_, one, two, wanted) => {
    const { difference, p } = rankTestOfDesigns(one, two);
    near({ ...difference, p }, wanted, ['value', 'se', 'df', 'p']);
  });

  it('rank much as svyranktest does, which lets the order of tied rows decide', () => {
    const { difference } = rankTestOfDesigns(y1, y2);
    expect(difference.status === 'estimated' ? Math.abs(difference.value - reference.svyranktest) : NaN).toBeLessThan(0.002);
  });

  it.each([['many values', y1, y2, reference.delta], ['ties', band1, band2, reference.tiedDelta]] as const)('have a weighted delta with a design-based interval, with %s', (_, one, two, wanted) => {
    near(deltaOfDesigns(one, two), wanted, ['value', 'se', 'df', 'low', 'high']);
  });

  it('have Cliff’s own delta where every person weighs the same', () => {
    const plain = (values: number[]) => ({ design: prepareDesign({ weights: values.map(() => 3) }), values });
    const delta = deltaOfDesigns(plain([1, 1, 2, 3, 3]), plain([1, 2, 2, 4]));
    const counted = cliffsDelta([2, 1, 2, 0], [1, 2, 0, 1]);
    expect(delta.status === 'estimated' && counted.status === 'estimated' ? distance(delta.value, counted.value) : NaN).toBeLessThan(1e-12);
  });

  it('have the second-order test of their distributions', () => {
    near(raoScottOfDesigns(band1, band2) ?? {}, reference.raoScott, ['f', 'df1', 'df2', 'p']);
  });

  it('do not care for the scale of either round’s weights', () => {
    const scaled = round({ ...reference.second, w: reference.second.w.map((w) => w * 7) }, 'band');
    near(rankTestOfDesigns(band1, scaled).difference, reference.tied, ['value', 'se']);
    near(raoScottOfDesigns(band1, scaled) ?? {}, reference.raoScott, ['f', 'p']);
  });

  it('say why there is nothing to test: nobody, one person, no variation', () => {
    const all = (value: number, rows = 12) => ({ design: prepareDesign({ weights: Array.from({ length: rows }, () => 1) }), values: Array.from({ length: rows }, () => value) });
    expect(rankTestOfDesigns(all(NaN), all(1)).difference).toMatchObject({ status: 'not-estimable', reason: 'no-valid-answers' });
    expect(rankTestOfDesigns(all(1, 1), all(2)).difference).toMatchObject({ status: 'value-only', reason: 'one-answer' });
    expect(deltaOfDesigns(all(1), all(2))).toMatchObject({ status: 'value-only', value: 1, reason: 'no-variation' });
    expect(raoScottOfDesigns(all(1), all(1))).toBeUndefined();
  });
});

describe('two rounds from what they publish', () => {
  const [one, two] = reference.published;

  it('have the first-order test, and counts that weigh as much as they know', () => {
    near(firstOrderTest(one, two) ?? {}, reference.firstOrder, ['f', 'df1', 'df2', 'p']);
    [one, two].forEach((published, index) => {
      const counts = effectiveCounts(published) ?? [];
      expect(counts.map((count, code) => distance(count, reference.effective[index]?.[code] ?? NaN) < 1e-8)).toEqual(counts.map(() => true));
    });
  });

  it('count every person where the shares are those of a simple sample', () => {
    const plain = (shares: number[], n: number) => ({ shares, n, df: n - 1, variances: shares.map((share) => (share * (1 - share)) / n) });
    expect(meanDesignEffect(plain([0.2, 0.3, 0.5, 0], 80))).toBeCloseTo(1, 12);
    expect(effectiveCounts({ ...plain([1, 0], 80) })).toBeUndefined();
    expect(firstOrderTest(plain([1, 0], 20), plain([1, 0], 30))).toBeUndefined();
  });

  it('have g under the design, and its interval on the difference’s degrees of freedom', () => {
    const side = ({ mean, se, n, df }: Published) => withStudentInterval({ n, value: mean, se, df });
    const { difference, p } = independentDifference(side(one), side(two));
    near({ ...difference, p }, reference.difference, ['value', 'se', 'df', 'p']);
    near(hedgesGOfDesigns(difference, { n: one.n, mean: one.mean, variance: one.sd ** 2 }, { n: two.n, mean: two.mean, variance: two.sd ** 2 }), reference.g, ['value', 'se', 'low', 'high']);
  });
});

describe('two rounds stratum by stratum, and two languages level by level', () => {
  it('have the change at the frame’s mix of strata', () => {
    const { mix, strata, ...wanted } = reference.reweighted;
    const side = (round: number, h: number) => withStudentInterval({ n: strata[round]?.n[h] ?? NaN, value: strata[round]?.mean[h] ?? NaN, se: strata[round]?.se[h] ?? NaN, df: (strata[round]?.n[h] ?? NaN) - 1 });
    const { difference, p } = reweightedChange(mix.map((share, h) => ({ share, first: side(0, h), second: side(1, h) })));
    near({ ...difference, p }, wanted, ['value', 'se', 'df', 'p']);
  });

  it('count the df of a design once, not once per stratum, at one mix of strata', () => {
    const { mix, strata } = reference.reweighted;
    const { degf, ...wanted } = reference.reweightedDesigns;
    const side = (round: number, h: number) => withStudentInterval({ n: strata[round]?.n[h] ?? NaN, value: strata[round]?.mean[h] ?? NaN, se: strata[round]?.se[h] ?? NaN, df: degf[round] ?? NaN });
    const { difference, p } = reweightedChange(mix.map((share, h) => ({ share, first: side(0, h), second: side(1, h) })), { first: true, second: true });
    near({ ...difference, p }, wanted, ['value', 'se', 'df', 'low', 'high', 'p']);
    const even = withStudentInterval({ n: 10, value: 50, se: 3, df: 27 });
    const alike = (ofOneDesign: { first: boolean; second: boolean }) => reweightedChange([1, 2, 3].map(() => ({ share: 1, first: even, second: even })), ofOneDesign).difference;
    expect([alike({ first: true, second: true }), alike({ first: false, second: false })].map((one) => (one.status === 'estimated' ? Math.round(one.df ?? NaN) : one))).toEqual([54, 162]);
  });

  it('have Mantel’s test of an item with three answers', () => {
    const { item, level, side, ...wanted } = reference.mantel;
    near(itemByLanguage(item, level, side) ?? {}, wanted, ['statistic', 'p', 'size']);
  });
});

describe('shares over rounds', () => {
  it.each(reference.newcombe)('$k1/$n1 and $k2/$n2 differ by Newcombe’s interval (the first is his own example)', (wanted) => {
    const [first, second] = [{ k: wanted.k1, n: wanted.n1 }, { k: wanted.k2, n: wanted.n2 }];
    near(newcombe(first, second), wanted, ['value', 'low', 'high']);
    near(testTwoShares(first, second), wanted, ['p']);
  });

  it('trend as prop.trend.test says, on any spacing of the rounds', () => {
    const { k, n, times, chi, p, chiTimes, pTimes } = reference.smokers;
    const over = (at: number[]) => shareTrend(k.map((yes, index) => ({ k: yes, n: n[index] ?? NaN, time: at[index] ?? NaN })));
    const [even, spaced] = [over([1, 2, 3, 4]), over(times)];
    near({ chi: (even?.z ?? NaN) ** 2, p: even?.p }, { chi, p }, ['chi', 'p']);
    near({ chi: (spaced?.z ?? NaN) ** 2, p: spaced?.p }, { chi: chiTimes, p: pTimes }, ['chi', 'p']);
  });

  it('have no trend over two rounds, at one time, or where nobody or everybody said yes', () => {
    const rounds = [{ k: 3, n: 10, time: 1 }, { k: 5, n: 10, time: 2 }];
    expect(shareTrend(rounds)).toBeUndefined();
    expect(shareTrend([...rounds, { k: 1, n: 10, time: 2 }].map((one) => ({ ...one, time: 1 })))).toBeUndefined();
    expect(shareTrend([1, 2, 3].map((time) => ({ k: 10, n: 10, time })))).toBeUndefined();
  });
});
