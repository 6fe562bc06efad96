// What an author of a questionnaire is told: the published JSON Schemas are those of the code, the least questionnaire
// that docs/formats.md shows is one, and a file that is not as it should be is answered with place and fault.
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, it } from '@jest/globals';
import { z } from 'zod';
import { scoreForm } from '../../server/cli/score-form.ts';
import { Definition } from '../../shared/questionnaire/definition.ts';
import { Scoring } from '../../shared/questionnaire/scoring.ts';
import { schemaErrors } from '../support/published-schema.ts';
import { SURVEYS, foldersOf } from '../surveys/version-files.ts';

const root = mkdtempSync(join(tmpdir(), 'spid-shapes-'));
afterAll(() => rmSync(root, { recursive: true, force: true }));

/** The two files of the example in docs/formats.md. */
function exampleFiles(): { definition: string; scoring: string } {
  const text = readFileSync('docs/formats.md', 'utf8');
  const example = /^ {4}questionnaire\.json(?<definition>.*?)^ {4}scoring\.json(?<scoring>.*?)^$/ms.exec(text)?.groups;
  return { definition: example?.['definition'] ?? '', scoring: example?.['scoring'] ?? '' };
}

let folders = 0;
function aFolder(scoring: string, definition = exampleFiles().definition): string {
  folders += 1;
  const folder = join(root, `q${String(folders)}`);
  mkdirSync(folder);
  writeFileSync(join(folder, 'questionnaire.json'), definition);
  writeFileSync(join(folder, 'scoring.json'), scoring);
  return folder;
}

describe('files of a questionnaire', () => {
  it.each([['questionnaire', Definition], ['scoring', Scoring]] as const)('have a JSON Schema of %s in docs/schemas that is current', (name, schema) => {
    const written: unknown = JSON.parse(readFileSync(`docs/schemas/${name}.schema.json`, 'utf8'));
    expect(written).toEqual(JSON.parse(JSON.stringify(z.toJSONSchema(schema, { io: 'input' }))));
  });

  it.each(foldersOf(SURVEYS))('hold to the published schemas, by another validator: %s', (folder) => {
    for (const name of ['questionnaire', 'scoring'] as const) expect(schemaErrors(name, JSON.parse(readFileSync(join(SURVEYS, folder, `${name}.json`), 'utf8')))).toEqual([]);
  });

  it('compile as docs/formats.md shows them, without indicators and without locales', () => {
    const form = scoreForm(aFolder(exampleFiles().scoring), null);
    expect([form.survey, form.factors, form.indicators]).toEqual(['canteen', ['food'], []]);
  });

  it.each<[string, (scoring: Record<string, unknown>) => void, RegExp]>([
    ['a property that is missing', (scoring) => delete scoring['scales'], /scoring\.json scales: is missing; it has to be of the type array/],
    ['a property that nobody knows', (scoring) => (scoring['weights'] = {}), /scoring\.json: weights: not allowed here/],
    ['no factor', (scoring) => (scoring['factors'] = []), /scoring\.json factors: Too small/],
  ])('are refused with %s, by its place', (_fault, spoil, told) => {
    const scoring = JSON.parse(exampleFiles().scoring) as Record<string, unknown>;
    spoil(scoring);
    expect(() => scoreForm(aFolder(JSON.stringify(scoring)), null)).toThrow(told);
  });

  it('are refused with everything that is wrong with an adaptation', () => {
    const path = join(root, 'adaptation.json');
    writeFileSync(path, JSON.stringify({ names: {}, lists: { regions: [] }, off: 'D_REGION', own: [] }));
    expect(() => scoreForm(aFolder(exampleFiles().scoring), path)).toThrow(/adaptation\.json lists\.regions: .*\n.*adaptation\.json off: /);
  });
});
