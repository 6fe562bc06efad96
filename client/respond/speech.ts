// What every screen needs to speak: the page's words, the problems' words and the form's own texts in one language.
// Handed down as one value, so that a screen can't mix two languages.
import { createContext, useContext } from 'react';
import { problemWords, respondWords } from '../words/respond-words.ts';
import type { ProblemWords, RespondWords } from '../words/respond-words.ts';
import { chooseLanguage, dayInWords, pageLanguage, speaker, spokenOf, worded, wordsFor } from '../words/catalogue.ts';
import type { NamedLanguage, Say, Values } from '../words/catalogue.ts';
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

/** A round's languages in its own order, or the page's where there is no round. */
export const languagesFor = (round: readonly NamedLanguage[] | null): readonly NamedLanguage[] =>
  round === null ? [...respondWords].map(([language, words]) => ({ language, name: words['language.name'] })) : spokenOf(respondWords, round);

/** The language wanted, or the nearest that is offered: else a round's first, and English where there is no round. */
export const offeredLanguage = (round: readonly NamedLanguage[] | null, wanted: readonly string[]): string =>
  round === null ? pageLanguage(respondWords, wanted) : chooseLanguage(languagesFor(round).map(({ language }) => language), wanted);

const problemText = (words: ProblemWords | undefined, refusal: Refusal): string => words?.[refusal.code] ?? words?.['engine.unexpected'] ?? refusal.code;

export function speechIn(language: string): Speech {
  const say = speaker(respondWords, language);
  return {
    language,
    say,
    direction: say('language.direction'),
    day: (day) => dayInWords(day, language),
    refusal: (refusal) => problemText(wordsFor(problemWords, language), refusal),
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
