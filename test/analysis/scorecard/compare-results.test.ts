// Comparison of two published results against Welch's test done by hand on the persons behind them.
import { describe, expect, it } from '@jest/globals';
import { cliffsDelta } from '../../../analysis/comparison/cliffs-delta.ts';
import { hedgesG } from '../../../analysis/comparison/hedges-g.ts';
import { itemLayouts } from '../../../analysis/scoring/item-layout.ts';
import { personScores, usableSheets } from '../../../analysis/scoring/person-scores.ts';
import { scoreGroups } from '../../../analysis/scoring/score-groups.ts';
import { scorecard } from '../../../analysis/scorecard.ts';
import { withRanks } from '../../../analysis/scorecard/compare-persons.ts';
import { comparePopulations, compareResults } from '../../../analysis/scorecard/compare-results.ts';
import type { Columns } from '../../../analysis/columns.ts';
import { aHarbour } from '../../support/random-columns.ts';

const { form, columns } = aHarbour(300, 21);
const layouts = itemLayouts(form);
const [safety] = scoreGroups(form, layouts).factors;
const plan = { selection: 'random', size: 5000, stratumItem: null, strata: [] } as const;
const resultOf = (answers: Columns) => scorecard({ form, layouts, columns: answers, plan, threshold: 10 });
/** The same people with the best answer to the items of one factor. */
const lifted = (part: number): Columns => ({
  ...columns,
  items: columns.items.map((column, index) => {
    const layout = safety?.items.find((one) => one.index === index);
    if (layout === undefined) return column;
    return column.map((byte, row) => (row < part * columns.rows && byte > 0 && byte <= layout.answers ? (layout.item.polarity === 'reversed' ? 1 : layout.answers) : byte));
  }),
});
const moments = (answers: Columns) => {
  const usable = usableSheets(answers, scoreGroups(form, layouts).factors);
  const scores = [...personScores(answers, safety ?? { code: '', factor: '', items: [] })].filter((score, row) => !Number.isNaN(score) && usable[row] === 1);
  const mean = scores.reduce((sum, score) => sum + score, 0) / scores.length;
  return { n: scores.length, mean, variance: scores.reduce((sum, score) => sum + (score - mean) ** 2, 0) / (scores.length - 1) };
};

describe('the comparison of two results', () => {
  it('has the difference, its SE and Hedges g of the persons behind the published figures', () => {
    const after = lifted(0.4);
    const compared = compareResults(resultOf(columns), resultOf(after)).factors[0]?.comparison;
    const [one, two] = [moments(columns), moments(after)];
    const se = Math.sqrt((one.variance / one.n + two.variance / two.n) * (1 - 300 / 5000));
    if (compared?.difference.status !== 'estimated' || compared.hedgesG?.status !== 'estimated') throw new Error('no comparison');
    expect(compared.difference.value).toBeCloseTo(two.mean - one.mean, 6);
    expect(compared.difference.se).toBeCloseTo(se, 6);
    const g = hedgesG(one, two);
    expect(g.status === 'estimated' ? compared.hedgesG.value - g.value : NaN).toBeCloseTo(0, 6);
    expect(compared.verdict).toBe('improved');
  });

  it('turns the word round when the rounds change places', () => {
    expect(compareResults(resultOf(lifted(0.4)), resultOf(columns)).factors[0]?.comparison?.verdict).toBe('worsened');
  });

  it('does not claim a change in the factors that stayed the same', () => {
    const words = compareResults(resultOf(columns), resultOf(lifted(0.4))).factors.slice(1).map(({ comparison }) => comparison?.verdict);
    expect(words.every((word) => word === 'no clear change' || word === 'not enough data to tell')).toBe(true);
  });

  it('says too few, and shows no difference, where one round is hidden', () => {
    const few: Columns = { rows: 9, items: columns.items.map((column) => column.slice(0, 9)), choices: new Map([...columns.choices].map(([index, points]) => [index, points.map((point) => point.slice(0, 9))])) };
    expect(compareResults(resultOf(few), resultOf(columns)).factors[0]?.comparison).toMatchObject({ verdict: 'too few', difference: { status: 'suppressed' }, p: null });
  });

  it('marks a factor whose items or wording changed', () => {
    const before = resultOf(columns);
    const reworded = { ...before, items: before.items.map((item) => (item.item === 'Q_TIDE' ? { ...item, revision: 2 } : item)) };
    const fewer = { ...before, items: before.items.filter(({ item }) => item !== 'Q_LIGHT') };
    expect(compareResults(reworded, before).factors[0]?.comparison?.breakMarks).toEqual(['wording']);
    expect(compareResults(fewer, before).factors[0]?.comparison?.breakMarks).toEqual(['items']);
  });

  it('compares items by their published shares as their persons would, with Benjamini and Hochberg over the list', () => {
    const compared = compareResults(resultOf(columns), resultOf(lifted(0.4))).itemComparisons ?? [];
    const fuel = compared.find(({ item }) => item === 'Q_FUEL');
    const tide = compared.find(({ item }) => item === 'Q_TIDE');
    expect(fuel).toMatchObject({ p: 1, rankP: 1, cliffsDelta: { value: 0 } });
    const counts = (answers: Columns, code: string): number[] => {
      const layout = layouts.find(({ item }) => item.code === code);
      const usable = usableSheets(answers, scoreGroups(form, layouts).factors);
      return Array.from({ length: layout?.answers ?? 0 }, (_, rank) => [...(answers.items[layout?.index ?? 0] ?? [])].filter((byte, row) => byte === rank + 1 && usable[row] === 1).length);
    };
    const delta = cliffsDelta(counts(columns, 'Q_TIDE'), counts(lifted(0.4), 'Q_TIDE'));
    expect(tide?.cliffsDelta.status === 'estimated' && delta.status === 'estimated' ? tide.cliffsDelta.value - delta.value : NaN).toBeCloseTo(0, 9);
    expect(tide?.adjustedP).toBeLessThan(0.001);
  });

  it('gives ranks and delta of persons where both rounds are at hand', () => {
    const sample = (answers: Columns) => ({ form, layouts, columns: answers, plan, threshold: 10 });
    const before = sample(columns), after = sample(lifted(0.4));
    const [lift, same] = withRanks(before, after, compareResults(scorecard(before), scorecard(after))).factors;
    expect(lift?.comparison?.cliffsDelta).toMatchObject({ status: 'estimated' });
    expect(lift?.comparison?.rankP).toBeLessThan(0.001);
    expect(same?.comparison).toMatchObject({ cliffsDelta: { value: 0 }, rankP: 1, equivalence: { p: expect.any(Number) } });
  });

  it('reweights the change to one mix of strata, and marks a changed selection', () => {
    const strata = ['north', 'south'].map((code) => ({ code, size: 1000, codes: null }));
    const mixed = (part: number, answers: Columns) => scorecard({ form, layouts, columns: answers, plan: { ...plan, strata }, threshold: 10, stratumOf: Uint16Array.from({ length: 300 }, (_, row) => (row % 10 < part ? 1 : 2)) });
    const [one, two] = [mixed(3, columns), mixed(7, lifted(0.4))];
    const comparison = compareResults(one, two).factors[0]?.comparison;
    const score = (result: typeof one, code: string): number => { const figure = result.strata.groups.find((group) => group.code === code)?.factors[0]?.score; return figure?.status === 'estimated' ? figure.value : NaN; };
    const wanted = (score(two, 'north') - score(one, 'north') + score(two, 'south') - score(one, 'south')) / 2;
    expect(comparison?.reweighted?.status === 'estimated' ? comparison.reweighted.value : NaN).toBeCloseTo(wanted, 8);
    const underDesign = (result: typeof one): typeof one => ({ ...result, estimation: 'design', strata: { ...result.strata, groups: result.strata.groups.map((group) => ({ ...group, factors: group.factors.map((factor) => ({ ...factor, score: factor.score.status === 'estimated' ? { ...factor.score, df: 298 } : factor.score })) })) } });
    const designed = compareResults(underDesign(one), underDesign(two)).factors[0]?.comparison?.reweighted;
    // Two designs of 298 df have 596 at the most; four strata that counted it each would have twice as many.
    expect(designed?.status === 'estimated' ? designed.df : NaN).toBeLessThanOrEqual(596);
    expect(comparison?.breakMarks).toContain('composition');
    expect(compareResults({ ...one, selection: 'open-link' }, one).factors[0]?.comparison?.breakMarks).toContain('mode');
  });

  it('compares two populations on their common items by the same words', () => {
    const first = resultOf(columns), second = { ...resultOf(lifted(0.4)), population: 'traders' };
    const compared = comparePopulations(first, second);
    expect(compared).toMatchObject({ first: first.population, second: 'traders' });
    expect(compared?.factors.map(({ factor }) => factor)).toEqual(second.commonFactors.map(({ factor }) => factor));
    expect(comparePopulations(first, { ...second, commonFactors: [] })).toBeNull();
  });
});
