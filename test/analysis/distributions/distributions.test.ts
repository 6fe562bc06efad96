// Every distribution function against R over a grid that reaches far into both tails.
import { describe, expect, it } from '@jest/globals';
import * as distributions from '../../../analysis/distributions.ts';
import { distance, readReference } from '../reference.ts';

type Row = { f: string; x: number; pars: number[]; value: number };
const { rows } = readReference<{ rows: Row[] }>('distributions');
const functions = distributions as unknown as Record<string, (x: number, ...rest: number[]) => number>;

/** Where R itself loses digits (noncentral t, AS 243: 1e-12 absolute). */
const floorOf = (name: string): number => (name === 'noncentralTCdf' ? 1e-2 : 1e-300);

describe('distributions', () => {
  for (const name of new Set(rows.map((row) => row.f))) {
    it(`${name} agrees with R to 1e-9`, () => {
      const far = rows
        .filter((row) => row.f === name)
        .map((row) => ({ ...row, got: functions[name]?.(row.x, ...row.pars) ?? NaN }))
        .filter((row) => distance(row.got, row.value, floorOf(name)) > 1e-9);
      expect(far).toEqual([]);
    });
  }

  it('quantiles invert their distribution function for awkward parameters', () => {
    for (const [a, b] of [[0.3, 0.2], [0.05, 4], [8, 0.07], [2.5e6, 1e6]] as const) {
      for (const p of [1e-12, 0.01, 0.4, 0.6, 0.999]) {
        const x = distributions.betaQuantile(p, a, b);
        if (x > 1e-300 && x < 1 - 1e-9) expect(distance(distributions.betaCdf(x, a, b), p)).toBeLessThan(1e-8);
      }
    }
  });

  it('t joins its large-df form without a step', () => {
    for (const t of [-12, -1.9, 0.3, 5]) {
      const below = distributions.studentTCdf(t, 1e7);
      expect(distance(distributions.studentTCdf(t, 1e7 + 1e-3), below)).toBeLessThan(1e-9);
    }
  });

  it('refuses what is no probability, no number or no degrees of freedom', () => {
    expect(() => distributions.normalQuantile(NaN)).toThrow(RangeError);
    expect(() => distributions.betaQuantile(1.2, 1, 1)).toThrow('probability must be between 0 and 1, got 1.2');
    expect(() => distributions.studentTCdf(NaN, 3)).toThrow(RangeError);
    expect(() => distributions.studentTQuantile(0.9, 0)).toThrow('degrees of freedom');
    expect(() => distributions.betaCdf(0.3, 0, 2)).toThrow(RangeError);
    expect(() => distributions.fQuantile(0.5, -1, 2)).toThrow(RangeError);
  });

  it('gives the ends of the range as infinities or exact bounds', () => {
    expect(distributions.normalQuantile(0)).toBe(-Infinity);
    expect(distributions.studentTQuantile(1, 5)).toBe(Infinity);
    expect(distributions.betaQuantile(1, 2, 3)).toBe(1);
    expect(distributions.studentTCdf(Infinity, 5)).toBe(1);
    expect(distributions.studentTQuantile(0.975, Infinity)).toBeCloseTo(1.959963984540054, 14);
  });
});
