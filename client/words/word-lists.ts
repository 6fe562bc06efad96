// The lists of 2,048 words behind the eight words, one small file per language, fetched when needed and before Start
// only. A language without a list shows the digits, which are the same check.
import { servingLanguage } from '../../shared/language.ts';

const lists = import.meta.glob('../../shared/credential/words/*.json', { import: 'default' });

const pathOf = (language: string): string => `../../shared/credential/words/${language}.json`;

/** The list of a language or of its base, or null where there is none or it can't be fetched now. */
export async function wordListOf(language: string): Promise<readonly string[] | null> {
  const load = lists[pathOf(servingLanguage(language, (tag) => pathOf(tag) in lists) ?? language)];
  if (load === undefined) return null;
  try {
    return (await load()) as readonly string[];
  } catch {
    return null;
  }
}
