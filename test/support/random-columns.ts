// Columns of seeded random answers over the harbour questionnaire (test/cli/harbour-survey), which the code has never
// heard of: four factors, scales of two, four and seven points, one with uneven scores.
import { scoreForm } from '../../server/cli/score-form.ts';
import { emptyColumns } from '../../analysis/columns.ts';
import type { Columns } from '../../analysis/columns.ts';
import { itemLayouts } from '../../analysis/scoring/item-layout.ts';
import { applyBases, resolveRouting } from '../../analysis/scoring/resolve-routing.ts';
import type { Form } from '../../shared/questionnaire/form.ts';

export const HARBOUR = new URL('../cli/harbour-survey', import.meta.url).pathname;

/** Park and Miller's generator. */
export function aRandom(seed: number): () => number {
  let state = seed;
  return () => {
    state = (state * 48_271) % 2_147_483_647;
    return state / 2_147_483_647;
  };
}

/** The harbour form and columns of `rows` persons who answer at random, with every kind of missing. */
export function aHarbour(rows: number, seed = 7): { readonly form: Form; readonly columns: Columns } {
  const form = scoreForm(HARBOUR, null);
  const layouts = itemLayouts(form);
  const random = aRandom(seed);
  const columns = emptyColumns(layouts, rows);
  for (const layout of layouts) {
    const column = columns.items[layout.index] ?? new Uint8Array(0);
    for (let row = 0; row < rows; row += 1) {
      const draw = random();
      const missing = layout.scale.missing.length > 0 && draw < 0.15 ? layout.answers + 1 + ['dont-know', 'prefer-not-to-say', 'not-applicable'].indexOf(layout.scale.missing[0] ?? '') : 0;
      column[row] = draw < 0.15 ? missing : 1 + Math.floor(random() * layout.answers);
      for (const choice of columns.choices.get(layout.index) ?? []) choice[row] = column[row] === 1 && random() < 0.5 ? 1 : 0;
    }
  }
  resolveRouting(form, layouts, columns);
  // What routing hid is the same afterwards as if nobody had answered it.
  applyBases(layouts, columns);
  return { form, columns };
}

/** The same rows in another order. */
export function shuffled(columns: Columns, seed: number): { readonly columns: Columns; readonly order: readonly number[] } {
  const random = aRandom(seed);
  const order = Array.from({ length: columns.rows }, (_, row) => row);
  for (let place = order.length - 1; place > 0; place -= 1) {
    const other = Math.floor(random() * (place + 1));
    [order[place], order[other]] = [order[other] ?? 0, order[place] ?? 0];
  }
  const turn = (column: Uint8Array): Uint8Array => Uint8Array.from(order, (row) => column[row] ?? 0);
  return { order, columns: { rows: columns.rows, items: columns.items.map(turn), choices: new Map([...columns.choices].map(([index, points]) => [index, points.map(turn)])) } };
}

/** Rows from … to − 1 as columns of their own. */
export const slice = (columns: Columns, from: number, to: number): Columns => ({
  rows: to - from,
  items: columns.items.map((column) => column.slice(from, to)),
  choices: new Map([...columns.choices].map(([index, points]) => [index, points.map((point) => point.slice(from, to))])),
});
