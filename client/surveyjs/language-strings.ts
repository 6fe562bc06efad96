// SurveyJS's own words come from our word files, not from survey-core/i18n: a language stays data, one file among the
// page's other words. Keys are SurveyJS's, cut down to those that a form can bring to the screen or to a screen reader.
import { z } from 'zod';
import type { Language } from '../../shared/language.ts';

const word = z.string().min(1).max(200);

/** client/words/surveyjs/<language>.json */
export const SurveyWords = z.strictObject({
  requiredError: word,
  /** Holds `{0}`, the greatest number of characters. */
  textMaxLength: word,
  invalidInputError: word,
  placeholder: word,
  clearCaption: word,
  selectCaption: word,
  listenCaption: word,
  stopCaption: word,
  filterStringPlaceholder: word,
  emptyMessage: word,
  emptySurvey: word,
  loadingSurvey: word,
  loadingPage: word,
  loadingData: word,
  completingSurvey: word,
  pagePrevText: word,
  pageNextText: word,
  completeText: word,
  /** Holds `{0}` and `{1}`. */
  progressText: word,
  progressbar: word,
  indexText: word,
  more: word,
  ok: word,
  cancel: word,
  commentText: word,
  otherItemText: word,
  /** Spoken before the row and the column of a grid's cell. */
  matrix_row: word,
  matrix_column: word,
});
export type SurveyWords = z.infer<typeof SurveyWords>;

export interface SurveyLanguage {
  readonly language: Language;
  readonly name: string;
  readonly direction: 'ltr' | 'rtl';
  readonly words: SurveyWords;
}
