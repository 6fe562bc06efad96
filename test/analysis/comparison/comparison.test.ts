// Two-group comparisons against R, on students, schools and synthetic answers; published worked examples beside them.
import { describe, expect, it } from '@jest/globals';
import { benjaminiHochberg, holm } from '../../../analysis/comparison/adjusted-p-values.ts';
import { cliffsDelta } from '../../../analysis/comparison/cliffs-delta.ts';
import { equivalence } from '../../../analysis/comparison/equivalence.ts';
import { hedgesG } from '../../../analysis/comparison/hedges-g.ts';
import { independentDifference } from '../../../analysis/comparison/independent-difference.ts';
import { jointCounts, mannWhitney } from '../../../analysis/comparison/mann-whitney.ts';
import { raoScott } from '../../../analysis/comparison/rao-scott.ts';
import { standoutFactors } from '../../../analysis/comparison/standout-factors.ts';
import { newcombe, testTwoShares } from '../../../analysis/comparison/two-shares.ts';
import { weightedRankTest } from '../../../analysis/comparison/weighted-rank-test.ts';
import { meanInterval } from '../../../analysis/inference/mean-interval.ts';
import { prepareDesign } from '../../../analysis/inference/sample-design.ts';
import { distance, readReference } from '../reference.ts';

type Part = Record<string, number>;
type Group = { x: number[]; y: number[]; welch: Part; ranks: Part; delta: Part; g: Part; tost: Part };
type Block = { columns: Record<string, number[]>; result: Part; three?: Part; rank?: Part; tied?: Part };
type Reference = {
  groups: Record<string, Group>; holm: { p: number[]; holm: number[]; bh: number[] };
  raoScott: { strata: Block; clusters: Block; students: Block };
  standout: { gap: number[]; se: number[]; df: number };
  shares: { fisher: [number, number, number, number, number][]; chi: number };
};
const reference = readReference<Reference>('comparison');

function moments(values: readonly number[]) {
  const n = values.length;
  const mean = values.reduce((sum, value) => sum + value, 0) / n;
  return { n, r: n, mean, variance: values.reduce((sum, value) => sum + (value - mean) ** 2, 0) / (n - 1) };
}
/** Every key that both sides have, within the tolerance. */
function expectPart(got: object, wanted: Part, keys: readonly string[], tolerance = 1e-8): void {
  for (const key of keys) expect([key, distance((got as Part)[key] ?? NaN, wanted[key] ?? NaN) < tolerance]).toEqual([key, true]);
}

describe.each(Object.entries(reference.groups))('two groups: %s', (_, { x, y, welch, ranks, delta, g, tost }) => {
  const [first, second] = jointCounts(x, y);
  it('Welch by Satterthwaite agrees with t.test', () => {
    const tested = independentDifference(meanInterval(moments(x)), meanInterval(moments(y)));
    expectPart(tested.difference, welch, ['value', 'df', 'low', 'high']);
    expectPart(tested, welch, ['t', 'p']);
  });
  it('Mann–Whitney with ties agrees with wilcox.test, without and with continuity', () => {
    expectPart(mannWhitney(first, second), ranks, ['w', 'p', 'pContinuity']);
  });
  it("Cliff's delta and Feng and Cliff's interval agree with the dominance matrix", () => {
    expectPart(cliffsDelta(first, second), delta, ['value', 'se', 'low', 'high']);
    expect(distance(mannWhitney(first, second).delta ?? NaN, delta.value ?? NaN)).toBeLessThan(1e-12);
  });
  it("Hedges' g agrees with the noncentral t, its SE with escalc", () => {
    expectPart(hedgesG(moments(x), moments(y)), g, ['value', 'low', 'high'], 1e-7);
    expectPart(hedgesG(moments(x), moments(y)), g, ['se']);
  });
  it('equivalence at ±5 agrees with two one-sided t tests', () => {
    const result = equivalence(independentDifference(meanInterval(moments(x)), meanInterval(moments(y))).difference, 5);
    expectPart(result ?? {}, tost, ['p', 'low', 'high']);
  });
});

describe('multiplicity', () => {
  it('Holm and Benjamini–Hochberg agree with p.adjust, whatever the order', () => {
    const { p, holm: wanted, bh } = reference.holm;
    holm(p).forEach((value, index) => expect(value).toBeCloseTo(wanted[index] ?? NaN, 14));
    benjaminiHochberg(p).forEach((value, index) => expect(value).toBeCloseTo(bh[index] ?? NaN, 14));
    expect([...holm([...p].reverse())].reverse()).toEqual(holm(p));
    holm(p).forEach((value, index) => expect(value).toBeGreaterThanOrEqual(p[index] ?? NaN));
  });
  it('a test that could not be made takes no place in the family', () => {
    expect(holm([0.01, undefined, 0.02])).toEqual([0.02, undefined, 0.02]);
    expect(() => holm([0.1, NaN])).toThrow(RangeError);
  });
});

describe('under a design', () => {
  const { strata, clusters, students } = reference.raoScott;
  const of = (block: Block, name: string): number[] => block.columns[name] ?? [];
  const stratified = prepareDesign({ weights: of(strata, 'pw'), strata: of(strata, 'level'), population: new Map(of(strata, 'level').map((level, row) => [level, of(strata, 'fpc')[row] ?? NaN])) });
  const clustered = prepareDesign({ weights: of(clusters, 'pw'), clusters: of(clusters, 'dnum'), population: new Map([[0, of(clusters, 'fpc')[0] ?? NaN]]) });
  const sides = (codes: number[]): [number[], number[]] => [codes.map((code) => 1 - code), codes];

  it('Rao–Scott agrees with svychisq for strata, clusters and a plain sample with empty cells', () => {
    expectPart(raoScott(stratified, of(strata, 'aw'), of(strata, 'full5')) ?? {}, strata.result, ['f', 'df1', 'df2', 'p']);
    expectPart(raoScott(clustered, of(clusters, 'aw'), of(clusters, 'band')) ?? {}, clusters.result, ['f', 'df1', 'df2', 'p']);
    expectPart(raoScott(clustered, of(clusters, 'level'), of(clusters, 'band')) ?? {}, clusters.three ?? {}, ['f', 'df1', 'df2', 'p']);
    const plain = prepareDesign({ weights: of(students, 'smoke').map(() => 1) });
    expectPart(raoScott(plain, of(students, 'smoke'), of(students, 'exer')) ?? {}, students.result, ['f', 'df1', 'df2', 'p']);
    expect(raoScott(plain, of(students, 'smoke'), of(students, 'exer').map(() => 1))).toBeUndefined();
  });
  it('the weighted rank test agrees with svyranktest, and its midranks are free of row order', () => {
    for (const [design, block] of [[stratified, strata], [clustered, clusters]] as const) {
      const [no, yes] = sides(of(block, 'aw'));
      const got = weightedRankTest(design, of(block, 'api00'), no, yes);
      expectPart(got.difference, block.rank ?? {}, ['value', 'df'], block === strata ? 0.05 : 1e-8);
      expectPart(got, block.rank ?? {}, ['t', 'p'], block === strata ? 0.05 : 1e-8);
    }
    const [no, yes] = sides(of(strata, 'aw'));
    const tied = weightedRankTest(stratified, of(strata, 'full5'), no, yes);
    expectPart(tied.difference, strata.tied ?? {}, ['value', 'df']);
    expectPart(tied, strata.tied ?? {}, ['t', 'p']);
  });
  it('gaps of factors from the mean of all agree with contrasts of svymean', () => {
    const factors = [{ code: 'rad-1', scores: of(strata, 'api00') }, { code: 'rad-2', scores: of(strata, 'api99') }, { code: 'rad-3', scores: of(strata, 'meals').map((value) => value * 6) }];
    const result = standoutFactors(stratified, factors);
    result.gaps.forEach(({ gap }, index) => {
      if (gap.status !== 'estimated') throw new Error(gap.reason);
      expect(distance(gap.value, reference.standout.gap[index] ?? NaN)).toBeLessThan(1e-8);
      expect(distance(gap.se, reference.standout.se[index] ?? NaN)).toBeLessThan(1e-8);
    });
    expect(result).toMatchObject({ strongest: 'rad-1', weakest: 'rad-3' });
  });
});

describe('two shares', () => {
  it("Newcombe's interval reproduces the paper's table II, method 10", () => {
    const table = [[48, 80, 56, 70, 0.0524, 0.3339], [3, 10, 9, 10, 0.1705, 0.809], [2, 7, 6, 7, 0.0582, 0.8062], [0, 29, 5, 56, -0.0381, 0.1926], [0, 20, 0, 10, -0.1611, 0.2775], [0, 10, 10, 10, 0.6075, 1]] as const;
    for (const [k1, n1, k2, n2, low, high] of table) {
      const got = newcombe({ k: k1, n: n1 }, { k: k2, n: n2 });
      if (got.status !== 'estimated') throw new Error(got.reason);
      expect([got.low.toFixed(4), got.high.toFixed(4)]).toEqual([low.toFixed(4), high.toFixed(4)]);
    }
  });
  it('the test is χ² without continuity, and Fisher where an expected count is below 5', () => {
    expect(distance(testTwoShares({ k: 30, n: 100 }, { k: 45, n: 105 }).p ?? NaN, reference.shares.chi)).toBeLessThan(1e-9);
    for (const [k1, n1, k2, n2, p] of reference.shares.fisher) {
      const got = testTwoShares({ k: k1, n: n1 }, { k: k2, n: n2 });
      if (got.method === 'fisher') expect(distance(got.p ?? NaN, p)).toBeLessThan(1e-9);
    }
    expect(testTwoShares({ k: 1, n: 9 }, { k: 11, n: 12 }).method).toBe('fisher');
    expect(testTwoShares({ k: 0, n: 9 }, { k: 0, n: 12 })).toEqual({ method: 'chi-square' });
  });
});
