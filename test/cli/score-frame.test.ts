// `spid score` with a frame that weights the answers: an earlier round under its own frame, and frames that lack something.
// The answers are those that R has scored (fixtures/scorecard-design), with satisfied people in the largest stratum, so that
// a weighted figure can not be taken for an unweighted one.
import { mkdtempSync, readFileSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, it } from '@jest/globals';
import { scoreCommand } from '../../server/cli/score.ts';
import { ScoreOutput } from '../../shared/results/release.ts';
import { HARBOUR } from '../support/random-columns.ts';

const folder = mkdtempSync(join(tmpdir(), 'spid-frame-'));
let files = 0;
function aFile(text: string, kind = 'csv'): string {
  files += 1;
  const path = join(folder, `${String(files)}.${kind}`);
  writeFileSync(path, text);
  return path;
}

const [header = '', ...lines] = readFileSync(new URL('../analysis/fixtures/scorecard-design/answers.csv', import.meta.url), 'utf8').trimEnd().split('\n');
const names = header.split(',');
const rows = lines.map((line, row) => {
  const fields = line.split(',');
  const answers = Object.fromEntries(names.map((name, column) => [name, fields[column] ?? '']));
  return answers['stratum'] === 'north' ? { ...answers, Q_FUEL: String(6 + (row % 2)), Q_TOLL: '7' } : answers;
});
const answersOf = (columns: readonly string[]): string => aFile([columns.join(','), ...rows.map((row: Record<string, string>) => columns.map((name) => row[name]).join(','))].join('\n'));
const items = names.filter((name) => !['stratum', 'psu', 'weight'].includes(name));
const answers = answersOf(['stratum', ...items]);
const FRAME = 'stratum,size\nnorth,5000\nsouth,100\ncoast,200\nborder,100\n';
const frame = aFile(FRAME);

async function score(...words: string[]) {
  const out: string[] = [], err: string[] = [];
  const code = await scoreCommand.run(['--questionnaire', HARBOUR, '--estimation', 'design', ...words], { out: (line) => out.push(line), err: (line) => err.push(line) });
  return { code, out: out.join('\n'), err: err.join('\n') };
}
async function result(...words: string[]) {
  const { code, out, err } = await score(...words);
  expect({ code, err }).toEqual({ code: 0, err: '' });
  return ScoreOutput.parse(JSON.parse(out)).result;
}
const changeOf = ({ factors }: Awaited<ReturnType<typeof result>>) => factors.find(({ factor }) => factor === 'cost')?.comparison;
const NOTHING = { difference: { value: 0 }, verdict: 'no clear change', breakMarks: [] };

describe('an earlier round under a frame', () => {
  it('is refused as a CSV without a frame of its own, since the difference would be that of the weights', async () => {
    await expect(score('--answers', answers, '--frame', frame, '--previous', answers)).rejects.toThrow(/--previous-frame is missing: .* weighted by --frame/);
    await expect(score('--answers', answers, '--frame', frame, '--previous', answers, '--previous-frame', frame, '--previous-frame', frame)).rejects.toThrow('once for each CSV of --previous, in their order: 1 times, not 2');
  });

  it('changes nothing where answers and frame are the same', async () => {
    expect(changeOf(await result('--answers', answers, '--frame', frame, '--previous', answers, '--previous-frame', frame))).toMatchObject(NOTHING);
  });

  it('needs its own margins where these answers are fitted to margins, and names their file where they do not fit', async () => {
    const margins = aFile('margin,category,size\nstratum,north,5000\nstratum,south,100\nstratum,coast,200\nstratum,border,100\n');
    const words = ['--answers', answers, '--frame', frame, '--weights', margins, '--unstated', 'own-category', '--previous', answers, '--previous-frame', frame];
    await expect(score(...words.slice(0, -2))).rejects.toThrow(/--previous-weights is missing/);
    expect(changeOf(await result(...words, '--previous-weights', margins))).toMatchObject(NOTHING);
    const wrong = aFile('margin,category,size\nstratum,island,1\n');
    expect(await score(...words, '--previous-weights', wrong)).toMatchObject({ code: 3, err: expect.stringContaining(`${wrong}: margin stratum has the category island`) });
  });

  it('is marked where it was published without weights', async () => {
    const printed = aFile((await score('--answers', answers, '--estimation', 'simple')).out, 'json');
    expect(changeOf(await result('--answers', answers, '--frame', frame, '--previous', printed))).toMatchObject({ breakMarks: ['estimation'] });
    const unframed = aFile((await score('--answers', answers)).out, 'json');
    expect(changeOf(await result('--answers', answers, '--frame', frame, '--previous', unframed))).toMatchObject({ breakMarks: ['estimation'] });
  });
});
