// Made-up survey data for the benchmarks: factors × items on five points, some missing of every kind, strata, weights
// and two populations, from a seed. The same columns go to every engine that is compared.
import { emptyColumns } from '../analysis/columns.ts';
import type { Columns } from '../analysis/columns.ts';
import { itemLayouts } from '../analysis/scoring/item-layout.ts';
import type { ItemLayout } from '../analysis/scoring/item-layout.ts';
import { scoreGroups } from '../analysis/scoring/score-groups.ts';
import type { ScoreGroup } from '../analysis/scoring/score-groups.ts';
import type { Form } from '../shared/questionnaire/form.ts';

export const STRATA = 12;

export type SurveyData = {
  readonly layouts: readonly ItemLayout[];
  readonly factors: readonly ScoreGroup[];
  readonly columns: Columns;
  /** 0 officials, 1 private sector. */
  readonly population: Uint8Array;
  readonly stratum: Uint8Array;
  readonly weights: Float64Array;
  /** People of each stratum in each population's frame. */
  readonly frame: number;
};

/** Mulberry32: fast and seeded. */
export function seeded(seed: number): () => number {
  let state = seed >>> 0;
  return () => {
    state = (state + 0x6d2b79f5) >>> 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4_294_967_296;
  };
}

const formOf = (factors: number, items: number): Pick<Form, 'items' | 'scales' | 'factors' | 'indicators'> => ({
  factors: Array.from({ length: factors }, (_, factor) => `f-${String(factor + 1)}`),
  indicators: [],
  scales: [{ code: 'five', kind: 'ordinal', points: [1, 2, 3, 4, 5], favourable: [4, 5], neutral: [3], missing: ['dont-know', 'prefer-not-to-say', 'not-applicable'] }],
  items: Array.from({ length: factors * items }, (_, index) => ({
    ...{ code: `Q${String(index + 1)}`, revision: 1, kind: 'evaluative' as const, scale: 'five', factor: `f-${String(Math.floor(index / items) + 1)}` },
    ...{ polarity: index % items === 3 ? ('reversed' as const) : ('positive' as const), common: true, sensitive: false },
  })),
});

/** The form behind the columns: ten factors of five items. */
export const benchForm = () => formOf(10, 5);

/** Columns of `rows` persons; 6 % of the answers are missing, by kinds. */
export function surveyData(rows: number, seed: number): SurveyData {
  const form = benchForm();
  const layouts = itemLayouts(form);
  const random = seeded(seed);
  const columns = emptyColumns(layouts, rows);
  const leaning = Float64Array.from({ length: rows }, () => random() * 2.5);
  for (const column of columns.items) {
    for (let row = 0; row < rows; row += 1) {
      const draw = random();
      column[row] = draw < 0.03 ? 0 : draw < 0.06 ? 6 + Math.floor(draw * 100) % 3 : 1 + Math.min(4, Math.floor((leaning[row] ?? 0) + random() * 2.6));
    }
  }
  const population = Uint8Array.from({ length: rows }, () => (random() < 0.6 ? 0 : 1));
  const stratum = Uint8Array.from({ length: rows }, () => Math.floor(random() * random() * STRATA));
  const weights = Float64Array.from({ length: rows }, () => 0.5 + random() * 2);
  return { layouts, factors: scoreGroups(form, layouts).factors, columns, population, stratum, weights, frame: rows };
}
