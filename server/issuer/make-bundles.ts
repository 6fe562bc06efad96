// Puts card codes into sealed bundles of twenty, in random order, each bundle of one stratum. A rest of fewer than ten
// joins the last bundle, so that no bundle is a group of three unless its whole stratum is.
import { randomInt } from 'node:crypto';
import type { NewCode } from './codes-store.ts';

export const BUNDLE_CARDS = 20;
const SMALLEST_REST = 10;

/** A code with the number of its bundle, 1 and up within a population. */
export type BundledCode = NewCode & { readonly bundle: number };

export function shuffled<Entry>(entries: readonly Entry[]): Entry[] {
  const result = [...entries];
  for (let index = result.length - 1; index > 0; index -= 1) {
    const other = randomInt(index + 1);
    const [one, two] = [result[index], result[other]];
    if (one !== undefined && two !== undefined) [result[index], result[other]] = [two, one];
  }
  return result;
}

/** How many bundles a number of cards fills. */
export const bundlesFor = (cards: number): number => Math.max(1, Math.floor(cards / BUNDLE_CARDS) + (cards % BUNDLE_CARDS >= SMALLEST_REST ? 1 : 0));

/** The codes of one population's card frame, bundled. Their order is random; whoever prints keeps it within a bundle. */
export function makeBundles(codes: readonly NewCode[]): readonly BundledCode[] {
  const bundled: BundledCode[] = [];
  let first = 1;
  for (const stratum of new Set(codes.map((code) => code.stratum))) {
    const cards = shuffled(codes.filter((code) => code.stratum === stratum));
    const bundles = bundlesFor(cards.length);
    bundled.push(...cards.map((code, index) => ({ ...code, bundle: first + Math.min(Math.floor(index / BUNDLE_CARDS), bundles - 1) })));
    first += bundles;
  }
  return bundled;
}
