// What reliability, quartiles and quality rest on, as counts that add up: answer patterns of each factor, states of persons
// by unit with the flagged apart, and persons by combination of signs. Shards give the same digits as the whole, since
// everything is computed from the sums, never from rows. What needs persons still is told in docs/decisions/0132.
import type { Sample, Units } from './sample.ts';
import { at } from '../inference/at.ts';
import { mergeTallies } from '../scoring/merge-tallies.ts';
import type { ScoreGroup, ScoreGroups } from '../scoring/score-groups.ts';
import { tally } from '../scoring/tally.ts';
import type { Tallies } from '../scoring/tally.ts';
import { carelessSigns } from './careless.ts';

/** Persons by answer pattern: a character per item of the factor, its code the byte (scoring/item-layout.ts). */
export type Patterns = ReadonlyMap<string, number>;

export type LanguageTally = { readonly sheets: number; readonly patterns: readonly Patterns[] };

export type DetailTally = {
  /** Usable persons by signs of careless answering (bits of careless.ts). */
  readonly signs: Float64Array;
  /** Factors and overall score by unit; the flagged of all units in one more cell after them. */
  readonly scores: Tallies;
  /** Of each factor, usable persons alone. */
  readonly patterns: readonly Patterns[];
  /** By language, not stated first: all sheets, and the patterns of its usable persons by factor. None where languages are not kept. */
  readonly languages: readonly LanguageTally[];
};

const COMBINATIONS = 8;

function patternsOf({ columns }: Pick<Sample, 'columns'>, { items }: ScoreGroup, usable: Uint8Array): Patterns {
  const counts = new Map<string, number>();
  const bytes = items.map(({ index }) => at(columns.items, index));
  for (let row = 0; row < columns.rows; row += 1) {
    if (usable[row] !== 1) continue;
    const pattern = String.fromCharCode(...bytes.map((column) => column[row] as number));
    counts.set(pattern, (counts.get(pattern) ?? 0) + 1);
  }
  return counts;
}

/** One pass per language: there are a handful. */
function languagesOf(sample: Sample, factors: readonly ScoreGroup[], usable: Uint8Array): readonly LanguageTally[] {
  const { languages } = sample;
  if (languages === undefined) return [];
  return Array.from({ length: languages.codes.length + 1 }, (_, language): LanguageTally => {
    const isOfIt = Uint8Array.from({ length: sample.columns.rows }, (__, row) => (at(languages.of, row) === language ? 1 : 0));
    const own = usable.map((flag, row) => flag & at(isOfIt, row));
    return { sheets: isOfIt.reduce((sum, one) => sum + one, 0), patterns: factors.map((factor) => patternsOf(sample, factor, own)) };
  });
}

/** Tallies a sample, or a shard of it whose units and languages are numbered as in the others; `usable` is 1 for persons in any figure. */
export function tallyDetails(sample: Sample, { factors }: ScoreGroups, units: Units, usable: Uint8Array): DetailTally {
  const rowSigns = carelessSigns(sample);
  const signs = new Float64Array(COMBINATIONS);
  rowSigns.forEach((sign, row) => { if (at(usable, row) === 1) signs[sign] = at(signs, sign) + 1; });
  const scores = tally(sample.columns, {
    factors,
    overall: [factors],
    cellOf: Uint16Array.from(units.of, (unit, row) => (at(rowSigns, row) === 0 ? unit : units.count)),
    cells: units.count + 1,
    ...(sample.weights === undefined ? {} : { weights: sample.weights }),
  });
  return { signs, scores, patterns: factors.map((factor) => patternsOf(sample, factor, usable)), languages: languagesOf(sample, factors, usable) };
}

function mergePatterns(one: Patterns, two: Patterns): Patterns {
  const counts = new Map(one);
  for (const [pattern, persons] of two) counts.set(pattern, (counts.get(pattern) ?? 0) + persons);
  return counts;
}

/** The tallies of both parts together. Throws a RangeError where they do not come from the same form and units. */
export const mergeDetailTallies = (one: DetailTally, two: DetailTally): DetailTally => ({
  signs: one.signs.map((persons, sign) => persons + at(two.signs, sign)),
  scores: mergeTallies(one.scores, two.scores),
  patterns: one.patterns.map((patterns, factor) => mergePatterns(patterns, at(two.patterns, factor))),
  languages: one.languages.map(({ sheets, patterns }, language) => {
    const other = at(two.languages, language);
    return { sheets: sheets + other.sheets, patterns: patterns.map((own, factor) => mergePatterns(own, at(other.patterns, factor))) };
  }),
});
