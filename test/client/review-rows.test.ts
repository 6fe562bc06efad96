// The review shows what will be sent: every question that was shown, in the language that is read.
import { describe, expect, it } from '@jest/globals';
import { answeredOf, reviewOf } from '../../client/respond/review-rows.ts';
import { compileShownItems } from '../../shared/questionnaire/shown-items.ts';
import { aSurveyForm } from '../support/a-cips-form.ts';
import { randomSheets } from '../support/random-sheets.ts';

const form = aSurveyForm('cips/1/officials');
const rowsOf = (answers: Parameters<typeof reviewOf>[1], language: string) => reviewOf(form, answers, language).flatMap((page) => page.rows);

describe('reviewOf', () => {
  it('has a row for each shown item of many random sheets, and for no hidden one', () => {
    const shown = compileShownItems(form);
    for (const answers of randomSheets(form, 11, 20)) {
      expect(rowsOf(answers, 'fr').map((row) => row.item)).toEqual([...shown(answers)]);
      expect(rowsOf(answers, 'fr').filter((row) => row.answer !== null).map((row) => row.item).sort()).toEqual(Object.keys(answers).sort());
    }
  });

  it('never shows a code where words should be', () => {
    for (const { language } of form.languages) {
      for (const answers of randomSheets(form, 12, 5)) {
        for (const row of rowsOf(answers, language)) expect(`${row.question} ${row.answer ?? ''}`).not.toMatch(/\b(F\d\d_\d\d|dont-know|prefer-not-to-say|non-manager)\b/);
      }
    }
  });

  it('words an answer by its scale and a grid by its question', () => {
    const row = rowsOf({ F01_01: 5 }, 'en').find(({ item }) => item === 'F01_01');
    expect(row).toMatchObject({ question: 'The leaders of Customs treat integrity as a priority.', answer: 'Strongly agree', element: 'G01' });
    expect(row?.stem).toContain('leadership');
  });

  it('counts what was answered and what was left open', () => {
    expect(answeredOf(reviewOf(form, { F01_01: 5 }, 'ar')).answered).toBe(1);
  });
});
