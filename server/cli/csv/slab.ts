// The memory that a scanner writes one block of a file into: its columns side by side, in memory that threads share.
// Columns lie an odd number of cache lines apart: at a power of two all columns of a row would fall on the same few lines.
import type { ColumnPlan } from './column-plan.ts';
import { itemSink } from './column-sink.ts';
import type { ColumnSink } from './column-sink.ts';
import { codeSink, weightSink } from './design-sinks.ts';

export type Slab = {
  /** Bytes from one column to the next: rows that fit. */
  readonly stride: number;
  /** A column per column of the file, then one per point of its multiple choices. */
  readonly bytes: Uint8Array;
  /** By column of the file; null where the column is none of codes. */
  readonly numbers: readonly (Uint32Array | null)[];
  readonly weights: Float64Array | null;
};

const LINE = 64;

const pointsOf = (plan: ColumnPlan): number => (plan.kind === 'multiple' ? plan.points.length : 0);

/** Columns of bytes: the file's, and the points. */
export const byteColumns = (plans: readonly ColumnPlan[]): number => plans.reduce((sum, plan) => sum + 1 + pointsOf(plan), 0);

/** A slab for blocks of some bytes: a row has at least a byte per column. */
export function makeSlab(plans: readonly ColumnPlan[], blockBytes: number): Slab {
  const lines = Math.ceil((blockBytes / plans.length + 2) / LINE);
  const stride = (lines % 2 === 0 ? lines + 1 : lines) * LINE;
  return {
    stride,
    bytes: new Uint8Array(new SharedArrayBuffer(byteColumns(plans) * stride)),
    numbers: plans.map(({ kind }) => (kind === 'codes' ? new Uint32Array(new SharedArrayBuffer(4 * stride)) : null)),
    weights: plans.some(({ kind }) => kind === 'weight') ? new Float64Array(new SharedArrayBuffer(8 * stride)) : null,
  };
}

/** Makes columns empty again where a scanner writes nothing for an empty field: points of multiple choices, and numbers. */
export function clearSlab(slab: Slab): void {
  slab.bytes.fill(0, slab.numbers.length * slab.stride);
  for (const numbers of slab.numbers) numbers?.fill(0);
}

/** A view of one column of bytes. */
const columnOf = ({ bytes, stride }: Slab, column: number): Uint8Array => bytes.subarray(column * stride, (column + 1) * stride);

export type Sinks = {
  /** By column of the file. */
  readonly all: readonly ColumnSink[];
  /** By column of the file, the codes met so far; null where the column is none of codes. */
  readonly codes: readonly (readonly string[] | null)[];
};

/** The sinks that write into a slab. */
export function makeSinks(plans: readonly ColumnPlan[], slab: Slab): Sinks {
  let nextPoint = plans.length;
  const codes: (readonly string[] | null)[] = [];
  const all = plans.map((plan, column): ColumnSink => {
    if (plan.kind === 'codes') {
      const sink = codeSink(plan, slab.numbers[column] ?? new Uint32Array(0));
      codes[column] = sink.codes;
      return sink;
    }
    codes[column] = null;
    if (plan.kind === 'weight') return weightSink(plan.name, plan.allowed, slab.weights ?? new Float64Array(0));
    const first = nextPoint;
    nextPoint += pointsOf(plan);
    return itemSink(plan, columnOf(slab, column), Array.from({ length: pointsOf(plan) }, (_, rank) => columnOf(slab, first + rank)));
  });
  return { all, codes };
}
