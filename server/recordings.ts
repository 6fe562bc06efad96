// The recordings of a form as they lie on disk: the version's in audio/<language>/, an administration's own in
// adaptations/<administration>/audio/<language>/, both below the population's folder. Read once, when a round is made:
// the form then names each by its hash, so that a file swapped later changes nothing that anybody hears.
import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { extname, join } from 'node:path';
import { Problem } from '../shared/problem.ts';
import type { Form, FormLanguage } from '../shared/questionnaire/form.ts';
import { BUNDLE_AT_MOST, RECORDING_AT_MOST, packRecordings, recordingNames } from '../shared/questionnaire/recordings.ts';
import type { PopulationPlan } from '../shared/round/plan.ts';

/** One language's bundle, ready to be served. */
export type Bundle = { readonly population: string; readonly language: string; readonly bytes: Buffer };
export type SpokenForm = { readonly form: Form; readonly bundles: readonly Bundle[] };

/** How a file of each ending begins; one that begins otherwise would stay silent on somebody's phone. */
const BEGINNINGS: Readonly<Record<string, (bytes: Buffer) => boolean>> = {
  '.mp3': (bytes) => bytes.subarray(0, 3).toString('latin1') === 'ID3' || (bytes[0] === 0xff && ((bytes[1] ?? 0) & 0xe0) === 0xe0),
  '.m4a': (bytes) => bytes.subarray(4, 8).toString('latin1') === 'ftyp',
  '.ogg': (bytes) => bytes.subarray(0, 4).toString('latin1') === 'OggS',
  '.wav': (bytes) => bytes.subarray(0, 4).toString('latin1') === 'RIFF',
};

const refused = (place: string, problem: string): Problem => new Problem('questionnaire.invalid', `${place}: ${problem}.`, { place });

function readRecording(path: string): Buffer {
  let bytes: Buffer;
  try {
    bytes = readFileSync(path);
  } catch {
    throw refused(path, 'a text names this recording and it is not there; add the file, or take it off the text');
  }
  if (bytes.length > RECORDING_AT_MOST) throw refused(path, `longer than ${String(RECORDING_AT_MOST / 1024)} KiB; speech needs no more than 24 kbit/s, one channel`);
  if (BEGINNINGS[extname(path)]?.(bytes) !== true) throw refused(path, `it is no ${extname(path).slice(1)} file; record it again, or correct its ending`);
  return bytes;
}

type Read = { readonly language: FormLanguage; readonly files: ReadonlyMap<string, Buffer> };

function readLanguage(folder: string, administration: string, brought: Readonly<Record<string, string>>, language: FormLanguage): Read {
  const files = new Map<string, Buffer>();
  const audio = Object.fromEntries(
    Object.entries(language.audio).map(([key, file]) => {
      const home = brought[key] === undefined ? folder : join(folder, 'adaptations', administration);
      const bytes = readRecording(join(home, 'audio', language.language, file));
      const name = createHash('sha256').update(bytes).digest('base64url') + extname(file);
      files.set(name, bytes);
      return [key, name];
    }),
  );
  return { language: { ...language, audio }, files };
}

/** The form with hashes for file names, and a bundle per language that can be heard. Throws questionnaire.invalid with the file, what is wrong with it and the remedy. */
export function withRecordings(folder: string, administration: string, population: PopulationPlan, compiled: Form): SpokenForm {
  const read = compiled.languages.map((language) => readLanguage(folder, administration, population.recordings?.[language.language] ?? {}, language));
  const form: Form = { ...compiled, languages: read.map(({ language }) => language) };
  const bundles = read.flatMap(({ language: { language }, files }) => {
    const bytes = Buffer.from(packRecordings(recordingNames(form, language).map((name) => Uint8Array.from(files.get(name) ?? []))));
    if (bytes.length > BUNDLE_AT_MOST) throw refused(`${folder} (${language})`, `all recordings of a language together may have ${String(BUNDLE_AT_MOST / 1024 / 1024)} MiB; everybody who opens the page loads them`);
    return files.size === 0 ? [] : [{ population: population.population, language, bytes }];
  });
  return { form, bundles };
}
