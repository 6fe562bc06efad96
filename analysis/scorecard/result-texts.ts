// The texts that a release carries, so that it can be read in every language without its questionnaire: names of factors
// and indicators, prompts, labels of points and missing kinds, levers. Consent and page texts stay behind.
import type { Form } from '../../shared/questionnaire/form.ts';
import type { ResultLanguage } from '../../shared/results/population-result.ts';

const LEFT_BEHIND = /^(consent|page)\.|^thanks$/;

/** A form's languages with the texts that results need. */
export const resultLanguages = (form: Form): ResultLanguage[] =>
  form.languages.map(({ language, name, direction, texts }) => ({
    language,
    name,
    direction,
    texts: Object.fromEntries(Object.entries(texts).filter(([key]) => !LEFT_BEHIND.test(key))),
  }));
