// A release is put together from the results of its populations, and says which forms and which manifest they rest on.
import { describe, expect, it } from '@jest/globals';
import { countPopulation, release } from '../../../analysis/release.ts';
import { Release } from '../../../shared/results/release.ts';
import type { RoundPlan } from '../../../shared/round/plan.ts';
import { round60Adaptation, round60Form, ROUND_60_PLAN, round60Sheets } from '../../support/round-60.ts';

const form = round60Form();
const population = { population: 'officials', off: [], own: [], ...ROUND_60_PLAN, strata: [...ROUND_60_PLAN.strata] };
const plan: RoundPlan = {
  round: 'RND060', administration: 'aldoria', title: { en: 'Sixty sheets' }, survey: 'cips', version: 1, populations: [population],
  names: round60Adaptation(['en']).names, lists: round60Adaptation(['en']).lists, languages: ['en'], modes: ['online'], keepsLanguage: false, twoPhase: false,
  drawingEnds: '2026-01-01', sendingEnds: '2026-01-02', objectionEnds: '2026-01-03', retentionDay: '2026-02-01', threshold: 10, minutes: 15,
};
const hash = 'A'.repeat(43);
const facts = { plan, administrationName: { en: 'Aldoria' }, manifest: hash, forms: { officials: hash } };
const made = release(facts, [countPopulation(form, round60Sheets(form), population, plan.threshold)]);

describe('a release', () => {
  it('survives JSON as it is, and is the same whenever it is made', () => {
    expect(Release.parse(JSON.parse(JSON.stringify(made)))).toEqual(made);
    expect(release(facts, [countPopulation(form, [...round60Sheets(form)].reverse(), population, plan.threshold)])).toEqual(made);
  });

  it('carries names, prompts and labels to be read by, but no consent text', () => {
    const texts = made.populations[0]?.languages[0]?.texts ?? {};
    expect([texts['factor.rad-1'], texts['F01_01'], texts['scale.agree-5.5'], texts['missing.dont-know']].every((text) => typeof text === 'string')).toBe(true);
    expect(Object.keys(texts).filter((key) => key.startsWith('consent.'))).toEqual([]);
  });

  it('has no n beside any hidden figure', () => {
    const hidden: unknown[] = [];
    const look = (value: unknown): void => {
      if (typeof value !== 'object' || value === null) return;
      if ('status' in value && value.status === 'suppressed') hidden.push(value);
      Object.values(value).forEach(look);
    };
    look(made);
    expect(hidden.length).toBeGreaterThan(50);
    expect(hidden.flatMap((figure) => Object.keys(figure as object)).filter((key) => !['status', 'reason', 'atMost', 'atLeast'].includes(key))).toEqual([]);
  });

  it('hides everything but the number of sheets when fewer than ten came', () => {
    const few = countPopulation(form, round60Sheets(form).slice(19, 28), population, plan.threshold);
    expect([few.sheets, few.usable.status, few.excluded.status]).toEqual([9, 'suppressed', 'suppressed']);
    const shown = [few.overall, ...few.factors, ...few.commonFactors, ...few.indicators].filter(({ score }) => score.status === 'estimated' || score.status === 'value-only');
    expect(shown).toEqual([]);
    expect(few.items.flatMap(({ distribution }) => distribution).filter(({ share }) => share.status === 'estimated')).toEqual([]);
    expect([...few.factors.map(({ score }) => score.status), ...few.items.map(({ missing }) => missing.status)].every((status) => status === 'suppressed')).toBe(true);
    expect(few.strata.groups.every(({ sheets }) => sheets.status === 'suppressed' || sheets.n === 0)).toBe(true);
  });

  it('has a form for a population to which nobody sent a sheet', () => {
    const none = countPopulation(form, [], population, plan.threshold);
    expect(none.factors.every(({ score }) => score.status === 'not-estimable')).toBe(true);
    expect(Release.parse(release(facts, [none])).populations[0]?.sheets).toBe(0);
  });

  it('is refused without a hash that is one', () => {
    expect(() => release({ ...facts, manifest: 'x' }, [])).toThrow();
  });
});
