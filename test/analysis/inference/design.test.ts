// Means, shares and differences under a design, against R's survey package on messy and on real data,
// from rows and again from mergeable sums.
import { describe, expect, it } from '@jest/globals';
import { meanFromClusters } from '../../../analysis/inference/cluster-sums.ts';
import { shareFromStrata } from '../../../analysis/inference/share-from-strata.ts';
import { balance } from '../../../analysis/inference/balance.ts';
import { designDifference } from '../../../analysis/inference/design-difference.ts';
import { designMean, designShare } from '../../../analysis/inference/design-mean.ts';
import { meanInterval } from '../../../analysis/inference/mean-interval.ts';
import { quantile, weightedQuantile } from '../../../analysis/inference/quantile.ts';
import type { SampleDesign } from '../../../analysis/inference/sample-design.ts';
import { prepareDesign } from '../../../analysis/inference/sample-design.ts';
import type { StratumSums } from '../../../analysis/inference/stratum-sums.ts';
import { differenceFromStrata, meanFromStrata } from '../../../analysis/inference/stratum-sums.ts';
import { wilson } from '../../../analysis/inference/wilson.ts';
import type { Computed } from '../../../shared/results/estimate.ts';
import { distance, readReference } from '../reference.ts';

type Column = (number | null)[];
type Wanted = { n: number; value: number; se: number; df?: number; low: number; high: number; deff?: number; deffReplace?: number };
type Tested = { value: number; t: number; df: number; p: number };
type Block = { columns: Record<string, Column>; whole: Wanted; domain: Wanted; share: Wanted; difference: Tested };
type Reference = {
  synthetic: Block & { noFrame: Wanted; joined: Wanted; never: Wanted; quantiles: number[]; weighted: number[] };
  clusters: Block; strata: Block; wilson: [number, number, number, number][];
  simple: { r: number; mean: number; variance: number; population: number; se: number };
  balance: { value: number; low: number; high: number };
};
const reference = readReference<Reference>('design');
const column = (block: Block, name: string): number[] => (block.columns[name] ?? []).map((value) => value ?? NaN);
const frames = (codes: number[], sizes: number[]): Map<number, number> => new Map(codes.map((code, row) => [code, sizes[row] ?? NaN]));

function expectFigure(got: Computed, wanted: Partial<Wanted>, deff?: number): void {
  if (got.status !== 'estimated') throw new Error(`not estimated: ${JSON.stringify(got)}`);
  for (const key of ['n', 'value', 'se', 'df', 'low', 'high'] as const) {
    const value = wanted[key];
    if (value !== undefined) expect([key, distance(got[key] ?? NaN, value) < 1e-8]).toEqual([key, true]);
  }
  if (deff !== undefined) expect(distance(got.deff ?? NaN, deff)).toBeLessThan(1e-8);
}

const { synthetic, clusters, strata } = reference;
const designs: Record<'synthetic' | 'clusters' | 'strata', SampleDesign> = {
  synthetic: { weights: column(synthetic, 'w'), strata: column(synthetic, 'h'), population: frames(column(synthetic, 'h'), column(synthetic, 'N')) },
  clusters: { weights: column(clusters, 'pw'), clusters: column(clusters, 'dnum'), population: new Map([[0, column(clusters, 'fpc')[0] ?? NaN]]) },
  strata: { weights: column(strata, 'pw'), strata: column(strata, 'level'), population: frames(column(strata, 'level'), column(strata, 'fpc')) },
};
const cases = [
  { name: 'synthetic', block: synthetic, design: designs.synthetic, y: 'y', yes: 'yes', group: 'g', shareOf: column(synthetic, 'g') },
  { name: 'apiclus1 (clusters)', block: clusters, design: designs.clusters, y: 'api00', yes: 'met', group: 'high', shareOf: undefined },
  { name: 'apistrat (strata)', block: strata, design: designs.strata, y: 'api00', yes: 'met', group: 'aw', shareOf: column(strata, 'aw') },
];

describe.each(cases)('design-based figures of $name', ({ block, design, y, yes, group, shareOf }) => {
  const prepared = prepareDesign(design);
  const values = column(block, y);
  const domain = column(block, group);

  it('the mean of everybody and of a domain agree with svymean, with design effect', () => {
    expectFigure(designMean(prepared, values), block.whole, block.whole.deff);
    expectFigure(designMean(prepared, values, domain), block.domain, block.domain.deff);
  });

  it('the share agrees with the Korn–Graubard interval held to the persons there are', () => {
    expectFigure(designShare(prepared, column(block, yes), shareOf), block.share);
  });

  it('the difference of two domains agrees with svyttest', () => {
    const { difference, t, p } = designDifference(prepared, values, domain.map((code) => 1 - code), domain);
    expectFigure(difference, { value: block.difference.value, df: block.difference.df });
    expect(distance(t ?? NaN, block.difference.t)).toBeLessThan(1e-8);
    expect(distance(p ?? NaN, block.difference.p)).toBeLessThan(1e-8);
  });

  it('weights × 7.3 change neither mean nor SE, and shuffled rows change no printed digit', () => {
    const order = values.map((_, row) => (row * 17 + 5) % values.length);
    if (new Set(order).size !== values.length) order.splice(0, order.length, ...values.map((_, row) => values.length - 1 - row));
    const pick = (from: ArrayLike<number>): number[] => order.map((row) => from[row] ?? NaN);
    const shuffled: SampleDesign = {
      ...design,
      weights: pick(design.weights).map((weight) => weight * 7.3),
      ...(design.strata === undefined ? {} : { strata: pick(design.strata) }),
      ...(design.clusters === undefined ? {} : { clusters: pick(design.clusters) }),
    };
    const before = designMean(prepared, values, domain);
    const after = designMean(prepareDesign(shuffled), pick(values), pick(domain));
    if (before.status !== 'estimated' || after.status !== 'estimated') throw new Error('not estimated');
    for (const key of ['value', 'se', 'low', 'high'] as const) expect(after[key].toPrecision(12)).toBe(before[key].toPrecision(12));
  });
});

/** The sums a shard keeps: one stratum after the other, y centred at the origin. */
function sumsOf(block: Block, inDomain: (row: number) => boolean, name = 'y', origin = 50): StratumSums[] {
  const [h, w, y, frame] = ['h', 'w', name, 'N'].map((name) => column(block, name)) as [number[], number[], number[], number[]];
  return [1, 2, 3, 4, 5, 6].map((code) => {
    const sums = { r: 0, w: 0, wy: 0, ww: 0, wwy: 0, wwyy: 0, wyy: 0, sheets: 0, weighted: 0, population: 0 };
    h.forEach((stratum, row) => {
      if (stratum !== code) return;
      sums.sheets += 1;
      sums.population = frame[row] ?? NaN;
      const weight = w[row] ?? NaN;
      const value = (y[row] ?? NaN) - origin;
      if (weight > 0) sums.weighted += 1;
      if (Number.isNaN(value) || weight === 0 || !inDomain(row)) return;
      sums.r += 1;
      sums.w += weight;
      sums.wy += weight * value;
      sums.ww += weight * weight;
      sums.wwy += weight * weight * value;
      sums.wwyy += weight * weight * value * value;
      sums.wyy += weight * value * value;
    });
    return sums;
  });
}

describe('figures from sums per stratum', () => {
  const group = column(synthetic, 'g');
  it('agree with R as rows do, sheets of weight 0 among them', () => {
    const { deff, ...wanted } = synthetic.domain;
    expectFigure(meanFromStrata(sumsOf(synthetic, (row) => group[row] === 1), 50), wanted, deff);
    const { difference, t } = differenceFromStrata(sumsOf(synthetic, (row) => group[row] === 0), sumsOf(synthetic, (row) => group[row] === 1));
    expectFigure(difference, { value: synthetic.difference.value, df: synthetic.difference.df });
    expect(distance(t ?? NaN, synthetic.difference.t)).toBeLessThan(1e-8);
  });

  it('flag the lonely stratum, and refuse more sheets than the frame holds', () => {
    expect(meanFromStrata(sumsOf(synthetic, () => true), 50)).toMatchObject({ flags: ['lonely-stratum'] });
    const first = sumsOf(synthetic, () => true).map((sums) => ({ ...sums, population: 3 }));
    expect(() => meanFromStrata(first, 50)).toThrow('a stratum has more sheets (40) than its frame (3)');
  });

  it('give the share that rows give, at 0 too', () => {
    const { n, value, se } = synthetic.share;
    expectFigure(shareFromStrata(sumsOf(synthetic, (row) => group[row] === 1, 'yes', 0.5), 0.5), { n, value, se });
    expectFigure(shareFromStrata(sumsOf(synthetic, () => true, 'never', 0)), { low: 0, high: synthetic.never.high });
  });

  it('merge: two shards added up are the whole', () => {
    const [one, two, whole] = [(row: number) => row % 2 === 0, (row: number) => row % 2 === 1, () => true].map((part) => sumsOf(synthetic, part)) as [StratumSums[], StratumSums[], StratumSums[]];
    const keys = ['r', 'w', 'wy', 'ww', 'wwy', 'wwyy', 'wyy'] as const;
    const merged = whole.map((sums, h) => ({ ...sums, ...Object.fromEntries(keys.map((key) => [key, (one[h]?.[key] ?? 0) + (two[h]?.[key] ?? 0)])) }));
    const [a, b] = [meanFromStrata(merged, 50), meanFromStrata(whole, 50)];
    if (a.status !== 'estimated' || b.status !== 'estimated') throw new Error('not estimated');
    expect(distance(a.se, b.se)).toBeLessThan(1e-12);
  });

  it('of clusters agree with svymean, when each cluster arrives in two parts', () => {
    const [cluster, weight, y] = ['dnum', 'pw', 'api00'].map((name) => column(clusters, name)) as [number[], number[], number[]];
    const parts = cluster.map((code, row) => ({ stratum: 0, cluster: code, r: 1, w: weight[row] ?? NaN, wy: (weight[row] ?? NaN) * ((y[row] ?? NaN) - 600) }));
    const population = new Map([[0, column(clusters, 'fpc')[0] ?? NaN]]);
    expectFigure(meanFromClusters(parts, { origin: 600, population }), clusters.whole);
    expect(() => meanFromClusters(parts, { population: new Map([[0, 3]]) })).toThrow('more sampled clusters (15) than its frame (3)');
  });

  it('count a cluster of weight 0 among the units of its stratum, not among the degrees of freedom, as rows do', () => {
    const random = [0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11].map((row) => ({ stratum: row < 8 ? 1 : 2, cluster: Math.floor(row / 2), weight: [0, 0, 1.5, 2][Math.min(3, row)] ?? NaN, y: (row * 37) % 100 }));
    const design = prepareDesign({ weights: random.map(({ weight }) => weight), strata: random.map(({ stratum }) => stratum), clusters: random.map(({ cluster }) => cluster) });
    const parts = random.map(({ stratum, cluster, weight, y }) => ({ stratum, cluster, r: weight > 0 ? 1 : 0, w: weight, wy: weight * (y - 50), hasWeight: weight > 0 }));
    const [byRows, byParts] = [designMean(design, random.map(({ y }) => y)), meanFromClusters(parts, { origin: 50 })];
    if (byRows.status !== 'estimated' || byParts.status !== 'estimated') throw new Error('not estimated');
    expect([byParts.n, byParts.df]).toEqual([10, 3]);
    expect([byParts.n, byParts.df]).toEqual([byRows.n, byRows.df]);
    for (const part of ['value', 'se', 'low', 'high'] as const) expect(distance(byParts[part], byRows[part])).toBeLessThan(1e-12);
  });

  it('see no variation where everybody scores 100, in spite of rounding', () => {
    const weights = [1.1, 0.7, 3.3, 2.9];
    const of = (power: number, times: number): number => weights.reduce((sum, weight) => sum + weight ** power * 50 ** times, 0);
    const stratum = { r: 4, w: of(1, 0), wy: of(1, 1), ww: of(2, 0), wwy: of(2, 1), wwyy: of(2, 2), sheets: 4, population: 90 };
    expect(meanFromStrata([stratum], 50)).toEqual({ status: 'value-only', n: 4, value: 100, reason: 'no-variation' });
  });
});

describe('what has no interval says so', () => {
  it('an empty domain is not estimable, where R answers mean 0 and SE 0', () => {
    expect(designMean(prepareDesign(designs.synthetic), column(synthetic, 'y'), column(synthetic, 'g').map(() => 0))).toEqual({ status: 'not-estimable', n: 0, reason: 'no-valid-answers' });
  });
  it('one answer and no variation give the value with its reason', () => {
    const design = prepareDesign({ weights: [1, 1, 1], population: new Map([[0, 30]]) });
    expect(designMean(design, [40, NaN, NaN])).toEqual({ status: 'value-only', n: 1, value: 40, reason: 'one-answer' });
    expect(designMean(design, [75, 75, NaN])).toEqual({ status: 'value-only', n: 2, value: 75, reason: 'no-variation' });
  });
  it('a lonely stratum joined with its neighbour agrees with the same design in R, and is lonely no more', () => {
    const got = designMean(prepareDesign({ ...designs.synthetic, joined: new Map([[3, 1]]) }), column(synthetic, 'y'));
    expectFigure(got, synthetic.joined, synthetic.joined.deff);
    expect(got).not.toHaveProperty('flags');
  });
  it('strata that are each of one mind show no variation within', () => {
    expect(designMean(prepareDesign({ weights: [1.3, 1.3, 1.7, 1.7, 1.7], strata: [1, 1, 2, 2, 2] }), [10.1, 10.1, 33.3, 33.3, 33.3])).toMatchObject({ status: 'value-only', reason: 'no-variation' });
  });
  it('only lonely strata leave no degrees of freedom', () => {
    expect(designMean(prepareDesign({ weights: [1, 1], strata: [1, 2] }), [10, 30])).toMatchObject({ status: 'value-only', value: 20, reason: 'no-degrees-of-freedom' });
  });
  it('a census has SE 0 and an interval of no width', () => {
    const design = prepareDesign({ weights: [1, 1, 1], population: new Map([[0, 3]]) });
    expect(designMean(design, [10, 30, 80])).toMatchObject({ status: 'estimated', value: 40, se: 0, low: 40, high: 40 });
    expect(meanInterval({ r: 3, mean: 40, variance: 1300, population: 3 })).toMatchObject({ se: 0, low: 40, high: 40 });
    expect(designShare(design, [1, 0, 0])).toMatchObject({ status: 'estimated', se: 0, low: 1 / 3, high: 1 / 3 });
  });
  it('refuses negative weights, uneven columns and more units than the frame', () => {
    expect(() => prepareDesign({ weights: [1, -1] })).toThrow('weight in row 1 must be 0 or more, got -1');
    expect(() => prepareDesign({ weights: [1, NaN] })).toThrow(RangeError);
    expect(() => prepareDesign({ weights: [1, 1], strata: [1] })).toThrow(RangeError);
    expect(() => prepareDesign({ weights: [1, 1], population: new Map([[0, 1]]) })).toThrow('stratum 0 has more sampled units (2) than its frame (1)');
  });
});

describe('unweighted figures', () => {
  it('Wilson agrees with prop.test and holds at 0 and at n', () => {
    for (const [k, n, low, high] of reference.wilson) expectFigure(wilson(k, n), { value: k / n, low, high });
    expect(wilson(0, 0)).toMatchObject({ status: 'not-estimable', reason: 'no-valid-answers' });
    expect(() => wilson(3, 2)).toThrow(RangeError);
  });
  it('a share of 0 among weighted answers has the Clopper–Pearson upper end', () => {
    expectFigure(designShare(prepareDesign(designs.synthetic), column(synthetic, 'never')), { low: 0, high: synthetic.never.high });
  });
  it('a simple mean agrees with survey, and balance with t.test', () => {
    expectFigure(meanInterval(reference.simple), { value: reference.simple.mean, se: reference.simple.se });
    expectFigure(balance(31, 9, 17), reference.balance);
    expect(balance(0, 12, 0)).toMatchObject({ status: 'value-only', reason: 'no-variation' });
  });
  it('quantiles are type 7, also in the top interval, and weighted ones invert the weighted CDF', () => {
    expect(quantile([32, 1, 16, 2, 8, 4], 0.9)).toBe(24);
    expect([0, 0.1, 0.25, 0.5, 0.9, 0.95, 1].map((p) => quantile(column(synthetic, 'y'), p))).toEqual(synthetic.quantiles);
    expect([0.1, 0.5, 0.9].map((p) => weightedQuantile(column(synthetic, 'y'), column(synthetic, 'w'), p))).toEqual(synthetic.weighted);
    expect(quantile([], 0.5)).toBeUndefined();
  });
});
