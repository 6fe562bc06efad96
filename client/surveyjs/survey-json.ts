// A form as SurveyJS JSON, every language inside as localizable strings. Pure: no import of SurveyJS, so that the parity
// test and the benchmark feed survey-core exactly what the page does. Numbers before answers are Western digits in every
// language (docs/decisions/0045); on phones each question is a page of its own (docs/decisions/0046).
import { MissingCode } from '../../shared/questionnaire/codes.ts';
import type { AnswerValue, ItemCode } from '../../shared/questionnaire/codes.ts';
import type { Choice, Element, Page } from '../../shared/questionnaire/definition.ts';
import type { Form } from '../../shared/questionnaire/form.ts';
import { missingKey, pageKey, pointKey } from '../../shared/questionnaire/text-keys.ts';
import { conditionFor } from './survey-condition.ts';

/** `pages`: as the questionnaire has them. `questions`: one question per screen, grids as lists. */
export type Layout = 'pages' | 'questions';

/** One text in each language of the form. */
export type LocalizableText = Readonly<Record<string, string>>;

interface JsonChoice {
  readonly value: AnswerValue;
  readonly text: LocalizableText;
  readonly isExclusive?: true;
}

export interface JsonElement {
  readonly type: Element['type'];
  readonly name: ItemCode;
  readonly title: LocalizableText;
  readonly [property: string]: unknown;
}

export interface SurveyJson {
  readonly pages: readonly { readonly name: string; readonly title: LocalizableText; readonly elements: readonly JsonElement[] }[];
  readonly [option: string]: unknown;
}

/** No cookie, no storage, no clock, no completion page, no buttons: the page around the survey has those it needs. */
const OPTIONS = {
  showTitle: false,
  showCompletePage: false,
  showNavigationButtons: false,
  showProgressBar: false,
  showQuestionNumbers: 'on',
  questionTitlePattern: 'numTitleRequire',
  questionErrorLocation: 'top',
  checkErrorsMode: 'onNextPage',
  textUpdateMode: 'onTyping',
  clearInvisibleValues: 'onHidden',
  validateVisitedEmptyFields: false,
  // The page focuses its own heading, so that a screen reader says where the person is.
  autoFocusFirstQuestion: false,
  autoFocusFirstError: true,
  questionsOnPageMode: 'standard',
  widthMode: 'responsive',
} as const;

const inEach = (form: Form, text: (texts: Readonly<Record<string, string>>) => string | undefined): LocalizableText =>
  Object.fromEntries(form.languages.map(({ language, texts }) => [language, text(texts) ?? '']));

const textOf = (form: Form, key: string): LocalizableText => inEach(form, (texts) => texts[key]);

/** The key of an answer's label: missing codes share theirs over all scales. */
export const answerKey = (scale: string, value: AnswerValue): string => (MissingCode.safeParse(value).success ? missingKey(String(value)) : pointKey(scale, value));

function choicesOf(form: Form, item: ItemCode, values: readonly Choice[]): JsonChoice[] {
  const scaleCode = form.items.find(({ code }) => code === item)?.scale ?? '';
  const scale = form.scales.find(({ code }) => code === scaleCode);
  return values.map((value, index) => ({
    value,
    text: inEach(form, (texts) => `${index + 1}. ${texts[answerKey(scaleCode, value)] ?? ''}`),
    ...(scale?.kind === 'multiple' && (MissingCode.safeParse(value).success || scale.exclusive?.includes(value)) ? { isExclusive: true as const } : {}),
  }));
}

function bodyOf(form: Form, element: Element, layout: Layout): Record<string, unknown> {
  switch (element.type) {
    case 'radiogroup':
      return { choices: choicesOf(form, element.name, element.choices), ...(element.isRequired ? { isRequired: true } : {}) };
    case 'dropdown':
      return { choices: choicesOf(form, element.name, element.choices), renderAs: 'select', allowClear: true, ...(element.isRequired ? { isRequired: true } : {}) };
    case 'checkbox':
      return { choices: choicesOf(form, element.name, element.choices) };
    case 'matrix': {
      const columns = choicesOf(form, element.rows[0] ?? element.name, element.columns);
      const rows = element.rows.map((row) => ({ value: row, text: textOf(form, row) }));
      return { columns, rows, displayMode: layout === 'questions' ? 'list' : 'auto' };
    }
    case 'comment':
      return { maxLength: element.maxLength, rows: 3, autoGrow: true, allowResize: false };
  }
}

function elementJson(form: Form, element: Element, layout: Layout, visibleIf: string | undefined): JsonElement {
  const { type, name } = element;
  return { type, name, title: textOf(form, name), ...bodyOf(form, element, layout), ...(visibleIf === undefined ? {} : { visibleIf }) };
}

// A page's condition goes to each of its elements: SurveyJS hides a page whose elements are all hidden, but it forgets
// the answers of hidden questions only, not those of questions on a hidden page.
function pageJson(form: Form, page: Page, layout: Layout): SurveyJson['pages'] {
  const title = textOf(form, pageKey(page.name));
  const elements = page.elements.map((element) => {
    const conditions = [page.visibleIf, element.visibleIf].flatMap((condition) => conditionFor(form, condition) ?? []);
    return elementJson(form, element, layout, conditions.length === 0 ? undefined : conditions.join(' and '));
  });
  if (layout === 'pages') return [{ name: page.name, title, elements }];
  return elements.map((element) => ({ name: `${page.name}.${element.name}`, title, elements: [element] }));
}

/** SurveyJS JSON of a compiled form, for `new SurveyModel(json)`. */
export const surveyJson = (form: Form, layout: Layout = 'pages'): SurveyJson => ({
  ...OPTIONS,
  pages: form.pages.flatMap((page) => pageJson(form, page, layout)),
});
