// One row of our CSV files: the columns that releases, scorecards, trends and benchmarks share, and how a figure fills them.
// New columns stand at the end, so that whoever reads by position keeps reading. Cells that a spreadsheet would run as a
// formula are disarmed (OWASP, CSV injection).
import type { Estimate } from '../../shared/results/estimate.ts';
import type { Count } from '../../shared/results/population-result.ts';

export const CSV_COLUMNS = [
  'round', 'population', 'table', 'code', 'group', 'point', 'figure', 'status', 'reason', 'n', 'value', 'se', 'df', 'low', 'high', 'level', 'flags', 'deff',
  'p', 'adjusted_p', 'verdict', 'at_most', 'at_least',
] as const;
export type CsvRow = Readonly<Partial<Record<(typeof CSV_COLUMNS)[number], string | number>>>;

/** Cells that begin with one of these are formulas to some spreadsheet; full-width forms included. */
const FORMULA = /^[=+\-@\t\r\n\0\uFF1D\uFF0B\uFF0D\uFF20]/;

/** One cell: quoted where needed, disarmed where it is text that begins like a formula. Numbers stay numbers. */
export function csvCell(value: string | number | undefined): string {
  if (value === undefined) return '';
  if (typeof value === 'number') return String(value);
  const safe = FORMULA.test(value) ? `'${value}` : value;
  return /[",\r\n']/.test(safe) ? `"${safe.replaceAll('"', '""')}"` : safe;
}

const flagged = (flags: readonly string[] | undefined): CsvRow => (flags === undefined || flags.length === 0 ? {} : { flags: flags.join(' ') });

/** A figure in its columns: the reason where it is withheld or can't be had, the coarse bound where there is one. */
export function figureRow(estimate: Estimate): CsvRow {
  if (estimate.status === 'suppressed') {
    const { status, reason, atMost, atLeast } = estimate;
    return { status, reason, ...(atMost === undefined ? {} : { at_most: atMost }), ...(atLeast === undefined ? {} : { at_least: atLeast }) };
  }
  if (estimate.status === 'not-estimable') return { status: estimate.status, reason: estimate.reason, ...(estimate.n === undefined ? {} : { n: estimate.n }) };
  if (estimate.status === 'value-only') return { status: estimate.status, reason: estimate.reason, n: estimate.n, value: estimate.value, ...flagged(estimate.flags) };
  const { status, n, value, se, low, high, level, df, deff } = estimate;
  return { status, n, value, se, low, high, level, ...(df === undefined ? {} : { df }), ...(deff === undefined ? {} : { deff }), ...flagged(estimate.flags) };
}

/** A number of persons, or why it is hidden. */
export const countRow = (counted: Count): CsvRow => (counted.status === 'counted' ? { status: 'counted', n: counted.n } : { status: counted.status, reason: counted.reason });

/** A plain number, nothing where there is none. */
export const numberRow = (base: CsvRow, figure: string, value: number | null | undefined): readonly CsvRow[] => (value === null || value === undefined ? [] : [{ ...base, figure, status: 'computed', value }]);

/** A word that is no number, in the column of flags. */
export const wordRow = (base: CsvRow, figure: string, word: string): CsvRow => ({ ...base, figure, status: 'stated', flags: word });

/** Columns for a p-value and its adjustment. */
export const tested = (p: number | null | undefined, adjusted?: number | null): CsvRow => ({ ...(p === null || p === undefined ? {} : { p }), ...(adjusted === null || adjusted === undefined ? {} : { adjusted_p: adjusted }) });

/** Rows as text: RFC 4180 line ends, byte order mark, since spreadsheets guess wrongly without. */
export function csvText(rows: readonly CsvRow[]): string {
  const lines = [CSV_COLUMNS.join(','), ...rows.map((row) => CSV_COLUMNS.map((column) => csvCell(row[column])).join(','))];
  return `\uFEFF${lines.join('\r\n')}\r\n`;
}
