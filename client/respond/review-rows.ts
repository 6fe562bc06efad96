// The review before sending, as plain rows: every question that the person was shown, in order, with the answer in the
// language that is read. A grid gives a row per line. Texts come from the form by key, so that a language switch
// changes the whole review.
import type { Answer, Answers } from '../../shared/questionnaire/answers.ts';
import type { Element } from '../../shared/questionnaire/definition.ts';
import type { Form } from '../../shared/questionnaire/form.ts';
import { compileShownItems } from '../../shared/questionnaire/shown-items.ts';
import { missingKey, pageKey, pointKey } from '../../shared/questionnaire/text-keys.ts';
import { MissingCode } from '../../shared/questionnaire/codes.ts';

/** `element` is where a jump goes; `stem` is the grid's question above its line. `answer` is null where it was left open. */
export type ReviewRow = { readonly item: string; readonly element: string; readonly stem: string | null; readonly question: string; readonly answer: string | null };
export type ReviewPage = { readonly page: string; readonly title: string; readonly rows: readonly ReviewRow[] };

type Texts = Readonly<Record<string, string>>;

const itemsOf = (element: Element): readonly string[] => (element.type === 'matrix' ? element.rows : [element.name]);

/** The words of one answer value of an item. */
function pointWords(form: Form, texts: Texts, item: string, value: string | number): string {
  const scale = form.items.find(({ code }) => code === item)?.scale ?? '';
  const missing = MissingCode.options.some((code) => code === value);
  return texts[missing ? missingKey(String(value)) : pointKey(scale, value)] ?? String(value);
}

function answerWords(form: Form, texts: Texts, element: Element, item: string, answer: Answer | undefined, language: string): string | null {
  if (answer === undefined || answer === '') return null;
  if (element.type === 'comment') return String(answer);
  const values = Array.isArray(answer) ? answer : [answer];
  const words = values.map((value) => pointWords(form, texts, item, value));
  // Safari 14.0 has no such lists.
  if (!('ListFormat' in Intl)) return words.join(', ');
  return new Intl.ListFormat(language, { type: 'conjunction' }).format(words);
}

/** The review of a form's answers in one language. Answers to questions that routing hides are not shown and not sent. */
export function reviewOf(form: Form, answers: Answers, language: string): readonly ReviewPage[] {
  const texts = form.languages.find((one) => one.language === language)?.texts ?? {};
  const shown = compileShownItems(form)(answers);
  const rowsOf = (element: Element): readonly ReviewRow[] =>
    itemsOf(element)
      .filter((item) => shown.has(item))
      .map((item) => ({
        item,
        element: element.name,
        stem: element.type === 'matrix' ? (texts[element.name] ?? '') : null,
        question: texts[item] ?? item,
        answer: answerWords(form, texts, element, item, answers[item], language),
      }));
  return form.pages
    .map((page) => ({ page: page.name, title: texts[pageKey(page.name)] ?? '', rows: page.elements.flatMap(rowsOf) }))
    .filter(({ rows }) => rows.length > 0);
}

/** How many of the shown questions have an answer. */
export function answeredOf(pages: readonly ReviewPage[]): { readonly answered: number; readonly total: number } {
  const rows = pages.flatMap((page) => page.rows);
  return { answered: rows.filter((row) => row.answer !== null).length, total: rows.length };
}
