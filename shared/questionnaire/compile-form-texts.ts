// The texts of a form in each language of the round: those of the version, of own items and of filled lists, with the
// adaptation's names in place. Complete or refused: a person never meets a code or a hole where words should be.
// Braces mean something to SurveyJS (it pipes answers into texts), so that none may be left in a text that it shows.
import type { Adaptation } from './adaptation.ts';
import type { Adapted } from './compile-form-adaptation.ts';
import type { FormLanguage } from './form.ts';
import { formProblem } from './form-problem.ts';
import type { FormProblem } from './form-problem.ts';
import { wordsOf } from './locale.ts';
import type { Locale, LocaleText } from './locale.ts';
import { textKeysOf } from './text-keys.ts';
import type { Language } from '../language.ts';

interface TextSource {
  readonly locales: readonly Locale[];
  readonly adaptation: Adaptation;
  readonly languages: readonly Language[];
}

/** Filled by the page from the round plan, in the texts around the questions only. */
const LEFT_TO_THE_PAGE: readonly string[] = ['minutes', 'retentionDay'];
const AROUND_THE_QUESTIONS = /^(consent\.|title$|notice$|thanks$)/;

type Collected = Map<string, LocaleText>;

function addListLabels(texts: Collected, language: Language, adapted: Adapted, adaptation: Adaptation): FormProblem[] {
  const problems: FormProblem[] = [];
  for (const scale of adapted.scales) {
    for (const entry of scale.list === undefined ? [] : (adaptation.lists[scale.list] ?? [])) {
      const label = entry.texts[language];
      if (label === undefined) problems.push(formProblem(`adaptation lists.${scale.list ?? ''}.${entry.code}`, `no label in ${language}`, 'add a label in every language of the round'));
      // A text there, so that one lack is told once.
      texts.set(`scale.${scale.code}.${entry.code}`, label ?? '?');
    }
  }
  return problems;
}

function addOwnTexts(texts: Collected, language: Language, adaptation: Adaptation): FormProblem[] {
  const entries = adaptation.own.flatMap((own) => Object.entries(own.texts[language] ?? {}).map(([key, text]) => [own.element.name, key, text] as const));
  return entries.flatMap(([name, key, text]) => {
    if (texts.has(key) && texts.get(key) !== text) return [formProblem(`adaptation own.${name}.texts.${language}.${key}`, "it would change the questionnaire's own words", 'use a code of your own')];
    texts.set(key, text);
    return [];
  });
}

/** Puts names in place of `{name}`. What cannot be filled is a problem that names the text. */
function fill(key: string, text: string, language: Language, adaptation: Adaptation): { text: string; problems: FormProblem[] } {
  const place = `locales/${language}.json ${key}`;
  const problems: FormProblem[] = [];
  const filled = text.replace(/\{([^{}]*)\}/g, (placeholder, name: string) => {
    if (LEFT_TO_THE_PAGE.includes(name) && AROUND_THE_QUESTIONS.test(key)) return placeholder;
    const words = Object.hasOwn(adaptation.names, name) ? adaptation.names[name] : undefined;
    if (words === undefined) problems.push(formProblem(place, `nothing fills ${placeholder}`, 'add it to the names of the adaptation, or correct the text'));
    else if (words[language] === undefined) problems.push(formProblem(`adaptation names.${name}`, `no name in ${language}`, 'add it in every language of the round'));
    return words?.[language] ?? placeholder.slice(1, -1);
  });
  const left = filled.replace(/\{(minutes|retentionDay)\}/g, '');
  if (/[{}]/.test(left)) problems.push(formProblem(place, 'a brace is left in the text', 'write names as {administration}; no other braces'));
  return { text: filled, problems };
}

const recordingOf = (text: LocaleText, key: string, language: Language, { recordings }: Adaptation): string | undefined =>
  recordings?.[language]?.[key] ?? (typeof text === 'string' ? undefined : text.audio);

/** A recording says what the eye reads: none of a text that isn't there, none by the version of a text that an adaptation fills. */
function problemsOfRecordings(locale: Locale, adaptation: Adaptation, texts: Readonly<Record<string, string>>): FormProblem[] {
  const brought = adaptation.recordings?.[locale.language] ?? {};
  const stray = Object.keys(brought).filter((key) => texts[key] === undefined);
  const untrue = Object.entries(locale.texts).filter(([key, text]) => typeof text !== 'string' && text.audio !== undefined && text.text.includes('{') && brought[key] === undefined).map(([key]) => key);
  return [
    ...stray.map((key) => formProblem(`adaptation recordings.${locale.language}.${key}`, 'a recording of a text that this form does not have', 'correct the key, or take the recording off')),
    ...untrue.map((key) => formProblem(`locales/${locale.language}.json ${key}`, 'the recording can not say the names that the adaptation fills in', 'take its audio off, or bring a recording in the adaptation')),
  ];
}

function compileLanguage(locale: Locale, source: TextSource, adapted: Adapted): { language: FormLanguage; problems: FormProblem[] } {
  const { language, name, direction } = locale;
  const collected: Collected = new Map(Object.entries(locale.texts));
  const problems = [...addListLabels(collected, language, adapted, source.adaptation), ...addOwnTexts(collected, language, source.adaptation)];
  const texts: Record<string, string> = {};
  const audio: Record<string, string> = {};
  for (const key of textKeysOf(adapted)) {
    const found = collected.get(key);
    if (found === undefined) {
      problems.push(formProblem(`locales/${language}.json ${key}`, 'the text is missing', 'add it: every text is needed in every language of the round'));
      continue;
    }
    const filled = fill(key, wordsOf(found), language, source.adaptation);
    problems.push(...filled.problems);
    texts[key] = filled.text;
    const recorded = recordingOf(found, key, language, source.adaptation);
    if (recorded !== undefined) audio[key] = recorded;
  }
  problems.push(...problemsOfRecordings(locale, source.adaptation, texts));
  return { language: { language, name, direction, texts, audio }, problems };
}

/** One entry per language of the round, in its order; a problem for each language, text, label and name that is not there. */
export function compileTexts(source: TextSource, adapted: Adapted): { languages: FormLanguage[]; problems: FormProblem[] } {
  const compiled = source.languages.map((language) => {
    const locale = source.locales.find((one) => one.language === language);
    return locale === undefined
      ? { problems: [formProblem(`locales/${language}.json`, 'the questionnaire has no such language', 'add the file, or take the language off the round')] }
      : compileLanguage(locale, source, adapted);
  });
  return { languages: compiled.flatMap((one) => ('language' in one ? [one.language] : [])), problems: compiled.flatMap((one) => one.problems) };
}
