// What the checker knows of each item, laid out for speed: one look-up by code, then one look-up by value. Elements are
// numbered in the order in which they are asked, so that routing is one pass over small integers.
import type { ItemCode, AnswerValue } from './codes.ts';
import { MissingCode } from './codes.ts';
import type { Element } from './definition.ts';
import type { Form } from './form.ts';
import type { Clause } from './routing.ts';
import { clauseHolds } from './routing.ts';
import { routedElements } from './shown-items.ts';

interface AnyRule {
  readonly code: ItemCode;
  /** Number of the element that asks it. */
  readonly element: number;
}
export interface SingleRule extends AnyRule {
  readonly kind: 'single';
  readonly values: ReadonlySet<unknown>;
}
export interface MultipleRule extends AnyRule {
  readonly kind: 'multiple';
  readonly values: ReadonlySet<unknown>;
  /** Values that stand alone: missing codes and the scale's exclusive points. */
  readonly exclusive: ReadonlySet<unknown>;
}
export interface TextRule extends AnyRule {
  readonly kind: 'text';
  readonly maxLength: number;
}
export type ItemRule = SingleRule | MultipleRule | TextRule;

interface RoutedRule {
  readonly element: number;
  readonly clauses: readonly { readonly target: ItemCode; readonly targetElement: number; readonly holds: (answer: unknown) => boolean }[];
}

export interface FormRules {
  /** How many elements there are. */
  readonly elements: number;
  readonly items: ReadonlyMap<string, ItemRule>;
  readonly routed: readonly RoutedRule[];
  readonly required: readonly { readonly code: ItemCode; readonly element: number }[];
}

function exclusiveValues(form: Form, code: ItemCode, choices: readonly unknown[]): ReadonlySet<unknown> {
  const scaleCode = form.items.find((item) => item.code === code)?.scale;
  const points: readonly AnswerValue[] = form.scales.find((scale) => scale.code === scaleCode)?.exclusive ?? [];
  return new Set([...points, ...choices.filter((choice) => MissingCode.safeParse(choice).success)]);
}

function ruleOf(form: Form, element: Element, code: ItemCode, number: number): ItemRule {
  switch (element.type) {
    case 'radiogroup':
    case 'dropdown':
      return { kind: 'single', code, element: number, values: new Set(element.choices) };
    case 'matrix':
      return { kind: 'single', code, element: number, values: new Set(element.columns) };
    case 'checkbox': {
      const exclusive = exclusiveValues(form, code, element.choices);
      return { kind: 'multiple', code, element: number, values: new Set(element.choices), exclusive };
    }
    case 'comment':
      return { kind: 'text', code, element: number, maxLength: element.maxLength };
  }
}

// The common condition, one value of a single choice, is one comparison.
function compileClause(clause: Clause, single: boolean): (answer: unknown) => boolean {
  const [only] = clause.values;
  if (single && clause.values.length === 1) return (answer) => answer === only;
  return (answer) => clauseHolds(clause, answer);
}

/** Lays out a compiled form. Throws a TypeError on a form that `compileForm` would have refused. */
export function compileItemRules(form: Form): FormRules {
  const items = new Map<string, ItemRule>();
  const routed: RoutedRule[] = [];
  const required: { code: ItemCode; element: number }[] = [];
  const elements = routedElements(form);
  elements.forEach(({ element, items: codes, clauses }, number) => {
    if (clauses.length > 0) {
      const compiled = clauses.map((clause) => {
        const target = items.get(clause.item);
        if (target === undefined) throw new TypeError(`${element.name} is routed by an item that does not stand before it`);
        return { target: target.code, targetElement: target.element, holds: compileClause(clause, target.kind === 'single') };
      });
      routed.push({ element: number, clauses: compiled });
    }
    for (const code of codes) items.set(code, ruleOf(form, element, code, number));
    if ('isRequired' in element && element.isRequired === true) required.push({ code: element.name, element: number });
  });
  return { elements: elements.length, items, routed, required };
}
