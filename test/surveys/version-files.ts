// Reads questionnaires the way that anybody's tool would: plain files, held to the shared schemas. A folder with a
// questionnaire.json is a questionnaire; nothing here knows the names of surveys, populations or languages.
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { dirname, join, relative, sep } from 'node:path';
import { fileURLToPath } from 'node:url';
import { z } from 'zod';
import { Definition } from '../../shared/questionnaire/definition.ts';
import { Locale } from '../../shared/questionnaire/locale.ts';
import type { Addressees } from '../../shared/questionnaire/rules-common.ts';
import type { Version } from '../../shared/questionnaire/rules-version.ts';
import { Scoring } from '../../shared/questionnaire/scoring.ts';

const here = dirname(fileURLToPath(import.meta.url));
export const SURVEYS = join(here, '../../surveys');
export const WORDING = join(here, 'wording');

const readJson = (file: string): unknown => JSON.parse(readFileSync(file, 'utf8'));

/** Folders of questionnaires below a root, as `cips/1/officials`, sorted. */
export const foldersOf = (root: string): readonly string[] =>
  readdirSync(root, { recursive: true, encoding: 'utf8' })
    .filter((file) => file.endsWith(`${sep}questionnaire.json`))
    .map((file) => relative(root, dirname(join(root, file))).split(sep).join('/'))
    .sort();

/** A version's files, each held to its schema; English first, then by tag. */
export function readVersion(folder: string): Version {
  const locales = join(folder, 'locales');
  return {
    definition: Definition.parse(readJson(join(folder, 'questionnaire.json'))),
    scoring: Scoring.parse(readJson(join(folder, 'scoring.json'))),
    locales: readdirSync(locales)
      .filter((file) => file.endsWith('.json'))
      .sort()
      .map((file) => Locale.parse(readJson(join(locales, file)))),
  };
}

const Wording = z.strictObject({
  /** Words that the notice must hold: that this is a demonstration and not the WCO's text. */
  notice: z.array(z.string().min(1)).min(1),
  negations: z.array(z.string().min(1)).min(1),
  addressees: z.array(z.tuple([z.string().min(1), z.string().min(1)])),
});

interface Wordings {
  readonly notices: ReadonlyMap<string, readonly string[]>;
  readonly negations: ReadonlyMap<string, readonly string[]>;
  readonly addressees: Addressees;
}

/** What the rules need to know of each language; a language without a file is simply not in the maps. */
export function readWording(folder: string): Wordings {
  const entries = readdirSync(folder).map((file) => [file.replace(/\.json$/, ''), Wording.parse(readJson(join(folder, file)))] as const);
  return {
    notices: new Map(entries.map(([language, wording]) => [language, wording.notice])),
    negations: new Map(entries.map(([language, wording]) => [language, wording.negations])),
    addressees: new Map(entries.map(([language, wording]) => [language, wording.addressees])),
  };
}

/** Recordings that a version's texts name and that do not lie in audio/<language>/. */
export const absentAudio = (folder: string, version: Version): readonly string[] =>
  version.locales.flatMap((locale) =>
    Object.values(locale.texts).flatMap((text) => (typeof text === 'string' || text.audio === undefined || existsSync(join(folder, 'audio', locale.language, text.audio)) ? [] : [text.audio])),
  );
