// The list of cards that came back, and what is said when sealed bundles turn out to have been opened.
import { readFileSync } from 'node:fs';
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

/** Nothing where all was in order. */
export const usedInSealedWarning = (used: number): readonly string[] =>
  used === 0 ? [] : [`WARNING: ${String(used)} cards of bundles that were never handed out had been used. Somebody opened a sealed bundle.`];
