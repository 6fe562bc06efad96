// Every item of a form answered at its longest: what the one length of a round's padded bodies is computed from.
import { longestText } from '../../shared/credential/body-length.ts';
import type { Json } from '../../shared/credential/canonical-json.ts';
import type { Element } from '../../shared/questionnaire/definition.ts';
import type { AnswerValue } from '../../shared/questionnaire/codes.ts';
import type { Form } from '../../shared/questionnaire/form.ts';

const longest = (values: readonly AnswerValue[]): Json => values.reduce<AnswerValue>((one, other) => (JSON.stringify(other).length > JSON.stringify(one).length ? other : one), 0);

function longestOf(element: Element): readonly (readonly [string, Json])[] {
  if (element.type === 'matrix') return element.rows.map((row) => [row, longest(element.columns)] as const);
  if (element.type === 'comment') return [[element.name, longestText(element.maxLength)]];
  const values = element.choices as readonly AnswerValue[];
  return [[element.name, element.type === 'checkbox' ? [...values] : longest(values)]];
}

/** Longest answers by item code; routing is ignored, so the result is an upper bound. */
export const longestAnswers = (form: Form): { readonly [code: string]: Json } => Object.fromEntries(form.pages.flatMap((page) => page.elements.flatMap(longestOf)));
