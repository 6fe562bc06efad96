// Comparisons as CSV rows: every part of a factor's, an item's and a share's change has a row or a column of its own.
import type { FactorComparison, ItemComparison, PopulationComparison, ShareComparison } from '../../shared/results/factor-comparison.ts';
import { figureRow, tested } from './csv-row.ts';
import type { CsvRow } from './csv-row.ts';

/** One factor's change: the difference with its tests, word and marks, then each further part. */
export function factorComparisonRows(base: CsvRow, comparison: FactorComparison): readonly CsvRow[] {
  const { difference, p, adjustedP, verdict, breakMarks, hedgesG, cliffsDelta, rankP, rankMethod, reweighted, equivalence } = comparison;
  const marks = breakMarks.length === 0 ? {} : { flags: breakMarks.join(' ') };
  return [
    { ...base, figure: 'change', ...figureRow(difference), ...tested(p, adjustedP), verdict, ...marks },
    ...(hedgesG === null ? [] : [{ ...base, figure: 'change-hedges-g', ...figureRow(hedgesG) }]),
    ...(cliffsDelta === undefined ? [] : [{ ...base, figure: 'change-cliffs-delta', ...figureRow(cliffsDelta) }]),
    ...(rankP === null || rankP === undefined ? [] : [{ ...base, figure: 'change-ranks', status: 'computed', ...tested(rankP), ...(rankMethod === undefined ? {} : { flags: rankMethod }) }]),
    ...(reweighted === undefined ? [] : [{ ...base, figure: 'change-reweighted', ...figureRow(reweighted) }]),
    ...(equivalence === undefined ? [] : [{ ...base, figure: 'change-equivalence', status: 'computed', low: equivalence.low, high: equivalence.high, level: 0.9, ...tested(equivalence.p) }]),
  ];
}

/** One item's change: its distribution, its score, its ranks. */
export function itemComparisonRows(base: CsvRow, { difference, p, adjustedP, rankP, cliffsDelta, method }: ItemComparison): readonly CsvRow[] {
  return [
    { ...base, figure: 'change-distribution', status: 'computed', ...tested(p, adjustedP), ...(method === undefined ? {} : { flags: method }) },
    ...(difference === undefined ? [] : [{ ...base, figure: 'change', ...figureRow(difference) }]),
    { ...base, figure: 'change-cliffs-delta', ...figureRow(cliffsDelta) },
    ...(rankP === null ? [] : [{ ...base, figure: 'change-ranks', status: 'computed', ...tested(rankP) }]),
  ];
}

/** One share's change; the method stands among the flags. */
export function shareComparisonRow(base: CsvRow, { share, difference, p, adjustedP, method }: ShareComparison): CsvRow {
  return { ...base, point: share, figure: 'change-share', ...figureRow(difference), ...tested(p, adjustedP), flags: method };
}

/** Two populations on their common items; the population column names both, second against first. */
export function populationComparisonRows(round: string, { first, second, factors, items = [], shares = [] }: PopulationComparison): readonly CsvRow[] {
  const base = { round, population: `${second} against ${first}` };
  return [
    ...factors.flatMap(({ factor, comparison }) => factorComparisonRows({ ...base, table: 'common-factor', code: factor }, comparison)),
    ...items.flatMap((item) => itemComparisonRows({ ...base, table: 'item', code: item.item }, item)),
    ...shares.map((share) => shareComparisonRow({ ...base, table: 'item', code: share.item }, share)),
  ];
}
