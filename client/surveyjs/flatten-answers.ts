// Between the data of SurveyJS, where a grid is an object of its rows, and the flat answers that are sent. Pure: the
// parity test uses it too. What a person left or emptied again is absent on our side, however SurveyJS spells it.
import type { Answer, Answers } from '../../shared/questionnaire/answers.ts';
import { itemsOfElement } from '../../shared/questionnaire/definition.ts';
import type { Form } from '../../shared/questionnaire/form.ts';

/** `survey.data`. */
export type SurveyData = Readonly<Record<string, unknown>>;

// A text area may cut an emoji in two at its greatest length; half of one cannot be sent.
const LONE_SURROGATE = /[\uD800-\uDFFF]/gu;

function asAnswer(value: unknown): Answer | undefined {
  if (typeof value === 'number') return value;
  if (typeof value === 'string') {
    const text = value.replace(LONE_SURROGATE, '');
    return text.trim() === '' ? undefined : text;
  }
  return Array.isArray(value) && value.length > 0 ? value.filter((entry) => typeof entry === 'string' || typeof entry === 'number') : undefined;
}

const isRecord = (value: unknown): value is Record<string, unknown> => typeof value === 'object' && value !== null && !Array.isArray(value);

/** Flat answers in the order of the form, not in that of answering: the order of keys would tell who came back to what. */
export function flattenAnswers(form: Pick<Form, 'pages'>, data: SurveyData): Answers {
  const answers: Answers = {};
  for (const element of form.pages.flatMap((page) => page.elements)) {
    const own = data[element.name];
    for (const item of itemsOfElement(element)) {
      const answer = asAnswer(element.type === 'matrix' ? (isRecord(own) ? own[item] : undefined) : own);
      if (answer !== undefined) answers[item] = answer;
    }
  }
  return answers;
}

/** Flat answers as `survey.data`. */
export function unflattenAnswers(form: Pick<Form, 'pages'>, answers: Answers): Record<string, unknown> {
  const data: Record<string, unknown> = {};
  for (const element of form.pages.flatMap((page) => page.elements)) {
    const given = itemsOfElement(element).flatMap((item) => (answers[item] === undefined ? [] : [[item, answers[item]] as const]));
    if (given.length > 0) data[element.name] = element.type === 'matrix' ? Object.fromEntries(given) : given[0]?.[1];
  }
  return data;
}
