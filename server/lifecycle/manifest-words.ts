// The eight words of a round's manifest in each of its languages, and the same bits in digits: for cards, for the list
// that a mailing is made from, and for the terminal. They have to reach people by another way than the page that shows
// them: copied from the page they would prove nothing.
import { eightDigitGroups, eightNumbers, eightWords } from '../../client/credential/eight-words.ts';
import { wordList } from '../print/print-words.ts';

/** `eightWords`: null where there is no list of words in that language. */
export type ManifestWords = { readonly digits: string; readonly languages: readonly { readonly language: string; readonly eightWords: readonly string[] | null }[] };

/** What people compare. `hash`: the manifest's, base64url; `languages`: the round's. Takes a tenth of a second or so. */
export async function manifestWords(hash: string, languages: readonly string[]): Promise<ManifestWords> {
  const numbers = await eightNumbers(hash);
  return {
    digits: eightDigitGroups(numbers),
    languages: languages.map((language) => {
      const list = wordList(language);
      return { language, eightWords: list === null ? null : eightWords(numbers, list) };
    }),
  };
}

/** Name and words of each language that has a list, then the digits: `fr`, `un · deux …`. */
export const namedWords = ({ digits, languages }: ManifestWords): readonly (readonly [string, string])[] => [
  ...languages.flatMap(({ language, eightWords: words }) => (words === null ? [] : [[language, words.join(' · ')] as const])),
  ['digits', digits],
];

/** For the terminal. */
export const wordLines = (words: ManifestWords): readonly string[] => [
  'For every invitation, beside its code: these eight words, or the digits, which people compare with the page.',
  ...namedWords(words).map(([name, text]) => `  ${name.padEnd(7)} ${text}`),
];
