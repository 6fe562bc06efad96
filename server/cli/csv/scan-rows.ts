// The scanner: from bytes of CSV straight into columns of bytes, one field at a time, without making text or objects.
// A row that the bytes end in is not taken, so that the caller reads on and tries it again. Behind the last byte stand
// LOOKAHEAD line feeds: a row that ends in them has not ended, and the inner loop needs no bounds of its own.
// RFC 4180 with LF or CRLF, quotes where a field needs them or not.
import { UNKNOWN } from './column-sink.ts';
import type { ColumnSink } from './column-sink.ts';
import type { CsvProblem } from './csv-problem.ts';
import { MOST_PROBLEMS } from './csv-problem.ts';

export const LF = 0x0a;
const CR = 0x0d;
const QUOTE = 0x22;

/** Line feeds that the caller keeps behind the last byte. */
export const LOOKAHEAD = 4;

export type Scan = {
  readonly sinks: readonly ColumnSink[];
  /** Byte to store for a one-byte field, by column × 256 + byte. The separator's is 0 where an empty field is allowed. */
  readonly singles: Int16Array;
  /** Columns of bytes, `stride` apart. */
  readonly out: Uint8Array;
  readonly stride: number;
  readonly separator: number;
  readonly problems: CsvProblem[];
  /** Rows taken and blank lines passed over. Rows of problems count from these. */
  rows: number;
  blankLines: number;
  /** Where plainFields stopped. */
  place: number;
  /** Whether there are more problems than the list takes. */
  isFull: boolean;
};

/** A scan into columns that lie in `out`. */
export function makeScan(sinks: readonly ColumnSink[], out: Uint8Array, stride: number, separator: string): Scan {
  const singles = new Int16Array(sinks.length * 256);
  sinks.forEach((sink, column) => {
    singles.set(sink.single, column * 256);
    for (const special of ['"', '\n', '\r']) singles[column * 256 + special.charCodeAt(0)] = UNKNOWN;
    singles[column * 256 + separator.charCodeAt(0)] = sink.isNeeded ? UNKNOWN : 0;
  });
  return { sinks, singles, out, stride, separator: separator.charCodeAt(0), problems: [], rows: 0, blankLines: 0, place: 0, isFull: false };
}

function note(scan: Scan, column: string, problem: string, remedy: string): void {
  if (scan.problems.length < MOST_PROBLEMS) scan.problems.push({ row: scan.rows + scan.blankLines, column, problem, remedy });
  else scan.isFull = true;
}

function store(scan: Scan, column: number, bytes: Buffer, start: number, end: number): void {
  const sink = scan.sinks[column];
  if (sink === undefined) return;
  if (start === end) {
    if (sink.isNeeded) note(scan, sink.name, 'is empty', sink.allowed);
    scan.out[column * scan.stride + scan.rows] = 0;
    return;
  }
  const single = end - start === 1 && bytes[start] !== scan.separator ? (scan.singles[column * 256 + (bytes[start] as number)] as number) : UNKNOWN;
  if (single !== UNKNOWN) scan.out[column * scan.stride + scan.rows] = single;
  else if (!sink.write(bytes, start, end, scan.rows)) note(scan, sink.name, 'is not in the list of codes', sink.allowed);
}

/** A quoted field with doubled quotes, of which the first stands at `from`. They are undone in a copy: the row may have to be read again. */
function doubledField(scan: Scan, column: number, bytes: Buffer, start: number, from: number, limit: number): number {
  let end = from;
  while (end < limit && (bytes[end] !== QUOTE || bytes[end + 1] === QUOTE)) end += bytes[end] === QUOTE ? 2 : 1;
  if (end + 1 >= limit) return -1;
  const copy = Buffer.from(bytes.toString('latin1', start, end).replaceAll('""', '"'), 'latin1');
  store(scan, column, copy, 0, copy.length);
  return end + 1;
}

/** A quoted field that begins behind its quote. Gives the place behind it, or −1 where the bytes end. */
function quotedField(scan: Scan, column: number, bytes: Buffer, start: number, limit: number): number {
  let end = start;
  while (end < limit && bytes[end] !== QUOTE) end += 1;
  if (end + 1 >= limit) return -1;
  if (bytes[end + 1] === QUOTE) return doubledField(scan, column, bytes, start, end, limit);
  store(scan, column, bytes, start, end);
  return end + 1;
}

/** Reads one field that is not a plain single byte. Gives the place of the byte that ended it, or −1 where the bytes end. */
function longField(scan: Scan, column: number, bytes: Buffer, start: number, limit: number): number {
  if (bytes[start] === QUOTE) return quotedField(scan, column, bytes, start + 1, limit);
  const { separator } = scan;
  let end = start;
  for (let byte = bytes[end]; byte !== separator && byte !== LF && byte !== CR; byte = bytes[end]) end += 1;
  if (end >= limit) return -1;
  store(scan, column, bytes, start, end);
  return end;
}

/** Passes over fields of a row that are empty, or one byte with or without quotes; gives the column that it stopped at, and its place in `scan.place`. */
function plainFields(scan: Scan, bytes: Buffer, start: number, first: number): number {
  const { singles, out, stride, separator, sinks } = scan;
  const columns = sinks.length * 256;
  let place = start;
  let table = first * 256;
  for (let to = first * stride + scan.rows; table < columns; table += 256, to += stride) {
    const byte = bytes[place] as number;
    const single = singles[table + byte] as number;
    if (single >= 0) {
      if (byte !== separator) {
        if (bytes[place + 1] !== separator) break;
        place += 1;
      }
      out[to] = single;
      place += 1;
      continue;
    }
    if (byte !== QUOTE || bytes[place + 2] !== QUOTE || bytes[place + 3] !== separator || bytes[place + 1] === separator) break;
    const quoted = singles[table + (bytes[place + 1] as number)] as number;
    if (quoted < 0) break;
    out[to] = quoted;
    place += 4;
  }
  scan.place = place;
  return table >>> 8;
}

/** After a field: the next row. Gives −2 where something else than a line end follows. */
function afterField(bytes: Buffer, place: number): number {
  if (bytes[place] === LF) return place + 1;
  return bytes[place] === CR && bytes[place + 1] === LF ? place + 2 : -2;
}

/** Counts a row whose fields are as many as the header's; reports it otherwise. */
function finishRow(scan: Scan, fields: number): void {
  if (fields !== scan.sinks.length) {
    note(scan, '(row)', `has ${String(fields)} fields, the header ${String(scan.sinks.length)}`, 'give every column a field, empty where there is no answer');
  }
  scan.rows += 1;
}

/** A field goes on after its closing quote, or a lone CR stands in it: reports and skips to the next row. */
function stray(scan: Scan, column: number, bytes: Buffer, from: number, limit: number): number {
  const end = bytes.subarray(from, limit).indexOf(LF);
  if (end === -1) return -1;
  note(scan, scan.sinks[column]?.name ?? '(row)', 'has text after its closing quote, or a bare carriage return', 'quote the whole field and double the quotes inside it');
  scan.rows += 1;
  return from + end + 1;
}

/** Takes one row. Gives the place after it, or −1 where the bytes end inside it. */
function scanRow(scan: Scan, bytes: Buffer, start: number, limit: number): number {
  const { separator } = scan;
  const blank = scan.sinks.length > 1 ? afterField(bytes, start) : -2;
  if (blank !== -2) {
    if (blank > limit) return -1;
    scan.blankLines += 1;
    return blank;
  }
  let column = plainFields(scan, bytes, start, 0);
  for (;;) {
    const end = longField(scan, column, bytes, scan.place, limit);
    if (end === -1) return -1;
    if (bytes[end] === separator) {
      column = plainFields(scan, bytes, end + 1, column + 1);
      continue;
    }
    const next = afterField(bytes, end);
    if (next > limit) return -1;
    if (next === -2) return stray(scan, column, bytes, end, limit);
    finishRow(scan, column + 1);
    return next;
  }
}

/**
 * Takes the rows that begin before `stop`, until one does not end before `limit`, where the bytes end, or the list of
 * problems is full. Gives the place behind the last row taken.
 */
export function scanRows(scan: Scan, bytes: Buffer, start: number, stop: number, limit: number): number {
  let place = start;
  while (place < stop && !scan.isFull) {
    const problems = scan.problems.length;
    const next = scanRow(scan, bytes, place, limit);
    if (next === -1) {
      scan.problems.length = problems;
      scan.isFull = false;
      return place;
    }
    place = next;
  }
  return place;
}
