// What the raw file of the engine shows of each document: in which pages, live or freed, its key stands, which
// transactions wrote them, where inside, and in which snapshots of its neighbourhood it is missing. A page that holds
// keys to both sides of a document but not the document was written before it came: the sharpest trace there is.
const PAGE = 8192;

export type Traces = {
  readonly firstOffset: number;
  readonly lastOffset: number;
  readonly copies: number;
  readonly placeInPage: number;
  readonly oldest: number;
  readonly newest: number;
  /** Newest transaction of a page around it that lacks it; 0 where there is none. */
  readonly absent: number;
  /** Middle of the last absence and the first presence. */
  readonly between: number;
};

type Page = { readonly at: number; readonly transaction: number; readonly ids: ReadonlySet<string>; readonly low: string; readonly high: string };

/** `marker`: the six bytes that stand before an id in a key of the store. */
const keyMarker = Buffer.from([0x32, 0, 0, 0, 32, 0]);

function pagesOf(file: Buffer, ids: readonly string[], places: ReadonlyMap<string, readonly number[]>): readonly Page[] {
  const within = new Map<number, Set<string>>();
  for (const id of ids) {
    for (const at of places.get(id) ?? []) {
      const page = at - (at % PAGE);
      within.set(page, (within.get(page) ?? new Set()).add(id));
    }
  }
  return [...within].map(([at, held]) => {
    const sorted = [...held].sort();
    return { at, transaction: Number(file.readBigUInt64LE(at + 8)), ids: held, low: sorted[0] ?? '', high: sorted.at(-1) ?? '' };
  });
}

function placesOf(file: Buffer, id: string): readonly number[] {
  const needle = Buffer.concat([keyMarker, Buffer.from(id, 'hex')]);
  const places: number[] = [];
  for (let at = file.indexOf(needle); at !== -1; at = file.indexOf(needle, at + 1)) places.push(at);
  return places;
}

/** Traces of documents whose `_id` are 32 bytes (hex), in the order of `ids`. */
export function tracesOf(file: Buffer, ids: readonly string[]): readonly Traces[] {
  const places = new Map(ids.map((id) => [id, placesOf(file, id)]));
  const pages = pagesOf(file, ids, places);
  return ids.map((id) => {
    const own = places.get(id) ?? [];
    const present = pages.filter((page) => page.ids.has(id)).map((page) => page.transaction);
    const absent = Math.max(0, ...pages.filter((page) => !page.ids.has(id) && page.low < id && id < page.high).map((page) => page.transaction));
    const oldest = present.length === 0 ? 0 : Math.min(...present);
    return {
      firstOffset: own[0] ?? -1, lastOffset: own.at(-1) ?? -1, copies: own.length, placeInPage: (own[0] ?? 0) % PAGE,
      oldest, newest: present.length === 0 ? 0 : Math.max(...present), absent, between: (Math.min(absent, oldest) + oldest) / 2,
    };
  });
}

/** Offsets of a text of bytes in a file: where a document with an ObjectId lies. */
export function firstPlace(file: Buffer, needle: Buffer): number {
  return file.indexOf(needle);
}
