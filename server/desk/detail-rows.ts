// What a result carries beyond scores, as CSV rows: reliability, quartiles, standout factors, quality, drivers, languages.
import type { Drivers, LanguageDifference, Quality, Standout } from '../../shared/results/detail-result.ts';
import type { FactorResult, PopulationResult, ScoreFigures } from '../../shared/results/population-result.ts';
import { countRow, figureRow, numberRow, tested, wordRow } from './csv-row.ts';
import type { CsvRow } from './csv-row.ts';

function reliabilityRows(base: CsvRow, { reliability }: FactorResult): readonly CsvRow[] {
  if (reliability === undefined) return [];
  if (reliability.status === 'suppressed') return [{ ...base, figure: 'alpha', ...figureRow(reliability) }];
  return [
    { ...base, figure: 'alpha', ...figureRow(reliability.alpha) },
    { ...base, figure: 'omega', ...figureRow(reliability.omega) },
    ...numberRow(base, 'spearman-brown', reliability.spearmanBrown),
    ...reliability.items.flatMap(({ item, itemTotal, alphaIfDropped, flags }): readonly CsvRow[] => {
      const own = { ...base, point: item, ...(flags.length === 0 ? {} : { flags: flags.join(' ') }) };
      return [...numberRow(own, 'item-total', itemTotal), ...numberRow(own, 'alpha-if-dropped', alphaIfDropped), ...(flags.length > 0 && itemTotal === null ? [{ ...own, figure: 'item-total', status: 'not-estimable' }] : [])];
    }),
  ];
}

/** Quartiles of a score, where it has them. */
export function quartileRows(base: CsvRow, quartiles: ScoreFigures['quartiles']): readonly CsvRow[] {
  if (quartiles === undefined) return [];
  if (quartiles.status === 'suppressed') return [{ ...base, figure: 'quartile-median', ...figureRow(quartiles) }];
  return (['lower', 'median', 'upper'] as const).map((name): CsvRow => ({ ...base, figure: `quartile-${name}`, status: 'counted', value: quartiles[name] }));
}

/** Reliability of one factor. */
export const factorDetailRows = (base: CsvRow, factor: FactorResult): readonly CsvRow[] => reliabilityRows(base, factor);

const standoutRows = ({ strongest, weakest, gaps }: Standout): readonly CsvRow[] => [
  wordRow({ table: 'standout', code: strongest ?? '' }, 'strongest', strongest ?? 'not separable'),
  wordRow({ table: 'standout', code: weakest ?? '' }, 'weakest', weakest ?? 'not separable'),
  ...gaps.map(({ factor, gap, adjustedP }): CsvRow => ({ table: 'standout', code: factor, figure: 'gap', ...figureRow(gap), ...tested(null, adjustedP) })),
];

const qualityRows = ({ straightLines, noSpread, contradictions, flagged, withoutFlagged }: Quality): readonly CsvRow[] => [
  { table: 'quality', figure: 'straight-lines', ...countRow(straightLines) },
  { table: 'quality', figure: 'no-spread', ...countRow(noSpread) },
  ...(contradictions === undefined ? [] : [{ table: 'quality', figure: 'contradictions', ...countRow(contradictions) }]),
  { table: 'quality', figure: 'flagged', ...countRow(flagged) },
  ...withoutFlagged.flatMap(({ code, score, difference, isAnnounced }): readonly CsvRow[] => {
    const base = { table: 'without-flagged', code };
    return [{ ...base, figure: 'score', ...figureRow(score), ...(isAnnounced ? { flags: 'matters' } : {}) }, ...numberRow(base, 'difference', difference)];
  }),
];

function driverRows({ outcome, result }: Drivers): readonly CsvRow[] {
  const base = { table: 'driver', group: outcome };
  if (result.status === 'refused') {
    const { n, reason, correlations = [] } = result;
    return [{ ...base, figure: 'r2', status: 'refused', reason, ...(n === undefined ? {} : { n }) }, ...correlations.flatMap(({ factor, value }) => numberRow({ ...base, code: factor }, 'spearman', value))];
  }
  if (result.status === 'suppressed') return [{ ...base, figure: 'r2', ...figureRow(result) }];
  return [
    { ...base, figure: 'r2', status: 'computed', n: result.n, value: result.r2, ...(result.flags.length === 0 ? {} : { flags: result.flags.join(' ') }) },
    ...numberRow(base, 'complete-share', result.completeShare),
    ...result.shares.map(({ factor, share }): CsvRow => ({ ...base, code: factor, figure: 'share-of-r2', ...figureRow(share) })),
  ];
}

const languageRow = ({ item, language, against, p, size, isFlagged }: LanguageDifference): CsvRow => ({
  table: 'language', code: item, group: language, point: against, figure: 'size', status: 'computed', value: size, ...tested(p), ...(isFlagged ? { flags: 'look-at-the-translation' } : {}),
});

/** Everything of a population's result that is no score. */
export const detailRows = ({ standout, quality, drivers, languageDifferences = [] }: PopulationResult): readonly CsvRow[] => [
  ...(standout === undefined ? [] : standoutRows(standout)),
  ...(quality === undefined ? [] : qualityRows(quality)),
  ...(drivers === undefined ? [] : driverRows(drivers)),
  ...languageDifferences.map(languageRow),
];
