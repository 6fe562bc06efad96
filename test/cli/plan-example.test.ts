// The plan in the docs is one that `spid round create` takes as it is.
import { readFileSync } from 'node:fs';
import { describe, expect, it } from '@jest/globals';
import { formOf } from '../../server/questionnaires.ts';
import { RoundPlan } from '../../shared/round/plan.ts';

describe('docs/examples/plan.json', () => {
  const plan = RoundPlan.parse(JSON.parse(readFileSync('docs/examples/plan.json', 'utf8')));

  it('compiles into the forms of both populations, in its languages', () => {
    const forms = plan.populations.map((population) => formOf('surveys', plan, population));
    expect(forms.map(({ population, languages }) => [population, languages.map(({ language }) => language)])).toEqual([['officials', ['fr', 'en']], ['private-sector', ['fr', 'en']]]);
  });

  it('names strata that its own lists have, and sizes that add up', () => {
    for (const { stratumItem, strata, size } of plan.populations) {
      if (stratumItem === 'D_REGION') expect(strata.map(({ code }) => code)).toEqual(plan.lists['regions']?.map(({ code }) => code));
      if (size !== null) expect(strata.reduce((sum, stratum) => sum + (stratum.size ?? 0), 0)).toBe(size);
    }
  });
});
