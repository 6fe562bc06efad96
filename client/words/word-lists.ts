// The lists of 2,048 words behind the eight words, one small file per language, fetched when needed and before Start
// only. A language without a list shows the digits, which are the same check.
const lists = import.meta.glob('../../shared/credential/words/*.json', { import: 'default' });

/** The list of a language, or null where there is none or it can't be fetched now. */
export async function wordListOf(language: string): Promise<readonly string[] | null> {
  const load = lists[`../../shared/credential/words/${language}.json`];
  if (load === undefined) return null;
  try {
    return (await load()) as readonly string[];
  } catch {
    return null;
  }
}
