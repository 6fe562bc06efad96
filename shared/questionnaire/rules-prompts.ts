// How a question is worded, as far as a machine can see it: short, its period named in every language, one form of
// address for women and men, and reversed items turned round by their meaning. Words of negation are language data and
// come from the caller: no list of languages stands here.
import { formProblem } from './form-problem.ts';
import type { FormProblem } from './form-problem.ts';
import type { Locale } from './locale.ts';
import { withoutPlaceholders } from './rules-locales.ts';
import { askedItems, localePlace, textOf } from './rules-version.ts';
import type { Version } from './rules-version.ts';
import type { Item } from './scoring.ts';
import type { Language } from '../language.ts';

export const MOST_WORDS = 20;

/** What a filled name adds on average: `{codeOfConduct}` becomes a short title. */
const WORDS_PER_PLACEHOLDER = 3;

/** Words of a prompt: runs between blanks that hold a letter or digit; a placeholder counts as three. */
export function countWords(text: string): number {
  const own = withoutPlaceholders(text).split(/\s+/u).filter((run) => /[\p{L}\p{N}]/u.test(run));
  return own.length + WORDS_PER_PLACEHOLDER * (text.match(/\{[^{}]*\}/g) ?? []).length;
}

/** `les agent·e·s`, `étonné(e)`, `tod@s`: what a screen reader stumbles over. */
const GENDER_MARK = /\p{L}[·•]\p{L}|\p{L}\(-?\p{L}{1,3}\)|\p{L}@|\p{L}\/[oae]s?(?!\p{L})/u;

/** The value of a decimal digit of any script: Unicode lays digits out in tens from a multiple of 16, or six after it. */
function digitValue(digit: string): number {
  const code = digit.codePointAt(0) ?? 0;
  const block = code - (code % 16);
  return code - (/\p{Nd}/u.test(String.fromCodePoint(block)) ? block : block + 6);
}

/** Numbers in a text, in whatever digits the language writes them. */
const numbersIn = (text: string): readonly number[] => [...text.matchAll(/\p{Nd}+/gu)].map(([digits]) => Number([...digits].map(digitValue).join('')));

function checkPrompt(item: Item, locale: Locale): readonly FormProblem[] {
  const text = textOf(locale, item.code);
  const place = localePlace(locale, item.code);
  const numbers = numbersIn(withoutPlaceholders(text));
  const words = countWords(text);
  const { months } = item;
  return [
    ...(words > MOST_WORDS ? [formProblem(place, `${words} words`, `say it in ${MOST_WORDS} at most`)] : []),
    ...(GENDER_MARK.test(text) ? [formProblem(place, 'it marks gender by signs', 'find words that address women and men alike')] : []),
    ...(months !== undefined && !numbers.includes(months) ? [formProblem(place, `the period of ${months} months is not named`, 'name it, with the number in digits')] : []),
    ...(months === undefined && numbers.length > 0 ? [formProblem(place, 'it names a number and scoring.json knows no period', 'add "months" to the item')] : []),
  ];
}

/** Length, period and form of address of every prompt in every language. */
export function checkPrompts({ definition, scoring, locales }: Version): readonly FormProblem[] {
  const asked = new Set(askedItems(definition));
  return scoring.items.filter((item) => asked.has(item.code)).flatMap((item) => locales.flatMap((locale) => checkPrompt(item, locale)));
}

const wordsIn = (text: string): readonly string[] => text.toLowerCase().split(/[^\p{L}\p{M}]+/u);

/**
 * Reversed items that are reversed by a word of negation. `negations` holds the words of each language in lower case
 * (what elision leaves of them too: `n` for `n’ont`); a language without such a list is a problem of its own.
 */
export function checkNegations({ scoring, locales }: Version, negations: ReadonlyMap<Language, readonly string[]>): readonly FormProblem[] {
  const reversed = scoring.items.filter((item) => item.polarity === 'reversed');
  return locales.flatMap((locale) => {
    const list = negations.get(locale.language);
    if (list === undefined) return [formProblem(localePlace(locale, 'negations'), 'no list of its words of negation', 'add the list beside the data tests')];
    return reversed.flatMap((item) => {
      const found = wordsIn(textOf(locale, item.code)).filter((word) => list.includes(word));
      return found.map((word) => formProblem(localePlace(locale, item.code), `reversed by “${word}”`, 'reverse it by its meaning'));
    });
  });
}
