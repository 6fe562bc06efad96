// Reads and writes a dotted path in a deserialised document.
// Why: filters, sorts, indexes, projections and updates all need the same idea of a path.
// Surprise: on its way a path enters every element of an array (as MongoDB's does), so it may have several values.
import type { Document } from 'bson';
import { CommandError } from './command-error.ts';

/** True for an embedded document: no array, no BSON value of a type of its own. */
export const isEmbedded = (value: unknown): value is Document =>
  typeof value === 'object' && value !== null && !Array.isArray(value) && !(value instanceof Date) && !(value instanceof RegExp) &&
  !(value instanceof Uint8Array) && !('_bsontype' in value);

const own = (document: Document, name: string): unknown => (Object.hasOwn(document, name) ? (document[name] as unknown) : undefined);

function walk(value: unknown, parts: readonly string[], at: number, found: unknown[]): void {
  if (at === parts.length) {
    found.push(value);
    return;
  }
  const part = parts[at] ?? '';
  if (isEmbedded(value)) walk(own(value, part), parts, at + 1, found);
  else if (Array.isArray(value)) {
    if (/^\d+$/.test(part)) walk(value[Number(part)], parts, at + 1, found);
    for (const element of value) if (isEmbedded(element)) walk(element, parts, at, found);
  } else found.push(undefined);
}

/** All values at `path`; `undefined` stands for "missing". An array at the end is one value (see `filter.ts` for its elements). */
export function valuesAt(document: Document, path: string): unknown[] {
  const found: unknown[] = [];
  walk(document, path.split('.'), 0, found);
  return found;
}

/** @throws CommandError for paths that MongoDB refuses: empty parts, a leading `$` */
export function checkPath(path: string): void {
  const parts = path.split('.');
  if (parts.includes('')) throw new CommandError(40352, 'a field path has an empty part');
  if (parts.some((part) => part.startsWith('$'))) throw new CommandError(52, 'a field path has a part that begins with $');
  if (parts.includes('__proto__')) throw new CommandError(2, 'the embedded engine takes no field named __proto__');
}
