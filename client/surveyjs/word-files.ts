// The word files of SurveyJS's own texts, found by their names: a sixth language is one more file. Eager, so that no
// request is made between Start and Send.
import type { Form } from '../../shared/questionnaire/form.ts';
import { wordsFor } from '../words/catalogue.ts';
import type { SurveyLanguage, SurveyWords } from './language-strings.ts';

const files: Readonly<Record<string, unknown>> = import.meta.glob('../words/surveyjs/*.json', { eager: true, import: 'default' });
const wordsByLanguage = new Map(Object.entries(files).map(([path, words]) => [path.replace(/^.*\/(.+)\.json$/, '$1'), words as SurveyWords]));

/**
 * The languages of a form with SurveyJS's words: those of `pt` serve `pt-BR`. A language without a file throws a
 * RangeError, because a page that mixes two languages must not open.
 */
export const surveyLanguagesOf = (form: Form): readonly SurveyLanguage[] =>
  form.languages.map(({ language, name, direction }) => {
    const words = wordsFor(wordsByLanguage, language);
    if (words === undefined) throw new RangeError(`client/words/surveyjs/${language}.json is missing`);
    return { language, name, direction, words };
  });
