// Which items a person saw, given the answers: the difference between *blank* and *not shown*. Compiled once per form;
// targets stand before what they route (compile-form-routing.ts proves it), so that one pass in order is enough.
import type { Answers } from './answers.ts';
import type { ItemCode } from './codes.ts';
import { itemsOfElement } from './definition.ts';
import type { Element } from './definition.ts';
import type { Form } from './form.ts';
import { clauseHolds, clausesOf } from './routing.ts';
import type { Clause } from './routing.ts';

export interface RoutedElement {
  readonly element: Element;
  readonly items: readonly ItemCode[];
  /** The page's clauses, then the element's own; empty where everybody is asked. */
  readonly clauses: readonly Clause[];
}

/** The elements of a form in the order in which they are asked, each with all clauses that it depends on. */
export const routedElements = (form: Pick<Form, 'pages'>): readonly RoutedElement[] =>
  form.pages.flatMap((page) => {
    const pageClauses = clausesOf(page.visibleIf);
    return page.elements.map((element) => ({
      element,
      items: itemsOfElement(element),
      clauses: [...pageClauses, ...clausesOf(element.visibleIf)],
    }));
  });

/** A function from answers to the codes of the items that routing shows with them. Answers to hidden items do not count. */
export function compileShownItems(form: Pick<Form, 'pages'>): (answers: Answers) => ReadonlySet<ItemCode> {
  const elements = routedElements(form);
  return (answers) => {
    const shown = new Set<ItemCode>();
    for (const { items, clauses } of elements) {
      if (!clauses.every((clause) => shown.has(clause.item) && clauseHolds(clause, answers[clause.item]))) continue;
      for (const item of items) shown.add(item);
    }
    return shown;
  };
}
