// Whether items that two populations share are the same question: same code, revision, meaning and scale, same words
// but for the addressee. Only then may officials and private sector stand side by side on a scorecard.
import { formProblem } from './form-problem.ts';
import type { FormProblem } from './form-problem.ts';
import { textOf } from './rules-version.ts';
import type { Version } from './rules-version.ts';
import type { Item, Scale } from './scoring.ts';
import { missingKey, pointKey } from './text-keys.ts';
import type { Language } from '../language.ts';

/** Per language, phrases that name the addressee: a text of one population may have one where the other has its twin. */
export type Addressees = ReadonlyMap<Language, readonly (readonly [string, string])[]>;

/** The one order of properties that makes two parsed values comparable as text. */
const canonical = (value: unknown): string =>
  JSON.stringify(value, (_key, inner: unknown) =>
    inner !== null && typeof inner === 'object' && !Array.isArray(inner) ? Object.fromEntries(Object.entries(inner).sort(([one], [other]) => (one < other ? -1 : 1))) : inner,
  );

const normalised = (text: string, pairs: readonly (readonly [string, string])[]): string =>
  pairs.reduce((words, [one, other]) => words.replaceAll(one, '⟨addressee⟩').replaceAll(other, '⟨addressee⟩'), text);

const labelKeys = (scale: Scale): readonly string[] => [...scale.points.map((point) => pointKey(scale.code, point)), ...scale.missing.map(missingKey)];

function checkWords(item: Item, scale: Scale, one: Version, other: Version, addressees: Addressees): readonly FormProblem[] {
  return one.locales.flatMap((locale) => {
    const twin = other.locales.find((candidate) => candidate.language === locale.language);
    if (twin === undefined) return [];
    const pairs = addressees.get(locale.language) ?? [];
    const differing = [item.code, ...labelKeys(scale)].filter((key) => normalised(textOf(locale, key), pairs) !== normalised(textOf(twin, key), pairs));
    return differing.map((key) =>
      formProblem(`${other.definition.population}/locales/${locale.language}.json ${key}`, `other words than for ${one.definition.population}`, `use the same words, or give ${item.code} a code of its own`),
    );
  });
}

function checkShared(item: Item, twin: Item, one: Version, other: Version, addressees: Addressees): readonly FormProblem[] {
  const place = `${other.definition.population}/scoring.json items.${item.code}`;
  const scale = one.scoring.scales.find((candidate) => candidate.code === item.scale);
  const twinScale = other.scoring.scales.find((candidate) => candidate.code === twin.scale);
  return [
    ...(item.common && twin.common ? [] : [formProblem(place, 'two populations have it and it is not marked common', 'set common to true in both, or give it a code of its own')]),
    ...(canonical(item) === canonical(twin) ? [] : [formProblem(place, `it differs from the item of ${one.definition.population}`, 'make both the same, or give it a code of its own')]),
    ...(canonical(scale) === canonical(twinScale) ? [] : [formProblem(place, `its scale differs from that of ${one.definition.population}`, 'use one scale for both')]),
    ...(scale === undefined ? [] : checkWords(item, scale, one, other, addressees)),
  ];
}

/** Problems of the items that the populations of one survey version share, and of those that claim to be shared. */
export function checkCommon(versions: readonly Version[], addressees: Addressees): readonly FormProblem[] {
  const shared = versions.flatMap((one, index) =>
    versions.slice(index + 1).flatMap((other) =>
      one.scoring.items.flatMap((item) => {
        const twin = other.scoring.items.find((candidate) => candidate.code === item.code);
        return twin === undefined ? [] : checkShared(item, twin, one, other, addressees);
      }),
    ),
  );
  const lonely = versions.flatMap((version) =>
    version.scoring.items
      .filter((item) => item.common && !versions.some((other) => other !== version && other.scoring.items.some(({ code }) => code === item.code)))
      .map((item) => formProblem(`${version.definition.population}/scoring.json items.${item.code}`, 'common, and no other population has it', 'set common to false')),
  );
  return [...shared, ...lonely];
}
