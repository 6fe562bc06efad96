// Reads a file of answers into typed columns: block by block, in one pass, within the memory of the columns themselves.
// docs/formats.md says what such a file looks like. A file with problems gives none of its answers: the list of what is
// wrong comes instead.
import { closeSync, fstatSync, openSync, readSync } from 'node:fs';
import type { Columns } from '../../analysis/columns.ts';
import type { ItemLayout } from '../../analysis/scoring/item-layout.ts';
import { multipleSink, singleSink, textSink, UNKNOWN } from './csv/column-sink.ts';
import type { ColumnSink } from './csv/column-sink.ts';
import { BadCsv } from './csv/csv-problem.ts';
import { codeSink, weightSink } from './csv/design-sinks.ts';
import type { CodeSink, WeightSink } from './csv/design-sinks.ts';
import { headerProblems, namesOf, separatorOf } from './csv/header.ts';
import { scanRows } from './csv/scan-rows.ts';
import type { Scan } from './csv/scan-rows.ts';

const BLOCK_BYTES = 4 * 1024 * 1024;
const LONGEST_ROW = 64 * 1024 * 1024;

export type CsvAnswers = {
  readonly columns: Columns;
  /** Codes of the stratum column and the number (1 + index, 0 not stated) of each row; null without such a column. */
  readonly stratum: { readonly codes: readonly string[]; readonly of: Uint32Array } | null;
  readonly weights: Float64Array | null;
  readonly clusters: Uint32Array | null;
  /** Language in which each person answered, as the stratum column; null where the file does not say. */
  readonly languages: { readonly codes: readonly string[]; readonly of: Uint32Array } | null;
};

export type ReadOptions = {
  readonly layouts: readonly ItemLayout[];
  /** Strata that a frame names; null allows any. */
  readonly strata: readonly string[] | null;
  /** Told the bytes read so far, after each block. */
  /** Bytes read at a time; 4 MB when left out. */
  readonly blockBytes?: number;
  readonly progress?: (read: number, size: number, rows: number) => void;
};

type Sinks = {
  readonly inOrder: readonly ColumnSink[];
  readonly byItem: ReadonlyMap<number, ColumnSink>;
  readonly points: ReadonlyMap<number, Uint8Array[]>;
  readonly stratum: CodeSink | null;
  readonly psu: CodeSink | null;
  readonly language: CodeSink | null;
  readonly weight: WeightSink | null;
};

function makeSinks(names: readonly string[], options: ReadOptions): Sinks {
  const byItem = new Map<number, ColumnSink>();
  const points = new Map<number, Uint8Array[]>();
  for (const layout of options.layouts) {
    if (layout.scale.kind === 'multiple') points.set(layout.index, layout.scale.points.map(() => new Uint8Array(0)));
    const chosen = points.get(layout.index);
    const sink = chosen !== undefined ? multipleSink(layout, chosen) : layout.scale.kind === 'text' ? textSink(layout) : singleSink(layout);
    byItem.set(layout.index, sink);
  }
  const stratum = names.includes('stratum') ? codeSink('stratum', options.strata) : null;
  const psu = names.includes('psu') ? codeSink('psu', null) : null;
  const language = names.includes('language') ? codeSink('language', null) : null;
  const weight = names.includes('weight') ? weightSink() : null;
  const named = new Map<string, ColumnSink>([...byItem.values(), ...[stratum, psu, weight, language].filter((sink) => sink !== null)].map((sink) => [sink.name, sink]));
  return { inOrder: names.flatMap((name) => named.get(name) ?? []), byItem, points, stratum, psu, weight, language };
}

function makeScan(sinks: Sinks, separator: string): Scan {
  const singles = new Int16Array(sinks.inOrder.length * 256);
  sinks.inOrder.forEach((sink, column) => {
    singles.set(sink.single, column * 256);
    for (const special of ['"', '\n', '\r', separator]) singles[column * 256 + special.charCodeAt(0)] = UNKNOWN;
  });
  const needed = sinks.inOrder.map((sink) => sink === sinks.weight || sink === sinks.psu);
  return { sinks: sinks.inOrder, singles, targets: [], separator: separator.charCodeAt(0), problems: [], needed, rows: 0, blankLines: 0, room: 0, isFull: false };
}

/** Makes room for more rows in every column, those too that the file lacks. */
function growTo(scan: Scan, sinks: Sinks, rows: number): void {
  const all = new Set<ColumnSink>([...sinks.byItem.values(), ...scan.sinks]);
  for (const sink of all) sink.grow(rows);
  scan.targets = scan.sinks.map(({ target }) => target);
  scan.room = rows;
}

/** Opens a block reader over a file: fills a buffer behind what was left over. */
function blocks(file: number, blockBytes: number) {
  let buffer = new Uint8Array(blockBytes * 2 + 1);
  let filled = 0;
  return {
    bytes: (): Uint8Array => buffer,
    filled: (): number => filled,
    /** Keeps what stands from `from` on, and reads on. Gives whether the file has ended. */
    next(from: number): boolean {
      buffer.copyWithin(0, from, filled);
      filled -= from;
      if (buffer.length - filled <= blockBytes) {
        const larger = new Uint8Array(buffer.length * 2 + blockBytes);
        larger.set(buffer);
        buffer = larger;
      }
      const read = readSync(file, buffer, filled, blockBytes, null);
      filled += read;
      if (read > 0) return false;
      if (filled > 0 && buffer[filled - 1] !== 0x0a) {
        buffer[filled] = 0x0a;
        filled += 1;
      }
      return true;
    },
  };
}

type Blocks = ReturnType<typeof blocks>;

/** Reads the header line; gives its names, the separator and where the rows begin. */
function readHeader(input: Blocks): { readonly names: readonly string[]; readonly separator: string; readonly from: number } {
  let ended = input.next(0);
  while (!ended && input.bytes().subarray(0, input.filled()).indexOf(0x0a) === -1) ended = input.next(0);
  const bytes = input.bytes().subarray(0, input.filled());
  const end = bytes.indexOf(0x0a);
  if (end === -1) throw new BadCsv([{ row: 1, column: '(all)', problem: 'the file is empty', remedy: 'begin with a header of item codes' }]);
  const start = bytes[0] === 0xef && bytes[1] === 0xbb && bytes[2] === 0xbf ? 3 : 0;
  let line: string;
  try {
    line = new TextDecoder('utf-8', { fatal: true }).decode(bytes.subarray(start, end)).replace(/\r$/, '');
  } catch {
    throw new BadCsv([{ row: 1, column: '(all)', problem: 'the header is not UTF-8', remedy: 'save the file as UTF-8' }]);
  }
  const separator = separatorOf(line);
  return { names: namesOf(line, separator), separator, from: end + 1 };
}

function scanFile(input: Blocks, scan: Scan, sinks: Sinks, from: number, size: number, options: ReadOptions): void {
  let place = from;
  let read = input.filled();
  for (let ended = false; ; ) {
    const start = place;
    place = scanRows(scan, input.bytes(), place, input.filled());
    if (scan.rows === scan.room && place < input.filled()) {
      const perRow = scan.rows === 0 ? 64 : (read - input.filled() + place) / scan.rows;
      growTo(scan, sinks, Math.max(1024, scan.rows * 2, scan.rows < 1024 ? 0 : Math.ceil((size / perRow) * 1.02)));
      continue;
    }
    if (scan.isFull) return;
    if (ended) {
      if (place < input.filled()) unclosed(scan);
      return;
    }
    if (place === start && input.filled() > LONGEST_ROW) return unclosed(scan);
    const before = input.filled() - place;
    ended = input.next(place);
    read += input.filled() - before;
    place = 0;
    options.progress?.(read, size, scan.rows);
  }
}

function unclosed(scan: Scan): void {
  scan.problems.push({ row: scan.rows + scan.blankLines + 2, column: '(row)', problem: 'a quote is opened and never closed', remedy: 'close it, or double quotes inside a quoted field' });
}

function collect(scan: Scan, sinks: Sinks, options: ReadOptions): CsvAnswers {
  const { rows } = scan;
  const items = options.layouts.map(({ index, notShown }) => {
    const sink = sinks.byItem.get(index);
    const column = (sink?.target ?? new Uint8Array(0)).subarray(0, rows);
    return sink === undefined || scan.sinks.includes(sink) ? column : column.fill(notShown);
  });
  const choices = new Map([...sinks.points].map(([index, points]) => [index, points.map((point) => point.subarray(0, rows))]));
  const { stratum, weight, psu, language } = sinks;
  return {
    columns: { rows, items, choices },
    stratum: stratum === null ? null : { codes: stratum.codes, of: stratum.numbers().subarray(0, rows) },
    weights: weight === null ? null : weight.weights().subarray(0, rows),
    clusters: psu === null ? null : psu.numbers().subarray(0, rows),
    languages: language === null ? null : { codes: language.codes, of: language.numbers().subarray(0, rows) },
  };
}

/**
 * Reads a file of answers. Throws BadCsv with up to twenty problems, and the system's error where the file can't be read.
 * Items that the file lacks are not shown to anybody. Otherwise blank and not shown are both blank afterwards, unless the
 * file says not-shown; `resolveRouting` tells them apart.
 */
export function readCsv(path: string, options: ReadOptions): CsvAnswers {
  const file = openSync(path, 'r');
  try {
    const input = blocks(file, options.blockBytes ?? BLOCK_BYTES);
    const { names, separator, from } = readHeader(input);
    const problems = headerProblems(names, options.layouts);
    if (problems.length > 0) throw new BadCsv(problems.slice(0, 20));
    const sinks = makeSinks(names, options);
    const scan = makeScan(sinks, separator);
    growTo(scan, sinks, 1024);
    scanFile(input, scan, sinks, from, fstatSync(file).size, options);
    if (scan.problems.length > 0) throw new BadCsv(scan.problems);
    return collect(scan, sinks, options);
  } finally {
    closeSync(file);
  }
}
