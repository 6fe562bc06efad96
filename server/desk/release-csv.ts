// A release as CSV: one row per figure, in the order of the release, with the reason in its own column where a figure
// is withheld or can't be had: never a blank that reads like a zero. It carries every figure that the JSON does; a test
// holds the two together.
import type { ItemResult } from '../../shared/results/item-result.ts';
import type { FactorResult, GroupTable, PopulationResult, ScoreFigures } from '../../shared/results/population-result.ts';
import { partName } from '../../shared/results/part-name.ts';
import type { Release } from '../../shared/results/release.ts';
import { factorComparisonRows, itemComparisonRows, populationComparisonRows, shareComparisonRow } from './comparison-rows.ts';
import { countRow, csvText, figureRow, numberRow, wordRow } from './csv-row.ts';
import type { CsvRow } from './csv-row.ts';
import { detailRows, factorDetailRows, quartileRows } from './detail-rows.ts';

const FIGURES = { score: 'score', favourable: 'favourable', neutral: 'neutral', unfavourable: 'unfavourable', balance: 'balance', ifSilentStoodLower: 'if-silent-stood-lower' } as const;

const figures = (base: CsvRow, scores: ScoreFigures): readonly CsvRow[] => [
  ...(Object.keys(FIGURES) as (keyof typeof FIGURES)[]).flatMap((name) => {
    const estimate = scores[name];
    return estimate === undefined ? [] : [{ ...base, figure: FIGURES[name], ...figureRow(estimate) }];
  }),
  ...numberRow(base, 'sd', scores.sd),
  ...quartileRows(base, scores.quartiles),
];

const itemsBehind = (base: CsvRow, items: number): CsvRow => ({ ...base, figure: 'items', status: 'counted', n: items });

function factorRows(table: string, factor: FactorResult): readonly CsvRow[] {
  const base = { table, code: factor.factor };
  return [
    ...figures(base, factor),
    itemsBehind(base, factor.items),
    ...factorDetailRows(base, factor),
    ...(factor.comparison === undefined ? [] : factorComparisonRows(base, factor.comparison)),
  ];
}

/** What an item is, as `name=value` words. */
function aboutItem(item: ItemResult): string {
  const { kind, revision, scale, scaleKind, factor, indicator, polarity, common, sensitive, experience } = item;
  const words = { kind, revision, scale, 'scale-kind': scaleKind, factor, indicator, polarity, months: experience?.months ?? null };
  const said = Object.entries(words).flatMap(([name, value]) => (value === null ? [] : [`${name}=${String(value)}`]));
  return [...said, ...(common ? ['common'] : []), ...(sensitive ? ['sensitive'] : [])].join(' ');
}

function indirectRows(base: CsvRow, { indirect }: ItemResult): readonly CsvRow[] {
  if (indirect === undefined) return [];
  const { design, prevalence, corrected } = indirect;
  const anchored = corrected === undefined ? [] : [{ ...base, figure: `${design}-corrected`, ...figureRow(corrected.prevalence) }, ...numberRow(base, `${design}-attentive`, corrected.attentive)];
  return [{ ...base, figure: design, ...figureRow(prevalence) }, ...anchored];
}

function itemRows(item: ItemResult): readonly CsvRow[] {
  const base = { table: 'item', code: item.item };
  const missing = item.missing.status === 'counted'
    ? Object.entries(item.missing.counts).map(([kind, n]): CsvRow => ({ ...base, figure: `missing-${kind}`, status: 'counted', n }))
    : [{ ...base, figure: 'missing', ...figureRow(item.missing) }];
  return [
    wordRow(base, 'about', aboutItem(item)),
    ...(item.scores === null ? [] : figures(base, item.scores)),
    ...(item.experience === null ? [] : [{ ...base, figure: 'experience', ...figureRow(item.experience.share) }]),
    ...indirectRows(base, item),
    ...item.distribution.map(({ point, share }): CsvRow => ({ ...base, point, figure: 'share', ...figureRow(share) })),
    ...missing,
  ];
}

const groupRows = (table: string, groups: GroupTable): readonly CsvRow[] => [
  ...groups.groups.flatMap((group): readonly CsvRow[] => {
    const base = { table, code: groups.item ?? 'all', group: group.code };
    return [
      { ...base, figure: 'sheets', ...countRow(group.sheets), ...(group.flags.length === 0 ? {} : { flags: group.flags.join(' ') }) },
      ...numberRow(base, 'size', group.size),
      ...numberRow(base, 'issued', group.issued),
      ...numberRow(base, 'response-rate', group.responseRate),
      ...figures({ ...base, code: 'overall' }, group.overall),
      ...group.factors.flatMap((factor) => figures({ ...base, code: factor.factor }, factor)),
    ];
  }),
  { table, code: groups.item ?? 'all', figure: 'not-stated', ...countRow(groups.notStated) },
];

/** How the population was asked, who answered, and what whoever shows it must say. */
function responseRows(result: PopulationResult): readonly CsvRow[] {
  const base = { table: 'response' };
  const { selection, modes = [], marginOfError, estimation, notes, frame, issued, responseRate, weights } = result;
  return [
    ...Object.entries(result.cards ?? {}).map(([what, n]): CsvRow => ({ table: 'cards', figure: what, status: 'counted', n })),
    { ...base, figure: 'sheets', status: 'counted', n: result.sheets },
    { ...base, figure: 'usable', ...countRow(result.usable) },
    { ...base, figure: 'excluded', ...countRow(result.excluded) },
    ...numberRow(base, 'frame', frame),
    ...numberRow(base, 'issued', issued),
    ...numberRow(base, 'response-rate', responseRate),
    wordRow(base, 'selection', selection),
    ...(modes.length === 0 ? [] : [wordRow(base, 'modes', modes.join(' '))]),
    wordRow(base, 'intervals', marginOfError ? 'margin-of-error' : 'scatter'),
    wordRow(base, 'estimation', estimation),
    ...(notes.length === 0 ? [] : [wordRow(base, 'notes', notes.join(' '))]),
    ...Object.entries(weights ?? {}).flatMap(([what, value]) => numberRow({ table: 'weights' }, what, value)),
  ];
}

const populationRows = (result: PopulationResult): readonly CsvRow[] => [
  ...responseRows(result),
  ...figures({ table: 'overall' }, { ...result.overall, ifSilentStoodLower: result.ifSilentStoodLower }),
  ...result.factors.flatMap((factor) => factorRows('factor', factor)),
  ...detailRows(result),
  ...figures({ table: 'common-overall' }, result.commonOverall),
  ...result.commonFactors.flatMap((factor) => factorRows('common-factor', factor)),
  ...result.indicators.flatMap((indicator) => {
    const base = { table: 'indicator', code: indicator.indicator, group: indicator.factor };
    return [...figures(base, indicator), itemsBehind(base, indicator.items)];
  }),
  ...result.items.flatMap(itemRows),
  ...(result.itemComparisons ?? []).flatMap((item) => itemComparisonRows({ table: 'item', code: item.item }, item)),
  ...(result.shareComparisons ?? []).map((share) => shareComparisonRow({ table: 'item', code: share.item }, share)),
  ...groupRows('stratum', result.strata),
  ...result.breakdowns.flatMap((groups) => groupRows('breakdown', groups)),
];

/** Results of several populations as rows; `round` stands in the first column. */
export const resultRows = (round: string, results: readonly PopulationResult[]): readonly CsvRow[] =>
  results.flatMap((result) => populationRows(result).map((row): CsvRow => ({ round, population: partName(result), ...row })));

/** By which rules the figures were made, and what they are compared with. */
function releaseRows(release: Release): readonly CsvRow[] {
  const { round, administration, survey, version, rule, analysis, threshold, previous, demonstration, manifest, board, mixedWays, forms } = release;
  const base = { round, table: 'release' };
  const words = { administration, survey, version: String(version), rule, analysis, ...(previous === undefined ? {} : { previous: previous.round, family: previous.family }) };
  return [
    ...Object.entries(words).map(([name, word]) => wordRow(base, name, word)),
    ...(manifest === null ? [] : [wordRow(base, 'manifest', manifest)]),
    ...(board === undefined ? [] : [wordRow(base, 'board', board)]),
    ...Object.entries(forms).map(([population, form]) => wordRow({ ...base, population }, 'form', form)),
    ...(mixedWays === undefined ? [] : [wordRow(base, 'mixed-ways', mixedWays)]),
    ...numberRow(base, 'threshold', threshold),
    ...(demonstration === true ? [wordRow(base, 'demonstration', 'fictional answers')] : []),
  ];
}

/** The whole release as CSV. */
export const releaseCsv = (release: Release): string =>
  csvText([...releaseRows(release), ...resultRows(release.round, release.populations), ...(release.comparisons ?? []).flatMap((comparison) => populationComparisonRows(release.round, comparison))]);
