// Scorecards of files with strata, weights and clusters, through `spid score`, against R's survey package.
import { mkdtempSync, readFileSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, it } from '@jest/globals';
import { scoreCommand } from '../../../server/cli/score.ts';
import type { Estimate } from '../../../shared/results/estimate.ts';
import { ScoreOutput } from '../../../shared/results/release.ts';
import type { PopulationResult } from '../../../shared/results/population-result.ts';
import { HARBOUR } from '../../support/random-columns.ts';
import { distance, readReference } from '../reference.ts';

type Figure = { readonly n: number; readonly value: number; readonly se: number; readonly df: number; readonly low: number; readonly high: number; readonly deff: number };
type Design = { readonly overall: Figure; readonly factors: Readonly<Record<string, Figure>>; readonly fuel: Figure; readonly coast: Figure; readonly east: Figure };
type Fitted = Design & { readonly deff: number; readonly largest: number };
type Answered = Design & { readonly border: Figure; readonly stages: Readonly<Record<'overall' | 'coast' | 'border', number>> };
type Reference = Readonly<Record<'stratified' | 'island' | 'weighted' | 'clustered' | 'drawn', Design>> & { readonly answered: Answered; readonly whole: Readonly<Record<'flat' | 'stratified' | 'weighted', Pick<Design, 'overall' | 'fuel' | 'east'>>> } & { readonly simple: Readonly<Record<'overall' | 'east' | 'coast', Omit<Figure, 'deff'> & { readonly domain: number }>>; readonly fitted: Readonly<Record<'post' | 'raked' | 'capped' | 'clustered', Fitted>>;
  readonly zeros: Readonly<Record<'plain' | 'post' | 'raked', Readonly<Record<'overall' | 'cost' | 'coast' | 'fuel', Figure>>>> };
const reference = readReference<Reference>('scorecard-design');

const folder = mkdtempSync(join(tmpdir(), 'spid-design-'));
const [header = '', ...lines] = readFileSync(new URL('../fixtures/scorecard-design/answers.csv', import.meta.url), 'utf8').trimEnd().split('\n');
const names = header.split(',');
/** The fixture's file with some of its columns left out. */
function without(name: string, columns: readonly string[]): string {
  const kept = (line: string): string => line.split(',').filter((_, index) => !columns.includes(names[index] ?? '')).join(',');
  const path = join(folder, `${name}.csv`);
  writeFileSync(path, [header, ...lines].map(kept).join('\n'));
  return path;
}
const frame = join(folder, 'frame.csv');
writeFileSync(frame, 'stratum,size\nnorth,300\nsouth,400\ncoast,900\nborder,400\n');
const island = join(folder, 'frame-with-island.csv');
writeFileSync(island, `${readFileSync(frame, 'utf8')}island,1000\n`);

/** Clusters that the frame counts; of the border every one was drawn. */
const drawn = join(folder, 'frame-of-clusters.csv');
const borderClusters = new Set(lines.filter((line) => line.startsWith('border,')).map((line) => line.split(',')[names.indexOf('psu')])).size;
writeFileSync(drawn, `stratum,size,psus\nnorth,,40\nsouth,,30\ncoast,,60\nborder,,${String(borderClusters)}\n`);
/** The same with the people of each stratum, of whom only part answered. */
const answered = join(folder, 'frame-of-people.csv');
writeFileSync(answered, readFileSync(drawn, 'utf8').replace('north,', 'north,300').replace('south,', 'south,400').replace('coast,', 'coast,900').replace('border,', 'border,400'));

const port = join(folder, 'port.csv'), both = join(folder, 'both.csv');
writeFileSync(port, 'margin,category,size\nD_PORT,east,900\nD_PORT,west,1100\n');
writeFileSync(both, `margin,category,size\nD_PORT,west,1100\nD_PORT,east,900\n${[250, 350, 300, 300, 250, 300, 250].map((size, index) => `Q_TOLL,${String(index + 1)},${String(size)}`).join('\n')}\n`);

async function score(answers: string, ...words: string[]): Promise<PopulationResult> {
  const out: string[] = [];
  const code = await scoreCommand.run(['--questionnaire', HARBOUR, '--answers', answers, '--breakdown', 'D_PORT', ...words], { out: (line) => out.push(line), err: (line) => out.push(line) });
  if (code !== 0) throw new Error(out.join('\n'));
  return ScoreOutput.parse(JSON.parse(out.join('\n'))).result;
}

function expectFigure(place: string, got: Estimate | undefined, wanted: Figure, tolerance = 1e-9): void {
  if (got?.status !== 'estimated') throw new Error(`${place} is ${String(got?.status)}`);
  expect([place, got.n, got.df]).toEqual([place, wanted.n, wanted.df]);
  for (const part of ['value', 'se', 'low', 'high', 'deff'] as const) if (part !== 'deff' || !Number.isNaN(wanted.deff)) expect({ place, part, far: distance(got[part] ?? NaN, wanted[part]) > tolerance }).toEqual({ place, part, far: false });
}

describe('a scorecard in which every sheet weighs the same', () => {
  const wanted = reference.simple;
  const costOf = (result: PopulationResult, group: string): Estimate | undefined =>
    [result.strata, ...result.breakdowns].flatMap(({ groups }) => groups).find(({ code }) => code === group)?.factors.find(({ factor }) => factor === 'cost')?.score;
  function expectSimple(got: Estimate | undefined, figure: (typeof wanted)['east']): void {
    expectFigure('simple', got, { ...figure, deff: NaN });
    // R's domain of the same design, whose only difference is n/(n − 1) · (r − 1)/r.
    const sheets = lines.length;
    const domain = figure.domain * Math.sqrt(((sheets - 1) / sheets) * (figure.n / (figure.n - 1)));
    expect(distance(got?.status === 'estimated' ? got.se : NaN, domain)).toBeLessThan(1e-9);
  }

  it('corrects groups and strata whose own size nobody knows by the whole frame', async () => {
    const result = await score(without('simple', ['psu', 'weight']), '--size', '2000');
    expect(result.estimation).toBe('simple');
    expectSimple(result.overall.score, wanted.overall);
    expectSimple(costOf(result, 'east'), wanted.east);
    expectSimple(costOf(result, 'coast'), wanted.coast);
  });

  it('corrects a stratum without a size by the whole where the others have theirs, and tells nothing of how many they are', async () => {
    const most = join(folder, 'most.csv');
    writeFileSync(most, 'stratum,size\nnorth,300\nsouth,400\ncoast,\nborder,400\n');
    const gap = ['--size', '2000', '--frame', most];
    const result = await score(without('gap', ['psu', 'weight']), ...gap);
    expectSimple(costOf(result, 'coast'), wanted.coast);
    // Five of the north are left, which hides it; the others name no stratum any more.
    const few = join(folder, 'few.csv');
    let north = 0;
    writeFileSync(few, readFileSync(without('gap', ['psu', 'weight']), 'utf8').replaceAll(/^north,/gm, (start) => ((north += 1) > 5 ? ',' : start)));
    const coastOf = ({ strata }: PopulationResult) => strata.groups.find(({ code }) => code === 'coast');
    const hidden = await score(few, ...gap);
    expect(hidden.strata.groups[0]?.sheets.status).toBe('suppressed');
    expect(coastOf(hidden)).toEqual(coastOf(result));
  });

  it('leaves no error in any group where everybody answered', async () => {
    const { strata, breakdowns } = await score(without('census', ['psu', 'weight']), '--size', String(lines.length));
    const scores = [strata, ...breakdowns].flatMap(({ groups }) => groups.map(({ overall }) => overall.score));
    expect(scores.map((figure) => (figure.status === 'estimated' ? figure.se : figure))).toEqual([0, 0, 0, 0, 0, 0]);
  });
});

describe('a scorecard under a design', () => {
  it.each([
    ['stratified', ['psu', 'weight'], ['--frame', frame, '--estimation', 'design']],
    ['island', ['psu', 'weight'], ['--frame', island, '--estimation', 'design']],
    ['weighted', ['psu'], ['--frame', frame]],
    ['clustered', [], []],
    ['drawn', [], ['--frame', drawn]],
    ['answered', [], ['--frame', answered]],
  ] as const)('agrees with R when the sample is %s', async (name, left, words) => {
    const result = await score(without(name, left), ...words);
    const wanted = reference[name];
    expect(result.estimation).toBe('design');
    expectFigure('overall', result.overall.score, wanted.overall);
    for (const { factor, score: figure } of result.factors) expectFigure(factor, figure, wanted.factors[factor] ?? wanted.overall);
    expectFigure('fuel', result.items.find(({ item }) => item === 'Q_FUEL')?.scores?.favourable, wanted.fuel);
    expectFigure('coast', result.strata.groups.find(({ code }) => code === 'coast')?.factors.find(({ factor }) => factor === 'cost')?.score, wanted.coast);
    expectFigure('east', result.breakdowns[0]?.groups.find(({ code }) => code === 'east')?.factors.find(({ factor }) => factor === 'cost')?.score, wanted.east);
  });

  it.each([
    ['flat', ['stratum', 'psu', 'weight']],
    ['stratified', ['psu', 'weight']],
    ['weighted', ['stratum', 'psu']],
  ] as const)('is corrected by the whole, as in R, where only that has a size: %s', async (name, left) => {
    const wanted = reference.whole[name];
    const answers = without(`whole-${name}`, left);
    const result = await score(answers, '--size', '2000', '--estimation', 'design');
    expectFigure('overall', result.overall.score, wanted.overall);
    expectFigure('fuel', result.items.find(({ item }) => item === 'Q_FUEL')?.scores?.favourable, wanted.fuel);
    expectFigure('east', result.breakdowns[0]?.groups.find(({ code }) => code === 'east')?.factors.find(({ factor }) => factor === 'cost')?.score, wanted.east);
    expect(result.notes.includes('unweighted')).toBe(name !== 'weighted');
    const census = await score(answers, '--size', String(lines.length), '--estimation', 'design');
    expect(census.overall.score).toMatchObject({ status: 'estimated', se: 0 });
  });

  it('has an error where every cluster was drawn and part of its people answered, near that of R with both stages', async () => {
    const { stages, border } = reference.answered;
    const result = await score(without('answered', []), '--frame', answered);
    const costOf = (group: string): Estimate | undefined => result.strata.groups.find(({ code }) => code === group)?.factors.find(({ factor }) => factor === 'cost')?.score;
    expectFigure('border', costOf('border'), border);
    for (const [got, wanted] of [[result.overall.score, stages.overall], [costOf('coast'), stages.coast], [costOf('border'), stages.border]] as const) {
      expect(Math.abs((got?.status === 'estimated' ? got.se : NaN) / wanted - 1)).toBeLessThan(0.03);
    }
  });

  it.each([
    ['post', 'port', ['psu'], ['--frame', frame]],
    ['raked', 'both', ['psu'], ['--frame', frame]],
    ['capped', 'both', ['psu'], ['--frame', frame, '--trim', '1.9']],
    ['clustered', 'both', [], []],
  ] as const)('agrees with R when weights are fitted to the frame: %s', async (name, margins, left, words) => {
    const result = await score(without(`fitted-${name}`, left), ...words, '--weights', margins === 'port' ? port : both, '--unstated', 'own-category');
    const wanted = reference.fitted[name];
    expectFigure('overall', result.overall.score, wanted.overall, 1e-8);
    for (const { factor, score: figure } of result.factors) expectFigure(factor, figure, wanted.factors[factor] ?? wanted.overall, 1e-8);
    expectFigure('fuel', result.items.find(({ item }) => item === 'Q_FUEL')?.scores?.favourable, wanted.fuel, 1e-8);
    expectFigure('coast', result.strata.groups.find(({ code }) => code === 'coast')?.factors.find(({ factor }) => factor === 'cost')?.score, wanted.coast, 1e-8);
    expectFigure('east', result.breakdowns[0]?.groups.find(({ code }) => code === 'east')?.factors.find(({ factor }) => factor === 'cost')?.score, wanted.east, 1e-8);
    expect(distance(result.weights?.largest ?? NaN, wanted.largest)).toBeLessThan(1e-8);
    if (result.overall.score.status !== 'estimated') throw new Error('no overall score');
    if (name !== 'clustered') expect(distance(result.overall.score.deff ?? NaN, wanted.deff)).toBeLessThan(1e-8);
  });

  it.each([
    ['a category that nobody chose', 'margin,category,size\nstratum,north,10\nstratum,south,10\nstratum,coast,10\nstratum,border,10\nstratum,west,5\n', 'margin stratum has the category west'],
    ['a category that the file leaves out', 'margin,category,size\nD_PORT,east,10\n', 'margin D_PORT lacks the category west'],
    ['a category that the frame calls empty', 'margin,category,size\nD_PORT,east,10\nD_PORT,west,0\n', 'the frame has nobody who is west'],
    ['margins that count different frames', 'margin,category,size\nD_PORT,east,10\nD_PORT,west,10\nK_BUOY,yes,30\nK_BUOY,no,30\n', 'count different frames'],
    ['an item that divides nobody', 'margin,category,size\nX_NONE,east,10\n', 'X_NONE'],
    ['a size that is no number', 'margin,category,size\nD_PORT,east,many\n', 'row 2, column size'],
  ])('stops at %s and names it', async (_, text, wanted) => {
    const path = join(folder, 'bad-margins.csv');
    writeFileSync(path, text);
    await expect(score(without('bad', ['psu']), '--weights', path, '--unstated', 'own-category')).rejects.toThrow(wanted);
  });

  it('stops at persons who do not state a margin unless it is told what they stand for', async () => {
    await expect(score(without('unstated', ['psu']), '--weights', port)).rejects.toThrow('--unstated own-category');
  });

  it.each([
    ['plain', []],
    ['post', ['--weights', port, '--unstated', 'dropped']],
    ['raked', ['--weights', both, '--unstated', 'dropped']],
  ] as const)('leaves persons of weight 0 and dropped ones out of every figure, and counts their sheets, as R does: %s', async (name, words) => {
    const place = names.indexOf('weight');
    const path = join(folder, `zeros-${name}.csv`);
    writeFileSync(path, [header, ...lines.map((line, row) => line.split(',').map((field, column) => (column === place && (row + 1) % 9 === 0 ? '0' : field)).join(','))].join('\n').replaceAll('psu', 'language').replaceAll(/,o\d+,/g, ',en,'));
    const result = await score(path, '--frame', frame, ...words);
    const wanted = reference.zeros[name];
    expectFigure('overall', result.overall.score, wanted.overall, 1e-8);
    expectFigure('cost', result.factors.find(({ factor }) => factor === 'cost')?.score, wanted.cost, 1e-8);
    expectFigure('coast', result.strata.groups.find(({ code }) => code === 'coast')?.factors.find(({ factor }) => factor === 'cost')?.score, wanted.coast, 1e-8);
    const fuel = result.items.find(({ item }) => item === 'Q_FUEL')?.scores?.favourable;
    if (fuel?.status !== 'estimated') throw new Error('no share');
    expect(fuel.n).toBe(wanted.fuel.n);
    for (const part of ['value', 'se', 'deff'] as const) expect(distance(fuel[part] ?? NaN, wanted.fuel[part])).toBeLessThan(1e-8);
    expect(result.sheets).toBe(lines.length);
  });

  it('carries the range of weights and what they cost', async () => {
    const result = await score(without('range', ['psu']), '--frame', frame);
    const weights = lines.map((line) => Number(line.split(',')[names.indexOf('weight')]));
    expect(result.weights?.smallest).toBeCloseTo(Math.min(...weights), 9);
    expect(result.weights?.largest).toBeCloseTo(Math.max(...weights), 9);
    const sum = weights.reduce((total, weight) => total + weight, 0), squares = weights.reduce((total, weight) => total + weight * weight, 0);
    expect(result.weights?.effective).toBeCloseTo((sum * sum) / squares, 6);
    expect(result.weights?.deff).toBeCloseTo((weights.length * squares) / (sum * sum), 9);
  });
});
