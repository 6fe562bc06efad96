// The scorecard in the terminal says what changed since the round before, in the five words, and what else changed.
import { describe, expect, it } from '@jest/globals';
import { release } from '../../analysis/release.ts';
import { itemLayouts } from '../../analysis/scoring/item-layout.ts';
import { scorecard } from '../../analysis/scorecard.ts';
import { scorecardTable } from '../../server/cli/scorecard-table.ts';
import { aRoundPlan } from '../support/a-round.ts';
import { aHarbour } from '../support/random-columns.ts';

const { form, columns } = aHarbour(60, 9);
const result = scorecard({ form, layouts: itemLayouts(form), columns, plan: { selection: 'random', size: null, stratumItem: null, strata: [] }, threshold: 10 });
const hash = 'A'.repeat(43);
const facts = { administrationName: { en: 'Harbour' }, manifest: hash, forms: { pilots: hash } };
const before = release({ ...facts, plan: { ...aRoundPlan({ modes: ['online', 'tablet'] }), round: 'AAAAA1' } }, [result]);

describe('the scorecard in the terminal', () => {
  it('has a column of changes with points, word and marks, and names the round before', () => {
    const lines = scorecardTable(release({ ...facts, plan: { ...aRoundPlan(), round: 'AAAAA2' }, previous: before }, [result]), 'en');
    expect(lines).toEqual(expect.arrayContaining([expect.stringContaining('since round AAAAA1'), expect.stringMatching(/favourable +change$/), expect.stringMatching(/\+0\.0 (no clear change|not enough data to tell) \(changed: mode\)$/)]));
  });

  it('has none without a round before', () => {
    expect(scorecardTable(before, 'en').join('\n')).not.toMatch(/change/);
  });
});
