// What keying paper has under way, changed by the command line and the calendar at the same moment, and as a fault of the
// disk or a kill leaves it.
import { existsSync, linkSync, mkdirSync, mkdtempSync, readFileSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { changePaper, destroyPaper, paperPlaces, readPaper } from '../../server/lifecycle/paper-file.ts';
import type { PaperState } from '../../server/lifecycle/paper-file.ts';

const aDraw = (code: string): PaperState['draws'][number] => ({ code, draw: { key: '', secret: '', randomizer: '', blinded: code, inverse: '' } });

describe('what keying paper has under way', () => {
  const place = { round: 'PAPER1', population: 'officials' };
  let folder = '';
  let rooms: Parameters<typeof readPaper>[0];
  const path = (): string => join(folder, 'codes', 'PAPER1-officials-paper.json');
  beforeEach(() => {
    folder = mkdtempSync(join(tmpdir(), 'spid-paper-'));
    mkdirSync(join(folder, 'codes'));
    rooms = { config: { dataFolder: folder } };
  });
  afterEach(() => rmSync(folder, { recursive: true }));

  it('loses no change of several that are made at once, and leaves no lock', async () => {
    const codes = Array.from({ length: 12 }, (_, index) => `code ${String(index)}`);
    await Promise.all(codes.map((code) => changePaper(rooms, place, ({ draws, sheets }) => ({ draws: [...draws, aDraw(code)], sheets }))));
    expect((await readPaper(rooms, place)).draws.map(({ code }) => code).sort()).toEqual([...codes].sort());
    await changePaper(rooms, place, () => ({ draws: [], sheets: [] }));
    expect(readdirSync(join(folder, 'codes'))).toEqual([]);
  });

  it.each(['', '{"pid":1,"start":"none"}'])('is changed also where a kill or a power cut left a lock (%j)', async (mark) => {
    writeFileSync(join(folder, 'codes', '.PAPER1.lock'), mark);
    await changePaper(rooms, place, () => ({ draws: [aDraw('one')], sheets: [] }));
    expect(readdirSync(join(folder, 'codes'))).toEqual(['PAPER1-officials-paper.json']);
  });

  it.each(['', '{"format":"spid-paper-1"}'])('is named where it can not be read (%j), with the command that destroys it', async (text) => {
    writeFileSync(path(), text);
    await expect(readPaper(rooms, place)).rejects.toMatchObject({ code: 'store.unavailable', message: expect.stringMatching(/PAPER1-officials-paper\.json.*spid paper discard PAPER1 --population officials/) });
  });

  it('is destroyed whatever is in it, in each of the three states of a kill, and says how many sheets were lost where it can', async () => {
    for (const end of ['', '.old', '.new']) writeFileSync(`${path()}${end}`, 'answers in clear');
    linkSync(`${path()}.old`, join(folder, 'witness'));
    expect([await paperPlaces(rooms, 'PAPER1'), await destroyPaper(rooms, place)]).toEqual([[place], null]);
    expect([readdirSync(join(folder, 'codes')), readFileSync(join(folder, 'witness')).includes('answers')]).toEqual([[], false]);
    await changePaper(rooms, place, () => ({ draws: [aDraw('one')], sheets: [] }));
    expect([await destroyPaper(rooms, place), existsSync(path()), await paperPlaces(rooms, 'PAPER1')]).toEqual([0, false, []]);
  });

  it('is found by round and population, also where names of populations have hyphens, and nowhere without a folder', async () => {
    for (const name of ['PAPER1-private-sector-paper.json.new', 'PAPER1-officials-paper.json', 'PAPER2-officials-paper.json', 'PAPER1-officials-cards.html']) writeFileSync(join(folder, 'codes', name), '');
    expect(await paperPlaces(rooms, 'PAPER1')).toEqual([place, { round: 'PAPER1', population: 'private-sector' }]);
    expect(await paperPlaces({ config: { dataFolder: join(folder, 'none') } }, 'PAPER1')).toEqual([]);
  });
});
