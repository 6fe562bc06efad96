// Sheets keyed from paper: a CSV as docs/formats.md has it, one sheet a line, and what differs between two such files.
// What is wrong or differs is told by line and item, never by what was written there.
import { readFileSync } from 'node:fs';
import { compileChecker } from '../../shared/questionnaire/answer-checker.ts';
import type { Answer, Answers } from '../../shared/questionnaire/answers.ts';
import type { Element } from '../../shared/questionnaire/definition.ts';
import { itemsOfElement } from '../../shared/questionnaire/definition.ts';
import type { Form } from '../../shared/questionnaire/form.ts';
import { UsageProblem } from './command.ts';
import { BadCsv } from './csv/csv-problem.ts';
import { namesOf, separatorOf } from './csv/header.ts';

const EMPTY = new Set(['', 'blank', 'not-shown']);

/** Records of a CSV (RFC 4180); quoted fields may hold line ends. */
function recordsOf(text: string, separator: string): readonly (readonly string[])[] {
  const records: string[][] = [];
  let record: string[] = [];
  let field = '';
  let quoted = false;
  for (let at = 0; at <= text.length; at += 1) {
    const character = text[at];
    if (quoted && character === '"' && text[at + 1] === '"') {
      field += '"';
      at += 1;
    } else if (character === '"') quoted = !quoted;
    else if (quoted && character !== undefined) field += character;
    else if (character === separator) {
      record.push(field);
      field = '';
    } else if (character === '\n' || character === undefined) {
      record.push(field.replace(/\r$/, ''));
      if (record.length > 1 || record[0] !== '') records.push(record);
      record = [];
      field = '';
    } else field += character;
  }
  return records;
}

const valueOf = (text: string): string | number => (/^\d{1,2}$/.test(text) ? Number(text) : text);

function answerOf(element: Element, text: string): Answer {
  if (element.type === 'comment') return text;
  return element.type === 'checkbox' ? text.split('|').map(valueOf) : valueOf(text);
}

const wrong = (row: number, column: string, problem: string, remedy: string) => ({ row, column, problem, remedy });

/** Throws UsageProblem for a file that can't be read. */
function textOf(path: string): string {
  try {
    return readFileSync(path, 'utf8').replace(/^\uFEFF/, '');
  } catch {
    throw new UsageProblem(`${path} can not be read`);
  }
}

/** The sheets of a file, in its order. Throws UsageProblem for one that can't be read, BadCsv with row and item of everything that is wrong. */
export function readKeyed(path: string, form: Form): readonly Answers[] {
  const text = textOf(path);
  const separator = separatorOf(text.split(/\r?\n/, 1)[0] ?? '');
  const [header = [], ...rows] = recordsOf(text, separator);
  const names = namesOf(header.join(separator), separator);
  const elements = new Map(form.pages.flatMap((page) => page.elements.flatMap((element) => itemsOfElement(element).map((item) => [item, element] as const))));
  const unknown = names.filter((name) => !elements.has(name));
  if (unknown.length > 0) throw new BadCsv(unknown.map((name) => wrong(1, name, 'is no item of this form', 'name columns by the codes that are printed on the form')));
  const check = compileChecker(form);
  const sheets = rows.map((row) => Object.fromEntries(names.flatMap((name, at) => (EMPTY.has(row[at] ?? '') ? [] : [[name, answerOf(elements.get(name) as Element, row[at] ?? '')]]))));
  const problems = sheets.flatMap((sheet, index) => {
    const checked = check(sheet);
    return checked.ok ? [] : checked.problems.map(({ item, kind }) => wrong(index + 2, item, `does not fit the form (${kind})`, kind === 'required' ? 'where this filter was left open on paper, key prefer-not-to-say' : 'compare with the paper'));
  });
  if (problems.length > 0) throw new BadCsv(problems);
  return sheets;
}

/** Line (of the file) and item of each difference; another number of sheets is a difference of its own. */
export function differences(first: readonly Answers[], second: readonly Answers[]): readonly { readonly row: number; readonly item: string }[] {
  const length = Math.max(first.length, second.length);
  return Array.from({ length }, (_, index) => index).flatMap((index) => {
    const [one, other] = [first[index], second[index]];
    if (one === undefined || other === undefined) return [{ row: index + 2, item: 'the whole sheet' }];
    const items = [...new Set([...Object.keys(one), ...Object.keys(other)])].sort();
    return items.filter((item) => JSON.stringify(one[item]) !== JSON.stringify(other[item])).map((item) => ({ row: index + 2, item }));
  });
}
