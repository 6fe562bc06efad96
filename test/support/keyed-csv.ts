// Sheets as a person keys them from paper: one line a sheet, the codes beside the answers, in the order of the form.
import type { Answers } from '../../shared/questionnaire/answers.ts';
import type { Form } from '../../shared/questionnaire/form.ts';

const cell = (text: string): string => (/[",\n]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text);

export function keyedCsv(form: Form, sheets: readonly Answers[]): string {
  const items = form.items.map(({ code }) => code);
  const textOf = (answer: Answers[string] | undefined): string => (Array.isArray(answer) ? answer.join('|') : String(answer ?? ''));
  const rows = sheets.map((sheet) => items.map((item) => cell(textOf(sheet[item]))).join(','));
  return `${[items.join(','), ...rows].join('\r\n')}\r\n`;
}
