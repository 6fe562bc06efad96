// The five words in their order, language differences, break marks and the re-weighted change.
import { describe, expect, it } from '@jest/globals';
import { breakMarks, compositionShift } from '../../../analysis/comparison/break-marks.ts';
import { cliffsDelta } from '../../../analysis/comparison/cliffs-delta.ts';
import { hedgesG } from '../../../analysis/comparison/hedges-g.ts';
import { independentDifference } from '../../../analysis/comparison/independent-difference.ts';
import { flagByLanguage, itemByLanguage } from '../../../analysis/comparison/language-difference.ts';
import { reweightedChange } from '../../../analysis/comparison/reweighted-change.ts';
import { standoutFactors } from '../../../analysis/comparison/standout-factors.ts';
import type { Comparison } from '../../../analysis/comparison/verdict.ts';
import { decideFamily } from '../../../analysis/comparison/verdict.ts';
import { valueWithout, withStudentInterval } from '../../../analysis/inference/computed.ts';
import { seededRandom } from '../../../analysis/inference/random.ts';
import { prepareDesign } from '../../../analysis/inference/sample-design.ts';
import { distance, readReference } from '../reference.ts';

const figure = (value: number, se: number, n = 150) => withStudentInterval({ n, value, se, df: n - 1 });
const comparison = (from: number, to: number, se: number, n = 150): Comparison => ({ ...independentDifference(figure(from, se, n), figure(to, se, n)), n1: n, n2: n });

describe('the five words', () => {
  it('come in their order: too few, improved or worsened, no clear change, not enough data to tell', () => {
    const family = [comparison(50, 80, 1, 9), comparison(50, 58, 1.2), comparison(50, 43, 1.2), comparison(50, 51, 1.2), comparison(50, 54, 3)];
    expect(decideFamily(family).map(({ verdict }) => verdict)).toEqual(['too few', 'improved', 'worsened', 'no clear change', 'not enough data to tell']);
  });
  it('a small but certain change is still a change, since Holm comes before ±5', () => {
    expect(decideFamily([comparison(50, 52, 0.3)]).map(({ verdict }) => verdict)).toEqual(['improved']);
  });
  it('a family of twenty needs more proof than one test', () => {
    const lone = comparison(50, 54, 1.3);
    expect(decideFamily([lone])[0]?.verdict).toBe('improved');
    expect(decideFamily([lone, ...Array.from({ length: 19 }, () => comparison(50, 50.1, 1.3))])[0]?.verdict).toBe('not enough data to tell');
  });
  it('two censuses differ by a fact', () => {
    expect(decideFamily([comparison(50, 51, 0), comparison(50, 50, 0)]).map(({ verdict }) => verdict)).toEqual(['improved', 'no clear change']);
  });
  it('no variation on both sides gives the difference and no test', () => {
    const flat = independentDifference(valueWithout('no-variation', 40, 75), valueWithout('no-variation', 40, 100));
    expect(flat).toEqual({ difference: { status: 'value-only', n: 80, value: 25, reason: 'no-variation' } });
    expect(decideFamily([{ ...flat, n1: 40, n2: 40 }])[0]?.verdict).toBe('not enough data to tell');
    expect(hedgesG({ n: 40, mean: 75, variance: 0 }, { n: 40, mean: 100, variance: 0 })).toMatchObject({ status: 'not-estimable', reason: 'no-variation' });
    expect(cliffsDelta([40, 0], [0, 40])).toMatchObject({ status: 'estimated', value: 1, high: 1 });
  });
});

describe('factors near each other', () => {
  it('are not separable', () => {
    const random = seededRandom(3);
    const column = () => Array.from({ length: 80 }, () => Math.round(50 + 20 * random.normal()));
    const factors = ['rad-1', 'rad-2', 'rad-3'].map((code) => ({ code, scores: column() }));
    const result = standoutFactors(prepareDesign({ weights: Array.from({ length: 80 }, () => 1) }), factors);
    expect([result.strongest, result.weakest]).toEqual(['not separable', 'not separable']);
    result.gaps.forEach(({ p = 1, adjustedP = 1 }) => expect(adjustedP).toBeGreaterThanOrEqual(p));
  });
  it('stand apart by what they are where everybody answered, and only where they are not alike', () => {
    const census = prepareDesign({ weights: new Float64Array(30).fill(1), population: new Map([[0, 30]]) });
    const column = (mean: number) => Array.from({ length: 30 }, (_, row) => mean + (row % 2 === 0 ? 0.1 : -0.1));
    const compared = (...means: number[]) => standoutFactors(census, means.map((mean, index) => ({ code: `rad-${String(index)}`, scores: column(mean) })));
    const apart = compared(60, 60.3, 61);
    expect(apart).toMatchObject({ strongest: 'rad-2', weakest: 'rad-0' });
    apart.gaps.forEach(({ gap, adjustedP }) => expect([gap.status === 'estimated' && gap.se, adjustedP]).toEqual([0, 0]));
    expect(compared(60.1, 60.1, 60.1)).toMatchObject({ strongest: 'not separable', weakest: 'not separable', gaps: [{ p: 1 }, { p: 1 }, { p: 1 }] });
    expect(compared(61.1, 60, 61.1)).toMatchObject({ strongest: 'not separable', weakest: 'rad-1' });
  });
});

describe('items by language', () => {
  const { admissions } = readReference<{ admissions: { table: number[]; statistic: number; p: number } }>('comparison');
  it('the statistic is Mantel and Haenszel on yes/no items (Berkeley admissions)', () => {
    const item: number[] = [], score: number[] = [], language: number[] = [];
    admissions.table.forEach((count, cell) => {
      for (let person = 0; person < count; person += 1) {
        item.push(cell % 2);
        language.push(Math.floor(cell / 2) % 2);
        score.push(Math.floor(cell / 4));
      }
    });
    const got = itemByLanguage(item, score, language);
    expect(distance(got?.statistic ?? NaN, admissions.statistic)).toBeLessThan(1e-8);
    expect(distance(got?.p ?? NaN, admissions.p)).toBeLessThan(1e-8);
  });
  it('an item shifted in one language is flagged, a fair one is not, 49 persons say nothing', () => {
    const random = seededRandom(9);
    const rows = Array.from({ length: 400 }, (_, row) => ({ language: row % 2, score: 1 + random.below(5) }));
    const fair = rows.map(({ score }) => Math.min(5, Math.max(1, score + random.below(3) - 1)));
    const shifted = fair.map((value, row) => Math.min(5, value + (row % 2 === 1 ? random.below(2) : 0)));
    const by = (item: number[], minimum?: number) => itemByLanguage(item, rows.map(({ score }) => score), rows.map(({ language }) => language), minimum);
    expect(flagByLanguage([by(fair), by(shifted), by(fair, 201)])).toEqual([false, true, false]);
    expect(by(shifted)?.size).toBeGreaterThan(0.17);
  });
});

describe('break marks', () => {
  const make = (composition: [string, number][]) => ({ items: new Map([['F01_01', 'a'], ['F01_02', 'a']]), modes: ['online'], sites: ['north', 'south'], composition: new Map(composition), estimation: 'simple' });
  const before = make([['north', 0.6], ['south', 0.4]]);
  it('are empty for the same make', () => expect(breakMarks(before, make([['north', 0.55], ['south', 0.45]]))).toEqual([]));
  it('name items, wording, mode, sites, composition and estimation', () => {
    const after = { items: new Map([['F01_01', 'b'], ['F01_03', 'a']]), modes: ['online', 'card'], sites: ['north'], composition: new Map([['north', 1]]), estimation: 'design' };
    expect(breakMarks(before, after)).toEqual(['items', 'wording', 'mode', 'sites', 'composition', 'estimation']);
    expect(compositionShift(before.composition, after.composition)).toBeCloseTo(0.4, 12);
  });
});

describe('the re-weighted change', () => {
  it('is none when only the mix changed', () => {
    const strata = [{ share: 0.5, first: figure(40, 2, 100), second: figure(40, 2, 20) }, { share: 0.5, first: figure(80, 2, 20), second: figure(80, 2, 100) }];
    const { difference, p } = reweightedChange(strata);
    expect(difference).toMatchObject({ status: 'estimated', value: 0, se: 2, n: 240 });
    expect(p).toBeCloseTo(1, 12);
  });
  it('flags strata that one round lacks', () => {
    const lacking = { share: 0.2, first: figure(40, 2), second: valueWithout('one-answer', 1, 10) };
    expect(reweightedChange([lacking, { share: 0.8, first: figure(50, 2), second: figure(55, 2) }]).difference).toMatchObject({ value: 5, flags: ['strata-left-out'] });
  });
});
