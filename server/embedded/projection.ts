// Includes or excludes fields of a raw document.
// Why: a list of rounds must not carry every sheet's bytes; and what is not asked for should not travel.
// Surprise: `_id` comes along unless it is excluded; operators and computed fields are refused.
import { deserialize, serialize, type Document } from 'bson';
import { CommandError } from './command-error.ts';
import { checkPath, isEmbedded } from './document-fields.ts';

export type Projection = (raw: Buffer) => Buffer;

type Tree = Map<string, Tree | true>;

function treeOf(paths: readonly string[]): Tree {
  const root: Tree = new Map();
  for (const path of paths) {
    let at = root;
    const parts = path.split('.');
    for (const part of parts.slice(0, -1)) {
      const next = at.get(part) ?? new Map<string, Tree | true>();
      if (next === true) throw new CommandError(40352, 'path collision in a projection');
      at.set(part, next);
      at = next;
    }
    at.set(parts.at(-1) ?? '', true);
  }
  return root;
}

function include(value: unknown, tree: Tree): unknown {
  if (Array.isArray(value)) return value.filter((one) => isEmbedded(one) || Array.isArray(one)).map((one) => include(one, tree));
  if (!isEmbedded(value)) return undefined;
  const result: Document = {};
  for (const [name, field] of Object.entries(value)) {
    const wanted = tree.get(name);
    const kept = wanted === true ? (field as unknown) : wanted === undefined ? undefined : include(field, wanted);
    if (kept !== undefined) result[name] = kept;
  }
  return result;
}

function exclude(value: unknown, tree: Tree): unknown {
  if (Array.isArray(value)) return value.map((one) => exclude(one, tree));
  if (!isEmbedded(value)) return value;
  const result: Document = {};
  for (const [name, field] of Object.entries(value)) {
    const unwanted = tree.get(name);
    if (unwanted !== true) result[name] = unwanted === undefined ? (field as unknown) : exclude(field, unwanted);
  }
  return result;
}

const wantedOf = (value: unknown): boolean => {
  if (value === true || value === false) return value;
  if (typeof value === 'number') return value !== 0;
  throw new CommandError(115, 'the embedded engine takes projections of 0 and 1 only');
};

/** @returns undefined for an empty projection. @throws CommandError 115 for operators, 2 for a mixture */
export function compileProjection(projection: Document): Projection | undefined {
  const entries = Object.entries(projection).map(([path, value]) => ({ path, wanted: wantedOf(value) }));
  if (entries.length === 0) return undefined;
  for (const { path } of entries) checkPath(path);
  const others = entries.filter(({ path }) => path !== '_id');
  const including = others[0]?.wanted ?? entries[0]?.wanted ?? false;
  if (others.some(({ wanted }) => wanted !== including)) throw new CommandError(2, 'a projection either includes or excludes');
  const withId = entries.find(({ path }) => path === '_id')?.wanted ?? true;
  const paths = others.map(({ path }) => path);
  const tree = treeOf(including === withId ? [...paths, '_id'] : paths);
  const shape = including ? include : exclude;
  return (raw) => Buffer.from(serialize(shape(deserialize(raw, { promoteValues: false, bsonRegExp: true }), tree) as Document));
}
