// Keeps the layout of the store from telling in which order documents came.
// Why: a new entry is appended inside its tree page, a changed page moves to another place of the file, and lmdb writes
// the number of the transaction into each page. So place and page number would list arrivals, although keys do not.
// With every write some other stretches of the same key space, chosen at random, are rewritten in key order: what the
// file then shows is when a stretch was last rewritten, which for all but the newest documents is chance (0013).
// Surprise: the newest few remain recognisable as new until others follow or `spidCompact` runs.
import { randomBytes } from 'node:crypto';
import type { Collection } from './catalog.ts';
import { after } from './document-chunks.ts';
import { overwriteFreeRun } from './free-runs.ts';
import type { Storage } from './storage.ts';

export type OrderMixing = {
  /** Notes that the document under `id` changed. */
  touched(collection: Collection, id: Buffer, indexKeys: readonly Buffer[]): void;
  /** Rewrites around what was touched and elsewhere. Inside a transaction, at its end. */
  mix(): void;
  forget(): void;
};

/** A stretch reaches this far to both sides of its middle: more than the rest of the page that the middle lies in. */
const stretchBytes = 8192;
/** Rewritten elsewhere for each change. Measured in 0013: four leave |Spearman| well below 0.2 at 500 documents. */
const stretchesPerChange = 4;
/** A stretch elsewhere ends here even where its entries are small: forty share a page, and a page moves with any of them. */
const entriesElsewhere = 8;
/** Above this many changes in one transaction (bulk loads) the cost of mixing stays that of so many. */
const maxMixedChanges = 256;

type Entry = { key: Buffer; value: Buffer };

function side(storage: Storage, from: Buffer, before: Buffer, reverse: boolean, most: number): Entry[] {
  const entries: Entry[] = [];
  let bytes = 0;
  for (const entry of storage.range(from, before, { reverse })) {
    entries.push(entry);
    bytes += entry.key.length + entry.value.length + 16;
    if (bytes >= stretchBytes || entries.length >= most) break;
  }
  return entries;
}

/** @param most entries to each side */
function stretchAround(storage: Storage, prefix: Buffer, middle: Buffer, most = Number.POSITIVE_INFINITY): Entry[] {
  return [...side(storage, prefix, middle, true, most).reverse(), ...side(storage, middle, after(prefix), false, most)];
}

type Bounds = { first: Buffer; last: Buffer };

/** First and last key of a space; the same for all positions that one transaction draws. */
function boundsOf(storage: Storage, prefix: Buffer): Bounds {
  const only = (reverse: boolean): Buffer => [...storage.range(prefix, after(prefix), { reverse, limit: 1 })][0]?.key ?? prefix;
  return { first: only(false), last: only(true) };
}

/** Positions at random in a key space: a random byte string behind the first bytes that all keys of the space share. */
function randomKey({ first, last }: Bounds): Buffer {
  let shared = 0;
  while (shared < first.length && shared < last.length && first[shared] === last[shared]) shared += 1;
  const low = first.subarray(shared, shared + 6);
  const high = last.subarray(shared, shared + 6);
  const number = (bytes: Buffer): number => Buffer.concat([bytes, Buffer.alloc(6)]).readUIntBE(0, 6);
  const span = Math.max(1, number(high) - number(low) + 1);
  const chosen = number(low) + Math.floor((randomBytes(6).readUIntBE(0, 6) / 2 ** 48) * span);
  const tail = Buffer.alloc(6);
  tail.writeUIntBE(Math.min(chosen, 2 ** 48 - 1), 0, 6);
  return Buffer.concat([first.subarray(0, shared), tail]);
}

/** The entries of all stretches in key order, each once. A stretch has no holes, so what two share is the end of one. */
function merged(stretches: readonly (readonly Entry[])[]): Entry[] {
  const entries: Entry[] = [];
  const filled = stretches.flatMap((stretch) => (stretch[0] === undefined ? [] : [{ first: stretch[0].key, stretch }]));
  for (const { stretch } of filled.sort((one, other) => one.first.compare(other.first))) {
    const last = entries.at(-1)?.key;
    const from = last === undefined ? 0 : stretch.findIndex(({ key }) => key.compare(last) > 0);
    if (from >= 0) entries.push(...stretch.slice(from));
  }
  return entries;
}

/** Removes and puts back in key order: a page keeps its entries in the order in which they were put. */
function rewrite(storage: Storage, ordered: readonly Entry[]): void {
  for (const { key } of ordered) storage.remove(key);
  for (const { key, value } of ordered) storage.put(key, value);
}

function mixSpace(storage: Storage, prefix: Buffer, middles: readonly Buffer[]): void {
  const mixed = middles.slice(0, maxMixedChanges);
  const bounds = boundsOf(storage, prefix);
  const stretches = mixed.map((middle) => stretchAround(storage, prefix, middle));
  for (let count = 0; count < mixed.length * stretchesPerChange; count += 1) stretches.push(stretchAround(storage, prefix, randomKey(bounds), entriesElsewhere));
  rewrite(storage, merged(stretches));
}

/** @param storage gives the store that is open now */
export function makeOrderMixing(storage: () => Storage): OrderMixing {
  const spaces = new Map<string, { prefix: Buffer; middles: Buffer[] }>();
  const note = (prefix: Buffer, middle: Buffer): void => {
    const name = prefix.toString('latin1');
    const space = spaces.get(name) ?? { prefix, middles: [] };
    space.middles.push(middle);
    spaces.set(name, space);
  };
  return {
    touched: (collection, id, indexKeys) => {
      note(collection.prefix, Buffer.concat([collection.prefix, id]));
      for (const key of indexKeys) note(key.subarray(0, collection.prefix.length), key);
    },
    mix: () => {
      if (spaces.size > 0) overwriteFreeRun(storage());
      for (const { prefix, middles } of spaces.values()) mixSpace(storage(), prefix, middles);
      spaces.clear();
    },
    forget: () => { spaces.clear(); },
  };
}
