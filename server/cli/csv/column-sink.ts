// Where the fields of one CSV column go. Most are one byte (`4`) and end in a table of 256; longer codes are found by
// length and first byte, compared byte by byte: no text is made of an answer. Multiple choices, strata, weights and
// clusters have a writer of their own.
import { MissingCode } from '../../../shared/questionnaire/codes.ts';
import { bytesByText } from '../../../analysis/scoring/item-layout.ts';
import type { ItemLayout } from '../../../analysis/scoring/item-layout.ts';

export const UNKNOWN = -1;

export type ColumnSink = {
  readonly name: string;
  /** Byte to store for a field of exactly this one byte; UNKNOWN where `write` must look at it. */
  readonly single: Int16Array;
  /** What is allowed, as a remedy says it. */
  readonly allowed: string;
  /** The column that bytes go to; replaced when it grows. */
  target: Uint8Array;
  /** Stores any other field; false where the value is outside the list. `bytes` holds it from start to end. */
  write: (bytes: Uint8Array, start: number, end: number, row: number) => boolean;
  grow: (rows: number) => void;
};

type Code = { readonly bytes: Uint8Array; readonly stored: number };

const encoder = new TextEncoder();

/** Finds a code by its bytes. */
export function codeFinder(codes: ReadonlyMap<string, number>): (bytes: Uint8Array, start: number, end: number) => number {
  const buckets = new Map<number, Code[]>();
  for (const [text, stored] of codes) {
    const bytes = encoder.encode(text);
    const key = bytes.length * 256 + (bytes[0] ?? 0);
    buckets.set(key, [...(buckets.get(key) ?? []), { bytes, stored }]);
  }
  const isSame = (code: Uint8Array, bytes: Uint8Array, start: number): boolean => code.every((byte, place) => bytes[start + place] === byte);
  return (bytes, start, end) => {
    for (const code of buckets.get((end - start) * 256 + (bytes[start] ?? 0)) ?? []) {
      if (isSame(code.bytes, bytes, start)) return code.stored;
    }
    return UNKNOWN;
  };
}

export function grown<Column extends Uint8Array | Uint32Array | Float64Array>(column: Column, rows: number, make: (length: number) => Column): Column {
  const larger = make(rows);
  larger.set(column.subarray(0, Math.min(column.length, rows)) as never);
  return larger;
}

/** What a file may say for an item: its points, its missing codes, and the two absences by name. */
function fileCodes(layout: ItemLayout): Map<string, number> {
  return new Map([...bytesByText(layout), ['not-shown', layout.notShown], ['blank', 0]]);
}

const allowedOf = (layout: ItemLayout): string => `write one of ${[...fileCodes(layout).keys()].join(', ')}, or leave it empty`;

/** A single-choice item. */
export function singleSink(layout: ItemLayout): ColumnSink {
  const codes = fileCodes(layout);
  const find = codeFinder(codes);
  const single = new Int16Array(256).fill(UNKNOWN);
  for (const [text, stored] of codes) if (encoder.encode(text).length === 1) single[text.charCodeAt(0)] = stored;
  const sink: ColumnSink = {
    name: layout.item.code,
    single,
    allowed: allowedOf(layout),
    target: new Uint8Array(0),
    write(bytes, start, end, row) {
      const stored = find(bytes, start, end);
      if (stored === UNKNOWN) return false;
      sink.target[row] = stored;
      return true;
    },
    grow(rows) {
      sink.target = grown(sink.target, rows, (length) => new Uint8Array(length));
    },
  };
  return sink;
}

/** A text item: only whether something was written. */
export function textSink(layout: ItemLayout): ColumnSink {
  const sink = singleSink(layout);
  sink.single.fill(1);
  sink.write = (_bytes, _start, _end, row) => {
    sink.target[row] = 1;
    return true;
  };
  return sink;
}

const BAR = 0x7c;

/** A multiple-choice item: points joined by `|`, or one missing code. `points` are its own columns. */
export function multipleSink(layout: ItemLayout, points: Uint8Array[]): ColumnSink {
  const missing = codeFinder(fileCodes(layout));
  const findPoint = codeFinder(new Map(layout.scale.points.map((point, rank) => [String(point), rank])));
  const sink: ColumnSink = {
    name: layout.item.code,
    single: new Int16Array(256).fill(UNKNOWN),
    allowed: `write any of ${layout.scale.points.join(', ')} joined by |, or one of ${[...layout.scale.missing, 'not-shown'].join(', ')}, or leave it empty`,
    target: new Uint8Array(0),
    write(bytes, start, end, row) {
      for (const point of points) point[row] = 0;
      const stored = missing(bytes, start, end);
      sink.target[row] = stored === UNKNOWN ? 1 : stored;
      return stored !== UNKNOWN || writePoints(bytes, start, end, row, points, findPoint);
    },
    grow(rows) {
      sink.target = grown(sink.target, rows, (length) => new Uint8Array(length));
      points.forEach((point, rank) => { points[rank] = grown(point, rows, (length) => new Uint8Array(length)); });
    },
  };
  return sink;
}

function writePoints(bytes: Uint8Array, start: number, end: number, row: number, points: readonly Uint8Array[], find: ReturnType<typeof codeFinder>): boolean {
  let from = start;
  for (let place = start; place <= end; place += 1) {
    if (place < end && bytes[place] !== BAR) continue;
    const point = points[find(bytes, from, place)];
    if (point === undefined || point[row] === 1) return false;
    point[row] = 1;
    from = place + 1;
  }
  return true;
}

/** Missing codes that may stand in a stratum column; all mean "not stated". */
export const STRATUM_MISSING: readonly string[] = MissingCode.options;
