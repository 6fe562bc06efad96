// The one place of codes in clear: a CSV for the printer or the mailing, readable by its owner alone. Rows stand in
// random order, so that a list of staff beside it doesn't line up with it by accident. Delete it when it is printed.
import { randomInt } from 'node:crypto';
import { mkdir, rename, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { printCode } from '../../shared/credential/code.ts';
import { linkFragment } from '../../shared/credential/link.ts';
import type { OpenedRound } from './open-round.ts';

export type PrintedInvitation = { readonly population: string; readonly frame: string; readonly stratum: string; readonly code: string; readonly link: string };

function shuffled<Entry>(entries: readonly Entry[]): Entry[] {
  const result = [...entries];
  for (let index = result.length - 1; index > 0; index -= 1) {
    const other = randomInt(index + 1);
    const [one, two] = [result[index], result[other]];
    if (one !== undefined && two !== undefined) [result[index], result[other]] = [two, one];
  }
  return result;
}

/** Invitations as printed, shuffled. `origin`: where the respondent page is reached. */
export function printedInvitations(opened: OpenedRound, origin: string): readonly PrintedInvitation[] {
  const { round, populations } = opened.plan;
  const invitations = opened.codes.map(({ population, frame, stratum, code }) => {
    const parts = { round, population: populations.findIndex((each) => each.population === population), frame, code };
    return { population, frame, stratum, code: printCode(parts), link: `${origin}/a/${linkFragment({ kind: 'code', manifest: opened.made.hash, ...parts })}` };
  });
  return shuffled(invitations);
}

/** Writes `codes/<round>.csv` in the data folder with mode 0600, whole or not at all; returns its path. */
export async function writePrintedCodes(dataFolder: string, opened: OpenedRound, origin: string): Promise<string> {
  const folder = join(dataFolder, 'codes');
  await mkdir(folder, { recursive: true, mode: 0o700 });
  const path = join(folder, `${opened.plan.round}.csv`);
  const lines = printedInvitations(opened, origin).map(({ population, frame, stratum, code, link }) => [population, frame, stratum, code, link].join(','));
  await writeFile(`${path}.new`, `${['population,frame,stratum,code,link', ...lines].join('\r\n')}\r\n`, { mode: 0o600, flush: true });
  await rename(`${path}.new`, path);
  return path;
}
