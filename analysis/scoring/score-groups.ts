// The groups of items that get a score: factors, factors on common items only, indicators. All from the form's data;
// no factor, population or number of them stands in code. A group is scored by the same rule whichever kind it is.
import type { Form } from '../../shared/questionnaire/form.ts';
import type { ItemLayout } from './item-layout.ts';

export type ScoreGroup = {
  readonly code: string;
  /** The factor it is, or belongs to. */
  readonly factor: string;
  readonly items: readonly ItemLayout[];
};

export type ScoreGroups = {
  /** Every factor that has an evaluative item, in the form's order. */
  readonly factors: readonly ScoreGroup[];
  /** The same object as the factor where all its items are common. */
  readonly common: readonly ScoreGroup[];
  readonly indicators: readonly ScoreGroup[];
};

const group = (code: string, factor: string, items: readonly ItemLayout[]): ScoreGroup[] =>
  items.length === 0 ? [] : [{ code, factor, items }];

/** The score groups of a form. Throws a TypeError where an evaluative item stands in none of the form's factors. */
export function scoreGroups(form: Pick<Form, 'factors' | 'indicators'>, layouts: readonly ItemLayout[]): ScoreGroups {
  const evaluative = layouts.filter(({ item }) => item.kind === 'evaluative');
  const stray = evaluative.find(({ item }) => item.factor === undefined || !form.factors.includes(item.factor));
  if (stray !== undefined) throw new TypeError(`evaluative item ${stray.item.code} stands in no factor of the form`);
  const ofFactor = (factor: string): readonly ItemLayout[] => evaluative.filter(({ item }) => item.factor === factor);
  const factors = form.factors.flatMap((factor) => group(factor, factor, ofFactor(factor)));
  return {
    factors,
    common: factors.flatMap((factor) => {
      const items = factor.items.filter(({ item }) => item.common);
      return items.length === factor.items.length ? [factor] : group(factor.code, factor.factor, items);
    }),
    indicators: form.indicators.flatMap(({ code, factor }) => group(code, factor, evaluative.filter(({ item }) => item.indicator === code))),
  };
}
