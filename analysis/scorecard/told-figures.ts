// Takes out of a scorecard what would tell a figure that the gate has hidden: the distribution of an item that divides
// people, where its table hides a group's size; a factor whose hidden item the others would give (disclosure/told-by-parts.ts);
// with it the overall score, and the rows of strata and breakdowns, whose sum over the groups is the factor again.
import type { ItemResult } from '../../shared/results/item-result.ts';
import type { GroupResult, GroupTable, PopulationResult, ScoreFigures } from '../../shared/results/population-result.ts';
import { TOO_FEW } from '../disclosure/publish-figure.ts';
import { isToldByParts } from '../disclosure/told-by-parts.ts';
import { at } from '../inference/at.ts';
import type { ItemLayout } from '../scoring/item-layout.ts';
import type { ScoreGroup, ScoreGroups } from '../scoring/score-groups.ts';
import { HIDDEN_FIGURES } from './score-figures.ts';

/** Persons behind figures, hidden ones too; counted only where something is hidden. */
export type PersonsBehind = {
  /** With a valid answer. */
  readonly item: (layout: ItemLayout) => number;
  readonly group: (group: ScoreGroup) => number;
  readonly overall: number;
  readonly commonOverall: number;
};

type Told = Pick<PopulationResult, 'overall' | 'factors' | 'commonOverall' | 'commonFactors' | 'indicators' | 'items' | 'strata' | 'breakdowns'>;

const WOULD_TELL = { status: 'suppressed', reason: 'complementary' } as const;
const TOLD: ScoreFigures = { score: WOULD_TELL, favourable: WOULD_TELL, neutral: WOULD_TELL, unfavourable: WOULD_TELL, balance: WOULD_TELL };

const isHidden = (figures: Pick<ScoreFigures, 'score'>): boolean => figures.score.status === 'suppressed';

/** What stands beside a score and goes with it. */
const BESIDE: readonly string[] = ['ifSilentStoodLower', 'sd', 'quartiles'];

/** The figures hidden; those that are hidden already keep their own reason. */
const told = <Scored extends ScoreFigures>(scored: Scored): Scored =>
  isHidden(scored) ? scored : ({ ...Object.fromEntries(Object.entries(scored).filter(([name]) => !BESIDE.includes(name))), ...TOLD } as Scored);

/** The item whose groups a table has, without the sizes of those that the table hides. */
function withoutSizes(item: ItemResult): ItemResult {
  return {
    ...item,
    distribution: item.distribution.map(({ point }) => ({ point, share: TOO_FEW })),
    missing: TOO_FEW,
    scores: item.scores === null ? null : HIDDEN_FIGURES,
    experience: item.experience === null ? null : { ...item.experience, share: TOO_FEW },
    ...(item.indirect === undefined ? {} : { indirect: { design: item.indirect.design, prevalence: TOO_FEW } }),
  };
}

/** Whether a table hides how many stand in one of its groups, or in none. */
export const hidesSizes = ({ groups, notStated }: GroupTable): boolean => notStated.status === 'suppressed' || groups.some(({ sheets }) => sheets.status === 'suppressed');

/** A group without the rows that are hidden in all; its overall score goes where its other factors would give the one of a row. */
function groupWithout(group: GroupResult, rows: ReadonlySet<string>, hidesOverall: boolean): GroupResult {
  const personsOf = ({ score }: ScoreFigures): number | undefined => ('n' in score ? score.n : undefined);
  const shown = group.factors.filter((factor) => !isHidden(factor));
  const tells = shown.some(({ factor }) => rows.has(factor)) && shown.every((factor) => personsOf(factor) === personsOf(group.overall));
  return {
    ...group,
    overall: hidesOverall || tells ? told(group.overall) : group.overall,
    factors: group.factors.map((factor) => (rows.has(factor.factor) ? told(factor) : factor)),
  };
}

const dividing = ({ strata, breakdowns }: Told): ReadonlySet<string> => new Set([strata, ...breakdowns].flatMap((table) => (table.item !== null && hidesSizes(table) ? [table.item] : [])));

/** The scorecard without figures that tell hidden ones. */
export function withoutToldFigures<Scorecard extends Told>(scorecard: Scorecard, groups: ScoreGroups, persons: PersonsBehind): Scorecard {
  const divides = dividing(scorecard);
  const items = scorecard.items.map((item) => (divides.has(item.item) ? withoutSizes(item) : item));
  const hidden = new Set(items.flatMap(({ item, scores }) => (scores !== null && isHidden(scores) ? [item] : [])));
  const tells = (group: ScoreGroup): boolean =>
    group.items.some(({ item }) => hidden.has(item.code)) && isToldByParts(persons.group(group), group.items.map((layout) => ({ persons: persons.item(layout), isHidden: hidden.has(layout.item.code) })));
  const gated = <Scored extends ScoreFigures>(scored: readonly Scored[], of: readonly ScoreGroup[]): Scored[] => {
    const telling = of.map(tells);
    return scored.map((one, place) => (telling[place] === true ? told(one) : one));
  };
  const overallOf = (figures: ScoreFigures, all: number, scored: readonly ScoreFigures[], of: readonly ScoreGroup[]): ScoreFigures =>
    scored.some(isHidden) && isToldByParts(all, scored.map((one, place) => ({ persons: persons.group(at(of, place)), isHidden: isHidden(one) }))) ? told(figures) : figures;
  const [factors, commonFactors] = [gated(scorecard.factors, groups.factors), gated(scorecard.commonFactors, groups.common)];
  const overall = overallOf(scorecard.overall, persons.overall, factors, groups.factors);
  const rows = new Set(factors.filter(isHidden).map(({ factor }) => factor));
  const tableWithout = (table: GroupTable): GroupTable => ({ ...table, groups: table.groups.map((group) => groupWithout(group, rows, isHidden(overall))) });
  return {
    ...scorecard, items, factors, commonFactors, overall,
    indicators: gated(scorecard.indicators, groups.indicators),
    commonOverall: overallOf(scorecard.commonOverall, persons.commonOverall, commonFactors, groups.common),
    strata: tableWithout(scorecard.strata),
    breakdowns: scorecard.breakdowns.map(tableWithout),
  };
}
