// What weights tell of a hidden stratum: size over weight is its count, and so is what Kish's sum and a figure's design
// effect leave when the strata that are shown are taken out.
import { describe, expect, it } from '@jest/globals';
import { conditionsOf } from '../../../analysis/scorecard/conditions.ts';
import { marksBetween } from '../../../analysis/scorecard/round-make.ts';
import type { Sample } from '../../../analysis/scorecard/sample.ts';
import { scorecard } from '../../../analysis/scorecard.ts';
import { itemLayouts } from '../../../analysis/scoring/item-layout.ts';
import { resultRows } from '../../../server/desk/release-csv.ts';
import type { PopulationResult } from '../../../shared/results/population-result.ts';
import { aHarbour } from '../../support/random-columns.ts';

const { form, columns } = aHarbour(300, 21);
const layouts = itemLayouts(form);
const SIZES = { A: 100, B: 150, C: 2750 };

/** `inA` persons say A, as many B as make 40 with them, the rest C. */
const scored = (inA: number, more: Partial<Sample> = {}, sizes: Partial<typeof SIZES> = SIZES): PopulationResult => scorecard({
  form, layouts, columns, threshold: 10, estimation: 'design',
  plan: { selection: 'random', size: Object.values(sizes).reduce((sum, size) => sum + size, 0) || 3000, stratumItem: null, strata: ['A', 'B', 'C'].map((code) => ({ code, size: { ...sizes }[code] ?? null, codes: null })) },
  stratumOf: Uint16Array.from({ length: 300 }, (_, row) => (row < inA ? 1 : row < 40 ? 2 : 3)),
  ...more,
});
const ownWeights = Float64Array.from({ length: 300 }, (_, row) => (row < 4 ? 25 : 9));
const isTold = (result: PopulationResult): readonly boolean[] => [result.weights !== undefined, JSON.stringify(result).includes('"deff"'), resultRows('', [result]).some(({ table, deff }) => table === 'weights' || deff !== undefined)];

describe('weights beside a hidden stratum', () => {
  it('are left out with every design effect, since a size over a weight is a count', () => {
    const shown = scored(20, { details: true });
    expect(shown.weights).toMatchObject({ smallest: 5, largest: 10.57692308 });
    expect(isTold(shown)).toEqual([true, true, true]);
    const hidden = scored(4, { details: true });
    expect(hidden.strata.groups.map(({ sheets: { status } }) => status)).toEqual(['suppressed', 'suppressed', 'counted']);
    expect(isTold(hidden)).toEqual([false, false, false]);
    expect(isTold(scored(4, { weights: ownWeights }))).toEqual([false, false, false]);
  });

  it('are left out where they are alike too, which would tell that counts stand as sizes do', () => {
    expect(scored(4, {}, { A: 40, B: 360, C: 2600 }).weights).toBeUndefined();
    // Without sizes nothing is weighted, which tells nothing of anybody.
    expect(scored(4, {}, {}).weights?.deff).toBe(1);
  });

  it('are left out where a breakdown hides a group that weights of the file may have been made for', () => {
    const port = layouts.find(({ item }) => item.code === 'D_PORT');
    const few = (columns.items[port?.index ?? 0] ?? new Uint8Array()).map((byte, row) => (row < 4 ? 1 : Math.max(2, byte)));
    const divided = { columns: { ...columns, items: columns.items.map((column, index) => (index === port?.index ? few : column)) }, breakdowns: ['D_PORT'] };
    expect(isTold(scored(20, { ...divided, weights: ownWeights }))).toEqual([false, false, false]);
    expect(isTold(scored(20, divided))).toEqual([true, true, true]);
  });

  it('still count as unlike where two rounds are compared', () => {
    const marks = (one: PopulationResult, other: PopulationResult) => marksBetween(one, other, () => true).filter((mark) => mark === 'estimation');
    expect(marks(scored(4), scored(20))).toEqual([]);
    expect(marks(scored(4), scored(4, {}, {}))).toEqual(['estimation']);
    expect(marks(scored(4), scored(4, { estimation: 'simple' }))).toEqual(['estimation']);
    // A design without sizes weighs nobody: its means are the simple ones.
    expect(marks(scored(4, {}, {}), scored(4, { estimation: 'simple' }))).toEqual([]);
  });

  it('leave an error of an infinite population, as far as the frame tells it', () => {
    const openErrors = (result: PopulationResult) => result.factors.map(({ score, sd }) => {
      const open = score.status === 'estimated' ? conditionsOf(result, score, sd) : undefined;
      return open?.status === 'estimated' ? open.se : Number.NaN;
    });
    const sizes = { A: 60, B: 90, C: 400 };
    const told = openErrors(scored(4, { threshold: 2 }, sizes));
    expect(told.length).toBeGreaterThan(3);
    openErrors(scored(4, {}, sizes)).forEach((se, place) => { expect(se / (told[place] ?? 0)).toBeCloseTo(1, 1); });
  });
});
