// Reliability against psych and lavaan on the Big Five items and on synthetic answers with holes.
import { describe, expect, it } from '@jest/globals';
import { alphaFromCovariance } from '../../../analysis/reliability/alpha.ts';
import { factorReliability } from '../../../analysis/reliability/factor-reliability.ts';
import { omegaFromCovariance } from '../../../analysis/reliability/omega.ts';
import { distance, readReference } from '../reference.ts';

type Wanted = { columns: Record<string, (number | null)[]>; n: number; alpha: number; low: number; high: number; pairwise: number; itemTotal: number[]; dropped: number[]; omega: number };
const reference = readReference<Record<'agreeableness' | 'conscientious' | 'synthetic' | 'three', Wanted>>('reliability');
const itemsOf = ({ columns }: Wanted) => Object.entries(columns).map(([code, values]) => ({ code, values: values.map((value) => value ?? NaN) }));

describe.each(['agreeableness', 'conscientious', 'synthetic', 'three'] as const)('reliability of %s', (name) => {
  const wanted = reference[name];
  const got = factorReliability(itemsOf(wanted), { seed: 1, draws: 40 });

  it('alpha and its interval agree with psych and Feldt, pairwise too', () => {
    if (got.alpha.status !== 'estimated') throw new Error(got.alpha.reason);
    expect(got.n).toBe(wanted.n);
    for (const [mine, its] of [[got.alpha.value, wanted.alpha], [got.alpha.low, wanted.low], [got.alpha.high, wanted.high], [got.alphaPairwise, wanted.pairwise]] as const) {
      expect(distance(mine ?? NaN, its)).toBeLessThan(1e-8);
    }
  });
  it('item–total correlations and alpha without the item agree with psych', () => {
    got.items.forEach((item, index) => {
      expect(distance(item.itemTotal ?? NaN, wanted.itemTotal[index] ?? NaN)).toBeLessThan(1e-8);
      expect(distance(item.alphaIfDropped ?? NaN, wanted.dropped[index] ?? NaN)).toBeLessThan(1e-8);
      expect(item.flags).toEqual((wanted.itemTotal[index] ?? 0) < 0 ? ['probable-missing-reversal'] : []);
    });
  });
  it('omega agrees with lavaan to 1e-6 (both iterate)', () => {
    if (got.omega.status !== 'estimated') throw new Error(got.omega.reason);
    expect(distance(got.omega.value, wanted.omega)).toBeLessThan(1e-6);
    expect(got.omega.low).toBeLessThan(got.omega.value);
    expect(got.omega.high).toBeGreaterThan(got.omega.value);
  });
});

describe('what reliability refuses or flags', () => {
  const [first, second, third] = itemsOf(reference.synthetic);
  if (first === undefined || second === undefined || third === undefined) throw new Error('the fixture is empty');
  it('three items: omega is the closed form of the just identified model', () => {
    const s = [[4, 1.2, 0.9], [1.2, 3, 1.1], [0.9, 1.1, 2]];
    const loadings = [Math.sqrt((1.2 * 0.9) / 1.1), Math.sqrt((1.2 * 1.1) / 0.9), Math.sqrt((0.9 * 1.1) / 1.2)];
    const common = loadings.reduce((sum, value) => sum + value, 0) ** 2;
    const unique = 9 - loadings.reduce((sum, value) => sum + value * value, 0);
    expect(distance(omegaFromCovariance(s) as number, common / (common + unique))).toBeLessThan(1e-10);
  });
  it('a Heywood case has no omega', () => {
    expect(omegaFromCovariance([[1, 0.7, 0.7], [0.7, 1, 0.3], [0.7, 0.3, 1]])).toBe('improper-solution');
  });
  it('two items: alpha, Spearman–Brown, no omega', () => {
    const pair = factorReliability([first, second], { seed: 1 });
    expect(pair.omega).toMatchObject({ status: 'not-estimable', reason: 'not-identified' });
    expect(pair.spearmanBrown).toBeGreaterThan(0.3);
    expect(alphaFromCovariance([[2, 1], [1, 2]])).toBeCloseTo(2 / 3, 12);
  });
  it('an item without variation is left out with a flag', () => {
    const flat = factorReliability([first, second, third, { code: 'flat', values: Array.from(first.values, () => 3) }], { seed: 1, draws: 20 });
    expect(flat.items[3]).toEqual({ code: 'flat', flags: ['no-variation'] });
    const without = factorReliability([first, second, third], { seed: 1, draws: 20 });
    expect(flat.alpha).toEqual(without.alpha);
  });
  it('an item that nobody answered is left out with a flag, and silences no other', () => {
    const silent = factorReliability([first, { code: 'silent', values: Array.from(first.values, () => NaN) }, second, third], { seed: 1, draws: 20 });
    const without = factorReliability([first, second, third], { seed: 1, draws: 20 });
    expect(silent).toEqual({ ...without, items: [without.items[0], { code: 'silent', flags: ['no-valid-answers'] }, ...without.items.slice(1)] });
    expect(without.alpha.status).toBe('estimated');
    const alone = factorReliability([first, { code: 'silent', values: Array.from(first.values, () => NaN) }], { seed: 1 });
    expect(alone).toMatchObject({ alpha: { reason: 'too-few-items' }, items: [{ flags: [] }, { flags: ['no-valid-answers'] }] });
  });
  it('fewer than 30 complete persons, or one item, is not estimable', () => {
    const few = [first, second].map(({ code, values }) => ({ code, values: Array.from(values).slice(0, 20) }));
    expect(factorReliability(few, { seed: 1 }).alpha).toMatchObject({ status: 'not-estimable', reason: 'too-few' });
    expect(factorReliability([first], { seed: 1 }).alpha).toMatchObject({ status: 'not-estimable', reason: 'too-few-items' });
  });
  it('the same seed gives the same interval, another seed another', () => {
    const run = (seed: number) => factorReliability([first, second, third], { seed, draws: 30 }).omega;
    expect(run(5)).toEqual(run(5));
    expect(run(5)).not.toEqual(run(6));
  });
});

describe('items that cancel each other', () => {
  const mirrored = (k: number) => Array.from({ length: k }, (_, j) => ({ code: `i${j}`, values: Array.from({ length: 60 }, (__, i) => (j % 2 === 0 ? 25 * (i % 5) : 100 - 25 * (i % 5))) }));
  it('a forgotten reversal of one of two items is flagged, and alpha is no variation instead of minus infinity', () => {
    const got = factorReliability(mirrored(2), { seed: 1, draws: 20 });
    expect(got.alpha).toEqual({ status: 'not-estimable', n: 60, reason: 'no-variation' });
    expect(got.spearmanBrown).toBeUndefined();
    expect(got.alphaPairwise).toBeUndefined();
    expect(got.items.map(({ flags }) => flags)).toEqual([['probable-missing-reversal'], ['probable-missing-reversal']]);
  });
  it('an item whose others cancel has no correlation with them, and no figure is NaN or infinite', () => {
    const { items } = factorReliability(mirrored(3), { seed: 1, draws: 20 });
    expect(items[0]).toEqual({ code: 'i0', flags: [] });
    expect(items[1]?.itemTotal).toBeCloseTo(-1, 12);
    expect(JSON.stringify(items)).not.toContain('null');
  });
  it('where too few items vary, those that do not are still named', () => {
    const one = [{ code: 'a', values: Array.from({ length: 40 }, (_, i) => i % 5) }, { code: 'b', values: Array.from({ length: 40 }, () => 3) }];
    expect(factorReliability(one, { seed: 1 })).toMatchObject({ alpha: { reason: 'too-few-items' }, items: [{ flags: [] }, { flags: ['no-variation'] }] });
  });
});
