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
    await expect(score('--answers', answers, '--at', '2026', '--previous', `2024=${answers}`, '--previous', `2025=${answers}`, '--previous-frame', frame, '--previous-frame', frame)).rejects.toThrow(`${answers} stands twice in --previous`);
  });

  it('changes nothing where answers and frame are the same', async () => {
    expect(changeOf(await result('--answers', answers, '--frame', frame, '--previous', answers, '--previous-frame', frame))).toMatchObject(NOTHING);
  });

  it('needs its own margins where these answers are fitted to margins, and names their file where they do not fit', async () => {
    const margins = aFile('margin,category,size\nstratum,north,5000\nstratum,south,100\nstratum,coast,200\nstratum,border,100\n');
    const words = ['--answers', answers, '--frame', frame, '--weights', margins, '--unstated', 'own-category', '--previous', answers, '--previous-frame', frame];
    await expect(score(...words.slice(0, -2))).rejects.toThrow(/--previous-weights is missing: .* would all weigh the same/);
    await expect(score(...words)).rejects.toThrow(/--previous-weights is missing: .* weighted by their frame alone/);
    const weighed = answersOf(['stratum', 'weight', ...items]);
    await expect(score('--answers', weighed, '--weights', margins, '--unstated', 'own-category', '--previous', weighed)).rejects.toThrow(/--previous-weights is missing: .* weighted by their column weight alone/);
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

describe('a frame that lacks something', () => {
  const notesOf = async (...words: string[]) => (await result(...words)).notes;

  it('is refused at the line without a size where it weights, which would leave every stratum unweighted', async () => {
    const gap = aFile(FRAME.replace('border,100', 'border,'));
    const margins = aFile('margin,category,size\nD_PORT,east,1\nD_PORT,west,1\n');
    const clusters = answersOf(['stratum', 'psu', ...items]);
    for (const words of [['--answers', answers], ['--answers', answers, '--estimation', 'simple', '--weights', margins, '--unstated', 'own-category'], ['--answers', clusters, '--estimation', 'simple']]) {
      expect(await score(...words, '--frame', gap)).toMatchObject({ code: 3, out: '', err: expect.stringContaining(`${gap}: row 5, column size: the stratum border has no size, so that no stratum can be weighted; write how many`) });
    }
    expect(await notesOf('--answers', answers, '--frame', gap, '--estimation', 'simple')).toContain('unweighted');
    expect(await notesOf('--answers', answersOf(['stratum', 'weight', ...items]), '--frame', gap)).not.toContain('unweighted');
  });

  it('is noted as unweighted where a design has no size at all', async () => {
    const sizeless = aFile('stratum,size,issued\nnorth,,90\nsouth,,90\ncoast,,190\nborder,,90\n');
    expect(await notesOf('--answers', answers, '--frame', sizeless)).toContain('unweighted');
    expect(await notesOf('--answers', answers, '--frame', frame)).not.toContain('unweighted');
  });

  it('is refused by its line where an item gives the strata too, whichever lines are blank', async () => {
    const refused = async (text: string): Promise<string> => (await score('--answers', answersOf(items), '--stratum-item', 'D_PORT', '--frame', aFile(text))).err;
    expect(await refused('stratum,size\n\neast,100\nwest,900\n')).toMatch('row 3, column size: the stratum east has more answers than people in the frame');
    expect(await refused('stratum,size\neast,900\nwest,900\nislet,5\n')).toMatch('row 4, column stratum: islet is no answer of D_PORT; write one of east, west');
    expect(await refused('stratum,size\neast,900\n')).toMatch('row 1, column stratum: the frame lacks west, which answers to D_PORT name');
    expect(await notesOf('--answers', answersOf(items), '--stratum-item', 'D_PORT', '--frame', aFile('stratum,size\neast,900\nwest,150\n'))).not.toContain('unweighted');
  });

  it('may be left out where an item gives the strata, which then have no sizes, but not be empty', async () => {
    const { strata, notes } = await result('--answers', answersOf(items), '--stratum-item', 'D_PORT');
    expect(strata).toMatchObject({ item: 'D_PORT', groups: [{ code: 'east', size: null, overall: { score: { status: 'estimated' } } }, { code: 'west', size: null }] });
    expect(notes).toContain('unweighted');
    expect(notes).toContain('strata-not-stated');
    expect((await score('--answers', answersOf(items), '--stratum-item', 'D_PORT', '--frame', aFile('stratum,size\n'))).err).toMatch('row 1, column stratum: the frame lacks east');
  });

  it('is noted where nobody of a stratum answered, for whom the others stand', async () => {
    expect(await notesOf('--answers', answers, '--frame', aFile(`${FRAME}island,90000\n`))).toContain('strata-without-sheets');
    expect(await notesOf('--answers', answers, '--frame', aFile(`${FRAME}island,0\n`))).not.toContain('strata-without-sheets');
  });

  it('is refused where it counts fewer clusters than the answers have, or clusters that they do not name', async () => {
    const counted = aFile('stratum,size,psus\nnorth,,40\nsouth,,40\ncoast,,24\nborder,,40\n');
    expect(await score('--answers', answersOf(['stratum', 'psu', ...items]), '--frame', counted)).toMatchObject({ code: 3, err: expect.stringContaining(`${counted}: row 4, column psus: the stratum coast has 25 clusters in the answers, more than in the frame`) });
    expect(await score('--answers', answers, '--frame', counted)).toMatchObject({ code: 3, err: expect.stringContaining('row 2, column psus: counts clusters, and the answers have no column psu') });
  });
});

describe('weights beside a hidden stratum', () => {
  it('are told with what they still tell, and the figures come all the same; without weights nothing is said', async () => {
    const few = aFile(`${readFileSync(answers, 'utf8').split('\n').filter((line, row) => !line.startsWith('border') || row % 40 === 0).join('\n')}\n`);
    const { code, out, err } = await score('--answers', few, '--frame', frame, '--threshold', '30');
    expect([code, ScoreOutput.parse(JSON.parse(out)).result.weights]).toEqual([0, undefined]);
    expect(err).toMatch(/^These tables hide the numbers of .*border.*, but weighted figures can be searched for them: join small groups/);
    expect((await score('--answers', few, '--frame', frame, '--threshold', '30', '--estimation', 'simple')).err).toBe('');
    expect((await score('--answers', answers, '--frame', frame)).err).toBe('');
  });
});
