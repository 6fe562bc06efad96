// A release as CSV: one row per figure, in the order of the release, with the reason in its own column where a figure
// is withheld or can't be had: never a blank that reads like a zero. UTF-8 with a byte order mark, since spreadsheets
// guess wrongly without; cells that a spreadsheet would run as a formula are disarmed (OWASP, CSV injection).
import type { Estimate } from '../../shared/results/estimate.ts';
import type { ItemResult } from '../../shared/results/item-result.ts';
import type { Count, FactorResult, GroupTable, PopulationResult, ScoreFigures } from '../../shared/results/population-result.ts';
import { partName } from '../../shared/results/part-name.ts';
import type { Release } from '../../shared/results/release.ts';

export const CSV_COLUMNS = ['round', 'population', 'table', 'code', 'group', 'point', 'figure', 'status', 'reason', 'n', 'value', 'se', 'df', 'low', 'high', 'level', 'flags', 'deff'] as const;
type Row = Readonly<Partial<Record<(typeof CSV_COLUMNS)[number], string | number>>>;

/** Cells that begin with one of these are formulas to some spreadsheet; full-width forms included. */
const FORMULA = /^[=+\-@\t\r\n\0\uFF1D\uFF0B\uFF0D\uFF20]/;

/** One cell: quoted where needed, disarmed where it is text that begins like a formula. Numbers stay numbers. */
export function csvCell(value: string | number | undefined): string {
  if (value === undefined) return '';
  if (typeof value === 'number') return String(value);
  const safe = FORMULA.test(value) ? `'${value}` : value;
  return /[",\r\n']/.test(safe) ? `"${safe.replaceAll('"', '""')}"` : safe;
}

function figure(estimate: Estimate): Row {
  if (estimate.status === 'suppressed') return { status: estimate.status, reason: estimate.reason };
  if (estimate.status === 'not-estimable') return { status: estimate.status, reason: estimate.reason, ...(estimate.n === undefined ? {} : { n: estimate.n }) };
  const flags = estimate.flags === undefined ? {} : { flags: estimate.flags.join(' ') };
  if (estimate.status === 'value-only') return { status: estimate.status, reason: estimate.reason, n: estimate.n, value: estimate.value, ...flags };
  const { status, n, value, se, low, high, level, df, deff } = estimate;
  return { status, n, value, se, low, high, level, ...(df === undefined ? {} : { df }), ...(deff === undefined ? {} : { deff }), ...flags };
}

const count = (counted: Count): Row => (counted.status === 'counted' ? { status: 'counted', n: counted.n } : { status: counted.status, reason: counted.reason });

const FIGURES = { score: 'score', favourable: 'favourable', neutral: 'neutral', unfavourable: 'unfavourable', balance: 'balance', ifSilentStoodLower: 'if-silent-stood-lower' } as const;

const figures = (base: Row, scores: ScoreFigures): readonly Row[] =>
  (Object.keys(FIGURES) as (keyof typeof FIGURES)[]).flatMap((name) => {
    const estimate = scores[name];
    return estimate === undefined ? [] : [{ ...base, figure: FIGURES[name], ...figure(estimate) }];
  });

/** What a factor carries beyond its scores, where it was computed. */
function detailRows(factor: FactorResult): readonly Row[] {
  const base = { table: 'factor', code: factor.factor };
  const { quartiles, reliability, comparison } = factor;
  const quarter = quartiles?.status === 'computed' ? (['lower', 'median', 'upper'] as const).map((name): Row => ({ ...base, figure: `quartile-${name}`, status: 'counted', value: quartiles[name] })) : [];
  const kin = reliability?.status === 'computed' ? (['alpha', 'omega'] as const).map((name): Row => ({ ...base, figure: name, ...figure(reliability[name]) })) : [];
  const change = comparison === undefined ? [] : [{ ...base, figure: 'change', ...figure(comparison.difference), flags: [comparison.verdict, ...comparison.breakMarks].join('; ') }];
  return [...quarter, ...kin, ...change];
}

function itemRows(item: ItemResult): readonly Row[] {
  const base = { table: 'item', code: item.item };
  const missing = item.missing.status === 'counted'
    ? Object.entries(item.missing.counts).map(([kind, n]): Row => ({ ...base, figure: `missing-${kind}`, status: 'counted', n }))
    : [{ ...base, figure: 'missing', status: item.missing.status, reason: item.missing.reason }];
  return [
    ...(item.scores === null ? [] : figures(base, item.scores)),
    ...(item.experience === null ? [] : [{ ...base, figure: 'experience', ...figure(item.experience.share) }]),
    ...(item.indirect === undefined ? [] : [{ ...base, figure: item.indirect.design, ...figure(item.indirect.prevalence) }]),
    ...item.distribution.map(({ point, share }): Row => ({ ...base, point, figure: 'share', ...figure(share) })),
    ...missing,
  ];
}

const groupRows = (table: string, groups: GroupTable): readonly Row[] => [
  ...groups.groups.flatMap((group): readonly Row[] => {
    const base = { table, code: groups.item ?? 'all', group: group.code };
    return [
      { ...base, figure: 'sheets', ...count(group.sheets) },
      ...figures({ ...base, code: 'overall' }, group.overall),
      ...group.factors.flatMap((factor) => figures({ ...base, code: factor.factor }, factor)),
    ];
  }),
  { table, code: groups.item ?? 'all', figure: 'not-stated', ...count(groups.notStated) },
];

const populationRows = (result: PopulationResult): readonly Row[] => [
  ...Object.entries(result.cards ?? {}).map(([what, n]): Row => ({ table: 'cards', figure: what, status: 'counted', n })),
  { table: 'response', figure: 'sheets', status: 'counted', n: result.sheets },
  { table: 'response', figure: 'usable', ...count(result.usable) },
  { table: 'response', figure: 'excluded', ...count(result.excluded) },
  ...figures({ table: 'overall' }, { ...result.overall, ifSilentStoodLower: result.ifSilentStoodLower }),
  ...result.factors.flatMap((factor) => [...figures({ table: 'factor', code: factor.factor }, factor), ...detailRows(factor)]),
  ...(result.standout?.gaps ?? []).map(({ factor, gap }): Row => ({ table: 'standout', code: factor, figure: 'gap', ...figure(gap) })),
  ...(result.quality?.withoutFlagged ?? []).map(({ code, score, isAnnounced }): Row => ({ table: 'without-flagged', code, figure: 'score', ...figure(score), ...(isAnnounced ? { flags: 'matters' } : {}) })),
  ...figures({ table: 'common-overall' }, result.commonOverall),
  ...result.commonFactors.flatMap((factor) => figures({ table: 'common-factor', code: factor.factor }, factor)),
  ...result.indicators.flatMap((indicator) => figures({ table: 'indicator', code: indicator.indicator }, indicator)),
  ...result.items.flatMap(itemRows),
  ...groupRows('stratum', result.strata),
  ...result.breakdowns.flatMap((groups) => groupRows('breakdown', groups)),
];

/** Results of several populations as CSV text (RFC 4180 line ends, byte order mark); `round` stands in the first column. */
export function resultsCsv(round: string, results: readonly PopulationResult[]): string {
  const rows = results.flatMap((result) => populationRows(result).map((row): Row => ({ round, population: partName(result), ...row })));
  const lines = [CSV_COLUMNS.join(','), ...rows.map((row) => CSV_COLUMNS.map((column) => csvCell(row[column])).join(','))];
  return `\uFEFF${lines.join('\r\n')}\r\n`;
}

/** The whole release as CSV. */
export const releaseCsv = (release: Release): string => resultsCsv(release.round, release.populations);
