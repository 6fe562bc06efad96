// `--adaptation` of `spid score`: what a round filled in and added, scored without the round and in the round's languages.
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, it } from '@jest/globals';
import { scoreForm } from '../../server/cli/score-form.ts';
import { HARBOUR } from '../support/random-columns.ts';

const OFFICIALS = 'surveys/cips/1/officials';
const folder = mkdtempSync(join(tmpdir(), 'spid-adaptation-'));
afterAll(() => rmSync(folder, { recursive: true, force: true }));
const example = (): string => /^ {4}adaptation\.json(?<json>.*?)^$/ms.exec(readFileSync('docs/formats.md', 'utf8'))?.groups?.['json'] ?? '';
function scored(questionnaire: string, text: string) {
  const path = join(folder, 'adaptation.json');
  writeFileSync(path, text);
  return scoreForm(questionnaire, path);
}

describe('an adaptation of a file of answers', () => {
  it('is what docs/formats.md shows, and gives the form its lists, its own items and its languages alone', () => {
    const form = scored(OFFICIALS, example());
    expect(form.languages.map(({ language, texts }) => [language, texts['OWN_SHIFT']])).toEqual([['ar', 'نوبتك'], ['fr', 'Votre service']]);
    expect(form.items.map(({ code }) => code)).toEqual(expect.arrayContaining(['OWN_SHIFT', 'D_REGION', 'D_GRADE']));
    expect(form.items.map(({ code }) => code)).not.toContain('F01_12');
    expect(form.scales.find(({ list }) => list === 'regions')?.points).toEqual(['north', 'south']);
  });

  it('may leave every part out, and says then nothing of languages', () => {
    expect(scored(OFFICIALS, '{"off": ["D_GRADE", "D_REGION"]}').languages).toHaveLength(5);
    expect(scored(HARBOUR, '{}').languages).toEqual(scoreForm(HARBOUR, null).languages);
  });

  it('is refused where its words share no language, or none with the questionnaire', () => {
    const lists = { regions: [{ code: 'north', texts: { fr: 'Nord' } }], grades: [{ code: 'officer', texts: { ar: 'مفتش' } }] };
    expect(() => scored(OFFICIALS, JSON.stringify({ lists }))).toThrow(/adaptation\.json: no language of .*officials \(ar, en, es, fr, pt\) has words for every list entry/);
  });
});
