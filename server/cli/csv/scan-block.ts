// Scans one block of a file into a slab: the rows that begin in it. Where a block begins inside a row, the first row is
// guessed to begin behind the next line feed; a line feed inside quotes misleads it. So a block tells where it began and
// ended, and whoever joins blocks (join-blocks.ts) takes one only where the one before ended, and asks again otherwise.
import type { ColumnPlan } from './column-plan.ts';
import type { CsvProblem } from './csv-problem.ts';
import { LF, LOOKAHEAD, makeScan, scanRows } from './scan-rows.ts';
import type { Scan } from './scan-rows.ts';
import { clearSlab, makeSinks } from './slab.ts';
import type { Slab } from './slab.ts';
import type { Source } from './source.ts';

const LONGEST_ROW = 64 * 1024 * 1024;
const TAIL = 4096;
const MOST_GUESSES = 32;

export type ScannedBlock = {
  /** Where its first row begins and its last one ends; both −1 where no row could be told. */
  readonly from: number;
  readonly end: number;
  readonly rows: number;
  readonly blankLines: number;
  /** Rows count from 0, blank lines too. */
  readonly problems: readonly CsvProblem[];
  readonly isFull: boolean;
  /** Whether the last row has a quote that nothing closes. */
  readonly isUnclosed: boolean;
  /** By column of the file, the codes met since the block before; none where the column is none of codes. */
  readonly newCodes: readonly (readonly string[])[];
};

export type ScanBlock = (from: number, to: number, isExact: boolean) => ScannedBlock;

/** A window on the file: its bytes from `place` on, with line feeds behind them. */
type Window = { bytes: Buffer; place: number; filled: number; hasAll: boolean };

function readTo(window: Window, source: Source, to: number): void {
  const wanted = to - window.place;
  if (window.bytes.length < wanted + 1 + LOOKAHEAD) {
    const larger = Buffer.allocUnsafeSlow(wanted + 1 + LOOKAHEAD);
    window.bytes.copy(larger, 0, 0, window.filled);
    window.bytes = larger;
  }
  while (window.filled < wanted && !window.hasAll) {
    const read = source.read(window.bytes, window.filled, wanted - window.filled, window.place + window.filled);
    window.filled += read;
    window.hasAll = read === 0;
  }
  // The last line of a file may lack its end.
  if (window.hasAll && window.filled > 0 && window.bytes[window.filled - 1] !== LF) window.bytes[window.filled++] = LF;
  window.bytes.fill(LF, window.filled, window.filled + LOOKAHEAD);
}

function restart(scan: Scan): void {
  scan.rows = 0;
  scan.blankLines = 0;
  scan.problems.length = 0;
  scan.isFull = false;
}

/** Where the first row seems to begin: behind a line feed, and as a row with nothing wrong in it; −1 where there is none. */
function guessStart(scan: Scan, { bytes, filled }: Window, stop: number): number {
  let first = -1;
  let start = 0;
  for (let guess = 0; guess < MOST_GUESSES; guess += 1) {
    start = bytes.subarray(0, filled).indexOf(LF, start) + 1;
    if (start === 0 || start > stop) return first;
    if (first === -1) first = start;
    restart(scan);
    scanRows(scan, bytes, start, start + 1, filled);
    if (scan.rows === 1 && scan.problems.length === 0) return start;
  }
  return first;
}

/** Makes a scanner over a source, whose results stand in `slab` until it scans again. */
export function blockScanner(plans: readonly ColumnPlan[], separator: string, source: Source, slab: Slab): ScanBlock {
  const { all, codes } = makeSinks(plans, slab);
  const scan = makeScan(all, slab.bytes, slab.stride, separator);
  const reported = codes.map((met) => met?.length ?? 0);
  const newCodes = (): readonly (readonly string[])[] => codes.map((met, column) => {
    const found = met?.slice(reported[column]) ?? [];
    reported[column] = met?.length ?? 0;
    return found;
  });
  const window: Window = { bytes: Buffer.alloc(0), place: 0, filled: 0, hasAll: false };
  return (from, to, isExact) => {
    Object.assign(window, { place: isExact ? from : from - 1, filled: 0, hasAll: false });
    readTo(window, source, to + TAIL);
    const start = isExact ? 0 : guessStart(scan, window, to - window.place);
    // A guess writes into the first row, and an empty field writes nothing into some columns.
    clearSlab(slab);
    restart(scan);
    if (start === -1) return { from: -1, end: -1, rows: 0, blankLines: 0, problems: [], isFull: false, isUnclosed: false, newCodes: newCodes() };
    const { end, isUnclosed } = scanToEnd(scan, window, source, start, to, isExact);
    const { rows, blankLines, problems, isFull } = scan;
    return { from: window.place + start, end: window.place + end, rows, blankLines, problems: [...problems], isFull, isUnclosed, newCodes: newCodes() };
  };
}

/** Scans from `start` in the window, reading on until the last row that begins before `to` has ended. */
function scanToEnd(scan: Scan, window: Window, source: Source, start: number, to: number, isExact: boolean): { readonly end: number; readonly isUnclosed: boolean } {
  const stop = to - window.place;
  const furthest = isExact ? LONGEST_ROW : 4 * stop;
  let end = start;
  for (;;) {
    end = scanRows(scan, window.bytes, end, Math.min(stop, window.filled), window.filled);
    if (end >= stop || scan.isFull) return { end, isUnclosed: false };
    if (window.hasAll) return { end, isUnclosed: end < window.filled };
    if (window.filled - end > furthest) return { end, isUnclosed: isExact };
    readTo(window, source, window.place + window.filled * 2);
  }
}
