// Reads a file of answers into typed columns: block by block, in one pass, within the memory of the columns themselves.
// docs/formats.md says what such a file looks like. A file with problems gives none of its answers: the list of what is
// wrong comes instead.
import type { Columns } from '../../analysis/columns.ts';
import type { ItemLayout } from '../../analysis/scoring/item-layout.ts';
import { columnPlans } from './csv/column-plan.ts';
import type { ColumnPlan } from './csv/column-plan.ts';
import { BadCsv } from './csv/csv-problem.ts';
import { headerProblems, namesOf, separatorOf } from './csv/header.ts';
import type { DesignColumn } from './csv/header.ts';
import type { Joined } from './csv/join-blocks.ts';
import { inOrder } from './csv/in-order.ts';
import { scanFile } from './csv/scan-file.ts';
import type { ScanOptions } from './csv/scan-file.ts';
import { LF } from './csv/scan-rows.ts';
import { openSource } from './csv/source.ts';
import type { Source } from './csv/source.ts';

/** Codes of a column and the number (1 + index, 0 not stated) of each row. */
export type Coded = { readonly codes: readonly string[]; readonly of: Uint32Array };

export type CsvAnswers = {
  readonly columns: Columns;
  /** Null without such a column, as the following. */
  readonly stratum: Coded | null;
  readonly weights: Float64Array | null;
  readonly clusters: Uint32Array | null;
  /** Language in which each person answered. */
  readonly languages: Coded | null;
};

export type ReadOptions = ScanOptions & {
  readonly layouts: readonly ItemLayout[];
  /** Strata that a frame names; null allows any. */
  readonly strata: readonly string[] | null;
};

type Header = { readonly names: readonly string[]; readonly separator: string; readonly from: number };

const HEADER_BYTES = 64 * 1024;

/** The first line's bytes, without its end. */
function firstLine(source: Source): Buffer {
  for (let length = HEADER_BYTES; ; length *= 2) {
    const bytes = Buffer.alloc(Math.min(length, source.size));
    let filled = 0;
    for (let read = -1; read !== 0 && filled < bytes.length; filled += read) read = source.read(bytes, filled, bytes.length - filled, filled);
    const end = bytes.indexOf(LF);
    if (end !== -1) return bytes.subarray(0, end);
    if (filled >= source.size || filled < bytes.length) return bytes.subarray(0, filled);
  }
}

/** Reads the header line; gives its names, the separator and where the rows begin. */
function readHeader(source: Source): Header {
  const bytes = firstLine(source);
  const start = bytes[0] === 0xef && bytes[1] === 0xbb && bytes[2] === 0xbf ? 3 : 0;
  if (bytes.length === start) throw new BadCsv([{ row: 1, column: '(all)', problem: 'the file is empty', remedy: 'begin with a header of item codes' }]);
  let line: string;
  try {
    line = new TextDecoder('utf-8', { fatal: true }).decode(bytes.subarray(start)).replace(/\r$/, '');
  } catch {
    throw new BadCsv([{ row: 1, column: '(all)', problem: 'the header is not UTF-8', remedy: 'save the file as UTF-8' }]);
  }
  const separator = separatorOf(line);
  return { names: namesOf(line, separator), separator, from: bytes.length + 1 };
}

/** Columns by item; a multiple choice's points stand behind all columns of the file. */
function itemColumns(joined: Joined, plans: readonly ColumnPlan[], { layouts }: ReadOptions): Columns {
  const { rows } = joined;
  const byteColumn = (index: number): Uint8Array => (joined.bytes[index] ?? new Uint8Array(0)).subarray(0, rows);
  const points = new Map<string, readonly Uint8Array[]>();
  let next = plans.length;
  for (const plan of plans) {
    if (plan.kind !== 'multiple') continue;
    const first = next;
    points.set(plan.name, plan.points.map((_, rank) => byteColumn(first + rank)));
    next += plan.points.length;
  }
  const columnOf = new Map(plans.map(({ name }, column) => [name, column]));
  const items = layouts.map(({ item, notShown }) => {
    const column = columnOf.get(item.code);
    return column === undefined ? new Uint8Array(rows).fill(notShown) : byteColumn(column);
  });
  const multiple = layouts.filter(({ scale }) => scale.kind === 'multiple');
  return { rows, items, choices: new Map(multiple.map(({ index, item, scale }) => [index, points.get(item.code) ?? scale.points.map(() => new Uint8Array(rows))])) };
}

function collect(joined: Joined, plans: readonly ColumnPlan[], options: ReadOptions): CsvAnswers {
  const coded = (wanted: DesignColumn): Coded | null => {
    const column = plans.findIndex(({ name, kind }) => kind === 'codes' && name === wanted);
    const numbers = joined.numbers[column];
    return numbers === null || numbers === undefined ? null : { codes: [...(joined.codes[column]?.keys() ?? [])], of: numbers.subarray(0, joined.rows) };
  };
  // In order of their codes, so that sums over clusters do not hang on which came first.
  const numbered = (wanted: DesignColumn): Uint32Array | null => {
    const column = coded(wanted);
    return column === null ? null : inOrder(column).of;
  };
  return {
    columns: itemColumns(joined, plans, options),
    stratum: coded('stratum'),
    weights: joined.weights?.subarray(0, joined.rows) ?? null,
    clusters: numbered('psu'),
    languages: coded('language'),
  };
}

/**
 * Reads a file of answers. Rejects with BadCsv, which has up to twenty problems, and with the system's error where the
 * file can't be read. Items that the file lacks are not shown to anybody. Otherwise blank and not shown are both blank
 * afterwards, unless the file says not-shown; `resolveRouting` tells them apart.
 */
export async function readCsv(path: string, options: ReadOptions): Promise<CsvAnswers> {
  const source = openSource(path);
  try {
    const { names, separator, from } = readHeader(source);
    const problems = headerProblems(names, options.layouts);
    if (problems.length > 0) throw new BadCsv(problems.slice(0, 20));
    const plans = columnPlans(names, options.layouts, options.strata);
    const joined = await scanFile(source, { plans, separator, from }, options);
    if (joined.problems.length > 0) throw new BadCsv(joined.problems);
    return collect(joined, plans, options);
  } finally {
    source.close();
  }
}
