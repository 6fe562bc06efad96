// Our conditions in SurveyJS's words. A grid's row is `{GRID.ROW}` there; and a list on a single answer is spelt out,
// since its `anyof` takes an answer of 0 for none.
import { itemsOfElement } from '../../shared/questionnaire/definition.ts';
import type { AnswerValue, ItemCode } from '../../shared/questionnaire/codes.ts';
import type { Element } from '../../shared/questionnaire/definition.ts';
import type { Form } from '../../shared/questionnaire/form.ts';
import { clausesOf } from '../../shared/questionnaire/routing.ts';
import type { Clause } from '../../shared/questionnaire/routing.ts';

const literal = (value: AnswerValue): string => (typeof value === 'number' ? String(value) : `'${value}'`);

const elementAsking = (form: Pick<Form, 'pages'>, item: ItemCode): Element | undefined =>
  form.pages.flatMap((page) => page.elements).find((element) => itemsOfElement(element).includes(item));

function clauseText(form: Pick<Form, 'pages'>, clause: Clause): string {
  const element = elementAsking(form, clause.item);
  if (element?.type === 'checkbox') return `{${clause.item}} anyof [${clause.values.map(literal).join(', ')}]`;
  const name = element?.type === 'matrix' ? `${element.name}.${clause.item}` : clause.item;
  const tests = clause.values.map((value) => `{${name}} = ${literal(value)}`);
  return tests.length === 1 ? tests.join('') : `(${tests.join(' or ')})`;
}

/** A condition of a compiled form for SurveyJS, or undefined where there is none. */
export function conditionFor(form: Pick<Form, 'pages'>, visibleIf: string | undefined): string | undefined {
  if (visibleIf === undefined) return undefined;
  return clausesOf(visibleIf)
    .map((clause) => clauseText(form, clause))
    .join(' and ');
}
