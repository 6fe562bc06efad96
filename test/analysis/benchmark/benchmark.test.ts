// Random effects, shrinkage and trend against metafor; peers and ranks by their rules.
import { describe, expect, it } from '@jest/globals';
import { benchmark } from '../../../analysis/benchmark/benchmark.ts';
import type { Administration } from '../../../analysis/benchmark/peers.ts';
import { choosePeers } from '../../../analysis/benchmark/peers.ts';
import { randomEffects, shrunken } from '../../../analysis/benchmark/random-effects.ts';
import { trend } from '../../../analysis/comparison/trend.ts';
import { valueWithout, withStudentInterval } from '../../../analysis/inference/computed.ts';
import { distance, readReference } from '../reference.ts';

type Model = { mean: number; se: number; low: number; high: number; tau2: number; q: number; qP: number; i2: number; prediction: { low: number; high: number }; blup: number[]; blupSe: number[] };
type Block = { y: number[]; se: number[]; DL: Model; REML: Model };
const reference = readReference<Record<'bcg' | 'synthetic' | 'equal', Block> & { trend: { time: number[]; y: number[]; se: number[]; slope: number; slopeSe: number; low: number; high: number; q: number; p: number } }>('benchmark');
const studiesOf = ({ y, se }: Block) => y.map((value, j) => ({ value, se: se[j] ?? NaN }));

describe.each(['bcg', 'synthetic', 'equal'] as const)('random effects over %s', (name) => {
  it.each(['DL', 'REML'] as const)('%s agrees with metafor (REML iterates: 1e-7)', (method) => {
    const studies = studiesOf(reference[name]);
    const wanted = reference[name][method];
    const tolerance = method === 'DL' ? 1e-8 : 1e-7;
    const got = randomEffects(studies, method);
    if (got === undefined) throw new Error('no model');
    for (const key of ['mean', 'se', 'low', 'high', 'tau2', 'q', 'qP', 'i2'] as const) expect([key, distance(got[key], wanted[key]) < tolerance]).toEqual([key, true]);
    expect(distance(got.prediction?.low ?? NaN, wanted.prediction.low)).toBeLessThan(tolerance);
    expect(distance(got.prediction?.high ?? NaN, wanted.prediction.high)).toBeLessThan(tolerance);
    studies.forEach((study, j) => {
      const score = shrunken(study, got);
      expect(distance(score.value, wanted.blup[j] ?? NaN)).toBeLessThan(tolerance);
      expect(distance(score.se, wanted.blupSe[j] ?? NaN)).toBeLessThan(tolerance);
    });
  });
});

describe('few administrations', () => {
  it('nearly equal ones keep their SE, which plain Knapp–Hartung would shrink', () => {
    expect(randomEffects(studiesOf(reference.equal))?.se).toBeCloseTo(1, 10);
  });
  it('two give a mean with unstable τ² and no prediction, one gives none', () => {
    const two = randomEffects([{ value: 50, se: 2 }, { value: 60, se: 2 }]);
    expect(two?.flags).toEqual(['unstable-tau']);
    expect(two?.prediction).toBeUndefined();
    expect(randomEffects([{ value: 50, se: 2 }])).toBeUndefined();
    expect(() => randomEffects([{ value: 50, se: 0 }, { value: 60, se: 2 }])).toThrow('positive SE');
  });
});

const administrations: Administration[] = studiesOf(reference.synthetic).map(({ value, se }, j) => ({
  code: `a${String(j).padStart(2, '0')}`, classes: new Map([['region', j < 6 ? 'wca' : 'esa']]), persons: 300 + 20 * j, value, se,
}));
const [own, ...others] = administrations;
if (own === undefined) throw new Error('the fixture is empty');

describe('a benchmark', () => {
  it('takes the peers of the declared class first, never the own figure', () => {
    const choice = choosePeers(own, administrations, ['region', 'all']);
    if (choice.status !== 'chosen') throw new Error(choice.reason);
    expect([choice.className, choice.peers.length]).toEqual(['region', 5]);
    expect(choice.peers.map(({ code }) => code)).not.toContain(own.code);
  });
  it('falls back to all when the class is too small, and refuses below five peers', () => {
    const choice = choosePeers(own, others.slice(1), ['region', 'all']);
    expect(choice).toMatchObject({ status: 'chosen', className: 'all' });
    expect(benchmark(own, others.slice(0, 4), { seed: 1 })).toEqual({ status: 'not-estimable', reason: 'too-few-peers' });
  });
  it('refuses a peer that holds more than half of the persons', () => {
    const heavy = others.map((peer, j) => (j === 3 ? { ...peer, persons: 100_000 } : peer));
    expect(benchmark(own, heavy, { seed: 1 })).toEqual({ status: 'not-estimable', reason: 'dominant-peer' });
  });
  it('gives quartiles of shrunken scores and a rank whose interval holds it; row order and seed are all that it hangs on', () => {
    const result = benchmark(own, others, { seed: 4 });
    if (result.status !== 'estimated') throw new Error(result.reason);
    const [low, middle, high] = result.quartiles;
    expect(low < middle && middle < high).toBe(true);
    expect(result.rank.low).toBeLessThanOrEqual(result.rank.value);
    expect(result.rank.high).toBeGreaterThanOrEqual(result.rank.value);
    expect(result.rank.of).toBe(17);
    expect(Math.abs(result.ownShrunken.value - result.peers.mean)).toBeLessThan(Math.abs(own.value - result.peers.mean));
    expect(benchmark(own, [...others].reverse(), { seed: 4 })).toEqual(result);
  });
});

describe('trend', () => {
  const { time, y, se, ...wanted } = reference.trend;
  const points = time.map((at, j) => ({ time: at, figure: withStudentInterval({ n: 100, value: y[j] ?? NaN, se: se[j] ?? NaN, df: 99 }) }));
  it('agrees with a fixed-effect meta-regression on time', () => {
    const { slope, lackOfFit } = trend(points);
    if (slope.status !== 'estimated') throw new Error(slope.reason);
    for (const [got, its] of [[slope.value, wanted.slope], [slope.se, wanted.slopeSe], [slope.low, wanted.low], [slope.high, wanted.high], [lackOfFit?.q, wanted.q], [lackOfFit?.p, wanted.p]] as const) {
      expect(distance(got ?? NaN, its)).toBeLessThan(1e-8);
    }
  });
  it('draws no line through two rounds, across a break, or from a round without SE', () => {
    expect(trend(points.slice(0, 2)).slope).toMatchObject({ status: 'not-estimable', reason: 'too-few-rounds' });
    expect(trend(points.map((point, j) => ({ ...point, isBreak: j === 2 }))).slope).toMatchObject({ reason: 'too-few-rounds' });
    expect(trend([...points.slice(0, 2), { time: 2027, figure: valueWithout('no-variation', 9, 50) }]).rounds).toBe(2);
  });
});
