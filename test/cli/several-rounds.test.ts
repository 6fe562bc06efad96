// Several rounds and several administrations from the shell: `spid score --previous` more than once, `spid trend`, `spid benchmark`.
import { mkdtempSync, readFileSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, it } from '@jest/globals';
import { benchmarkCommand } from '../../server/cli/benchmark-command.ts';
import type { Command } from '../../server/cli/command.ts';
import { timeOf } from '../../server/cli/result-file.ts';
import { scoreCommand } from '../../server/cli/score.ts';
import { trendCommand } from '../../server/cli/trend-command.ts';
import { BenchmarkOutput } from '../../shared/results/benchmark-result.ts';
import { ScoreOutput } from '../../shared/results/release.ts';
import { TrendOutput } from '../../shared/results/trend-result.ts';
import { schemaErrors } from '../support/published-schema.ts';
import { aRandom, HARBOUR } from '../support/random-columns.ts';

const folder = mkdtempSync(join(tmpdir(), 'spid-rounds-'));
const path = (name: string): string => join(folder, name);
async function run(command: Command, ...words: string[]) {
  const out: string[] = [], err: string[] = [];
  const code = await command.run(words, { out: (line) => out.push(line), err: (line) => err.push(line) });
  return { code, out: out.join('\n'), err: err.join('\n') };
}
const score = (answers: string, ...words: string[]) => run(scoreCommand, '--questionnaire', HARBOUR, '--answers', answers, ...words);

/** Answers of `rows` persons whose safety rises with `lift` (0 … 1); a weight of 1 to 3 where asked for. */
function answersFile(name: string, seed: number, lift: number, rows = 150, isWeighted = false): string {
  const random = aRandom(seed);
  const seven = (): string => String(Math.min(7, 1 + Math.floor(random() * (7 + 6 * lift))));
  const lines = Array.from({ length: rows }, () => [seven(), seven(), ['never', 'seldom', 'often', 'always'][Math.floor(random() * 4)], 1 + Math.floor(random() * 7), random() < 0.5 ? 'yes' : 'no'].concat(isWeighted ? [1 + Math.floor(random() * 3)] : []).join(','));
  writeFileSync(path(name), `Q_TIDE,Q_LIGHT,Q_CREW,Q_FUEL,E_BOARD${isWeighted ? ',weight' : ''}\n${lines.join('\n')}\n`);
  return path(name);
}
const LIFTS = [0, 0.3, 0.6];
const csvs = LIFTS.map((lift, index) => answersFile(`round-${String(index)}.csv`, 40 + index, lift));
/** The scorecards of the first two rounds, and of eight administrations. */
async function scorecardFile(answers: string, name: string, ...words: string[]): Promise<string> {
  const { code, out, err } = await score(answers, ...words);
  expect([code, err]).toEqual([0, '']);
  writeFileSync(path(name), out);
  return path(name);
}
const [first = '', second = '', third = ''] = csvs;
/** Made once, by whichever test asks first. */
const once = <Value>(make: () => Promise<Value>): (() => Promise<Value>) => {
  let made: Promise<Value> | undefined;
  return () => (made ??= make());
};
const json = once(() => Promise.all(csvs.map((file, index) => scorecardFile(file, `round-${String(index)}.json`))));

describe('spid score with earlier rounds', () => {
  it('compares with the last and draws lines through all, as spid trend does', async () => {
    const [one = '', two = '', three = ''] = await json();
    const { code, out } = await score(third, '--at', '2026', '--previous', `2024=${two}`, '--previous', `2022-03=${one}`);
    expect(code).toBe(0);
    expect(schemaErrors('score', JSON.parse(out))).toEqual([]);
    const { result, trend } = ScoreOutput.parse(JSON.parse(out));
    const alone = ScoreOutput.parse(JSON.parse((await score(third, '--previous', two)).out)).result;
    expect(result).toEqual(alone);
    const drawn = TrendOutput.parse(JSON.parse((await run(trendCommand, `2022-03=${one}`, `2024=${two}`, `2026=${three}`)).out));
    expect(JSON.parse(JSON.stringify(trend))).toEqual(JSON.parse(JSON.stringify(drawn.populations[0])));
  });

  it('has a word, g, delta, ranks, equivalence and marks for each factor, items, shares, and strongest and weakest', async () => {
    const { result } = ScoreOutput.parse(JSON.parse((await score(second, '--previous', first)).out));
    const safety = result.factors.find(({ factor }) => factor === 'safety')?.comparison;
    expect(safety).toMatchObject({ verdict: 'improved', hedgesG: { status: 'estimated' }, cliffsDelta: { status: 'estimated' }, rankMethod: 'mann-whitney', equivalence: { p: expect.any(Number) }, breakMarks: [] });
    expect(result.itemComparisons?.find(({ item }) => item === 'Q_TIDE')).toMatchObject({ method: 'rao-scott', difference: { status: 'estimated' } });
    expect(result.shareComparisons?.map(({ item, share }) => `${item} ${share}`)).toEqual(expect.arrayContaining(['Q_TIDE favourable', 'E_BOARD experience']));
    expect(result.standout?.gaps.length).toBe(result.factors.filter(({ score: { status } }) => status === 'estimated').length);
  });

  it('takes weights into ranks, items and g where both rounds’ answers are at hand, and falls back on shares where not', async () => {
    const [one, two] = [answersFile('weighted-1.csv', 51, 0, 120, true), answersFile('weighted-2.csv', 52, 0.5, 140, true)];
    const rows = ScoreOutput.parse(JSON.parse((await score(two, '--previous', one)).out)).result;
    const published = ScoreOutput.parse(JSON.parse((await score(two, '--previous', await scorecardFile(one, 'weighted-1.json'))).out)).result;
    expect(rows.factors[0]?.comparison).toMatchObject({ rankMethod: 'design', cliffsDelta: { status: 'estimated' }, hedgesG: { status: 'estimated', flags: ['design'] } });
    expect(published.factors[0]?.comparison).toMatchObject({ cliffsDelta: { status: 'not-estimable' }, hedgesG: { status: 'estimated', flags: ['design'] } });
    expect([rows.itemComparisons?.[0]?.method, published.itemComparisons?.[0]?.method]).toEqual(['rao-scott-rows', 'first-order']);
    const [near, far] = [rows, published].map(({ itemComparisons }) => itemComparisons?.map(({ cliffsDelta }) => (cliffsDelta.status === 'estimated' ? cliffsDelta.value : NaN)) ?? []);
    near?.forEach((delta, index) => { expect(delta).toBeCloseTo(far?.[index] ?? NaN, 8); });
    expect(published.shareComparisons?.find(({ share }) => share === 'favourable')).toMatchObject({ method: 'design', difference: { status: 'estimated' } });
  });

  it.each([
    ['--at is missing', ['--previous', `2024=${first}`]],
    ['before the time of an earlier round', ['--at', '2020', '--previous', `2024=${first}`]],
    ['two rounds stand at the same time', ['--at', '2024', '--previous', `2024=${first}`]],
    ['--at belongs to --previous', ['--at', '2024']],
    ['either every round has its time', ['--at', '2025', '--previous', `2024=${first}`, '--previous', second]],
    ['is no time of a round', ['--at', '2025', '--previous', `2024-13=${first}`]],
  ])('refuses words with: %s', async (message, words) => {
    await expect(score(third, ...words)).rejects.toThrow(message);
  });

  it('names the earlier file where its answers are wrong', async () => {
    writeFileSync(path('wrong.csv'), 'Q_TIDE\n9\n');
    const { code, err } = await score(third, '--previous', path('wrong.csv'));
    expect([code, err]).toEqual([3, expect.stringContaining('wrong.csv: row 2, column Q_TIDE')]);
  });
});

describe('spid trend', () => {
  it('draws the line per year, its p adjusted by Holm, the change beside it, and nothing for two rounds', async () => {
    const files = await json();
    const three = TrendOutput.parse(JSON.parse((await run(trendCommand, ...files.map((file, index) => `${String(2020 + 2 * index)}=${file}`))).out));
    expect(schemaErrors('trend', JSON.parse(JSON.stringify(three)))).toEqual([]);
    expect(three.rounds.map(({ name }) => name)).toEqual(['2020', '2022', '2024']);
    const safety = three.populations[0]?.series.find(({ code }) => code === 'safety');
    expect(safety).toMatchObject({ rounds: 3, slope: { status: 'estimated' }, lackOfFit: { df: 1 } });
    expect(safety?.slope.status === 'estimated' ? safety.slope.value : NaN).toBeGreaterThan(2);
    expect(safety?.adjustedP).toBeLessThan(0.001);
    expect(three.populations[0]?.changes.length).toBeGreaterThan(0);
    expect(three.populations[0]?.series.find(({ code }) => code === 'E_BOARD')).toMatchObject({ figure: 'experience', shareTrendP: expect.any(Number) });
    const without = TrendOutput.parse(JSON.parse((await run(trendCommand, ...files.slice(1))).out));
    // A file's place on this machine is nothing to publish.
    expect(without.rounds.map(({ name }) => name)).toEqual(['round-1.json', 'round-2.json']);
    const [two] = without.populations;
    expect([two?.unit, ...new Set(two?.series.map(({ slope }) => (slope.status === 'not-estimable' ? slope.reason : slope.status)))]).toEqual(['round', 'too-few-rounds']);
  });

  it('prints the same as CSV', async () => {
    const [one = '', two = '', three = ''] = await json();
    const { out } = await run(trendCommand, one, two, three, '--format', 'csv');
    const lines = `${out}\n`.split('\r\n');
    expect([lines.at(-1), out.match(/(?<!\r)\n/)]).toEqual(['', null]);
    const rows = lines.filter((line) => line.includes(',factor,safety,'));
    expect(rows.map((line) => line.split(',')[6])).toEqual(expect.arrayContaining(['score', 'score-slope', 'score-lack-of-fit', 'change', 'change-hedges-g']));
  });

  it('breaks the line where a wording changed', async () => {
    const [one = '', two = '', three = ''] = await json();
    const reworded = JSON.parse(readFileSync(one, 'utf8')) as { result: { items: { item: string; revision: number }[] } };
    reworded.result.items.forEach((item) => { if (item.item === 'Q_TIDE') item.revision += 1; });
    writeFileSync(path('reworded.json'), JSON.stringify(reworded));
    const { series } = TrendOutput.parse(JSON.parse((await run(trendCommand, path('reworded.json'), two, three)).out)).populations[0] ?? { series: [] };
    expect(series.find(({ code }) => code === 'safety')).toMatchObject({ rounds: 2, slope: { status: 'not-estimable' }, points: [{}, { breakMarks: ['wording'], isBreak: true }, { isBreak: false }] });
    expect(series.find(({ code }) => code === 'cost')).toMatchObject({ rounds: 3, slope: { status: 'estimated' } });
  });

  it('says what is wrong with its words and files', async () => {
    const [one = '', two = ''] = await json();
    await expect(run(trendCommand, one)).rejects.toThrow('two rounds or more');
    await expect(run(trendCommand, `2024=${one}`, two)).rejects.toThrow('either every round has its time');
    expect(await run(trendCommand, one, path('none.json'))).toMatchObject({ code: 3, err: expect.stringContaining('missing or not JSON') });
    const other = { ...(JSON.parse(readFileSync(two, 'utf8')) as object), survey: 'other' };
    writeFileSync(path('other.json'), JSON.stringify(other));
    expect(await run(trendCommand, one, path('other.json'))).toMatchObject({ code: 3, err: expect.stringContaining('give files of one survey') });
    expect(await run(trendCommand, one, two, '--population', 'nobody')).toMatchObject({ code: 3, err: expect.stringContaining('no population nobody') });
  });

  it.each([['2026', 2026.5], ['2026-01', 2026 + 15.5 / 365], ['2024-12-31', 2024 + 365 / 366]])('reads the time %s as %d', (word, time) => {
    expect(timeOf(word)).toBeCloseTo(time, 12);
  });
});

describe('spid benchmark', () => {
  const codes = ['aa', 'bb', 'cc', 'dd', 'ee', 'ff', 'gg'];
  const files = once(() => Promise.all(codes.map(async (code, index) => `${code}=${await scorecardFile(answersFile(`${code}.csv`, 60 + index, index / 10, 60), `${code}.json`)}`)));
  const classes = (lines: readonly string[]): string => {
    writeFileSync(path('classes.csv'), `administration,region\n${lines.join('\n')}\n`);
    return path('classes.csv');
  };

  it('shows the own score, the peers’ model and quartiles, and a rank with an interval', async () => {
    const [own = '', ...others] = await files();
    const output = BenchmarkOutput.parse(JSON.parse((await run(benchmarkCommand, '--own', own, ...others)).out));
    expect(schemaErrors('benchmark', JSON.parse(JSON.stringify(output)))).toEqual([]);
    const [population] = output.populations;
    expect([population?.peerClass, population?.peers]).toEqual(['all', 6]);
    const safety = population?.figures.find(({ code }) => code === 'safety')?.result;
    if (safety?.status !== 'estimated') throw new Error('no benchmark');
    expect([safety.peers, safety.models.map(({ method }) => method), safety.rank.of]).toEqual([6, ['REML', 'DL'], 7]);
    expect(safety.rank.value).toBeGreaterThan(5);
    expect(JSON.stringify(output)).not.toMatch(/"(bb|cc|dd|ee|ff|gg)"/);
    expect((await run(benchmarkCommand, '--own', own, ...others, '--format', 'csv')).out).toMatch(/peers-quartile-median[^]*\r$/);
  });

  it('tries the region first, and never shows fewer than five peers', async () => {
    const [own = '', ...others] = await files();
    const wide = classes(codes.map((code) => `${code},${code === 'gg' ? 'esa' : 'wca'}`));
    const output = BenchmarkOutput.parse(JSON.parse((await run(benchmarkCommand, '--own', own, ...others, '--classes', wide)).out));
    expect([output.populations[0]?.peerClass, output.populations[0]?.peers]).toEqual(['region', 5]);
    const few = await run(benchmarkCommand, '--own', own, ...others.slice(0, 4));
    const [population] = BenchmarkOutput.parse(JSON.parse(few.out)).populations;
    expect([population?.peerClass, new Set(population?.figures.map(({ result }) => (result.status === 'not-estimable' ? result.reason : result.status)))]).toEqual([null, new Set(['too-few-peers'])]);
  });

  it('leaves peers out of a figure that they asked otherwise, and then may have too few', async () => {
    const [own = '', ...others] = await files();
    const changed = JSON.parse(readFileSync(path('bb.json'), 'utf8')) as { result: { items: { item: string; revision: number }[] } };
    changed.result.items.forEach((item) => { if (item.item === 'Q_FUEL') item.revision += 1; });
    writeFileSync(path('changed.json'), JSON.stringify(changed));
    const [population] = BenchmarkOutput.parse(JSON.parse((await run(benchmarkCommand, '--own', own, `bb=${path('changed.json')}`, ...others.slice(1, 5))).out)).populations;
    const of = (code: string) => population?.figures.find((one) => one.code === code)?.result;
    expect([of('cost'), of('safety')]).toMatchObject([{ status: 'not-estimable', reason: 'too-few-peers' }, { status: 'estimated', peers: 5 }]);
  });

  it('says what is wrong with its words and files', async () => {
    const [own = '', ...others] = await files();
    await expect(run(benchmarkCommand, ...others)).rejects.toThrow('--own is missing');
    await expect(run(benchmarkCommand, '--own', path('aa.json'), ...others)).rejects.toThrow(`write CODE=${path('aa.json')}`);
    await expect(run(benchmarkCommand, '--own', own, own)).rejects.toThrow('two files are of the administration aa');
    await expect(run(benchmarkCommand, '--own', own, ...others, '--class', 'region')).rejects.toThrow('is no column of the classes file');
    await expect(run(benchmarkCommand, '--own', own, ...others, '--seed', 'x')).rejects.toThrow('--seed takes a whole number');
    expect(await run(benchmarkCommand, '--own', own, ...others, '--classes', classes(['aa,wca', 'aa,esa']))).toMatchObject({ code: 3, err: expect.stringContaining('row 3, column administration') });
    writeFileSync(path('headless.csv'), 'code,region\n');
    expect(await run(benchmarkCommand, '--own', own, ...others, '--classes', path('headless.csv'))).toMatchObject({ code: 3, err: expect.stringContaining('begin the file with administration') });
  });
});
