// Lines through the published results of several rounds of one population: overall, factors, indicators, scored items and
// experiences. Nothing hidden comes back: a round that hides a figure has no point in its line.
import type { Computed, Estimate } from '../../shared/results/estimate.ts';
import type { ItemResult } from '../../shared/results/item-result.ts';
import type { PopulationResult, ScoreFigures } from '../../shared/results/population-result.ts';
import type { PopulationTrend, TrendPoint, TrendSeries } from '../../shared/results/trend-result.ts';
import { benjaminiHochberg, holm } from '../comparison/adjusted-p-values.ts';
import { shareTrend } from '../comparison/share-trend.ts';
import { trend } from '../comparison/trend.ts';
import { published, publishedFigure, publishedP } from '../disclosure/publish-figure.ts';
import { normalUpperTail } from '../distributions.ts';
import { compareResults } from './compare-results.ts';
import { conditionsOf } from './conditions.ts';
import { marksBetween } from './round-make.ts';

export type TimedResult = { readonly time: number; readonly result: PopulationResult };

type Picked = Pick<ScoreFigures, 'sd'> & { readonly figure: Estimate };
type Line = {
  readonly table: TrendSeries['table'];
  readonly code: string;
  readonly figure: TrendSeries['figure'];
  readonly pick: (result: PopulationResult) => Picked | undefined;
  readonly isBehind: (item: ItemResult) => boolean;
};

const isCounted = (figure: Estimate): figure is Computed => figure.status === 'estimated' || figure.status === 'value-only';

/** Every line that the last round has. */
function linesOf(last: PopulationResult): readonly Line[] {
  const score = ({ score: figure, sd }: ScoreFigures): Picked => ({ figure, ...(sd === undefined ? {} : { sd }) });
  const found = (figures: ScoreFigures | undefined): Picked | undefined => (figures === undefined ? undefined : score(figures));
  const items = last.items.flatMap(({ item, scores, experience }): readonly Line[] => {
    const of = (result: PopulationResult): ItemResult | undefined => result.items.find((one) => one.item === item);
    const line = (figure: Line['figure'], share: (one: ItemResult) => Estimate | undefined): Line => ({
      table: 'item', code: item, figure, isBehind: (one) => one.item === item,
      pick: (result) => { const one = of(result); const picked = one === undefined ? undefined : share(one); return picked === undefined ? undefined : { figure: picked }; },
    });
    return [
      ...(scores === null ? [] : [line('score', (one) => one.scores?.score), line('favourable', (one) => one.scores?.favourable)]),
      ...(experience === null ? [] : [line('experience', (one) => one.experience?.share)]),
    ];
  });
  return [
    { table: 'overall', code: 'overall', figure: 'score', pick: ({ overall }) => score(overall), isBehind: ({ kind }) => kind === 'evaluative' },
    ...last.factors.map(({ factor }): Line => ({
      table: 'factor', code: factor, figure: 'score', isBehind: (item) => item.factor === factor && item.kind === 'evaluative',
      pick: (result) => found(result.factors.find((one) => one.factor === factor)),
    })),
    ...last.indicators.map(({ indicator }): Line => ({
      table: 'indicator', code: indicator, figure: 'score', isBehind: (item) => item.indicator === indicator && item.kind === 'evaluative',
      pick: (result) => found(result.indicators.find((one) => one.indicator === indicator)),
    })),
    ...items,
  ];
}

/** A line breaks where its items or their wording differ from the last round that had it. Experiences are no evaluative items, but break likewise. */
function pointsOf(rounds: readonly TimedResult[], line: Line): (TrendPoint & Pick<Picked, 'sd'> & { readonly result: PopulationResult })[] {
  let previous: PopulationResult | undefined;
  return rounds.flatMap(({ time, result }) => {
    const picked = line.pick(result);
    if (picked === undefined) return [];
    const breakMarks = previous === undefined ? [] : marksOf(previous, result, line);
    previous = result;
    const isBreak = breakMarks.includes('items') || breakMarks.includes('wording');
    return [{ time, figure: picked.figure, breakMarks, isBreak, result, ...(picked.sd === undefined ? {} : { sd: picked.sd }) }];
  });
}

function marksOf(previous: PopulationResult, result: PopulationResult, { isBehind }: Line): TrendPoint['breakMarks'] {
  const marks = marksBetween(previous, result, isBehind);
  const isReworded = result.items.filter(isBehind).some(({ item, revision }) => previous.items.some((one) => one.item === item && one.revision !== revision));
  return isReworded && !marks.includes('wording') ? ['wording', ...marks] : marks;
}

type Points = ReturnType<typeof pointsOf>;

/** A share's error without a frame; a published one has none but in a census. */
function openShare(figure: Computed): Computed {
  return figure.status !== 'estimated' || figure.se > 0 ? figure : { ...figure, se: Math.sqrt((figure.value * (1 - figure.value)) / figure.n) };
}

/** Shown points with an SE: a census has none, so that a line with one rests on what each year's persons say of its conditions. */
function weighable(points: Points, line: Line): { readonly figures: readonly { time: number; figure: Computed; isBreak: boolean }[]; readonly flags: readonly string[] } {
  const hasCensus = points.some(({ figure }) => figure.status === 'estimated' && figure.se === 0);
  const open = (figure: Computed, { result, sd }: Points[number]): Computed => (line.figure === 'score' ? (conditionsOf(result, figure, sd) ?? figure) : openShare(figure));
  let isBroken = false;
  const figures = points.flatMap((point) => {
    // A break in a round that hides the figure stays a break for the next one.
    isBroken = isBroken || point.isBreak;
    if (!isCounted(point.figure)) return [];
    const isBreak = isBroken;
    isBroken = false;
    return [{ time: point.time, isBreak, figure: hasCensus ? open(point.figure, point) : point.figure }];
  });
  return { figures, flags: hasCensus ? ['without-frame'] : [] };
}

/** Cochran and Armitage's test of the rounds since the last break, where shares are counted persons. */
function countedTrend(points: Points): { readonly shareTrendP?: number } {
  const from = points.reduce((last, { isBreak }, index) => (isBreak ? index : last), 0);
  const used = points.slice(from).flatMap(({ time, figure, result }) => (figure.status === 'estimated' ? [{ time, n: figure.n, k: Math.round(figure.value * figure.n), isSimple: result.estimation === 'simple' }] : []));
  const tested = used.every(({ isSimple }) => isSimple) ? shareTrend(used) : undefined;
  return tested === undefined ? {} : { shareTrendP: publishedP(tested.p) };
}

function seriesOf(rounds: readonly TimedResult[], line: Line): TrendSeries {
  const points = pointsOf(rounds, line);
  const { figures, flags } = weighable(points, line);
  const { slope, lackOfFit, rounds: used } = trend(figures);
  const isTested = slope.status === 'estimated' && slope.se > 0;
  return {
    table: line.table, code: line.code, figure: line.figure,
    points: points.map(({ time, figure, breakMarks, isBreak }) => ({ time, figure, breakMarks, isBreak })),
    rounds: used,
    slope: slope.status === 'estimated' ? { ...publishedFigure(slope), ...(flags.length === 0 ? {} : { flags: [...flags] }) } : slope,
    p: isTested ? published(2 * normalUpperTail(Math.abs(slope.value / slope.se))) : null,
    adjustedP: null,
    ...(lackOfFit === undefined ? {} : { lackOfFit: { q: published(lackOfFit.q), df: lackOfFit.df, p: publishedP(lackOfFit.p) } }),
    ...(line.figure === 'score' ? {} : countedTrend(points)),
  };
}

function withAdjusted(series: readonly TrendSeries[]): TrendSeries[] {
  const isLead = ({ table }: TrendSeries): boolean => table === 'overall' || table === 'factor';
  const adjusted = (of: readonly TrendSeries[], adjust: typeof holm): TrendSeries[] => {
    const ps = adjust(of.map(({ p }) => p ?? undefined));
    return of.map((one, place) => ({ ...one, adjustedP: ps[place] === undefined ? null : published(ps[place]) }));
  };
  return [...adjusted(series.filter(isLead), holm), ...adjusted(series.filter((one) => !isLead(one)), benjaminiHochberg)];
}

/**
 * Weighted lines through the rounds of one population, in order of time, from the last break on; the last round compared with the one before.
 * Throws a RangeError for fewer than two rounds or two at one time. See comparison/trend.ts. R: `metafor::rma(y, sei = se, mods = ~time, method = "FE")`.
 */
export function trendOf(rounds: readonly TimedResult[], unit: PopulationTrend['unit']): PopulationTrend {
  const ordered = [...rounds].sort((one, two) => one.time - two.time);
  const [last, before] = [ordered.at(-1), ordered.at(-2)];
  if (last === undefined || before === undefined) throw new RangeError('a trend needs two rounds or more');
  const twice = ordered.find(({ time }, index) => ordered[index + 1]?.time === time);
  if (twice !== undefined) throw new RangeError(`two rounds stand at the time ${String(twice.time)}; give each its own`);
  const { population, way } = last.result;
  return {
    population, ...(way === undefined ? {} : { way }), unit,
    series: withAdjusted(linesOf(last.result).map((line) => seriesOf(ordered, line))),
    changes: compareResults(before.result, last.result).factors.flatMap(({ factor, comparison }) => (comparison === undefined ? [] : [{ factor, comparison }])),
  };
}
