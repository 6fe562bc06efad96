// Which factors go with a declared outcome item, as a release shows it. The outcome's own item is taken out of its factor
// first, since it would explain itself. Refused below 100 complete persons or ten per factor: then rank correlations alone,
// from thirty complete persons on, as for reliability.
import type { ItemCode } from '../../shared/questionnaire/codes.ts';
import type { Drivers } from '../../shared/results/detail-result.ts';
import type { PopulationResult } from '../../shared/results/population-result.ts';
import { published, publishedFigure, TOO_FEW } from '../disclosure/publish-figure.ts';
import { at } from '../inference/at.ts';
import { keyDrivers } from '../drivers/key-drivers.ts';
import type { KeyDrivers } from '../drivers/key-drivers.ts';
import { personScores } from '../scoring/person-scores.ts';
import type { ScoreGroups } from '../scoring/score-groups.ts';
import type { Persons } from './persons.ts';
import { itemColumn } from './reliability-result.ts';
import type { Sample } from './sample.ts';

const SEED = 20_260_101;
const FEWEST_PERSONS = 30;

function refusal({ reason, n, correlations }: Extract<KeyDrivers, { readonly status: 'not-estimable' }>, fewest: number): Drivers['result'] {
  if (n < fewest) return { status: 'refused', reason };
  return { status: 'refused', reason, n, correlations: correlations.map(({ code, value }) => ({ factor: code, value: value === undefined ? null : published(value) })) };
}

/** See drivers/key-drivers.ts. Throws a TypeError where the outcome is no ordinal item of the form. */
export function driverResult(sample: Sample, groups: ScoreGroups, persons: Persons, outcome: ItemCode, result: Pick<PopulationResult, 'factors' | 'items'>): Drivers {
  const layout = sample.layouts.find(({ item }) => item.code === outcome);
  if (layout === undefined) throw new TypeError(`${outcome} is no item of the form`);
  const item = result.items.find(({ item: code }) => code === outcome);
  const isHidden = item === undefined || item.missing.status === 'suppressed' || item.scores?.score.status === 'suppressed' || result.factors.some(({ score }) => score.status === 'suppressed');
  if (isHidden) return { outcome, result: TOO_FEW };
  const predictors = groups.factors.flatMap((group, index) => {
    const items = group.items.filter((one) => one !== layout);
    if (items.length === group.items.length) return [{ code: group.code, values: at(persons.factors, index).scores }];
    const values = personScores(sample.columns, { ...group, items }).map((score, row) => (at(persons.usable, row) === 1 ? score : Number.NaN));
    return items.length === 0 ? [] : [{ code: group.code, values }];
  });
  const drivers = keyDrivers(itemColumn(sample, layout, persons.usable), predictors, { seed: SEED, weights: persons.design.weights, ...persons.units });
  if (drivers.status === 'not-estimable') return { outcome, result: refusal(drivers, Math.max(FEWEST_PERSONS, sample.threshold)) };
  const { n, completeShare, r2, shares, flags } = drivers;
  return {
    outcome,
    result: { status: 'computed', n, completeShare: published(completeShare), r2: published(r2), shares: shares.map(({ code, value }) => ({ factor: code, share: publishedFigure(value) })), flags: [...flags] },
  };
}
