// What a reader with paper and pencil could work out: a hidden item from its factor, a hidden factor from the overall
// score, either from the sum over strata, and the size of a hidden stratum from the distribution of its own question.
import { describe, expect, it } from '@jest/globals';
import { seededRandom } from '../../../analysis/inference/random.ts';
import { countPopulation } from '../../../analysis/release.ts';
import type { Answers } from '../../../shared/questionnaire/answers.ts';
import { PopulationResult } from '../../../shared/results/population-result.ts';
import { aForm } from '../../support/a-form.ts';

const form = aForm();
const REGIONS = form.pages.flatMap(({ elements }) => elements).flatMap((element) => (element.name === 'D_REGION' && 'choices' in element ? element.choices.map(String) : [])).filter((code) => code !== 'prefer-not-to-say');
const [EAST = '', WEST = ''] = REGIONS;
const plan = { population: form.population, selection: 'everybody' as const, size: null, stratumItem: 'D_REGION', strata: [EAST, WEST].map((code) => ({ code, size: null, codes: 40 })), off: [], own: [] };

/** Complete sheets in which everybody gives F01_02 the same answer; `west` of them in the second region. */
function sheets(count: number, west: number, more: (person: number) => Answers = () => ({})): Answers[] {
  const random = seededRandom(7);
  const point = (): number => 1 + random.below(5);
  return Array.from({ length: count }, (_, person) => ({
    ...{ F01_01: point(), F01_02: 4, F01_03: point(), F02_01: point(), X01: 'no', D_REGION: person < west ? WEST : EAST },
    ...more(person),
  }));
}

const scored = (answers: readonly Answers[]): PopulationResult => PopulationResult.parse(countPopulation(form, answers, plan, 10));
const factorOf = (result: PopulationResult, code: string) => result.factors.find(({ factor }) => factor === code);
const valueOf = (figure: unknown): number => (typeof figure === 'object' && figure !== null && 'value' in figure && typeof figure.value === 'number' ? figure.value : Number.NaN);

describe('a figure that the gate hides', () => {
  it('can not be had from the factor that everybody answered whole, nor from the strata that add up to it', () => {
    const result = scored(sheets(30, 14));
    expect(result.items.find(({ item }) => item === 'F01_02')?.scores?.score).toEqual({ status: 'suppressed', reason: 'unanimous' });
    expect(factorOf(result, 'rad-1')?.score).toEqual({ status: 'suppressed', reason: 'complementary' });
    expect([factorOf(result, 'rad-1')?.ifSilentStoodLower, factorOf(result, 'rad-1')?.sd, result.overall.sd, result.ifSilentStoodLower]).toEqual([undefined, undefined, undefined, undefined]);
    for (const group of result.strata.groups) expect([group.factors[0]?.score.status, group.factors[1]?.score.status, group.overall.score.status]).toEqual(['suppressed', 'estimated', 'suppressed']);
    expect(factorOf(result, 'rad-2')?.score.status).toBe('estimated');
  });

  it('can not be had from the overall score and the other factors', () => {
    const { overall, factors } = scored(sheets(30, 14));
    expect(Number.isNaN(valueOf(overall.score))).toBe(true);
    expect(Number.isNaN(2 * valueOf(overall.score) - valueOf(factors[1]?.score))).toBe(true);
    // A factor of which everybody thinks alike is hidden for itself, and with it what would give it.
    const alike = scored(sheets(30, 14, () => ({ F02_01: 2 })).map((answers, person) => ({ ...answers, F01_02: 1 + (person % 5) })));
    expect([alike.factors[0]?.score.status, alike.factors[1]?.score, alike.overall.score]).toEqual(['estimated', { status: 'suppressed', reason: 'unanimous' }, { status: 'suppressed', reason: 'complementary' }]);
  });

  it('leaves factor and overall score where missing answers keep the sum from telling one item', () => {
    const result = scored(sheets(30, 14, (person) => (person < 12 ? { F01_01: 'dont-know' } : {})));
    expect([factorOf(result, 'rad-1')?.score.status, result.overall.score.status]).toEqual(['estimated', 'estimated']);
  });

  it('can not be counted in the distribution of the question that divides people', () => {
    const hidden = scored(sheets(40, 4, (person) => ({ F01_02: 1 + (person % 5), ...(person > 37 ? { D_REGION: 'prefer-not-to-say' } : {}) })));
    const region = hidden.items.find(({ item }) => item === 'D_REGION');
    expect(hidden.strata.groups.map(({ sheets: { status } }) => status)).toEqual(['suppressed', 'suppressed']);
    expect([region?.distribution.every(({ share }) => share.status === 'suppressed'), region?.missing.status]).toEqual([true, 'suppressed']);
    const open = scored(sheets(40, 20, (person) => ({ F01_02: 1 + (person % 5) })));
    expect(open.items.find(({ item }) => item === 'D_REGION')?.distribution.map(({ share: { status } }) => status)).toEqual(['estimated', 'estimated']);
  });
});
