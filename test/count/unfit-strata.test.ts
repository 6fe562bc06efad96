// A round that opened with strata by an item that divides nobody, before plans were checked for it, has taken sheets.
// Its count must not fail for ever: it is counted without strata, and the result says so.
import { describe, expect, it } from '@jest/globals';
import { countPopulation } from '../../analysis/release.ts';
import type { PopulationResult } from '../../shared/results/population-result.ts';
import { ROUND_60_PLAN, round60Form, round60Sheets } from '../support/round-60.ts';

describe('a stratum item that divides nobody', () => {
  const form = round60Form();
  const counted = (stratumItem: string | null, sheets = round60Sheets(form)): PopulationResult =>
    countPopulation(form, sheets, { population: 'officials', off: [], own: [], ...ROUND_60_PLAN, strata: [...ROUND_60_PLAN.strata], stratumItem }, 10);

  it.each(['D_NOPE', 'M04_11'])('is counted as no strata where it is %s: every figure of the whole, no table, and a note', (item) => {
    const [result, plain] = [counted(item), counted(null)];
    expect(result.notes).toEqual(['unweighted', 'excluded-sheets', 'strata-not-stated', 'figures-hidden']);
    expect({ ...result, notes: plain.notes }).toEqual(plain);
    expect([result.sheets, result.issued, result.overall.score.status, result.strata.groups]).toEqual([60, 105, 'estimated', []]);
  });

  it('is noted of sheets alone: where there are none, none lacks its stratum', () => {
    expect(counted('D_NOPE', []).notes).toEqual(counted(null, []).notes);
  });
});
