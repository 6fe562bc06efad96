// A form on paper, from the very version that is asked on screens: every question with its number, every answer with
// the code that is keyed for it, conditions in words. It carries no code and no number of its own: all copies are alike.
import type { Element } from '../../shared/questionnaire/definition.ts';
import type { AnswerValue } from '../../shared/questionnaire/codes.ts';
import { MissingCode } from '../../shared/questionnaire/codes.ts';
import { itemsOfElement } from '../../shared/questionnaire/definition.ts';
import type { Form, FormLanguage } from '../../shared/questionnaire/form.ts';
import { parseRouting } from '../../shared/questionnaire/routing.ts';
import { missingKey, pageKey, pointKey } from '../../shared/questionnaire/text-keys.ts';
import { escaped, htmlDocument } from './html.ts';
import type { PrintWords } from './print-words.ts';

type Paper = { readonly form: Form; readonly language: FormLanguage; readonly words: PrintWords; readonly numbers: ReadonlyMap<string, string> };

const isMissing = (value: AnswerValue): boolean => MissingCode.safeParse(value).success;

function answerText({ form, language }: Paper, item: string, value: AnswerValue): string {
  const scale = form.items.find(({ code }) => code === item)?.scale ?? '';
  const key = isMissing(value) ? missingKey(String(value)) : pointKey(scale, value);
  return language.texts[key] ?? String(value);
}

const box = (paper: Paper, item: string, value: AnswerValue): string => `<li><i></i>${escaped(answerText(paper, item, value))} <small>${escaped(String(value))}</small></li>`;

/** `3a`: a grid's lines are letters under its number. */
function numbersOf(form: Form): ReadonlyMap<string, string> {
  const numbers = new Map<string, string>();
  form.pages.flatMap(({ elements }) => elements).forEach((element, index) => {
    numbers.set(element.name, String(index + 1));
    if (element.type === 'matrix') element.rows.forEach((row, line) => numbers.set(row, `${String(index + 1)}${String.fromCharCode(97 + line)}`));
  });
  return numbers;
}

function conditionHtml(paper: Paper, visibleIf: string | undefined): string {
  const routing = visibleIf === undefined ? null : parseRouting(visibleIf);
  if (routing === null || !routing.ok) return '';
  const clauses = routing.clauses.map(({ item, values }) => `${paper.numbers.get(item) ?? item}: ${values.map((value) => answerText(paper, item, value)).join(` ${paper.words.say('paper.or')} `)}`);
  return `<p class="only">${escaped(paper.words.say('paper.only', { condition: clauses.join('; ') }))}</p>`;
}

function gridHtml(paper: Paper, element: Extract<Element, { type: 'matrix' }>): string {
  const { texts } = paper.language;
  const head = element.columns.map((value) => `<th scope="col">${escaped(answerText(paper, element.rows[0] ?? '', value))} <small>${escaped(String(value))}</small></th>`);
  const rows = element.rows.map((row) => `<tr><th scope="row">${paper.numbers.get(row) ?? ''} <small>${row}</small> ${escaped(texts[row] ?? row)}</th>${element.columns.map(() => '<td><i></i></td>').join('')}</tr>`);
  return `<p class="how">${escaped(paper.words.say('paper.one'))}</p><table><thead><tr><td></td>${head.join('')}</tr></thead><tbody>${rows.join('')}</tbody></table>`;
}

function answersHtml(paper: Paper, element: Element): string {
  if (element.type === 'matrix') return gridHtml(paper, element);
  if (element.type === 'comment') return `<p class="how">${escaped(paper.words.say('paper.write'))}</p><div class="lines"></div>`;
  const how = element.type === 'checkbox' ? `<p class="how">${escaped(paper.words.say('paper.many'))}</p>` : '';
  return `${how}<ul>${(element.choices as readonly AnswerValue[]).map((value) => box(paper, element.name, value)).join('')}</ul>`;
}

function questionHtml(paper: Paper, element: Element): string {
  const [item = ''] = itemsOfElement(element);
  const code = element.type === 'matrix' ? '' : ` <small>${item}</small>`;
  return `<section class="question">${conditionHtml(paper, element.visibleIf)}<h3>${paper.numbers.get(element.name) ?? ''}. ${escaped(paper.language.texts[element.name] ?? element.name)}${code}</h3>${answersHtml(paper, element)}</section>`;
}

/** The whole file in one language. Throws a RangeError where the form has not that language. */
export function paperForm(form: Form, wanted: string, words: PrintWords, values: Readonly<Record<string, string>>): string {
  const language = form.languages.find((each) => each.language === wanted);
  if (language === undefined) throw new RangeError(`the form is not in ${wanted}`);
  const paper: Paper = { form, language, words, numbers: numbersOf(form) };
  const text = (key: string): string => escaped((language.texts[key] ?? '').replace(/\{(\w+)\}/g, (whole, name: string) => values[name] ?? whole));
  const consent = ['who', 'operator', 'why', 'voluntary', 'kept', 'reporting'].map((key) => `<p>${text(`consent.${key}`)}</p>`);
  const pages = form.pages.map((page) => `<section><h2>${text(pageKey(page.name))}</h2>${conditionHtml(paper, page.visibleIf)}${page.elements.map((element) => questionHtml(paper, element)).join('\n')}</section>`);
  const how = ['paper.how', 'paper.envelope', 'paper.box'].map((key) => `<p>${escaped(words.say(key))}</p>`);
  return htmlDocument(language.texts['title'] ?? '', './paper-form.css', wanted, language.direction, `<main><h1>${text('title')}</h1><p>${text('notice')}</p><section class="how-to">${how.join('')}</section>${consent.join('')}${pages.join('\n')}<p>${text('thanks')}</p></main>`);
}
