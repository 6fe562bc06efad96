// The scanner: from bytes of CSV straight into columns of bytes, one field at a time, without making text or objects.
// A block that ends inside a row is handed back, so that the caller reads on and tries that row again.
// RFC 4180 with LF or CRLF, quotes where a field needs them or not.
import type { ColumnSink } from './column-sink.ts';
import type { CsvProblem } from './csv-problem.ts';
import { MOST_PROBLEMS } from './csv-problem.ts';

const LF = 0x0a;
const CR = 0x0d;
const QUOTE = 0x22;

export type Scan = {
  readonly sinks: readonly ColumnSink[];
  /** Byte to store for a one-byte field, by column × 256 + byte. */
  readonly singles: Int16Array;
  targets: Uint8Array[];
  readonly separator: number;
  readonly problems: CsvProblem[];
  /** Columns where an empty field is an error. */
  readonly needed: readonly boolean[];
  /** Rows read, blank lines passed over, and room in the columns. */
  rows: number;
  blankLines: number;
  room: number;
  /** Whether every problem so far fitted the list. */
  isFull: boolean;
};

export function note(scan: Scan, column: string, problem: string, remedy: string): void {
  if (scan.problems.length < MOST_PROBLEMS) scan.problems.push({ row: scan.rows + scan.blankLines + 2, column, problem, remedy });
  else scan.isFull = true;
}

/** End of a quoted field that starts at `start` (after its quote), or −1 where the block ends first. */
function quoteEnd(bytes: Uint8Array, start: number, limit: number): number {
  for (let place = start; place < limit; place += 1) {
    if (bytes[place] !== QUOTE) continue;
    if (place + 1 < limit && bytes[place + 1] === QUOTE) place += 1;
    else return place;
  }
  return -1;
}

/** Undoes doubled quotes, in place, and gives the new end. */
function unquote(bytes: Uint8Array, start: number, end: number): number {
  let to = start;
  for (let from = start; from < end; from += 1, to += 1) {
    bytes[to] = bytes[from] ?? 0;
    if (bytes[from] === QUOTE) from += 1;
  }
  return to;
}

function store(scan: Scan, column: number, bytes: Uint8Array, start: number, end: number): void {
  const sink = scan.sinks[column];
  if (sink === undefined) return;
  if (start === end) {
    if (scan.needed[column] === true) note(scan, sink.name, 'is empty', sink.allowed);
    return;
  }
  const single = end - start === 1 ? (scan.singles[column * 256 + (bytes[start] ?? 0)] ?? -1) : -1;
  if (single >= 0) sink.target[scan.rows] = single;
  else if (!sink.write(bytes, start, end, scan.rows)) note(scan, sink.name, 'is not in the list of codes', sink.allowed);
}

/** Reads one field that is not a plain single byte. Gives the place of the byte that ended it, or −1 where the block ends. */
function longField(scan: Scan, column: number, bytes: Uint8Array, start: number, limit: number): number {
  if (bytes[start] === QUOTE) {
    const end = quoteEnd(bytes, start + 1, limit);
    if (end === -1 || end + 1 >= limit) return -1;
    // The doubled quotes are undone in a copy: the row may have to be read again.
    const copy = bytes.slice(start + 1, end);
    store(scan, column, copy, 0, unquote(copy, 0, copy.length));
    return end + 1;
  }
  let end = start;
  while (end < limit && bytes[end] !== scan.separator && bytes[end] !== LF && bytes[end] !== CR) end += 1;
  if (end === limit) return -1;
  store(scan, column, bytes, start, end);
  return end;
}

/** After a field: the next column, or the end of the row. Gives −1 where the block ends, −2 where something else follows. */
function afterField(bytes: Uint8Array, place: number, limit: number): number {
  if (bytes[place] === LF) return place + 1;
  if (bytes[place] !== CR) return -2;
  if (place + 1 >= limit) return -1;
  return bytes[place + 1] === LF ? place + 2 : -2;
}

/** Counts a row whose fields are as many as the header's; reports it otherwise. */
function finishRow(scan: Scan, fields: number): void {
  if (fields !== scan.sinks.length) {
    note(scan, '(row)', `has ${String(fields)} fields, the header ${String(scan.sinks.length)}`, 'give every column a field, empty where there is no answer');
  }
  scan.rows += 1;
}

/** Scans one row. Gives the place after it, or −1 where the block ends inside it. */
function scanRow(scan: Scan, bytes: Uint8Array, start: number, limit: number): number {
  const { singles, targets, separator, rows: row } = scan;
  const columns = targets.length;
  let place = start;
  let column = 0;
  for (;;) {
    const byte = bytes[place] as number;
    if (column < columns && place + 1 < limit && bytes[place + 1] === separator) {
      const single = singles[column * 256 + byte] as number;
      if (single >= 0) {
        (targets[column] as Uint8Array)[row] = single;
        place += 2;
        column += 1;
        continue;
      }
    }
    const end = place >= limit ? -1 : longField(scan, column, bytes, place, limit);
    if (end >= 0 && bytes[end] === separator) {
      place = end + 1;
      column += 1;
      continue;
    }
    const next = end === -1 ? -1 : afterField(bytes, end, limit);
    if (next === -1) return -1;
    if (next === -2) return stray(scan, column, bytes, end, limit);
    const isBlankLine = column === 0 && end === place && columns > 1;
    if (isBlankLine) scan.blankLines += 1;
    else finishRow(scan, column + 1);
    return next;
  }
}

/**
 * Scans whole rows from `start` to `limit`. Gives the place of the first row that does not end before `limit`.
 * Stops early when the columns are full: the caller grows them and calls again.
 */
export function scanRows(scan: Scan, bytes: Uint8Array, start: number, limit: number): number {
  let place = start;
  while (place < limit && scan.rows < scan.room) {
    const problems = scan.problems.length;
    const next = scanRow(scan, bytes, place, limit);
    if (next === -1) {
      scan.problems.length = problems;
      return place;
    }
    place = next;
  }
  return place;
}

/** A field goes on after its closing quote, or a lone CR stands in it: reports and skips to the next row. */
function stray(scan: Scan, column: number, bytes: Uint8Array, from: number, limit: number): number {
  note(scan, scan.sinks[column]?.name ?? '(row)', 'has text after its closing quote, or a bare carriage return', 'quote the whole field and double the quotes inside it');
  const end = bytes.subarray(from, limit).indexOf(LF);
  scan.rows += 1;
  return end === -1 ? limit : from + end + 1;
}
