// The words of printed sheets, one file per language in client/words/print/, and the five lists behind the eight words.
// A language without a file of its own speaks English; one without a list shows the digits.
import { existsSync, readFileSync } from 'node:fs';

type WordFile = Readonly<Record<string, string>>;
export type PrintWords = { readonly language: string; readonly direction: string; readonly say: (key: string, values?: Readonly<Record<string, string | number>>) => string };

const wordsAt = (language: string): URL => new URL(`../../client/words/print/${language}.json`, import.meta.url);
const listAt = (language: string): URL => new URL(`../../shared/credential/words/${language}.json`, import.meta.url);

/** The words in a language; `language` is what they really are in. */
export function printWords(wanted: string): PrintWords {
  const language = existsSync(wordsAt(wanted)) ? wanted : 'en';
  const words = JSON.parse(readFileSync(wordsAt(language), 'utf8')) as WordFile;
  return {
    language,
    direction: words['language.direction'] ?? 'ltr',
    say: (key, values = {}) => (words[key] ?? key).replace(/\{([a-z]+)\}/g, (whole, name: string) => String(values[name] ?? whole)),
  };
}

/** The 2,048 words of a language, or null. */
export const wordList = (language: string): readonly string[] | null =>
  existsSync(listAt(language)) ? (JSON.parse(readFileSync(listAt(language), 'utf8')) as readonly string[]) : null;
