// Items that one language answers otherwise than another at equal factor score: there the translation is suspect. Every
// language with enough persons is compared with the one that most answered in. Hidden items take no part. It rests on how
// many persons of each language gave which pattern of answers (detail-tally.ts), which adds up over shards.
import type { LanguageDifference } from '../../shared/results/detail-result.ts';
import type { ItemResult } from '../../shared/results/item-result.ts';
import { flagByLanguage, itemByLanguage } from '../comparison/language-difference.ts';
import { published, publishedP } from '../disclosure/publish-figure.ts';
import { at } from '../inference/at.ts';
import { itemScores } from '../scoring/item-scores.ts';
import { personScores } from '../scoring/person-scores.ts';
import type { ScoreGroup } from '../scoring/score-groups.ts';
import type { LanguageTally, Patterns } from './detail-tally.ts';

/** Places of languages in `tallies` by sheets, most first; not stated is none. */
function bySize(codes: readonly string[], tallies: readonly LanguageTally[]): readonly number[] {
  const sheets = (language: number): number => at(tallies, language).sheets;
  return codes.map((_, index) => index + 1).sort((one, two) => sheets(two) - sheets(one) || (at(codes, one - 1) < at(codes, two - 1) ? -1 : 1));
}

type Answers = { /** 0–100 by item of the group, then by person. */ readonly values: readonly Float64Array[]; readonly scores: Float64Array };

/** Each person's answers and factor score out of the patterns, in order of these. */
function answersOf(group: ScoreGroup, patterns: Patterns): Answers {
  const sorted = [...patterns].sort(([one], [two]) => (one < two ? -1 : 1));
  const items: Uint8Array[] = [];
  group.items.forEach(({ index }, place) => { items[index] = Uint8Array.from(sorted, ([pattern]) => pattern.charCodeAt(place)); });
  const ofPattern = personScores({ rows: sorted.length, items, choices: new Map() }, group);
  const repeat = (value: (index: number) => number): Float64Array => Float64Array.from(sorted.flatMap(([, count], index) => new Array<number>(count).fill(value(index))));
  return {
    values: group.items.map((layout, place) => { const { scores } = itemScores(layout); return repeat((index) => at(scores, at(sorted, index)[0].charCodeAt(place))); }),
    scores: repeat((index) => at(ofPattern, index)),
  };
}

const joined = (one: Float64Array, two: Float64Array): Float64Array => Float64Array.from([...one, ...two]);

/** See comparison/language-difference.ts; one list for Benjamini and Hochberg over all items and languages. `factors` are those that the tallies have patterns of. */
export function languageDifferences(codes: readonly string[], tallies: readonly LanguageTally[], factors: readonly ScoreGroup[], items: readonly ItemResult[]): LanguageDifference[] {
  const [most, ...others] = bySize(codes, tallies);
  if (most === undefined) return [];
  const isShown = (code: string): boolean => items.some(({ item, scores }) => item === code && scores !== null && scores.score.status !== 'suppressed');
  const tested = others.flatMap((language) => factors.flatMap((group, factor) => {
    // Among items of one, the item is the score, and nothing could differ.
    if (group.items.length < 2) return [];
    const [first, second] = [most, language].map((place) => answersOf(group, at(at(tallies, place).patterns, factor)));
    if (first === undefined || second === undefined) return [];
    const scores = joined(first.scores, second.scores), side = scores.map((_, row) => (row < first.scores.length ? 0 : 1));
    return group.items.flatMap(({ item: { code } }, place) => {
      const result = isShown(code) ? itemByLanguage(joined(at(first.values, place), at(second.values, place)), scores, side) : undefined;
      return result === undefined ? [] : [{ item: code, language: at(codes, language - 1), result }];
    });
  }));
  const flags = flagByLanguage(tested.map(({ result }) => result));
  const against = at(codes, most - 1);
  return tested.map(({ item, language, result: { p, size } }, place) => ({ item, language, against, p: publishedP(p), size: published(size), isFlagged: at(flags, place) }));
}
