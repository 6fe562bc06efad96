// The overall score needs 70 % of the factors, rounded up: the boundary for several numbers of factors, worked out by hand,
// in the rule itself, in the tally that scorecards are made from, and person by person.
import { describe, expect, it } from '@jest/globals';
import { emptyColumns } from '../../../analysis/columns.ts';
import { itemLayouts } from '../../../analysis/scoring/item-layout.ts';
import { factorsNeeded, momentsOfOverall } from '../../../analysis/scoring/overall-tally.ts';
import { overallScores, personScores } from '../../../analysis/scoring/person-scores.ts';
import { scoreGroups } from '../../../analysis/scoring/score-groups.ts';
import { tally } from '../../../analysis/scoring/tally.ts';
import type { Form } from '../../../shared/questionnaire/form.ts';

/** Factors of one yes-or-no-like item each, on two points: 0 or 100. */
const aFormOf = (factors: number): Pick<Form, 'items' | 'scales' | 'factors' | 'indicators'> => ({
  factors: Array.from({ length: factors }, (_, factor) => `f-${String(factor + 1)}`),
  indicators: [],
  scales: [{ code: 'two', kind: 'ordinal', points: [1, 2], favourable: [2], missing: ['dont-know'] }],
  items: Array.from({ length: factors }, (_, factor) => ({
    ...{ code: `Q${String(factor + 1)}`, revision: 1, kind: 'evaluative' as const, scale: 'two', factor: `f-${String(factor + 1)}` },
    ...{ polarity: 'positive' as const, common: true, sensitive: false },
  })),
});

/** One person with the first `answered` factors, all favourable but the first: the index, and how many the tally counts. */
function indexOf(factors: number, answered: number): { readonly counted: number; readonly sum: number; readonly person: number } {
  const form = aFormOf(factors);
  const layouts = itemLayouts(form);
  const groups = scoreGroups(form, layouts).factors;
  const columns = emptyColumns(layouts, 1);
  columns.items.forEach((column, item) => { column[0] = item >= answered ? 0 : item === 0 ? 1 : 2; });
  const { overall } = tally(columns, { factors: groups, overall: [groups] });
  const [cell] = overall.flatMap((one) => momentsOfOverall(one, 'score'));
  return { counted: cell?.r ?? NaN, sum: cell?.wy ?? NaN, person: overallScores(groups.map((group) => personScores(columns, group)))[0] ?? NaN };
}

describe('the overall score', () => {
  it('needs the smallest whole number of factors that is not under 70 % of them', () => {
    // .7 × 10 is 7 exactly, though not in binary; .7 × 7 = 4.9, .7 × 4 = 2.8, .7 × 3 = 2.1.
    expect([1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 20, 30, 100].map(factorsNeeded)).toEqual([1, 2, 3, 3, 4, 5, 5, 6, 7, 7, 8, 14, 21, 70]);
  });

  // Factors, the most that are too few, the fewest that are enough. From half on the sheet counts, with an index or without.
  it.each([[10, 6, 7], [7, 4, 5], [4, 2, 3], [3, 2, 3], [1, 0, 1]])('of %i factors is none from %i and one from %i', (factors, tooFew, enough) => {
    expect(indexOf(factors, tooFew)).toEqual({ counted: 0, sum: 0, person: NaN });
    const mean = (100 * (enough - 1)) / enough;
    const { counted, sum, person } = indexOf(factors, enough);
    expect(counted).toBe(1);
    expect(sum).toBeCloseTo(mean - 50, 12);
    expect(person).toBeCloseTo(mean, 12);
  });
});
