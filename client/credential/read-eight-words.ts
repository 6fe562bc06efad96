// Eight words or eight groups of digits as a person typed them, back to eight numbers. Accents, case and Arabic vowel
// marks are forgiven: paper and keyboards differ. Two lists may share words, so that one text can have two readings.

const plain = (word: string): string => word.normalize('NFKD').replace(/\p{M}/gu, '').toLowerCase();

const GROUPS = 8;

/** Places of the words of a list, worked out once for each list: who compares many texts would make them anew for each. */
const known = new WeakMap<readonly string[], ReadonlyMap<string, number>>();
function placesIn(list: readonly string[]): ReadonlyMap<string, number> {
  const places = known.get(list) ?? new Map(list.map((word, place) => [plain(word), place]));
  known.set(list, places);
  return places;
}

/** Readings of a text by these lists of 2,048 words; none where it is neither eight words of one list nor eight groups of digits. */
export function readEightWords(typed: string, lists: readonly (readonly string[])[]): readonly (readonly number[])[] {
  const parts = typed.trim().split(/[\s,;·.-]+/u).filter((part) => part !== '');
  if (parts.length !== GROUPS) return [];
  const digits = parts.map((part) => (/^\d{1,4}$/.test(part) ? Number(part) : Number.NaN));
  if (digits.every((number) => number >= 0 && number < 2048)) return [digits];
  return lists.flatMap((list) => {
    const places = placesIn(list);
    const numbers = parts.map((part) => places.get(plain(part)) ?? -1);
    return numbers.every((number) => number >= 0) ? [numbers] : [];
  });
}
