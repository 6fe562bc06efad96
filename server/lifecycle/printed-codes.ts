// The one place of codes in clear: a CSV for the printer or the mailing, readable by its owner alone. Rows stand in
// random order, so that a list of staff beside it doesn't line up with it by accident. Delete it when it is printed; when
// drawing ends it is destroyed (printed-files.ts), and a bundle that is handed out loses its number here before.
import { join } from 'node:path';
import { printCode } from '../../shared/credential/code.ts';
import { linkFragment } from '../../shared/credential/link.ts';
import type { CardPlace } from '../issuer/cards.ts';
import { shuffled } from '../issuer/make-bundles.ts';
import { readReplaced, replaceFile } from '../replaced-file.ts';
import { codesFolder, makeCodesFolder } from './codes-folder.ts';
import { manifestWords, namedWords } from './manifest-words.ts';
import type { OpenedRound } from './open-round.ts';

export type PrintedInvitation = { readonly population: string; readonly frame: string; readonly stratum: string; readonly code: string; readonly link: string; readonly bundle: number | null };

/** Invitations as printed, shuffled. `origin`: where the respondent page is reached. */
export function printedInvitations(opened: OpenedRound, origin: string): readonly PrintedInvitation[] {
  const { round, populations } = opened.plan;
  const invitations = opened.codes.map(({ population, frame, stratum, code, bundle }) => {
    const parts = { round, population: populations.findIndex((each) => each.population === population), frame, code };
    return { population, frame, stratum, code: printCode(parts), link: `${origin}/a/${linkFragment({ kind: 'code', manifest: opened.made.hash, ...parts })}`, bundle: bundle ?? null };
  });
  return shuffled(invitations);
}

/** Where the list lies. */
export const listPath = (dataFolder: string, round: string): string => join(codesFolder(dataFolder), `${round}.csv`);

/**
 * Writes `codes/<round>.csv` in the data folder with mode 0600, whole or not at all, and overwrites one that an interrupted opening left; returns its path. Each row ends with
 * the eight words in every language of the round and their digits, for a mailing that is made from it. It begins with a
 * byte order mark, as our other CSVs: without it spreadsheets spoil accents and Arabic.
 */
export async function writePrintedCodes(dataFolder: string, opened: OpenedRound, origin: string): Promise<string> {
  await makeCodesFolder(dataFolder);
  const path = listPath(dataFolder, opened.plan.round);
  const words = namedWords(await manifestWords(opened.made.hash, opened.made.manifest.languages));
  const lines = printedInvitations(opened, origin).map(({ population, frame, stratum, code, link, bundle }) => [population, frame, stratum, code, link, bundle ?? '', ...words.map(([, text]) => text)].join(','));
  const header = ['population', 'frame', 'stratum', 'code', 'link', 'bundle', ...words.map(([name]) => (name === 'digits' ? name : `words_${name}`))].join(',');
  await replaceFile(path, `\uFEFF${[header, ...lines].join('\r\n')}\r\n`);
  return path;
}

/** Takes the numbers of these bundles from the list, where there is one; for whoever is alone with the codes (codes-lock.ts). Throws store.unavailable where the old one can't be destroyed. */
export async function forgetBundlesInList(dataFolder: string, { round, population }: CardPlace, numbers: readonly number[]): Promise<void> {
  const withoutNumber = (line: string): string => {
    const [listed, frame, stratum, code, link, bundle, ...more] = line.split(',');
    return listed === population && frame === 'card' && numbers.includes(Number(bundle)) ? [listed, frame, stratum, code, link, '', ...more].join(',') : line;
  };
  const path = listPath(dataFolder, round);
  const text = await readReplaced(path);
  if (text !== null) await replaceFile(path, text.split('\r\n').map(withoutNumber).join('\r\n'));
}
