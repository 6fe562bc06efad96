// Divides a population: its strata, out of the tally by stratum that is there already, and its declared breakdowns, each
// by a pass of its own with a cell per unit (stratum or cluster) and group. What people did not state stands in totals only.
import type { AnswerValue, ItemCode } from '../../shared/questionnaire/codes.ts';
import type { GroupTable } from '../../shared/results/population-result.ts';
import { at } from '../inference/at.ts';
import type { Estimator } from '../scoring/estimator.ts';
import type { ScoreGroups } from '../scoring/score-groups.ts';
import { tally } from '../scoring/tally.ts';
import type { Tallies } from '../scoring/tally.ts';
import type { Estimators } from './estimators.ts';
import { groupTable } from './group-table.ts';
import type { Group, NotStated } from './group-table.ts';
import { countGroups, dividingLayout, groupsByItem, hasStrata } from './sample.ts';
import type { Sample, Units } from './sample.ts';
import { scoredPersons, variableMeasures } from './score-figures.ts';
import { groupMoments, overallMoments } from './tally-reader.ts';
import type { MeasuredMoments } from './tally-reader.ts';
import { NO_MOMENTS } from '../moments.ts';
import type { Moments } from '../moments.ts';

const EMPTY_TABLE: GroupTable = { item: null, groups: [], notStated: { status: 'counted', n: 0 } };

/** Keeps the cells of one group and empties the others' — same length, so that strata stay in their places. */
type Cut = (cells: readonly Moments[]) => readonly Moments[];

const cutMoments = (moments: MeasuredMoments, cut: Cut): MeasuredMoments => ({
  score: cut(moments.score),
  favourable: cut(moments.favourable),
  neutral: cut(moments.neutral),
  unfavourable: cut(moments.unfavourable),
  balance: cut(moments.balance),
});

type GroupFacts = Pick<Group, 'code' | 'size' | 'issued' | 'sheets' | 'usable'> & { readonly estimator: Estimator; readonly cut: Cut };

/** Builds table groups out of tallies. */
function buildGroups(tallies: Tallies, groups: ScoreGroups, facts: readonly GroupFacts[]): readonly Group[] {
  const overall = overallMoments(at(tallies.overall, 0));
  const factors = groups.factors.map((group) => ({ factor: group.code, moments: groupMoments(tallies, group), variable: variableMeasures(group.items) }));
  return facts.map(({ cut, ...fact }) => ({
    ...fact,
    overall: cutMoments(overall, cut),
    factors: factors.map(({ factor, moments, variable }) => ({ factor, variable, moments: cutMoments(moments, cut) })),
  }));
}

const unstatedOf = (group: Group): NotStated => ({
  sheets: group.sheets,
  usable: group.usable,
  overall: scoredPersons(group.overall),
  factors: group.factors.map(({ moments }) => scoredPersons(moments)),
});

const usableIn = (tallies: Tallies, cells: readonly number[]): number =>
  cells.reduce((sum, cell) => sum + at(tallies.sheets, cell * tallies.stride), 0);

/** The strata of a sample; an empty table where it has none. */
export function strataTable(sample: Sample, tallies: Tallies, groups: ScoreGroups, units: Units, estimators: Estimators): GroupTable {
  if (!hasStrata(sample)) return EMPTY_TABLE;
  const { plan } = sample;
  const facts = Array.from({ length: plan.strata.length + 1 }, (_, code): GroupFacts => {
    const stratum = plan.strata[code - 1];
    return {
      code: stratum?.code ?? 0,
      size: stratum?.size ?? null,
      issued: stratum?.codes ?? null,
      sheets: at(estimators.sheets, code),
      usable: usableIn(tallies, units.stratumOf.flatMap((stratum, unit) => (stratum === code ? [unit] : []))),
      estimator: estimators.ofStratum(code),
      cut: (cells) => cells.map((moments, unit) => (units.stratumOf[unit] === code ? moments : NO_MOMENTS)),
    };
  });
  const [unstated, ...strata] = buildGroups(tallies, groups, facts);
  return groupTable(plan.stratumItem, strata, unstatedOf(unstated ?? at(strata, 0)), sample.threshold);
}

/** Cells of one group of a breakdown: the group-th of each unit. */
const stridesOf = (units: number, width: number, group: number): number[] => Array.from({ length: units }, (_, unit) => unit * width + group);

function breakdownTally(sample: Sample, groups: ScoreGroups, units: Units, groupOf: Uint16Array, width: number): Tallies {
  return tally(sample.columns, {
    factors: groups.factors,
    overall: [groups.factors],
    cellOf: groupOf.map((group, row) => (units.of[row] as number) * width + group),
    cells: units.count * width,
    ...(sample.weights === undefined ? {} : { weights: sample.weights }),
  });
}

/** The table of one breakdown item. Throws a TypeError where the item is no single choice. */
export function breakdownTable(sample: Sample, item: ItemCode, groups: ScoreGroups, units: Units, estimators: Estimators): GroupTable {
  const layout = dividingLayout(sample.layouts, item);
  const groupOf = groupsByItem(sample.columns, layout, layout.points);
  const width = layout.points.length + 1;
  const tallies = breakdownTally(sample, groups, units, groupOf, width);
  const sheets = countGroups(groupOf, width, sample.columns.rows);
  const codes: readonly AnswerValue[] = [0, ...layout.points];
  const facts = codes.map((code, group): GroupFacts => {
    const cells = stridesOf(units.count, width, group);
    return {
      code,
      size: null,
      issued: null,
      sheets: at(sheets, group),
      usable: usableIn(tallies, cells),
      estimator: estimators.total,
      cut: (moments) => cells.map((cell) => at(moments, cell)),
    };
  });
  const [unstated, ...shown] = buildGroups(tallies, groups, facts);
  return groupTable(item, shown, unstatedOf(unstated ?? at(shown, 0)), sample.threshold);
}
