// From columns to the results of one population: tallies, estimates, gate, in that order. Pure, without clock or chance,
// and the same in Node and in a browser. What it returns is ready to publish: every figure has passed the gate.
import type { Count, FactorResult, IndicatorResult, PopulationResult, ScoreFigures } from '../shared/results/population-result.ts';
import { TOO_FEW } from './disclosure/publish-figure.ts';
import { at } from './inference/at.ts';
import type { Estimator } from './scoring/estimator.ts';
import type { ScoreGroup } from './scoring/score-groups.ts';
import type { Tallies } from './scoring/tally.ts';
import { breakdownTable, strataTable } from './scorecard/division.ts';
import { detailsOf } from './scorecard/details.ts';
import { hasFrame } from './scorecard/design-strata.ts';
import { estimatorsOf } from './scorecard/estimators.ts';
import type { Estimators } from './scorecard/estimators.ts';
import { inFixedOrder } from './scorecard/fixed-order.ts';
import { itemResult, validPersons } from './scorecard/item-result.ts';
import { notesOf } from './scorecard/notes.ts';
import { resultLanguages } from './scorecard/result-texts.ts';
import type { Sample } from './scorecard/sample.ts';
import { HIDDEN_FIGURES, scoredPersons, scoreFigures, variableMeasures } from './scorecard/score-figures.ts';
import { talliedOf } from './scorecard/tally-plan.ts';
import { groupMoments, NOTHING_MEASURED, overallMoments } from './scorecard/tally-reader.ts';
import type { MeasuredMoments } from './scorecard/tally-reader.ts';
import { withSilentLines } from './scorecard/silent-line.ts';
import { spreadOf } from './scorecard/spread.ts';
import { withoutToldFigures } from './scorecard/told-figures.ts';
import type { PersonsBehind } from './scorecard/told-figures.ts';
import { tellsByWeights, withoutWeights } from './scorecard/told-weights.ts';
import { weightSummary } from './scorecard/weight-summary.ts';

/** Only where everybody or a random sample was asked may intervals be called a margin of error. */
const mayClaimMargin = (selection: Sample['plan']['selection']): boolean => selection === 'everybody' || selection === 'random';

type Publisher = {
  readonly group: (group: ScoreGroup) => ScoreFigures;
  readonly overall: (moments: MeasuredMoments, groups: readonly ScoreGroup[]) => ScoreFigures;
};

function publisher(tallies: Tallies, estimator: Estimator, scales: readonly number[], threshold: number): Publisher {
  const usable = usableSheets(tallies);
  const withSpread = (moments: MeasuredMoments, items: ScoreGroup['items']): ScoreFigures => {
    const figures = scoreFigures(moments, estimator, threshold, variableMeasures(items));
    return { ...figures, ...spreadOf(moments.score, scales, figures.score) };
  };
  // Among nine persons even "nobody has a score" tells something of each.
  if (usable > 0 && usable < threshold) return { group: () => HIDDEN_FIGURES, overall: () => HIDDEN_FIGURES };
  return {
    group: (group) => withSpread(groupMoments(tallies, group), group.items),
    overall: (moments, groups) => withSpread(moments, groups.flatMap(({ items }) => items)),
  };
}

const factorResult = (group: ScoreGroup, publish: Publisher): FactorResult => ({ factor: group.code, items: group.items.length, ...publish.group(group) });

const indicatorResult = (group: ScoreGroup, publish: Publisher): IndicatorResult => ({
  indicator: group.code, factor: group.factor, items: group.items.length, ...publish.group(group),
});

/** Usable and excluded sheets; both hidden where fewer than the threshold are usable. */
function sheetCounts(usable: number, all: number, threshold: number): { readonly usable: Count; readonly excluded: Count } {
  if (usable > 0 && usable < threshold) return { usable: TOO_FEW, excluded: TOO_FEW };
  return { usable: { status: 'counted', n: usable }, excluded: { status: 'counted', n: all - usable } };
}

function issuedCodes({ plan }: Sample): number | null {
  return plan.strata.length === 0 ? null : plan.strata.reduce<number | null>((sum, { codes }) => (sum === null || codes === null ? null : sum + codes), 0);
}

function usableSheets(tallies: Tallies): number {
  let usable = 0;
  for (let cell = 0; cell < tallies.cells - 1; cell += 1) usable += at(tallies.sheets, cell * tallies.stride);
  return usable;
}

function weightsOf(sample: Sample, stratumOf: Uint16Array, { scales }: Estimators): Pick<PopulationResult, 'weights'> {
  const weights = scales === null ? undefined : weightSummary(sample, stratumOf, scales);
  return weights === undefined ? {} : { weights };
}

function personsBehind(tallies: Tallies, overall: MeasuredMoments, common: MeasuredMoments): PersonsBehind {
  return {
    item: (layout) => validPersons(at(tallies.items, tallies.items.findIndex((item) => item.layout === layout)), tallies),
    group: (group) => scoredPersons(groupMoments(tallies, group)),
    overall: scoredPersons(overall),
    commonOverall: scoredPersons(common),
  };
}

/**
 * The results of one population. `sample.columns` come from `columnsFromSheets` or a file, with `resolveRouting` and
 * `applyBases` done; the order of rows changes no digit. Scores stand on 0–100, shares on 0–1. Throws a TypeError where the form can't be scored.
 */
export function scorecard(given: Sample): PopulationResult {
  const sample = inFixedOrder(given);
  const { form, plan, columns, threshold } = sample;
  const { groups, stratumOf, units, tallies } = talliedOf(sample);
  const estimators = estimatorsOf(sample, stratumOf, units);
  const publish = publisher(tallies, estimators.total, units.stratumOf.map((code) => estimators.scales?.[code] ?? 1), threshold);
  const [overall = NOTHING_MEASURED, common = NOTHING_MEASURED] = tallies.overall.map(overallMoments);
  const issued = issuedCodes(sample);
  const scored = {
    population: form.population,
    selection: plan.selection,
    marginOfError: mayClaimMargin(plan.selection),
    frame: plan.size,
    issued,
    sheets: columns.rows,
    ...sheetCounts(usableSheets(tallies), columns.rows, threshold),
    responseRate: issued === null || issued === 0 ? null : columns.rows / issued,
    estimation: estimators.total.kind,
    ...weightsOf(sample, stratumOf, estimators),
    overall: publish.overall(overall, groups.factors),
    factors: groups.factors.map((group) => factorResult(group, publish)),
    commonOverall: publish.overall(common, groups.common),
    commonFactors: groups.common.map((group) => factorResult(group, publish)),
    indicators: groups.indicators.map((group) => indicatorResult(group, publish)),
    items: tallies.items.map((item) => itemResult(item, tallies, estimators.total, threshold)),
    strata: strataTable(sample, tallies, groups, units, estimators),
    breakdowns: (sample.breakdowns ?? []).map((code) => breakdownTable(sample, code, groups, units, estimators)),
  };
  const weighsStrata = estimators.total.kind === 'design' && (sample.weights !== undefined || hasFrame(plan, estimators.sheets));
  const gated = weighsStrata && tellsByWeights(scored, sample.weights !== undefined) ? withoutWeights : <Part>(part: Part): Part => part;
  const result = gated(withSilentLines(withoutToldFigures(scored, groups, personsBehind(tallies, overall, common)), weighsStrata));
  const detailed = sample.details === true ? { ...result, ...gated(detailsOf(sample, { groups, stratumOf, units, estimators, tallies }, result)) } : result;
  return { ...detailed, notes: notesOf(result), languages: resultLanguages(form) };
}
