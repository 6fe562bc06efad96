// The attacker: from a dump alone it puts sheets into an order of arrival and gives each person one sheet, before anybody
// tells it what is right. It is tuned on a round whose truth it knows: each feature weighs by how well it did there.
import type { Dump } from './dump.ts';
import { tracesOf } from './page-traces.ts';
import { ranks, spearman } from './ranks.ts';

/** Numbers per feature, one per sheet, in the order of `sheets`. */
export type Seen = { readonly sheets: readonly string[]; readonly features: ReadonlyMap<string, readonly number[]> };
export type Weights = ReadonlyMap<string, number>;

const hex = (value: unknown): string => (Buffer.isBuffer(value) ? value.toString('hex') : typeof value === 'object' && value !== null && 'toHexString' in value ? (value as { toHexString: () => string }).toHexString() : String(value));
const numberOf = (value: unknown): number => (value instanceof Date ? value.getTime() : typeof value === 'number' ? value : Buffer.isBuffer(value) ? value.length : typeof value === 'string' ? value.length : 0);

/** Everything that a document says of itself: sizes, dates, numbers, its place in natural order. */
function ownFeatures(documents: readonly Record<string, unknown>[]): Map<string, number[]> {
  const features = new Map<string, number[]>([['natural order', documents.map((_, at) => at)], ['id order', ranks(documents.map((each) => Number.parseInt(hex(each['_id']).slice(0, 12), 16)))]]);
  for (const name of new Set(documents.flatMap((each) => Object.keys(each)))) features.set(`field ${name}`, documents.map((each) => numberOf(each[name])));
  features.set('whole size', documents.map((each) => JSON.stringify(each).length));
  return features;
}

/** All that a dump shows of the sheets of a collection. */
export function look(dump: Dump, collection: string): Seen {
  const documents = dump.collections.get(collection) ?? [];
  const sheets = documents.map((each) => hex(each['_id']));
  const features = ownFeatures(documents);
  if (sheets[0]?.length === 64) {
    for (const [file, bytes] of dump.files) {
      if (bytes.length < 8192 || bytes.length % 8192 !== 0) continue;
      const traces = tracesOf(bytes, sheets);
      for (const name of Object.keys(traces[0] ?? {})) features.set(`${file} ${name}`, traces.map((each) => each[name as keyof typeof each]));
    }
  }
  return { sheets, features };
}

/** What each feature is worth, learnt from a round whose order of sending is known. Weak ones are noise and left out. */
export function tune(seen: Seen, truth: readonly number[]): Weights {
  const found = [...seen.features].map(([name, values]) => [name, spearman(values, truth)] as const);
  const strong = found.filter(([, rho]) => Math.abs(rho) >= 0.2);
  const kept = strong.length > 0 ? strong : [...found].sort(([, one], [, other]) => Math.abs(other) - Math.abs(one)).slice(0, 3);
  return new Map(kept.map(([name, rho]) => [name, Math.sign(rho) * Math.abs(rho) ** 3]));
}

/** The attacker's rank of arrival for each sheet. */
export function guessOrder(seen: Seen, weights: Weights): readonly number[] {
  const sums = seen.sheets.map(() => 0);
  for (const [name, weight] of weights) ranks(seen.features.get(name) ?? sums).forEach((rank, at) => (sums[at] = (sums[at] ?? 0) + weight * rank));
  return ranks(sums);
}

/** One sheet per person: the k-th to start gets the k-th to arrive. `starts`: persons in the order of Start. */
export function guessPersons(seen: Seen, order: readonly number[], starts: readonly number[]): ReadonlyMap<number, string> {
  const arrived = [...seen.sheets.keys()].sort((one, other) => (order[one] ?? 0) - (order[other] ?? 0));
  return new Map(starts.map((person, at) => [person, seen.sheets[arrived[at] ?? 0] ?? '']));
}
