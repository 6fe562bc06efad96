// What a scorecard has tallied, apart from the tallying: so that shards of the rows can be tallied in several threads and
// merged (scoring/merge-tallies.ts), and the scorecard made from the result. Without that, scorecard() tallies itself.
import { scoreGroups } from '../scoring/score-groups.ts';
import { largestWeight } from '../scoring/split-sums.ts';
import { tally } from '../scoring/tally.ts';
import type { Tallies } from '../scoring/tally.ts';
import { stratumOfRows, unitsOf, withCountedChoices } from './sample.ts';
import type { Sample, Tallied, TallyPlan } from './sample.ts';

/** What is to be tallied for a sample's scorecard. */
export function tallyPlan(sample: Sample): TallyPlan {
  const groups = scoreGroups(sample.form, sample.layouts);
  const stratumOf = stratumOfRows(sample);
  const units = unitsOf(sample, stratumOf);
  const request = {
    factors: groups.factors,
    groups: [...groups.common.filter((group) => !groups.factors.includes(group)), ...groups.indicators],
    overall: [groups.factors, groups.common],
    items: sample.layouts,
    cellOf: units.of,
    cells: units.count,
    whole: { rows: sample.columns.rows, largestWeight: sample.weights === undefined ? 1 : largestWeight(sample.weights, sample.columns.rows) },
    ...(sample.weights === undefined ? {} : { weights: sample.weights }),
  };
  return { groups, stratumOf, units, columns: withCountedChoices(sample.layouts, sample.columns), request };
}

/** Everything that a tally depends on: a sample that was changed since must be tallied again. */
const tallyInputs = ({ form, layouts, columns, stratumOf, weights, clusters, fit, plan }: Sample): readonly unknown[] => [form, layouts, columns, stratumOf, weights, clusters, fit, plan];

/** The sample with its tallies, made by the plan; `scorecard` then tallies nothing again. */
export const withTallies = (sample: Sample, plan: TallyPlan, tallies: Tallies): Sample => ({ ...sample, tallied: { ...plan, tallies, inputs: tallyInputs(sample) } });

/** The tallies of a sample: those it carries, as long as they are its own. */
export function talliedOf(sample: Sample): Tallied {
  const { tallied } = sample;
  const inputs = tallyInputs(sample);
  if (tallied?.inputs.every((input, place) => input === inputs[place]) === true) return tallied;
  const plan = tallyPlan(sample);
  return { ...plan, tallies: tally(plan.columns, plan.request) };
}
