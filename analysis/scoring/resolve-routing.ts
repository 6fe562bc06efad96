// Tells blank from not shown, on columns: where routing hid an item, its byte becomes "not shown".
// It matters for the half rule: what was never asked does not count as left unanswered.
// An experience item also counts as not shown for people outside its base, whatever the routing says.
import type { Clause } from '../../shared/questionnaire/routing.ts';
import { routedElements } from '../../shared/questionnaire/shown-items.ts';
import type { Form } from '../../shared/questionnaire/form.ts';
import type { Columns } from '../columns.ts';
import type { ItemLayout } from './item-layout.ts';
import { BLANK, missingByte } from './item-layout.ts';

/** An answer where routing asks nothing. */
export type HiddenAnswer = { readonly item: string; readonly row: number };

/** Bytes (or, for multiple choices, point columns) that satisfy a clause. */
function clauseTest(clause: Clause, layouts: ReadonlyMap<string, ItemLayout>, columns: Columns): (row: number) => boolean {
  const layout = layouts.get(clause.item);
  const column = layout === undefined ? undefined : columns.items[layout.index];
  if (layout === undefined || column === undefined) return () => false;
  const passes = new Uint8Array(256);
  const wanted = new Set(clause.values.map(String));
  layout.points.forEach((point, rank) => { if (wanted.has(String(point))) passes[rank + 1] = 1; });
  layout.scale.missing.forEach((kind) => { if (wanted.has(kind)) passes[missingByte(layout, kind)] = 1; });
  const choices = columns.choices.get(layout.index)?.filter((_, rank) => wanted.has(String(layout.scale.points[rank])));
  if (choices === undefined) return (row) => passes[column[row] ?? 0] === 1;
  return (row) => passes[column[row] ?? 0] === 1 || choices.some((choice) => choice[row] === 1);
}

function hide(layout: ItemLayout, columns: Columns, tests: readonly ((row: number) => boolean)[], hidden: HiddenAnswer[] | null): void {
  const column = columns.items[layout.index];
  if (column === undefined) return;
  for (let row = 0; row < columns.rows; row += 1) {
    if (tests.every((test) => test(row))) continue;
    if (column[row] !== BLANK && column[row] !== layout.notShown && hidden !== null && hidden.length < 20) hidden.push({ item: layout.item.code, row });
    column[row] = layout.notShown;
    for (const choice of columns.choices.get(layout.index) ?? []) choice[row] = 0;
  }
}

/**
 * Marks in place what routing hides. Returns the first 20 answers that stand where nothing is asked (they are taken
 * out); a checked sheet has none. Elements come in the order in which they are asked, so that one pass is enough.
 */
export function resolveRouting(form: Form, layouts: readonly ItemLayout[], columns: Columns): readonly HiddenAnswer[] {
  const byCode = new Map(layouts.map((layout) => [layout.item.code, layout]));
  const hidden: HiddenAnswer[] = [];
  for (const { items, clauses } of routedElements(form)) {
    if (clauses.length === 0) continue;
    const tests = clauses.map((clause) => clauseTest(clause, byCode, columns));
    for (const code of items) {
      const layout = byCode.get(code);
      if (layout !== undefined) hide(layout, columns, tests, hidden);
    }
  }
  return hidden;
}

/** Takes people outside an experience item's base out of it, in place. Needs no report: the base decides what is counted. */
export function applyBases(layouts: readonly ItemLayout[], columns: Columns): void {
  const byCode = new Map(layouts.map((layout) => [layout.item.code, layout]));
  for (const layout of layouts) {
    const { base } = layout.item;
    if (base === undefined) continue;
    const test = clauseTest({ item: base.item, operator: 'any-of', values: base.values }, byCode, columns);
    hide(layout, columns, [test], null);
  }
}
