// Layouts of an answer file that spreadsheets make and that say nothing about the answers: they must change nothing.
import { mkdtempSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, it } from '@jest/globals';
import { scoreCommand } from '../../server/cli/score.ts';
import { HARBOUR } from '../support/random-columns.ts';

const folder = mkdtempSync(join(tmpdir(), 'spid-layout-'));

/** What `spid score` prints for a file with these lines. */
async function scored(lines: readonly string[], eol = '\n'): Promise<string> {
  const path = join(folder, 'answers.csv');
  writeFileSync(path, lines.join(eol));
  const said: string[] = [];
  const code = await scoreCommand.run(['--questionnaire', HARBOUR, '--answers', path, '--selection', 'random'], { out: (line) => said.push(line), err: (line) => said.push(line) });
  return `${String(code)}\n${said.join('\n')}`;
}

const persons = Array.from({ length: 40 }, (_, row) => `${String(1 + (row % 3))},o-${String(row % 7)},${String(1 + (row % 7))},${String(1 + ((row * 3) % 7))},north`);

describe('a file of answers', () => {
  it.each(['\n', '\r\n'])('may hold blank lines, also where its first column needs a value (%j)', async (eol) => {
    const lines = ['weight,psu,Q_TIDE,Q_FUEL,stratum', ...persons];
    const plain = await scored(lines);
    expect(plain.startsWith('0\n')).toBe(true);
    expect(await scored(lines.flatMap((line, row) => (row % 9 === 4 ? [line, ''] : [line])), eol)).toBe(plain);
  });
});

describe('the order of rows', () => {
  it('does not show: strata that no frame names stand in the order of their codes, and no printed digit moves', async () => {
    const header = 'stratum,weight,Q_TIDE,Q_FUEL,Q_TOLL';
    const rows = Array.from({ length: 300 }, (_, row) => `${['west', 'east', 'north', ''][(row * 7) % 4] ?? ''},${String(1 + ((row * 13) % 29) / 7)},${String(1 + ((row * 5) % 7))},${String(1 + ((row * row) % 7))},${row % 11 === 0 ? '' : String(1 + (row % 7))}`);
    const plain = await scored([header, ...rows]);
    expect(await scored([header, ...rows.toReversed()])).toBe(plain);
    expect(await scored([header, ...rows.toSorted()])).toBe(plain);
    const found = [...plain.matchAll(/"code": "(east|north|west)"/g)].map(([, code]) => code);
    expect(found).toEqual(['east', 'north', 'west']);
  });
  it('does not show where one person weighs as much as a million others, and clusters come in another order', async () => {
    const header = 'psu,weight,Q_TIDE,Q_FUEL,Q_TOLL';
    const rows = Array.from({ length: 60 }, (_, row) => `o-${String((row * 7) % 11)},${row === 7 ? '30000000' : String(0.001 + row * 0.37)},${row === 7 ? '1,1,1' : `${String(1 + (row % 7))},${String(1 + ((row * 3) % 7))},${String(1 + ((row * row) % 7))}`}`);
    expect(await scored([header, ...rows.toReversed()])).toBe(await scored([header, ...rows]));
  });
  it('does not show in what is hidden: a neutral share of 0 under weights is a 0, whatever rounding left of it', async () => {
    const header = 'weight,Q_CREW,Q_ROPE,Q_TIDE,Q_BERTH,Q_LIGHT';
    const rows = Array.from({ length: 80 }, (_, row) => `${String(0.1 + row * 0.7)},${['never', 'seldom', 'often', 'always'][row % 4] ?? ''},${['never', 'always'][row % 2] ?? ''},${String(1 + (row % 3))},${String(5 + (row % 3))},${String(1 + (row % 2))}`);
    const plain = await scored([header, ...rows]);
    for (const shift of [1, 7, 31, 53]) expect(await scored([header, ...rows.slice(shift), ...rows.slice(0, shift)])).toBe(plain);
    expect(plain).toContain('"reason": "no-variation"');
  });
});

describe('a file without persons', () => {
  it('is a scorecard of nobody, with clusters and weights too', async () => {
    const said = await scored(['psu,weight,Q_TIDE']);
    expect(said.startsWith('0\n')).toBe(true);
    expect(said).toContain('"sheets": 0');
  });
});
