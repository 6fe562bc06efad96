// `spid score` on a questionnaire that no code knows: other codes, four factors, scales of two, four and seven points.
import { mkdtempSync, readFileSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, it } from '@jest/globals';
import { z } from 'zod';
import { itemLayouts } from '../../analysis/scoring/item-layout.ts';
import { startPool } from '../../server/cli/csv/thread-pool.ts';
import { readCsv } from '../../server/cli/read-csv.ts';
import { scoreForm } from '../../server/cli/score-form.ts';
import { scoreCommand } from '../../server/cli/score.ts';
import { Release, ScoreOutput } from '../../shared/results/release.ts';
import { aRandom, HARBOUR } from '../support/random-columns.ts';
import { spidHere } from '../support/spid-here.ts';

const folder = mkdtempSync(join(tmpdir(), 'spid-score-'));
let files = 0;
const aFile = (text: string): string => {
  files += 1;
  const path = join(folder, `answers-${String(files)}.csv`);
  writeFileSync(path, text);
  return path;
};

async function score(answers: string, ...words: string[]) {
  const out: string[] = [], err: string[] = [];
  const code = await scoreCommand.run(['--questionnaire', HARBOUR, '--answers', answers, ...words], { out: (line) => out.push(line), err: (line) => err.push(line) });
  return { code, out: out.join('\n'), err };
}
async function result(text: string, ...words: string[]) {
  const { code, out, err } = await score(aFile(text), ...words);
  expect({ code, err }).toEqual({ code: 0, err: [] });
  return ScoreOutput.parse(JSON.parse(out)).result;
}

const HEADER = ['Q_TIDE', 'Q_BERTH', 'Q_LIGHT', 'Q_CREW', 'Q_ROPE', 'K_BUOY', 'Q_FUEL', 'Q_TOLL', 'Q_FAIR', 'E_BOARD', 'E_GIFT', 'M_GEAR', 'T_WORDS', 'D_PORT'];
/** Rows of seeded answers, each by column. */
function someRows(count: number): Record<string, string>[] {
  const random = aRandom(5);
  const pick = (...values: string[]): string => values[Math.floor(random() * values.length)] ?? '';
  const seven = (): string => pick('1', '2', '3', '4', '5', '6', '7', 'dont-know', '');
  const four = (): string => pick('never', 'seldom', 'often', 'always', 'not-applicable');
  return Array.from({ length: count }, () => {
    const E_BOARD = pick('yes', 'no');
    return {
      Q_TIDE: seven(), Q_BERTH: seven(), Q_LIGHT: seven(), Q_CREW: four(), Q_ROPE: four(), K_BUOY: pick('yes', 'no', 'dont-know'), Q_FUEL: seven(), Q_TOLL: seven(), Q_FAIR: pick('0', '1', '2', '3'),
      E_BOARD, E_GIFT: E_BOARD === 'yes' ? pick('yes', 'no', 'no', 'prefer-not-to-say') : '', M_GEAR: pick('radar', 'radar|radio', 'none', ''), T_WORDS: pick('', 'calm'), D_PORT: pick('east', 'west', ''),
    };
  });
}
const rows = someRows(120);
const csv = (columns: readonly string[] = HEADER, end = '\n', quote = (field: string): string => field): string =>
  [columns.join(','), ...rows.map((row) => columns.map((column) => quote(row[column] ?? '')).join(','))].join(end) + end;

const EVALUATIVE = ['Q_TIDE', 'Q_BERTH', 'Q_LIGHT', 'Q_CREW', 'Q_ROPE', 'K_BUOY', 'Q_FUEL', 'Q_TOLL', 'Q_FAIR'];
/** Rows with at least half of the applicable evaluative items of the file. */
const usable = (items: readonly string[] = EVALUATIVE): readonly Record<string, string>[] =>
  rows.filter((row) => {
    const asked = items.filter((item) => row[item] !== 'not-applicable');
    return 2 * asked.filter((item) => row[item] !== '' && row[item] !== 'dont-know').length >= asked.length;
  });

const harbourLayouts = () => ({ layouts: itemLayouts(scoreForm(HARBOUR, null)) });

/** Reads with one more thread, which surely takes some of the blocks. */
async function inThreads(path: string, blockBytes: number) {
  const pool = startPool(1);
  try {
    return await readCsv(path, { ...harbourLayouts(), strata: null, blockBytes, pool, awaitThreads: true });
  } finally {
    await pool.close();
  }
}

/** JSON that is no scorecard. */
function frameless(): string {
  const path = join(folder, 'other.json');
  writeFileSync(path, '{}');
  return path;
}

/** Person means of one factor with its scores by answer, by the rule's own words. */
function plainFactor(items: Readonly<Record<string, Readonly<Record<string, number>>>>, among = usable()): readonly number[] {
  return among.flatMap((row) => {
    const asked = Object.keys(items).filter((item) => row[item] !== 'not-applicable');
    const scores = asked.flatMap((item) => items[item]?.[row[item] ?? ''] ?? []);
    return scores.length > 0 && 2 * scores.length >= asked.length ? [scores.reduce((sum, value) => sum + value, 0) / scores.length] : [];
  });
}
const seven = Object.fromEntries([1, 2, 3, 4, 5, 6, 7].map((point) => [String(point), (100 * (point - 1)) / 6]));
const down = Object.fromEntries([1, 2, 3, 4, 5, 6, 7].map((point) => [String(point), (100 * (7 - point)) / 6]));

describe('spid score', () => {
  it('leaves out a sheet under half of its items, of which there is one here', async () => {
    expect([usable().length < rows.length, (await result(csv())).usable]).toEqual([true, { status: 'counted', n: usable().length }]);
  });

  it('scores a questionnaire unknown to the code as its scoring part says', async () => {
    const scored = await result(csv());
    const wanted: Record<string, readonly number[]> = {
      safety: plainFactor({ Q_TIDE: seven, Q_BERTH: down, Q_LIGHT: seven, K_BUOY: { no: 0, yes: 100 } }),
      crew: plainFactor({ Q_CREW: { never: 0, seldom: 100 / 3, often: 200 / 3, always: 100 }, Q_ROPE: { never: 100, seldom: 200 / 3, often: 100 / 3, always: 0 } }),
      cost: plainFactor({ Q_FUEL: seven, Q_TOLL: seven }),
      fairness: plainFactor({ Q_FAIR: { 0: 0, 1: 12.5, 2: 61.803, 3: 100 } }),
    };
    expect(scored.factors.map(({ factor }) => factor)).toEqual(Object.keys(wanted));
    for (const { factor, score: figure } of scored.factors) {
      const values = wanted[factor] ?? [];
      const mean = values.reduce((sum, value) => sum + value, 0) / values.length;
      const variance = values.reduce((sum, value) => sum + (value - mean) ** 2, 0) / (values.length - 1);
      if (figure.status !== 'estimated') throw new Error(`${factor} is ${figure.status}`);
      expect([factor, figure.n]).toEqual([factor, values.length]);
      expect(figure.value).toBeCloseTo(mean, 7);
      expect(figure.se).toBeCloseTo(Math.sqrt(variance / values.length), 7);
    }
  });

  it('counts an experience on its base and a knowledge item with those who do not know', async () => {
    const scored = await result(csv());
    const base = usable().filter(({ E_BOARD, E_GIFT }) => E_BOARD === 'yes' && (E_GIFT === 'yes' || E_GIFT === 'no'));
    const item = (code: string) => scored.items.find(({ item: one }) => one === code);
    expect(item('E_GIFT')?.experience?.share).toMatchObject({ n: base.length });
    expect(item('E_GIFT')?.missing).toMatchObject({ counts: { 'not-shown': usable().filter(({ E_BOARD }) => E_BOARD === 'no').length } });
    expect(item('K_BUOY')?.scores?.favourable).toMatchObject({ n: usable().length });
    expect(item('K_BUOY')?.scores?.score).toMatchObject({ n: usable().filter(({ K_BUOY }) => K_BUOY !== 'dont-know').length });
    expect(item('M_GEAR')?.scores).toBeNull();
  });

  it('gives the same scorecard for BOM, CRLF, quotes, other separators, blank lines and columns in any order', async () => {
    const plain = await result(csv());
    const quoted = (field: string): string => `"${field.replaceAll('"', '""')}"`;
    expect(await result(`\uFEFF${csv([...HEADER].reverse(), '\r\n', quoted)}\r\n`)).toEqual(plain);
    expect(await result(csv().replaceAll(',', ';'))).toEqual(plain);
    expect(await result(csv().trimEnd())).toEqual(plain);
  });

  it('reads quoted separators, doubled quotes and line ends inside a text, and keeps none of it', async () => {
    const { code, out } = await score(aFile(csv().replaceAll('calm', '"calm, ""very""\r\nMARKER-7"')));
    expect(code).toBe(0);
    expect(out).not.toContain('MARKER');
    expect(ScoreOutput.parse(JSON.parse(out)).result).toEqual(await result(csv()));
  });

  it.each([1, 7, 61, 1000])('reads the same whichever way blocks of %i bytes cut rows and quotes', async (blockBytes) => {
    const path = aFile(`\uFEFF${csv(HEADER, '\r\n', (field) => `"${field}"`).replaceAll('calm', 'calm ""and,\r\nlong""')}`);
    const { layouts } = harbourLayouts();
    const inBlocks = await readCsv(path, { layouts, strata: null, blockBytes });
    expect(inBlocks).toEqual(await readCsv(path, { layouts, strata: null }));
    expect(inBlocks.columns.rows).toBe(120);
  });

  it('reads the same in two threads as in one, texts of many lines and codes of design columns too', async () => {
    const design = (field: number): string => `${field === 0 ? 'stratum,psu,weight' : `s${String((field * 7) % 11)},house-${String(field % 50)},${String(1 + (field % 9) / 8)}`}`;
    const lines = csv().trimEnd().split('\n').map((line) => line.replaceAll('calm', '"calm\n\n1,2,3\nend"'));
    const path = aFile(Array.from({ length: 12 }, () => lines.slice(1)).flat().reduce((text, line, row) => `${text}${design(row + 1)},${line}\r\n`, `${design(0)},${lines[0] ?? ''}\r\n`));
    const { layouts } = harbourLayouts();
    const alone = await readCsv(path, { layouts, strata: null });
    expect(await inThreads(path, 701)).toEqual(alone);
    expect([alone.columns.rows, alone.stratum?.codes.slice(0, 3), alone.clusters?.[59]]).toEqual([1440, ['s7', 's3', 's10'], 3]);
  });

  it('names the row of a wrong code whichever thread meets it, and the first of them first', async () => {
    const lines = Array.from({ length: 4000 }, (_, row) => (row % 900 === 899 ? '9,x' : row % 500 === 499 ? '' : '1,""'));
    const path = aFile(`Q_TIDE,T_WORDS\n${lines.join('\n')}\n`);
    await expect(inThreads(path, 512)).rejects.toMatchObject({ problems: [901, 1801, 2701, 3601].map((row) => expect.objectContaining({ row, column: 'Q_TIDE' })) });
  });

  it('reads weights as the nearest double, in every spelling', async () => {
    const spellings = ['1', '0', '0.1', '2.675', '1e3', '12345678.9012345', '0.123456789012345678', '000.5', '9007199254740993', '3.14E-2'];
    const { layouts } = harbourLayouts();
    const { weights } = await readCsv(aFile(`weight,Q_FAIR\n${spellings.map((one) => `${one},1`).join('\n')}\n`), { layouts, strata: null });
    expect([...(weights ?? [])]).toEqual(spellings.map(Number));
  });

  it('tells strata apart that differ in length or in their last letters', async () => {
    const codes = ['a', 'aa', 'north', 'northern', 'northwest', 'a', 'north', 'northwest', 'dont-know', ''];
    const { layouts } = harbourLayouts();
    const { stratum } = await readCsv(aFile(`stratum,Q_FAIR\n${codes.map((one) => `${one},1`).join('\n')}\n`), { layouts, strata: null });
    expect([...(stratum?.of ?? [])]).toEqual([1, 2, 3, 4, 5, 1, 3, 5, 0, 0]);
  });

  it('refuses a frame with fewer people than a stratum has answers', async () => {
    const { code, err } = await score(aFile('stratum,Q_FAIR\na,1\na,2\n'), '--frame', aFile('stratum,size\na,1\n'));
    expect([code, err.join()]).toEqual([3, expect.stringContaining('the stratum a has more answers than people in the frame')]);
  });

  it('treats an item that the file lacks as not asked, not as left blank', async () => {
    const isLeft = (code: string): boolean => code !== 'Q_BERTH' && code !== 'K_BUOY';
    const scored = await result(csv(HEADER.filter(isLeft)));
    const safety = plainFactor({ Q_TIDE: seven, Q_LIGHT: seven }, usable(EVALUATIVE.filter(isLeft)));
    expect(scored.factors[0]?.score).toMatchObject({ n: safety.length });
  });

  it('names row, column and remedy of every code outside its list, twenty at most, and prints no scorecard', async () => {
    const bad = csv().split('\n').map((line, index) => (index > 0 && line !== '' ? line.replace(/^[^,]*/, '9') : line)).join('\n');
    const { code, out, err } = await score(aFile(bad));
    expect([code, out, err.length]).toEqual([3, '', 20]);
    expect(err[0]).toMatch(/row 2, column Q_TIDE: is not in the list of codes; write one of 1, 2, 3, 4, 5, 6, 7, dont-know/);
    expect(err[19]).toMatch(/row 21, column Q_TIDE/);
  });

  it.each([
    ['a missing code that the item does not offer', 'Q_FAIR\nprefer-not-to-say\n', /row 2, column Q_FAIR: is not in the list/],
    ['an answer where routing asks nothing', 'E_BOARD,E_GIFT\nno,yes\n', /row 2, column E_GIFT: is answered although/],
    ['a column that is no item', 'Q_FAIR,NAME\n1,x\n', /row 1, column NAME: is no item/],
    ['a column twice', 'Q_FAIR,Q_FAIR\n1,1\n', /row 1, column Q_FAIR: stands twice/],
    ['a row with too few fields', 'Q_FAIR,Q_TIDE\n1,2\n3\n', /row 3, column \(row\): has 1 fields, the header 2/],
    ['a row with too many fields', 'Q_FAIR,Q_TIDE\n1,2,3\n', /row 2, column \(row\): has 3 fields, the header 2/],
    ['a quote that never closes', 'T_WORDS,Q_FAIR\n"a,1\n', /a quote is opened and never closed/],
    ['text after a closing quote', 'T_WORDS,Q_FAIR\n"a"b,1\n', /has text after its closing quote/],
    ['a multiple choice with one point twice', 'M_GEAR\nradar|radar\n', /column M_GEAR: is not in the list/],
    ['a negative weight', 'Q_FAIR,weight\n1,-2\n', /row 2, column weight: is not in the list of codes; write a number/],
    ['an empty weight', 'Q_FAIR,weight\n1,\n', /row 2, column weight: is empty/],
    ['an empty file', '', /the file is empty/],
    ['a code after a blank line, by the row that a spreadsheet shows', 'Q_FAIR,Q_TIDE\n1,2\n\n9,2\n', /row 4, column Q_FAIR/],
    ['a stratum that is no code', 'Q_FAIR,stratum\n1,Jane Doe\n', /row 2, column stratum: is not in the list/],
  ])('refuses %s', async (_, text, message) => {
    const { code, out, err } = await score(aFile(text));
    expect({ code, out }).toEqual({ code: 3, out: '' });
    expect(err.join('\n')).toMatch(message);
  });

  it('says which file or folder it can not read', async () => {
    expect((await score('/nowhere/answers.csv')).err.join()).toMatch('/nowhere/answers.csv');
  });

  it('takes strata from a column and sizes from a frame, and hides the stratum of nine', async () => {
    const strata = rows.map((_, row) => (row < 9 ? 'north' : row < 19 ? 'south' : row < 70 ? 'coast' : 'border'));
    const lines = csv().trimEnd().split('\n').map((line, index) => `${index === 0 ? 'stratum' : (strata[index - 1] ?? '')},${line}`);
    const frame = aFile('stratum,size,issued\nnorth,50,20\nsouth,60,8\ncoast,200,60\nborder,190,60\n');
    const scored = await result(lines.join('\n'), '--frame', frame, '--selection', 'random');
    expect(scored.frame).toBe(500);
    expect(Object.fromEntries(scored.strata.groups.map(({ code, sheets }) => [code, sheets.status]))).toEqual({ north: 'suppressed', south: 'suppressed', coast: 'counted', border: 'counted' });
    expect(scored.notes).not.toContain('frame-unknown');
  });

  it('prints the scorecard as CSV with the same figures', async () => {
    const json = await result(csv());
    const { out } = await score(aFile(csv()), '--format', 'csv');
    expect(out.endsWith('\r')).toBe(true);
    const line = out.split('\r\n').find((one) => one.includes(',factor,safety,,,score,'));
    const [first] = json.factors;
    expect(first?.score.status === 'estimated' && line?.split(',').includes(String(first.score.value))).toBe(true);
  });

  it('compares with an earlier round, from its scorecard or from its answers, with the same words', async () => {
    const before = aFile(csv());
    const printed = join(folder, 'before.json');
    writeFileSync(printed, (await score(before)).out);
    const fromJson = await result(csv(), '--previous', printed);
    expect(fromJson.factors.map(({ comparison }) => comparison?.difference)).toEqual(fromJson.factors.map(() => expect.objectContaining({ value: 0 })));
    const fromCsv = await result(csv(), '--previous', before);
    // Only old answers give ranks of persons; everything else is the same.
    const withoutRanks = ({ comparison }: (typeof fromCsv.factors)[number]) => ({ ...comparison, cliffsDelta: undefined, rankP: undefined, rankMethod: undefined });
    expect(fromCsv.factors.map(withoutRanks)).toEqual(fromJson.factors.map(withoutRanks));
    expect(fromJson.factors.map(({ comparison }) => comparison?.cliffsDelta)).toEqual(fromJson.factors.map(() => ({ status: 'not-estimable', reason: 'distribution-not-published' })));
    expect(fromCsv.factors.map(({ comparison }) => comparison?.rankP)).toEqual(fromJson.factors.map(() => 1));
    expect(fromCsv.itemComparisons).toEqual(fromJson.itemComparisons);
    const { code, err } = await score(before, '--previous', frameless());
    expect([code, err.join()]).toEqual([3, expect.stringContaining('neither a scorecard of spid score nor a release')]);
  });

  it('flags an item that one language answers otherwise at equal factor score, and no other', async () => {
    const random = aRandom(77);
    const point = (): string => String(1 + Math.floor(random() * 7));
    const lines = Array.from({ length: 400 }, (_, row) => [row % 2 === 0 ? 'fr' : 'ar', point(), row % 2 === 0 ? point() : String(Math.min(7, 4 + Math.floor(random() * 4))), point()].join(','));
    const { languageDifferences = [] } = await result(`language,Q_TIDE,Q_BERTH,Q_LIGHT\n${lines.join('\n')}\n`, '--details');
    expect(languageDifferences.filter(({ isFlagged }) => isFlagged).map(({ item }) => item)).toContain('Q_BERTH');
    expect(languageDifferences.every(({ language, against }) => language === 'fr' && against === 'ar')).toBe(true);
    const few = await result(`language,Q_TIDE,Q_BERTH,Q_LIGHT\n${lines.slice(0, 98).join('\n')}\n`, '--details');
    expect(few.languageDifferences).toEqual([]);
  });

  it('explains itself', async () => {
    expect((await spidHere(['score', '--help'], {})).out).toMatch('--questionnaire DIR');
  });

  it('says which file is missing, or is no file, in words', async () => {
    expect(await score('nowhere.csv')).toMatchObject({ code: 3, err: [expect.stringContaining('nowhere.csv is missing: check its name')] });
    expect(await score(aFile(csv()), '--frame', HARBOUR)).toMatchObject({ code: 3, err: [expect.stringMatching(/is a folder, not a file/)] });
  });

  it('refuses a threshold under ten', async () => {
    await expect(score(aFile(csv()), '--threshold', '5')).rejects.toThrow('--threshold takes a whole number from 10 up');
  });

  it.each([
    ['release', Release],
    ['score', ScoreOutput],
  ] as const)('has a JSON Schema of its %s in docs/schemas that is current', (name, schema) => {
    const written: unknown = JSON.parse(readFileSync(new URL(`../../docs/schemas/${name}.schema.json`, import.meta.url), 'utf8'));
    expect(written).toEqual(JSON.parse(JSON.stringify(z.toJSONSchema(schema, { reused: 'ref' }))));
  });
});
