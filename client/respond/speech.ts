// What every screen needs to speak: the page's words, the problems' words and the form's own texts in one language.
// Handed down as one value, so that a screen can't mix two languages.
import { createContext, useContext } from 'react';
import { problemWords, respondWords } from '../words/respond-words.ts';
import type { ProblemWords, RespondWords } from '../words/respond-words.ts';
import { chooseLanguage, dayInWords, speaker, worded } from '../words/catalogue.ts';
import type { Say, Values } from '../words/catalogue.ts';
import type { LanguageChoice } from '../ui/language-switch.tsx';
import type { Refusal } from '../api/request.ts';
import type { Form } from '../../shared/questionnaire/form.ts';

export type Speech = {
  readonly language: string;
  readonly direction: string;
  readonly say: Say<keyof RespondWords & string>;
  readonly day: (day: string) => string;
  readonly refusal: (refusal: Refusal) => string;
  /** A text of the form by its key, with the round's values; empty where the form has none. */
  readonly formText: (form: Form, key: string, values?: Values) => string;
};

/** The page's languages, or those of them that the form has too. */
export function languagesFor(form: Form | null): readonly LanguageChoice[] {
  const offered = form === null ? null : new Set(form.languages.map(({ language }) => language));
  return [...respondWords].filter(([language]) => offered?.has(language) ?? true).map(([language, words]) => ({ language, name: words['language.name'] }));
}

/** The language wanted, or the nearest that is offered. */
export const offeredLanguage = (choices: readonly LanguageChoice[], wanted: readonly string[]): string =>
  chooseLanguage(choices.map(({ language }) => language), wanted);

const problemText = (words: ProblemWords | undefined, refusal: Refusal): string => words?.[refusal.code] ?? words?.['engine.unexpected'] ?? refusal.code;

export function speechIn(language: string): Speech {
  const say = speaker(respondWords, language);
  return {
    language,
    say,
    direction: say('language.direction'),
    day: (day) => dayInWords(day, language),
    refusal: (refusal) => problemText(problemWords.get(language), refusal),
    formText: (form, key, values = {}) => worded(form.languages.find((one) => one.language === language)?.texts[key] ?? '', language, values),
  };
}

const SpeechContext = createContext<Speech | null>(null);
export const SpeechProvider = SpeechContext.Provider;

/** The speech of the page. Throws outside of SpeechProvider. */
export function useSpeech(): Speech {
  const speech = useContext(SpeechContext);
  if (speech === null) throw new Error('no speech');
  return speech;
}
