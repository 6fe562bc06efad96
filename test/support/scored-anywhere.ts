// A scorecard with everything in it: what Node and a browser must both come to. No import from Node, so that it can be
// built for a page as it is; what it scores comes as plain values.
import { itemLayouts } from '../../analysis/scoring/item-layout.ts';
import { scorecard } from '../../analysis/scorecard.ts';
import { fitWeights } from '../../analysis/scorecard/fit-weights.ts';
import type { Form } from '../../shared/questionnaire/form.ts';

type Bytes = readonly number[];
export type Answers = { readonly form: Form; readonly items: readonly Bytes[]; readonly choices: readonly (readonly [number, readonly Bytes[]])[]; readonly weights: readonly number[] };

const bytesOf = (bytes: Bytes): Uint8Array => Uint8Array.from(bytes);

/** Weighted to a margin, with strata, reliability, drivers and their bootstraps, as JSON. */
export function scoredAnywhere({ form, items, choices, weights }: Answers): string {
  const strata = [{ code: 'east', size: 1500, codes: null }, { code: 'west', size: 2500, codes: null }];
  const sample = fitWeights(
    {
      ...{ form, layouts: itemLayouts(form), threshold: 10, details: true, outcome: 'Q_FAIR' },
      columns: { rows: weights.length, items: items.map(bytesOf), choices: new Map(choices.map(([index, points]) => [index, points.map(bytesOf)])) },
      plan: { selection: 'random', size: 4000, stratumItem: 'D_PORT', strata },
      weights: Float64Array.from(weights),
    },
    [{ name: 'K_BUOY', sizes: new Map([['yes', 1800], ['no', 2200]]) }],
    { unstated: 'own-category' },
  );
  return JSON.stringify(scorecard(sample));
}
