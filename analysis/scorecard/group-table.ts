// A table of groups (strata, or the answers of a breakdown item) with overall score and factors, through the gate:
// the pattern of hidden groups is decided once for the whole table (disclosure/group-pattern.ts).
import type { AnswerValue } from '../../shared/questionnaire/codes.ts';
import type { GroupResult, GroupTable } from '../../shared/results/population-result.ts';
import { TOO_FEW } from '../disclosure/publish-figure.ts';
import { hiddenGroups, isOverallHidden, isRowHidden } from '../disclosure/group-pattern.ts';
import type { GroupCounts } from '../disclosure/group-pattern.ts';
import { at } from '../inference/at.ts';
import type { Estimator } from '../scoring/estimator.ts';
import { MEASURES } from '../scoring/person-state.ts';
import type { Measure } from '../scoring/person-state.ts';
import { withSilentLine } from './silent-line.ts';
import { HIDDEN_FIGURES, isUniform, scoredPersons, scoreFigures } from './score-figures.ts';
import type { MeasuredMoments } from './tally-reader.ts';

/** One group before the gate. */
export type Group = {
  readonly code: AnswerValue;
  readonly size: number | null;
  readonly issued: number | null;
  readonly sheets: number;
  readonly usable: number;
  readonly estimator: Estimator;
  readonly overall: MeasuredMoments;
  readonly factors: readonly { readonly factor: string; readonly moments: MeasuredMoments; readonly variable: ReadonlySet<Measure> }[];
};

/** Those who state no group: sheets, usable ones, persons with an overall score and with each factor. */
export type NotStated = { readonly sheets: number; readonly usable: number; readonly overall: number; readonly factors: readonly number[] };

type Gate = { readonly hidden: ReadonlySet<number>; readonly overallHidden: boolean; readonly factorHidden: readonly boolean[] };

/** A shown group in which everybody has the same value: its row goes, since the total less the others would tell it. */
const hasUniformGroup = (groups: readonly Group[], hidden: ReadonlySet<number>, row: number): boolean =>
  groups.some((group, index) => {
    const { moments, variable } = at(group.factors, row);
    return !hidden.has(index) && [...variable].some((measure) => measure !== 'neutral' && isUniform(moments[measure]));
  });

function gateOf(groups: readonly Group[], notStated: NotStated, threshold: number): Gate {
  const counts = (of: (group: Group) => number, unstated: number): GroupCounts => ({ groups: groups.map(of), notStated: unstated });
  const hidden = hiddenGroups([counts(({ usable }) => usable, notStated.usable), counts(({ sheets }) => sheets, notStated.sheets)], threshold);
  const factors = notStated.factors.map((unstated, index) => counts((group) => scoredPersons(at(group.factors, index).moments), unstated));
  const overall = counts((group) => scoredPersons(group.overall), notStated.overall);
  const factorHidden = factors.map((row, index) => isRowHidden(row, hidden, threshold) || hasUniformGroup(groups, hidden, index));
  return { hidden, overallHidden: isOverallHidden(overall, factors, factorHidden, hidden, threshold), factorHidden };
}

const ALL_MEASURES: ReadonlySet<Measure> = new Set<Measure>(MEASURES);

function groupResult(group: Group, index: number, gate: Gate, threshold: number): GroupResult {
  const isHidden = gate.hidden.has(index);
  const { code, size, issued, sheets, estimator } = group;
  const neverNeutral = group.factors.every(({ variable }) => !variable.has('neutral'));
  const overallMeasures = neverNeutral ? new Set([...ALL_MEASURES].filter((measure) => measure !== 'neutral')) : ALL_MEASURES;
  return {
    code,
    size,
    issued,
    sheets: isHidden ? TOO_FEW : { status: 'counted', n: sheets },
    responseRate: isHidden || issued === null || issued === 0 ? null : sheets / issued,
    overall: isHidden || gate.overallHidden ? HIDDEN_FIGURES : withSilentLine(scoreFigures(group.overall, estimator, threshold, overallMeasures), issued),
    factors: group.factors.map(({ factor, moments, variable }, row) => ({
      factor,
      ...(isHidden || gate.factorHidden[row] === true ? HIDDEN_FIGURES : withSilentLine(scoreFigures(moments, estimator, threshold, variable), issued)),
    })),
    flags: !isHidden && issued !== null && sheets > issued ? ['more-sheets-than-codes'] : [],
  };
}

/** The table after the gate. `notStated` is shown as a count where it is nobody or at least the threshold. */
export function groupTable(item: string | null, groups: readonly Group[], notStated: NotStated, threshold: number): GroupTable {
  const gate = gateOf(groups, notStated, threshold);
  const isShown = notStated.sheets === 0 || (notStated.sheets >= threshold && gate.hidden.size === 0);
  return {
    item,
    groups: groups.map((group, index) => groupResult(group, index, gate, threshold)),
    notStated: isShown ? { status: 'counted', n: notStated.sheets } : TOO_FEW,
  };
}
