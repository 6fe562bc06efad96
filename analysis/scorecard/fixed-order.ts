// A sample's rows in an order that hangs on what they hold alone. Details draw persons by lot and multiply persons' scores:
// in a fixed order a shuffled file gives the same print, digit by digit. Scores and shares need no order (split-sums.ts);
// large samples without details are left as they are: sorting would cost more than scoring them.
import type { Columns } from '../columns.ts';
import { at } from '../inference/at.ts';
import type { Sample } from './sample.ts';

/** More rows than this keep their order, unless details are wanted. */
export const MOST_SORTED_ROWS = 50_000;

/** Everything that a row holds, as columns of whole numbers; languages apart, which are numbered as they came. */
function contentOf({ columns, stratumOf, weights, clusters, fit }: Sample): readonly ArrayLike<number>[] {
  const bits = weights === undefined ? undefined : new Uint32Array(Float64Array.from(weights.subarray(0, columns.rows)).buffer);
  const half = (which: 0 | 1): Uint32Array[] => (bits === undefined ? [] : [bits.filter((_, index) => index % 2 === which)]);
  const optional = [stratumOf, clusters].flatMap((column) => (column === undefined ? [] : [column]));
  return [...columns.items, ...[...columns.choices.values()].flat(), ...optional, ...half(0), ...half(1), ...(fit?.categories ?? [])];
}

/** A key of 53 bits for what each row holds; rows of the same key are taken for the same. */
function keysOf(content: readonly ArrayLike<number>[], rows: number): Float64Array {
  const high = new Uint32Array(rows).fill(0x811c9dc5);
  const low = new Uint32Array(rows).fill(0x9e3779b9);
  for (const column of content) {
    for (let row = 0; row < rows; row += 1) {
      const value = column[row] ?? 0;
      high[row] = Math.imul((high[row] as number) ^ value, 0x01000193);
      const mixed = Math.imul((low[row] as number) + value + 0x7f4a7c15, 0x85ebca6b);
      low[row] = mixed ^ (mixed >>> 13);
    }
  }
  return Float64Array.from(high, (word, row) => word * 2_097_152 + (at(low, row) >>> 11));
}

function columnsInOrder(columns: Columns, order: Uint32Array): Columns {
  const moved = (column: Uint8Array): Uint8Array => Uint8Array.from(order, (row) => column[row] as number);
  return { rows: columns.rows, items: columns.items.map(moved), choices: new Map([...columns.choices].map(([index, points]) => [index, points.map(moved)])) };
}

/** The sample with its rows in fixed order; the same sample where it is in that order, or without details tallied already or large. */
export const inFixedOrder = (sample: Sample): Sample =>
  sample.details !== true && (sample.tallied !== undefined || sample.columns.rows > MOST_SORTED_ROWS) ? sample : withSortedRows(sample);

/** The same of a sample of any size. */
export function withSortedRows(sample: Sample): Sample {
  const { columns, stratumOf, weights, clusters, fit, languages } = sample;
  const { rows } = columns;
  const keys = keysOf(contentOf(sample), rows);
  if (keys.every((key, row) => row === 0 || key >= at(keys, row - 1))) return sample;
  const order = Uint32Array.from({ length: rows }, (_, row) => row).sort((one, two) => at(keys, one) - at(keys, two) || one - two);
  const moved = (column: ArrayLike<number>): number[] => Array.from(order, (row) => at(column, row));
  return {
    ...sample,
    columns: columnsInOrder(columns, order),
    ...(stratumOf === undefined ? {} : { stratumOf: Uint16Array.from(moved(stratumOf)) }),
    ...(weights === undefined ? {} : { weights: Float64Array.from(moved(weights)) }),
    ...(clusters === undefined ? {} : { clusters: Uint32Array.from(moved(clusters)) }),
    ...(fit === undefined ? {} : { fit: { ...fit, categories: fit.categories.map(moved) } }),
    ...(languages === undefined ? {} : { languages: { ...languages, of: moved(languages.of) } }),
  };
}
