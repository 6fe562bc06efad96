// `spid verify` as it is typed: against a running server, against a folder of downloaded files, with receipts, links
// and eight words, and its four exit codes.
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { eightDigitGroups, eightNumbers, eightWords } from '../../client/credential/eight-words.ts';
import { readEightWords } from '../../client/credential/read-eight-words.ts';
import { runCli } from '../../server/cli.ts';
import type { OpenedRound } from '../../server/lifecycle/open-round.ts';
import { Form } from '../../shared/questionnaire/form.ts';
import { changeRecords, copyOf, fetchBoard } from '../support/a-board.ts';
import type { BoardFiles } from '../support/a-board.ts';
import { answerOnce } from '../support/a-respondent.ts';
import { aPopulationPlan, anOpenRound } from '../support/a-round.ts';
import { aServer } from '../support/a-server.ts';
import type { TestServer } from '../support/a-server.ts';
import { closeEarly } from '../support/close-early.ts';
import { randomSheets } from '../support/random-sheets.ts';

const wordList = (language: string): readonly string[] => JSON.parse(readFileSync(new URL(`../../shared/credential/words/${language}.json`, import.meta.url), 'utf8')) as readonly string[];

async function spid(...words: readonly string[]): Promise<{ readonly code: number; readonly out: string; readonly err: string }> {
  const lines = { out: [] as string[], err: [] as string[] };
  const code = await runCli(words, { out: (line) => lines.out.push(line), err: (line) => lines.err.push(line) });
  return { code, out: lines.out.join('\n'), err: lines.err.join('\n') };
}

describe('spid verify', () => {
  let server: TestServer;
  let opened: OpenedRound;
  let files: BoardFiles;
  let address: string;
  const receipts: string[] = [];
  const folder = mkdtempSync(join(tmpdir(), 'spid-board-'));
  const written = (of: BoardFiles, name: string, below = ''): string => {
    const place = join(folder, name);
    mkdirSync(join(place, below), { recursive: true });
    writeFileSync(join(place, 'board.json'), of.text);
    for (const [part, bytes] of of.parts) writeFileSync(join(place, below, part), bytes);
    return place;
  };

  beforeAll(async () => {
    server = await aServer();
    opened = await anOpenRound(server.rooms, { populations: [aPopulationPlan('officials', 12)] });
    const form = Form.parse(JSON.parse(opened.made.forms[0]?.text ?? 'null'));
    for (const [index, answers] of randomSheets(form, 3, 3).entries()) {
      const code = opened.codes[index];
      if (code !== undefined) receipts.push(await answerOnce(server.url, opened, code, answers));
    }
    address = `${server.url}/board/${opened.plan.round}/`;
  }, 60_000);
  afterAll(async () => {
    rmSync(folder, { recursive: true, force: true });
    await server.close();
  });

  it('refuses with 1 a board that is not published yet, and says what is missing', async () => {
    const { code, out } = await spid('verify', address);
    expect(code).toBe(1);
    expect(out).toContain('board.json missing');
  });

  it('ends with 0 on a true board, its receipts, its link and its eight words in any language', async () => {
    const { board = '' } = await closeEarly(server.rooms, opened.plan.round);
    // The fingerprint is the release's, in full and in the digits that desk and board page show.
    expect((await spid('verify', address)).out).toContain(`${board}, in digits ${eightDigitGroups(await eightNumbers(board))}`);
    files = await fetchBoard(server.url, opened.plan.round);
    const whole = await spid('verify', address, '--receipt', receipts[0] ?? '', '--manifest', opened.made.hash);
    expect(whole).toMatchObject({ code: 0, err: '' });
    expect(whole.out).toMatch(/ok {8}receipt/);
    expect(whole.out.split('\n').at(-1)).toBe('The board holds.');
    const numbers = await eightNumbers(opened.made.hash);
    const named = ['en', 'fr', 'es', 'pt', 'ar'].map((language) => eightWords(numbers, wordList(language)).join(' '));
    for (const words of [...named, eightDigitGroups(numbers), named[0]?.toUpperCase() ?? '']) expect(await spid('verify', address, '--leaves-only', '--words', words)).toMatchObject({ code: 0 });
    expect(await spid('verify', `${server.url}/board/#r=${opened.plan.round}&m=${opened.made.hash}`)).toMatchObject({ code: 0 });
  }, 90_000);

  it('ends with 0 on the downloaded files, flat or as the server has them', async () => {
    expect(await spid('verify', written(files, 'flat'), '--receipt', receipts[1] ?? '')).toMatchObject({ code: 0 });
    expect(await spid('verify', written(files, 'nested', 'files'))).toMatchObject({ code: 0 });
  });

  it('ends with 1 and names each failed check where a leaf was taken out', async () => {
    const copy = copyOf(files);
    changeRecords(copy, (board) => board.leaves, (records) => records.slice(1));
    const { code, out } = await spid('verify', written(copy, 'spoilt'));
    expect(code).toBe(1);
    expect(out).toMatch(/FAILED {4}leaves .*\n +leaves.records differs from the number stated\nFAILED {4}root/);
    expect(out.split('\n').at(-1)).toBe('The board does not hold: 2 of 9 checks failed.');
  });

  it('ends with 1 on words and links of another round, on a hash that begins with dashes, and on a receipt of nowhere', async () => {
    const list = wordList('en');
    expect(await spid('verify', address, '--words', list.slice(0, 8).join(' '))).toMatchObject({ code: 1, out: expect.stringContaining('manifest is another than was named') });
    expect(await spid('verify', address, '--manifest', 'A'.repeat(43))).toMatchObject({ code: 1 });
    expect(await spid('verify', address, '--manifest', `--${'A'.repeat(41)}`)).toMatchObject({ code: 1, out: expect.stringContaining('manifest is another than was named') });
    expect(await spid('verify', address, '--receipt', '0000-0000-0000-0000-0000-0000')).toMatchObject({ code: 1, out: expect.stringContaining('has no leaf with this receipt') });
  });

  it.each([
    [[], /folder or an address is missing/],
    [['one', 'two'], /one folder or address/],
    [['.', '--words', 'only three words'], /eight words of one language/],
    [['.', '--manifest', 'short'], /43 characters/],
    [['.', '--manifest', 'A'.repeat(43), '--words', 'x'], /one is enough/],
    [['http://127.0.0.1:1/elsewhere'], /names no round/],
    [['.', '--recipt', 'x'], /recipt/],
    [['.', '--manifest', '--leaves-only'], /'--manifest/],
  ])('ends with 2 on %j and says what is wrong', async (words, wrong) => {
    const { code, err } = await spid('verify', ...words);
    expect(err).toMatch(wrong);
    expect(code).toBe(2);
  });

  it('ends with 3 on a folder that is not there and on a file, naming it: no verdict; a folder without a board is none that holds', async () => {
    const missing = join(folder, 'nowhere');
    expect(await spid('verify', missing)).toMatchObject({ code: 3, out: '', err: expect.stringContaining(`${missing} is not there`) });
    writeFileSync(join(folder, 'a-file'), '');
    expect(await spid('verify', join(folder, 'a-file'))).toMatchObject({ code: 3, out: '', err: expect.stringContaining('a-file is a file; name the folder') });
    mkdirSync(join(folder, 'empty'));
    expect(await spid('verify', join(folder, 'empty'))).toMatchObject({ code: 1, out: expect.stringContaining('board.json missing') });
  });

  it('ends with 3 where the server can not be reached: no verdict', async () => {
    const { code, err } = await spid('verify', `http://127.0.0.1:9/board/${opened.plan.round}/`);
    expect(code).toBe(3);
    expect(err).toMatch(/Nothing can be said/);
  }, 90_000);
});

describe('eight words as typed', () => {
  const lists = ['en', 'fr', 'es', 'pt', 'ar'].map(wordList);

  it('forgive case, accents and separators, and know every word of every list', () => {
    for (const list of lists) {
      for (let start = 0; start < 2048; start += 8) {
        const words = list.slice(start, start + 8);
        const numbers = Array.from({ length: 8 }, (_, index) => start + index);
        expect(readEightWords(words.join(', ').toUpperCase(), [list])).toContainEqual(numbers);
        expect(readEightWords(words.map((word) => word.normalize('NFD').replace(/\p{M}/gu, '')).join('\n'), [list])).toContainEqual(numbers);
      }
    }
  });

  it.each(['', 'abandon', '1 2 3 4 5 6 7', '1 2 3 4 5 6 7 2048', '1 2 3 4 5 6 7 8 9', 'abandon '.repeat(7) + 'xyzzy'])('refuse %j', (typed) => {
    expect(readEightWords(typed, lists)).toEqual([]);
  });
});
