// Trends and benchmarks as rows of the same CSV that releases have: a time stands in the column `point`.
import type { BenchmarkFigure, PopulationBenchmark } from '../../shared/results/benchmark-result.ts';
import { partName } from '../../shared/results/part-name.ts';
import type { PopulationTrend, TrendSeries } from '../../shared/results/trend-result.ts';
import { factorComparisonRows } from '../desk/comparison-rows.ts';
import { figureRow, numberRow, tested } from '../desk/csv-row.ts';
import type { CsvRow } from '../desk/csv-row.ts';

function seriesRows(population: string, unit: string, series: TrendSeries): readonly CsvRow[] {
  const base = { population, table: series.table, code: series.code };
  const { lackOfFit, slope, p, adjustedP, shareTrendP, figure } = series;
  return [
    ...series.points.map(({ time, figure: point, breakMarks }): CsvRow => ({ ...base, point: time, figure, ...figureRow(point), ...(breakMarks.length === 0 ? {} : { flags: breakMarks.join(' ') }) })),
    { ...base, point: `per ${unit}`, figure: `${figure}-slope`, ...figureRow(slope), ...tested(p, adjustedP) },
    ...numberRow(base, `${figure}-rounds`, series.rounds),
    ...(lackOfFit === undefined ? [] : [{ ...base, figure: `${figure}-lack-of-fit`, status: 'computed', value: lackOfFit.q, df: lackOfFit.df, ...tested(lackOfFit.p) }]),
    ...(shareTrendP === undefined ? [] : [{ ...base, figure: `${figure}-share-trend`, status: 'computed', ...tested(shareTrendP) }]),
  ];
}

/** Every point, line and change of one population. */
export const trendRows = (trend: PopulationTrend): readonly CsvRow[] => [
  ...trend.series.flatMap((series) => seriesRows(partName(trend), trend.unit, series)),
  ...trend.changes.flatMap(({ factor, comparison }) => factorComparisonRows({ population: partName(trend), table: 'factor', code: factor }, comparison)),
];

function benchmarkFigureRows(base: CsvRow, { result }: BenchmarkFigure): readonly CsvRow[] {
  if (result.status === 'not-estimable') return [{ ...base, figure: 'peers', status: result.status, reason: result.reason }];
  const { models, quartiles, own, ownShrunken, rank } = result;
  const names = ['lower', 'median', 'upper'] as const;
  return [
    { ...base, figure: 'own', status: 'computed', ...own },
    { ...base, figure: 'own-shrunken', status: 'computed', ...ownShrunken },
    { ...base, figure: 'rank', status: 'computed', n: rank.of, value: rank.value, low: rank.low, high: rank.high, level: 0.95 },
    ...names.map((name, place): CsvRow => ({ ...base, figure: `peers-quartile-${name}`, status: 'computed', n: result.peers, value: quartiles[place] ?? '' })),
    ...models.flatMap(({ method, mean, se, low, high, tau2, q, qP, i2, prediction }): readonly CsvRow[] => {
      const own = { ...base, flags: method };
      return [
        { ...own, figure: 'peers-mean', status: 'computed', n: result.peers, value: mean, se, low, high, level: 0.95 },
        ...numberRow(own, 'peers-tau2', tau2),
        { ...own, figure: 'peers-q', status: 'computed', value: q, df: result.peers - 1, ...tested(qP) },
        ...numberRow(own, 'peers-i2', i2),
        ...(prediction === undefined ? [] : [{ ...own, figure: 'peers-prediction', status: 'computed', value: mean, low: prediction.low, high: prediction.high, level: 0.95 }]),
      ];
    }),
  ];
}

/** Every figure of one population's benchmark; the class of peers stands in the column `group`. */
export const benchmarkRows = ({ population, peerClass, figures }: PopulationBenchmark): readonly CsvRow[] =>
  figures.flatMap((figure) => benchmarkFigureRows({ population, table: figure.table, code: figure.code, group: peerClass ?? '', point: figure.figure }, figure));
