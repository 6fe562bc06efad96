// A form of one factor with evaluative five-point items, and sheets that have given distributions: enough to put
// published examples through the whole engine.
import type { Answers } from '../../shared/questionnaire/answers.ts';
import type { Form } from '../../shared/questionnaire/form.ts';

/** A form with `items` five-point items in one factor. */
export function aFivePointForm(items: number): Form {
  const codes = Array.from({ length: items }, (_, index) => `Q${String(index + 1)}`);
  return {
    format: 'spid-form-1', survey: 'published', version: 1, population: 'all', versionHash: '0'.repeat(64),
    pages: [{ name: 'P1', elements: codes.map((name) => ({ type: 'radiogroup' as const, name, choices: [1, 2, 3, 4, 5] })) }],
    factors: ['index'],
    indicators: [],
    scales: [{ code: 'five', kind: 'ordinal', points: [1, 2, 3, 4, 5], favourable: [4, 5], neutral: [3], missing: [] }],
    items: codes.map((code) => ({ code, revision: 1, kind: 'evaluative' as const, scale: 'five', factor: 'index', polarity: 'positive' as const, common: true, sensitive: false })),
    languages: [{ language: 'en', name: 'English', direction: 'ltr', texts: {}, audio: {} }],
  };
}

/** Sheets whose items have these numbers of persons per point. */
export function sheetsWith(distributions: readonly Readonly<Record<string, number>>[]): readonly Answers[] {
  const columns = distributions.map((persons) => Object.entries(persons).flatMap(([point, count]) => Array<number>(count).fill(Number(point))));
  const rows = Math.max(...columns.map(({ length }) => length));
  return Array.from({ length: rows }, (_, row) =>
    Object.fromEntries(columns.flatMap((column, index) => (column[row] === undefined ? [] : [[`Q${String(index + 1)}`, column[row]] as const]))),
  );
}
