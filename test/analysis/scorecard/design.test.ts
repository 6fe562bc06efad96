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

type Figure = { readonly n: number; readonly value: number; readonly se: number; readonly df: number; readonly low: number; readonly high: number };
type Design = { readonly overall: Figure; readonly factors: Readonly<Record<string, Figure>>; readonly fuel: Figure; readonly coast: Figure; readonly east: Figure };
const reference = readReference<Readonly<Record<'stratified' | 'weighted' | 'clustered', Design>>>('scorecard-design');

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

async function score(answers: string, ...words: string[]): Promise<PopulationResult> {
  const out: string[] = [];
  const code = await scoreCommand.run(['--questionnaire', HARBOUR, '--answers', answers, '--breakdown', 'D_PORT', ...words], { out: (line) => out.push(line), err: (line) => out.push(line) });
  if (code !== 0) throw new Error(out.join('\n'));
  return ScoreOutput.parse(JSON.parse(out.join('\n'))).result;
}

function expectFigure(place: string, got: Estimate | undefined, wanted: Figure): void {
  if (got?.status !== 'estimated') throw new Error(`${place} is ${String(got?.status)}`);
  expect([place, got.n, got.df]).toEqual([place, wanted.n, wanted.df]);
  for (const part of ['value', 'se', 'low', 'high'] as const) expect({ place, part, far: distance(got[part], wanted[part]) > 1e-9 }).toEqual({ place, part, far: false });
}

describe('a scorecard under a design', () => {
  it.each([
    ['stratified', ['psu', 'weight'], ['--frame', frame, '--estimation', 'design']],
    ['weighted', ['psu'], ['--frame', frame]],
    ['clustered', [], []],
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
