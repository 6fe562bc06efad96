// Sorts documents by fields, within a memory limit.
// Why: a list of rounds is shown by name; sheets are never sorted by anything but `_id`, which costs nothing.
// Surprise: as in MongoDB an array sorts by its smallest element upwards and by its largest downwards.
import type { Document } from 'bson';
import { CommandError } from './command-error.ts';
import { checkPath, valuesAt } from './document-fields.ts';
import { encodeValue } from './key-encoding.ts';

export const sortLimitBytes = 100 * 1024 * 1024;

export type SortField = { readonly path: string; readonly direction: 1 | -1 };

/** @throws CommandError 2 for anything but 1 and -1 */
export function parseSort(sort: Document): SortField[] {
  return Object.entries(sort).map(([path, direction]) => {
    checkPath(path);
    if (direction !== 1 && direction !== -1) throw new CommandError(2, 'the embedded engine sorts by 1 and -1 only');
    return { path, direction };
  });
}

/** True when `_id` order, ascending, is the order wanted. */
export const isIdOrder = (fields: readonly SortField[]): boolean => fields.length === 0 || (fields[0]?.path === '_id' && fields[0].direction === 1);

function keyOf(document: Document, { path, direction }: SortField): Buffer {
  const values = valuesAt(document, path).flatMap((value) => (Array.isArray(value) && value.length > 0 ? (value as unknown[]) : [value]));
  const encoded = values.map(encodeValue).sort((left, right) => left.compare(right));
  return (direction === 1 ? encoded[0] : encoded.at(-1)) ?? encodeValue(undefined);
}

/** @returns the sort keys of `document`, to be compared by `compareKeys` */
export const sortKeys = (document: Document, fields: readonly SortField[]): Buffer[] => fields.map((field) => keyOf(document, field));

export function compareKeys(left: readonly Buffer[], right: readonly Buffer[], fields: readonly SortField[]): number {
  for (const [at, field] of fields.entries()) {
    const order = Buffer.compare(left[at] ?? Buffer.alloc(0), right[at] ?? Buffer.alloc(0)) * field.direction;
    if (order !== 0) return order;
  }
  return 0;
}

type Sortable<Item> = { item: Item; keys: Buffer[]; bytes: number };

/**
 * @param keep when finite only the first `keep` are held: a limited sort costs memory for its limit, not for its input
 * @throws CommandError 292 above 100 MB, as MongoDB without allowDiskUse
 */
export function sortItems<Item>(items: Iterable<Sortable<Item>>, fields: readonly SortField[], keep: number): Item[] {
  let held: Sortable<Item>[] = [];
  let bytes = 0;
  const order = (left: Sortable<Item>, right: Sortable<Item>): number => compareKeys(left.keys, right.keys, fields);
  const shrink = (): void => {
    held.sort(order);
    held = held.slice(0, keep);
    bytes = held.reduce((sum, one) => sum + one.bytes, 0);
  };
  for (const one of items) {
    held.push(one);
    bytes += one.bytes;
    if (held.length > keep * 2 + 100) shrink();
    if (bytes > sortLimitBytes) throw new CommandError(292, 'a sort exceeded its memory limit of 100 MB');
  }
  shrink();
  return held.map((one) => one.item);
}
