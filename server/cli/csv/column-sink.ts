// Where the fields of one item's CSV column go. Most are one byte (`4`) and end in a table of 256; longer codes are found
// by their bytes: no text is made of an answer. Strata, weights and clusters have writers of their own (design-sinks.ts).
import { codeTable } from './code-table.ts';
import type { CodeTable } from './code-table.ts';
import type { ItemPlan, StoredCodes } from './column-plan.ts';

export const UNKNOWN = -1;

export type ColumnSink = {
  readonly name: string;
  /** Byte to store for a field of exactly this one byte; UNKNOWN where `write` must look at it. */
  readonly single: Int16Array;
  /** What is allowed, as a remedy says it. */
  readonly allowed: string;
  /** Whether an empty field is an error. */
  readonly isNeeded: boolean;
  /** Stores any other field; false where the value is outside the list. `bytes` holds it from start to end. */
  readonly write: (bytes: Buffer, start: number, end: number, row: number) => boolean;
};

const encoder = new TextEncoder();

function tableOf(codes: StoredCodes): CodeTable {
  const table = codeTable();
  for (const [text, stored] of codes) table.add(encoder.encode(text), stored);
  return table;
}

function singleSink({ name, allowed, codes }: ItemPlan, target: Uint8Array): ColumnSink {
  const table = tableOf(codes);
  const single = new Int16Array(256).fill(UNKNOWN);
  for (const [text, stored] of codes) if (encoder.encode(text).length === 1) single[text.charCodeAt(0)] = stored;
  const write: ColumnSink['write'] = (bytes, start, end, row) => {
    const stored = table.find(bytes, start, end);
    if (stored === UNKNOWN) return false;
    target[row] = stored;
    return true;
  };
  return { name, single, allowed, isNeeded: false, write };
}

/** A text item: only whether something was written. */
function textSink({ name, allowed }: ItemPlan, target: Uint8Array): ColumnSink {
  const write: ColumnSink['write'] = (_bytes, _start, _end, row) => {
    target[row] = 1;
    return true;
  };
  return { name, single: new Int16Array(256).fill(1), allowed, isNeeded: false, write };
}

const BAR = 0x7c;

/** A multiple-choice item: points joined by `|`, or one missing code. */
function multipleSink({ name, allowed, codes }: ItemPlan, ofPoints: readonly string[], target: Uint8Array, points: readonly Uint8Array[]): ColumnSink {
  const missing = tableOf(codes);
  const findPoint = tableOf(ofPoints.map((point, rank) => [point, rank]));
  const write: ColumnSink['write'] = (bytes, start, end, row) => {
    for (const point of points) point[row] = 0;
    const stored = missing.find(bytes, start, end);
    target[row] = stored === UNKNOWN ? 1 : stored;
    return stored !== UNKNOWN || writePoints(bytes, start, end, row, points, findPoint);
  };
  return { name, single: new Int16Array(256).fill(UNKNOWN), allowed, isNeeded: false, write };
}

function writePoints(bytes: Buffer, start: number, end: number, row: number, points: readonly Uint8Array[], table: CodeTable): boolean {
  let from = start;
  for (let place = start; place <= end; place += 1) {
    if (place < end && bytes[place] !== BAR) continue;
    const point = points[table.find(bytes, from, place)];
    if (point === undefined || point[row] === 1) return false;
    point[row] = 1;
    from = place + 1;
  }
  return true;
}

/** The sink of an item. `target` is its column, `points` the columns of a multiple choice's points. */
export function itemSink(plan: ItemPlan, target: Uint8Array, points: readonly Uint8Array[]): ColumnSink {
  if (plan.kind === 'multiple') return multipleSink(plan, plan.points, target, points);
  return plan.kind === 'text' ? textSink(plan, target) : singleSink(plan, target);
}
