// Reads settled sheets: their keys and signatures are gone, so they can't prove themselves one by one any more. What
// proves them is the digest that was made when each of them was verified for the last time; any other sum is refused.
import { createHash } from 'node:crypto';
import { Problem } from '../../shared/problem.ts';
import type { Answers } from '../../shared/questionnaire/answers.ts';
import type { SettledMark } from '../collector/keeping-store.ts';
import type { ReadyRound } from '../collector/open-rounds.ts';
import type { SettledSheet, SettledStore } from '../collector/settled-store.ts';
import { addTo, partOf } from './read-sheets.ts';
import type { ReadSheets } from './read-sheets.ts';

/** A hash that doesn't depend on the order in which sheets are added. */
export type SheetDigest = { readonly add: (sheet: SettledSheet) => void; readonly end: () => string };

export function sheetDigest(): SheetDigest {
  const hashes: string[] = [];
  return {
    add: ({ population, frame, answers }) => void hashes.push(createHash('sha256').update(JSON.stringify([population, frame, answers])).digest('base64url')),
    end: () => createHash('sha256').update(hashes.sort().join('\n')).digest('base64url'),
  };
}

/** The answers of settled sheets. Throws round.unfit where they are not those that were verified. */
export async function readSettled(round: ReadyRound, settled: SettledStore, mark: SettledMark): Promise<ReadSheets> {
  const answers = new Map<string, Answers[]>();
  const digest = sheetDigest();
  let stored = 0;
  let unfit = false;
  for await (const sheet of settled.inOrder(round.keys.manifest.round)) {
    stored += 1;
    digest.add(sheet);
    const checked = round.checkers.get(sheet.population)?.(JSON.parse(sheet.answers));
    if (checked?.ok === true) addTo(answers, partOf(sheet.population, sheet.frame), checked.answers);
    else unfit = true;
  }
  if (unfit || stored !== mark.sheets || digest.end() !== mark.digest) throw new Problem('round.unfit', 'The settled sheets are not those that were verified: restore them from a backup of the day they were settled.');
  // Languages are not kept: a settled sheet is its answers alone.
  return { stored, answers, languages: new Map(), excluded: new Map(mark.excluded), basis: 'verified-at-close' };
}
