// Items that one language answers otherwise than another at equal factor score: there the translation is suspect. Every
// language with enough persons is compared with the one that most answered in. Hidden items take no part.
import type { LanguageDifference } from '../../shared/results/detail-result.ts';
import type { ItemResult } from '../../shared/results/item-result.ts';
import { flagByLanguage, itemByLanguage } from '../comparison/language-difference.ts';
import { published, publishedP } from '../disclosure/publish-figure.ts';
import { at } from '../inference/at.ts';
import type { ScoreGroups } from '../scoring/score-groups.ts';
import type { Persons } from './persons.ts';
import { itemColumn } from './reliability-result.ts';
import type { Sample } from './sample.ts';

/** Languages by persons, most first. */
function bySize({ codes, of }: NonNullable<Sample['languages']>): readonly number[] {
  const counts = new Float64Array(codes.length + 1);
  for (const code of Array.from(of)) counts[code] = at(counts, code) + 1;
  return codes.map((_, index) => index + 1).sort((one, two) => at(counts, two) - at(counts, one) || (at(codes, one - 1) < at(codes, two - 1) ? -1 : 1));
}

/** See comparison/language-difference.ts; one list for Benjamini and Hochberg over all items and languages. */
export function languageDifferences({ languages, ...sample }: Sample, groups: ScoreGroups, persons: Persons, items: readonly ItemResult[]): LanguageDifference[] {
  if (languages === undefined) return [];
  const [most, ...others] = bySize(languages);
  if (most === undefined) return [];
  const isShown = (code: string): boolean => items.some(({ item, scores }) => item === code && scores !== null && scores.score.status !== 'suppressed');
  const tested = others.flatMap((language) => {
    const side = Float64Array.from(languages.of, (code) => (code === most ? 0 : code === language ? 1 : Number.NaN));
    return groups.factors.flatMap((group, index) => {
      const { scores } = at(persons.factors, index);
      // Among items of one, the item is the score, and nothing could differ.
      const layouts = group.items.length < 2 ? [] : group.items.filter(({ item }) => isShown(item.code));
      return layouts.flatMap((layout) => {
        const result = itemByLanguage(itemColumn(sample, layout, persons.usable), scores, side);
        return result === undefined ? [] : [{ item: layout.item.code, language: at(languages.codes, language - 1), result }];
      });
    });
  });
  const flags = flagByLanguage(tested.map(({ result }) => result));
  const against = at(languages.codes, most - 1);
  return tested.map(({ item, language, result: { p, size } }, place) => ({ item, language, against, p: publishedP(p), size: published(size), isFlagged: at(flags, place) }));
}
