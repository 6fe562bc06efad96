// The line on those who stayed silent, where strata weigh by their sizes: large strata that answered leave little to suppose,
// and the line says nothing of a stratum that its table hides.
import { describe, expect, it } from '@jest/globals';
import { withSilentLines } from '../../../analysis/scorecard/silent-line.ts';
import { scorecard } from '../../../analysis/scorecard.ts';
import { itemLayouts } from '../../../analysis/scoring/item-layout.ts';
import type { PopulationResult } from '../../../shared/results/population-result.ts';
import { aHarbour } from '../../support/random-columns.ts';

const { form, columns } = aHarbour(300, 21);
const layouts = itemLayouts(form);
const STRATA = [{ code: 'A', size: 2700, codes: 270 }, { code: 'B', size: 300, codes: 300 }];

/** `inA` persons say A, the next `inB` say B, the rest name neither. */
const scored = (inA: number, inB: number, estimation: 'simple' | 'design', strata: readonly { code: string; size: number | null; codes: number }[] = STRATA): PopulationResult => scorecard({
  form, layouts, columns, threshold: 10, estimation, plan: { selection: 'random', size: 3000, stratumItem: null, strata: [...strata] },
  stratumOf: Uint16Array.from({ length: 300 }, (_, row) => (row < inA ? 1 : row < inA + inB ? 2 : 0)),
});
type Figures = PopulationResult['overall'];
/** How far the line lies under its score, and the persons behind that. */
const shiftOf = ({ score, ifSilentStoodLower: line }: Pick<Figures, 'score' | 'ifSilentStoodLower'>): { readonly shift: number; readonly n: number } => {
  if (score.status !== 'estimated' || line?.status !== 'estimated') throw new Error('no line');
  return { shift: score.value - line.value, n: score.n };
};
const personsIn = (result: PopulationResult, stratum: string, factor: string): number => {
  const score = result.strata.groups.find(({ code }) => code === stratum)?.factors.find((one) => one.factor === factor)?.score;
  if (score?.status !== 'estimated') throw new Error('not shown');
  return score.n;
};

describe('the line on those who stayed silent', () => {
  it('weighs the silent of each stratum by its size under a design, and counts codes plainly otherwise', () => {
    const known = scored(270, 30, 'design');
    const figure = { status: 'estimated', n: 300, value: 50, se: 1, df: 98, low: 48, high: 52, level: 0.95 } as const;
    const persons = (n: number): Figures => ({ ...known.overall, score: { ...figure, n } });
    // 270 of 270 codes for 2,700 people, 30 of 300 for 300: .91 of the frame would have answered.
    const told = { ...known, overall: persons(300), strata: { ...known.strata, groups: known.strata.groups.map((group) => ({ ...group, overall: persons(group.code === 'A' ? 270 : 30) })) } };
    expect(shiftOf({ ...told.overall, ...withSilentLines(told, true) }).shift).toBeCloseTo(0.9, 6);
    expect(shiftOf({ ...told.overall, ...withSilentLines(told, false) }).shift).toBeCloseTo(10 * (1 - 300 / 570), 6);
  });

  it('follows from the persons by stratum that are published, those who name none spread over all', () => {
    const design = scored(150, 100, 'design');
    for (const { factor, ...figures } of design.factors) {
      const { shift, n } = shiftOf(figures);
      const [a, b] = [personsIn(design, 'A', factor), personsIn(design, 'B', factor)];
      const spread = n / (a + b);
      expect(spread).toBeGreaterThan(1);
      expect(shift).toBeCloseTo(10 * (1 - (2700 * Math.min(1, (a * spread) / 270) + 300 * Math.min(1, (b * spread) / 300)) / 3000), 6);
    }
    for (const one of design.indicators) expect(shiftOf(one).shift).toBeGreaterThan(0);
    expect(shiftOf(design.commonFactors[0] ?? design.commonOverall).shift).toBeGreaterThan(0);
  });

  it.each([
    ['every sheet weighs the same', scored(180, 120, 'simple')],
    ['a stratum has no size, so that none weighs by its own', scored(180, 120, 'design', [{ code: 'A', size: 2700, codes: 270 }, { code: 'B', size: null, codes: 300 }])],
    ['a stratum is hidden, and with it the other: they stand in the line as one', scored(295, 5, 'design')],
  ])('counts codes plainly where %s', (_, result) => {
    for (const figures of [...result.factors, ...result.indicators, result.commonOverall]) {
      const { shift, n } = shiftOf(figures);
      expect(shift).toBeCloseTo(10 * (1 - n / 570), 6);
    }
  });
});
