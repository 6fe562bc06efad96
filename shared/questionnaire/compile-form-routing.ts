// Whether routing can be followed: each condition reads, asks an item that stands before it, for an answer that item
// can have; a required element is a filter that offers a refusal; and the base of an experience item is the group of
// people that routing lets through. Targets standing earlier is what lets one pass decide who saw what.
import type { Adapted } from './compile-form-adaptation.ts';
import type { AnswerValue, ItemCode } from './codes.ts';
import { itemsOfElement } from './definition.ts';
import type { Element } from './definition.ts';
import { formProblem } from './form-problem.ts';
import type { FormProblem } from './form-problem.ts';
import { parseRouting } from './routing.ts';
import type { Clause } from './routing.ts';

/** What an item before this place can be answered with; undefined for free text, which routes nothing. */
type Earlier = ReadonlyMap<ItemCode, { readonly values: readonly AnswerValue[]; readonly multiple: boolean } | undefined>;

const sameValues = (one: readonly AnswerValue[], other: readonly AnswerValue[]): boolean => one.length === other.length && one.every((value) => other.includes(value));

function problemsOfClause(clause: Clause, place: string, earlier: Earlier, off: readonly ItemCode[]): FormProblem[] {
  if (off.includes(clause.item)) {
    return [formProblem(place, `it asks for ${clause.item}, which the adaptation switches off`, 'switch off this question too, or leave the filter on')];
  }
  if (!earlier.has(clause.item)) return [formProblem(place, `no item ${clause.item} stands before it`, 'route by an item that is asked earlier, a grid by one of its rows')];
  const target = earlier.get(clause.item);
  if (target === undefined) return [formProblem(place, `${clause.item} is free text`, 'route by a choice')];
  const strange = clause.values.filter((value) => !target.values.includes(value));
  return [
    ...strange.map((value) => formProblem(place, `${clause.item} cannot be answered ${value}`, `its answers are ${target.values.join(', ')}`)),
    ...(target.multiple && clause.operator === 'equals' ? [formProblem(place, `${clause.item} takes several answers`, 'use anyof with a list')] : []),
  ];
}

function readCondition(visibleIf: string | undefined, place: string, earlier: Earlier, off: readonly ItemCode[]): { clauses: readonly Clause[]; problems: FormProblem[] } {
  if (visibleIf === undefined) return { clauses: [], problems: [] };
  const parsed = parseRouting(visibleIf);
  if (!parsed.ok) {
    return { clauses: [], problems: [formProblem(`${place}, character ${parsed.at}`, parsed.problem, "write clauses such as {X01} = 'yes' and {D02} anyof ['a', 3]")] };
  }
  return { clauses: parsed.clauses, problems: parsed.clauses.flatMap((clause) => problemsOfClause(clause, place, earlier, off)) };
}

function answersOf(element: Element): { values: readonly AnswerValue[]; multiple: boolean } | undefined {
  if (element.type === 'comment') return undefined;
  return element.type === 'matrix' ? { values: element.columns, multiple: false } : { values: element.choices, multiple: element.type === 'checkbox' };
}

/** Clauses per item, in the order of the questionnaire, and the problems of the conditions themselves. */
function readRouting({ pages, off }: Adapted): { routing: Map<ItemCode, readonly Clause[]>; problems: FormProblem[] } {
  const earlier = new Map<ItemCode, ReturnType<typeof answersOf>>();
  const routing = new Map<ItemCode, readonly Clause[]>();
  const problems: FormProblem[] = [];
  for (const page of pages) {
    const onPage = readCondition(page.visibleIf, `questionnaire.json ${page.name}.visibleIf`, earlier, off);
    problems.push(...onPage.problems);
    for (const element of page.elements) {
      const onElement = readCondition(element.visibleIf, `questionnaire.json ${element.name}.visibleIf`, earlier, off);
      problems.push(...onElement.problems);
      for (const code of itemsOfElement(element)) {
        routing.set(code, [...onPage.clauses, ...onElement.clauses]);
        earlier.set(code, answersOf(element));
      }
    }
  }
  return { routing, problems };
}

/** Clauses per item; conditions that do not parse are left out, checkRouting names them. */
export const routingOf = (adapted: Adapted): ReadonlyMap<ItemCode, readonly Clause[]> => readRouting(adapted).routing;

const says = (clauses: readonly Clause[], wanted: { readonly item: ItemCode; readonly values: readonly AnswerValue[] }): boolean =>
  clauses.some((clause) => clause.item === wanted.item && sameValues(clause.values, wanted.values));

function checkBases({ items }: Adapted, routing: ReadonlyMap<ItemCode, readonly Clause[]>): FormProblem[] {
  return items.flatMap((item) => {
    const clauses = routing.get(item.code) ?? [];
    const { base } = item;
    const place = `scoring.json items.${item.code}.base`;
    if (item.kind !== 'experience') return [];
    if (base === undefined) return clauses.length === 0 ? [] : [formProblem(place, 'routing asks only some people and no base says whom', 'add a base that says what visibleIf says')];
    if (!says(clauses, base)) return [formProblem(place, 'the base is not what routing lets through', `route it by {${base.item}} with the same values`)];
    // What the base's own question required holds for its base too; any further condition would narrow it unsaid.
    const further = clauses.filter((clause) => clause.item !== base.item && !says(routing.get(base.item) ?? [], clause));
    return further.map((clause) => formProblem(place, `routing also asks for ${clause.item}, which the base does not say`, `route ${base.item} by it too, or remove the clause`));
  });
}

function checkRequired({ pages, off }: Adapted, routing: ReadonlyMap<ItemCode, readonly Clause[]>): FormProblem[] {
  const filters = new Set([...routing.values()].flat().map((clause) => clause.item));
  return pages
    .flatMap((page) => page.elements)
    .flatMap((element) => {
      if (!('isRequired' in element) || element.isRequired !== true) return [];
      const place = `questionnaire.json ${element.name}.isRequired`;
      if (!element.choices.includes('prefer-not-to-say')) return [formProblem(place, 'an answer is required and none is a refusal', 'offer prefer-not-to-say, or do not require it')];
      // With its followers off it routes nothing in this round, and stays as harmless as it was.
      return filters.has(element.name) || off.length > 0 ? [] : [formProblem(place, 'an answer is required and nothing is routed by it', 'only filters may be required')];
    });
}

export function checkRouting(adapted: Adapted): readonly FormProblem[] {
  const { routing, problems } = readRouting(adapted);
  return [...problems, ...checkBases(adapted, routing), ...checkRequired(adapted, routing)];
}
