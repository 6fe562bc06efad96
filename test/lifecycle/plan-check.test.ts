// A plan that opens is a plan that can be counted: what the figures would stumble over months later, or be wrong about
// without a word, is refused before the first code is made, all at once and by its place in the plan.
import { readFileSync } from 'node:fs';
import { describe, expect, it } from '@jest/globals';
import { demoRounds } from '../../server/demo/demo-plans.ts';
import { insistSoundPlan } from '../../server/lifecycle/plan-check.ts';
import { formOf } from '../../server/questionnaires.ts';
import type { Problem } from '../../shared/problem.ts';
import type { PopulationPlan, RoundPlan, Stratum } from '../../shared/round/plan.ts';
import { RoundPlan as PlanShape } from '../../shared/round/plan.ts';
import { aPopulationPlan, aRoundPlan } from '../support/a-round.ts';

const example = PlanShape.parse(JSON.parse(readFileSync('docs/examples/plan.json', 'utf8')));
const TODAY = '2031-01-15';

/** What is refused, a line each; nothing where the plan is sound. */
function refused(plan: RoundPlan, today = TODAY): readonly string[] {
  const forms = new Map(plan.populations.map((population) => [population.population, formOf('surveys', plan, population)]));
  try {
    insistSoundPlan(plan, today, forms);
    return [];
  } catch (error) {
    const { code, message, details } = error as Problem;
    const [first = '', ...lines] = message.split('\n').map((line) => line.trim());
    expect([code, first, lines[0]?.startsWith(`${details.place ?? '?'}: `)]).toEqual(['plan.invalid', 'The plan can not be opened:', true]);
    return lines;
  }
}

const [officials, traders] = example.populations as [PopulationPlan, PopulationPlan];
const withOfficials = (changes: Partial<PopulationPlan>): RoundPlan => ({ ...example, populations: [{ ...officials, ...changes }, traders] });
const withStrata = (change: (strata: Stratum[]) => readonly Stratum[]): RoundPlan => withOfficials({ strata: [...change(officials.strata)] });
const changed = (index: number, change: Partial<Stratum>): RoundPlan => withStrata((strata) => strata.map((stratum, each) => (each === index ? { ...stratum, ...change } : stratum)));

describe('sound plans', () => {
  it('are the example’s, the demonstration’s, a sample, and one whose frame nobody knows', () => {
    for (const { plan } of demoRounds(TODAY)) expect(refused(plan)).toEqual([]);
    expect(refused(example)).toEqual([]);
    expect(refused(changed(0, { codes: 50 }))).toEqual([]);
    expect(refused(changed(0, { size: null }))).toEqual([]);
    expect(refused(withOfficials({ size: null }))).toEqual([]);
  });

  it('may have cards and tokens of tablets in reserve, as many as may be re-issued', () => {
    const plan = (cards: number, tablets: number): RoundPlan => aRoundPlan({ modes: ['online', 'card', 'tablet'], mixedWays: 'card-handed-in', populations: [{ ...aPopulationPlan('officials', 40), strata: [{ code: 'all', size: 40, codes: 40, cards, tablets }] }] });
    expect(refused(plan(43, 43), '2020-01-01')).toEqual([]);
    expect(refused(plan(44, 44), '2020-01-01').map((line) => line.split(':')[0])).toEqual(['populations[0].strata[0].cards', 'populations[0].strata[0].tablets']);
  });
});

describe('an item for strata', () => {
  it.each([
    ['was left out', 'D_REGION', ['D_REGION'], /^populations\[0\]\.stratumItem: D_REGION is left out by off.*; take it out of off, or write null/],
    ['is not in the questionnaire', 'D_NOPE', [], /^populations\[0\]\.stratumItem: D_NOPE is no single-choice item of the questionnaire/],
    ['takes several answers', 'M04_11', [], /^populations\[0\]\.stratumItem: M04_11 is no single-choice item/],
    ['is answered with numbers, which are no codes', 'F01_01', [], /^populations\[0\]\.stratumItem: F01_01 is no single-choice item whose answers are codes/],
  ] as const)('is refused where it %s', (_, stratumItem, off, line) => {
    expect(refused(withOfficials({ stratumItem, off: [...off] }))).toEqual([expect.stringMatching(line)]);
  });
});

describe('strata', () => {
  it.each([
    ['a code that the list lacks', changed(1, { code: 'sea-port' }), /^populations\[0\]\.strata\[1\]\.code: sea-port is no answer of D_REGION; write one of capital, seaport, airport, land-border$/],
    ['more codes than people', changed(3, { codes: 151 }), /^populations\[0\]\.strata\[3\]\.codes: 151 codes for 150 people; /],
    ['more people than the population', changed(0, { size: 311 }), /^populations\[0\]\.size: .*strata have 861 people, the population has 860; /],
    ['more codes than the population has people', withOfficials({ size: 800, strata: officials.strata.map((stratum) => ({ ...stratum, size: null })) }), /^populations\[0\]\.size: 860 codes for 800 people; /],
    ['no item that gives them', withOfficials({ stratumItem: null }), /^populations\[0\]\.stratumItem: .*no item gives the strata; name it, or keep a single row all$/],
    ['a single stratum but all, and no item', withOfficials({ stratumItem: null, strata: [{ code: 'capital', size: 860, codes: 310 }] }), /^populations\[0\]\.stratumItem: /],
  ] as const)('are refused with %s', (_, plan, line) => {
    expect(refused(plan)).toEqual([expect.stringMatching(line)]);
  });

  it('are refused where one stands twice, by the second', () => {
    const plan = withStrata((strata) => [...strata.slice(0, 3), { code: 'capital', size: 150, codes: 150 }]);
    expect(refused(plan)).toEqual([expect.stringMatching(/^populations\[0\]\.strata\[3\]\.code: capital stands twice.*; keep one row per stratum$/)]);
  });
});

describe('the rest of a plan', () => {
  it('is refused where a population or a language stands twice, or the title says nothing in any of the round’s languages', () => {
    expect(refused({ ...example, languages: ['fr', 'fr'] })).toEqual([expect.stringMatching(/^languages\[1\]: fr stands twice; /)]);
    expect(refused({ ...example, populations: [officials, officials] })).toEqual([expect.stringMatching(/^populations\[1\]\.population: officials stands twice; /)]);
    expect(refused({ ...example, title: { es: 'Encuesta' } })).toEqual([expect.stringMatching(/^title: .*; write it in fr or en$/)]);
    expect(refused({ ...example, title: { fr: 'Sondage' } })).toEqual([]);
  });

  it('is refused where a day has passed or comes before the one that it has to follow', () => {
    expect(refused(example, '2031-03-01')).toEqual([expect.stringMatching(/^drawingEnds: 2031-02-28 has passed; /)]);
    expect(refused(example, '2031-02-28')).toEqual([]);
    expect(refused({ ...example, sendingEnds: '2031-02-27' })).toEqual([expect.stringMatching(/^sendingEnds: 2031-02-27 is before drawingEnds, 2031-02-28; /)]);
    expect(refused({ ...example, objectionEnds: '2031-01-01', retentionDay: '2030-01-01' }).map((line) => line.split(':')[0])).toEqual(['objectionEnds', 'retentionDay']);
    expect(refused({ ...example, twoPhase: true, sendingEnds: example.drawingEnds })).toEqual([expect.stringMatching(/^sendingEnds: .*two-phase/)]);
  });

  it('tells everything at once', () => {
    const plan = { ...changed(1, { code: 'sea-port', codes: 900 }), languages: ['fr', 'fr'] };
    expect(refused(plan).map((line) => line.split(':')[0])).toEqual(['languages[1]', 'populations[0].strata[1].codes', 'populations[0].strata[1].code']);
  });
});
