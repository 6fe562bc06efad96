// What the demonstration declares in its plans can be counted, and is seen: who starts it shall see drivers and contradictions.
import { beforeAll, describe, expect, it } from '@jest/globals';
import { seededRandom } from '../../../analysis/inference/random.ts';
import { countPopulation } from '../../../analysis/release.ts';
import { demoAnswers } from '../../../server/demo/demo-answers.ts';
import { demoRounds } from '../../../server/demo/demo-plans.ts';
import { formOf } from '../../../server/questionnaires.ts';
import type { PopulationResult } from '../../../shared/results/population-result.ts';

describe('the demonstration', () => {
  const demo = demoRounds('2026-11-23').find(({ plan, answers }) => plan.survey === 'cips' && answers.length > 0);
  const plan = demo?.plan.populations.find(({ population }) => population === 'officials');
  if (demo === undefined || plan === undefined) throw new Error('the demonstration has no released round of officials');
  let result: PopulationResult;

  beforeAll(() => {
    const form = formOf('surveys', demo.plan, plan);
    const random = seededRandom(demo.seed);
    const sheets = demo.answers.filter(({ population }) => population === 'officials').flatMap(({ stratum, persons }) =>
      Array.from({ length: persons }, () => demoAnswers(form, { level: demo.level, stratum, stratumItem: plan.stratumItem }, random)));
    result = countPopulation(form, sheets, plan, demo.plan.threshold);
  });

  it('shows how much of the outcome each factor goes with; together they are R²', () => {
    const drivers = result.drivers?.result;
    if (drivers?.status !== 'computed') throw new Error('no drivers were computed');
    expect([result.drivers?.outcome, drivers.shares.length]).toEqual(['F09_02', 10]);
    const shares = drivers.shares.map(({ share }) => (share.status === 'estimated' ? share.value : NaN));
    expect(shares.reduce((sum, share) => sum + share, 0)).toBeCloseTo(drivers.r2, 8);
  });

  it('shows how many officials contradict themselves', () => {
    const found = result.quality?.contradictions;
    expect(found?.status).toBe('counted');
    expect(found?.status === 'counted' ? found.n : 0).toBeGreaterThanOrEqual(demo.plan.threshold);
  });

  it('declares the same in the open round, which a visitor answers', () => {
    const open = demoRounds('2026-11-23').find(({ plan: one }) => one.survey === 'cips' && one.round !== demo.plan.round && one.title['en']?.includes('open') === true);
    expect(open?.plan.populations.map(({ outcome, contradictions }) => [outcome, contradictions?.length])).toEqual([['F09_02', 1], ['F09_02', 1]]);
  });
});
