// Published worked examples, as language-neutral JSON, through the whole engine: another implementation can take them too.
import { readFileSync } from 'node:fs';
import { describe, expect, it } from '@jest/globals';
import { countPopulation } from '../../../analysis/release.ts';
import type { PopulationPlan } from '../../../shared/round/plan.ts';
import type { Estimate } from '../../../shared/results/estimate.ts';
import { aFivePointForm, sheetsWith } from '../../support/published-form.ts';

type Persons = Readonly<Record<string, number>>;
const read = <Shape>(name: string): Shape => JSON.parse(readFileSync(new URL(`${name}.json`, import.meta.url), 'utf8')) as Shape;
const ukraine = read<{ decimals: number; rounds: { name: string; items: { name: string; persons: Persons; mean: number }[]; publishedMeans?: number[]; composite: number }[] }>('customs-index-ukraine');
const guide = read<{
  index: { name: string; persons: Persons; positivePercent?: number; dividedBy?: number; index: number }[];
  rounding: { persons: Persons; percent: Persons; positivePercent: number; shownPartsSumTo: number; difference: { now: number; before: number; shown: number } };
  margins: { cases: { population: number; sheets: number; percent: number; margin: number }[] };
}>('people-survey-guide');

const plan = (size: number | null): PopulationPlan => ({ population: 'all', selection: 'everybody', size, stratumItem: null, strata: [{ code: 'all', size, codes: 1000 }], off: [], own: [] });
const count = (distributions: readonly Persons[], size: number | null = null) =>
  countPopulation(aFivePointForm(distributions.length), sheetsWith(distributions), plan(size), 10);
const valueOf = (figure: Estimate | undefined): number => (figure?.status === 'estimated' ? figure.value : NaN);
/** A 0–100 score on one to five. */
const onFive = (score: number): number => 1 + score / 25;
const factorOf = (result: ReturnType<typeof count>): Estimate | undefined => result.factors[0]?.score;

describe('the published Customs Index of Ukraine', () => {
  it.each(ukraine.rounds.flatMap((round) => round.items.map((item) => [`${round.name}, ${item.name}`, item] as const)))('has its mean in %s', (_, item) => {
    expect(onFive(valueOf(count([item.persons]).items[0]?.scores?.score)).toFixed(ukraine.decimals)).toBe(item.mean.toFixed(ukraine.decimals));
  });

  it('has its composite of 2024 as one factor of three items', () => {
    const round = ukraine.rounds.find(({ name }) => name === '2024');
    expect(onFive(valueOf(factorOf(count(round?.items.map(({ persons }) => persons) ?? [])))).toFixed(2)).toBe('3.40');
    expect(round?.composite).toBe(3.4);
  });

  it('has its composite of 2023 from the three published means', () => {
    const round = ukraine.rounds.find(({ name }) => name === '2023');
    // A hundred persons per item whose points sum to a hundred times the published mean.
    const persons = (round?.publishedMeans ?? []).map((mean): Persons => {
      const upper = Math.round((mean - Math.floor(mean)) * 100);
      return { [Math.floor(mean)]: 100 - upper, [Math.floor(mean) + 1]: upper };
    });
    expect(onFive(valueOf(factorOf(count(persons)))).toFixed(2)).toBe(round?.composite.toFixed(2));
  });
});

describe("the People Survey guide's worked examples", () => {
  it.each(guide.index.map((example) => [example.name, example] as const))('has the index in the %s', (_, example) => {
    const result = count([example.persons]);
    const persons = Object.values(example.persons).reduce((sum, number) => sum + number, 0);
    const score = valueOf(factorOf(result)) * (persons / (example.dividedBy ?? persons));
    expect(Math.round(score)).toBe(example.index);
    if (example.positivePercent !== undefined) expect(Math.round(100 * valueOf(result.items[0]?.scores?.favourable))).toBe(example.positivePercent);
  });

  it('rounds last: 18 and 29 percent are shown beside 48 positive, and the parts sum to 99', () => {
    const { persons, percent, positivePercent, shownPartsSumTo, difference } = guide.rounding;
    const item = count([persons]).items[0];
    const shown = Object.fromEntries((item?.distribution ?? []).map(({ point, share }) => [String(point), 100 * valueOf(share)]));
    for (const [point, wanted] of Object.entries(percent)) expect(shown[point]?.toFixed(2)).toBe(wanted.toFixed(2));
    expect(Math.round(100 * valueOf(item?.scores?.favourable))).toBe(positivePercent);
    expect(Object.values(shown).reduce((sum, part) => sum + Math.round(part), 0)).toBe(shownPartsSumTo);
    expect(Math.round(difference.now - difference.before)).toBe(difference.shown);
  });

  it.each(guide.margins.cases.map((one) => [`${String(one.sheets)} of ${String(one.population)}`, one] as const))('has the Wald margin for %s', (_, one) => {
    // Everybody at 5 or 1 makes the score a percentage, so that its SE with the finite-population correction is the share's.
    const yes = (one.percent * one.sheets) / 100;
    const whole = Math.round(yes);
    const result = factorOf(count([{ 5: whole, 1: one.sheets - whole }], one.population));
    expect(result?.status === 'estimated' ? Math.round(1.96 * result.se) : NaN).toBe(one.margin);
  });
});
