// A copy of surveys/ with recordings made by code: short tones as WAV files, each of another pitch, so that each is
// another file. The officials' form has them in French, one of the version and the others of an administration, and one
// each in Spanish and Portuguese.
import { cpSync, mkdirSync, mkdtempSync, readFileSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { PopulationPlan } from '../../shared/round/plan.ts';
import { aPopulationPlan } from './a-round.ts';

/** A WAV file (RIFF, 16-bit PCM, one channel, 8 kHz): a sine of `hertz` for `milliseconds`. */
export function aTone(hertz: number, milliseconds = 120): Buffer {
  const samples = Math.round(8 * milliseconds);
  const header = Buffer.alloc(44);
  header.write('RIFF', 0, 'latin1');
  header.writeUInt32LE(36 + samples * 2, 4);
  header.write('WAVEfmt ', 8, 'latin1');
  header.writeUInt32LE(16, 16);
  header.writeUInt16LE(1, 20);
  header.writeUInt16LE(1, 22);
  header.writeUInt32LE(8000, 24);
  header.writeUInt32LE(16000, 28);
  header.writeUInt16LE(2, 32);
  header.writeUInt16LE(16, 34);
  header.write('data', 36, 'latin1');
  header.writeUInt32LE(samples * 2, 40);
  const wave = Buffer.alloc(samples * 2);
  for (let sample = 0; sample < samples; sample += 1) wave.writeInt16LE(Math.round(8000 * Math.sin((2 * Math.PI * hertz * sample) / 8000)), sample * 2);
  return Buffer.concat([header, wave]);
}

export type SpokenSurveys = { readonly folder: string; readonly officials: string; readonly plan: PopulationPlan };

/** The recordings' keys, in French: M01_01 by the version; F01_12 (20 s), F01_13 and the five points of their scale by the administration, which has M01_01 in Spanish and Portuguese too. */
export function spokenSurveys(codes: number): SpokenSurveys {
  const folder = mkdtempSync(join(tmpdir(), 'spid-spoken-'));
  cpSync(new URL('../../surveys/', import.meta.url), folder, { recursive: true });
  const officials = join(folder, 'cips/1/officials');
  const locale = join(officials, 'locales/fr.json');
  const french = JSON.parse(readFileSync(locale, 'utf8')) as { texts: Record<string, unknown> };
  french.texts['M01_01'] = { text: french.texts['M01_01'], audio: 'M01_01.wav' };
  writeFileSync(locale, JSON.stringify(french));
  const ours = join(officials, 'adaptations/arendelle/audio/fr');
  mkdirSync(join(officials, 'audio/fr'), { recursive: true });
  mkdirSync(ours, { recursive: true });
  writeFileSync(join(officials, 'audio/fr/M01_01.wav'), aTone(440));
  const points = [1, 2, 3, 4, 5].map((point) => [`scale.agree-5.${String(point)}`, `point-${String(point)}.wav`] as const);
  points.forEach(([, file], index) => writeFileSync(join(ours, file), aTone(500 + 50 * index)));
  writeFileSync(join(ours, 'F01_12.wav'), aTone(330, 20_000));
  writeFileSync(join(ours, 'F01_13.wav'), aTone(360));
  for (const [language, hertz] of [['es', 700], ['pt', 720]] as const) {
    mkdirSync(join(ours, '..', language));
    writeFileSync(join(ours, '..', language, 'M01_01.wav'), aTone(hertz, 240));
  }
  const others = { es: { M01_01: 'M01_01.wav' }, pt: { M01_01: 'M01_01.wav' } };
  return { folder, officials, plan: { ...aPopulationPlan('officials', codes), recordings: { fr: { ...Object.fromEntries(points), F01_12: 'F01_12.wav', F01_13: 'F01_13.wav' }, ...others } } };
}
