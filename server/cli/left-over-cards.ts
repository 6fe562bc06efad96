// The list of cards that came back, and what is said of used cards in bundles that were never handed out: paper keyed on
// this host took its cards out of their bundle (issuer/codes-store.ts), so that what is found there was used by somebody else.
import { readFileSync } from 'node:fs';
import type { Cancelled } from '../lifecycle/cancel-cards.ts';
import { UsageProblem } from './command.ts';

/** One card a line; an empty list where there is no file. Throws UsageProblem for one that can't be read. */
export function leftoverOf(path: string | null): readonly string[] {
  if (path === null) return [];
  try {
    return readFileSync(path, 'utf8').split(/\r?\n/).map((line) => line.trim()).filter((line) => line !== '');
  } catch {
    throw new UsageProblem(`${path} can not be read`);
  }
}

/** Nothing where no card of theirs was used. */
export const usedInSealedLines = ({ usedInSealed, usedByKeying }: Cancelled): readonly string[] => [
  ...(usedInSealed === 0 ? [] : [`WARNING: ${String(usedInSealed)} cards of bundles that were never handed out had been used. Somebody opened a sealed bundle.`]),
  ...(usedByKeying === 0 ? [] : [`${String(usedByKeying)} cards of bundles that the keying computer was given had been used. If fewer sheets were keyed with them, somebody else used their codes.`]),
];
