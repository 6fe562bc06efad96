// The one place of codes in clear: a CSV for the printer or the mailing, readable by its owner alone. Rows stand in
// random order, so that a list of staff beside it doesn't line up with it by accident. Delete it when it is printed.
import { mkdir, rename, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { printCode } from '../../shared/credential/code.ts';
import { linkFragment } from '../../shared/credential/link.ts';
import { shuffled } from '../issuer/make-bundles.ts';
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

/** Writes `codes/<round>.csv` in the data folder with mode 0600, whole or not at all; returns its path. */
export async function writePrintedCodes(dataFolder: string, opened: OpenedRound, origin: string): Promise<string> {
  const folder = join(dataFolder, 'codes');
  await mkdir(folder, { recursive: true, mode: 0o700 });
  const path = join(folder, `${opened.plan.round}.csv`);
  const lines = printedInvitations(opened, origin).map(({ population, frame, stratum, code, link, bundle }) => [population, frame, stratum, code, link, bundle ?? ''].join(','));
  await writeFile(`${path}.new`, `${['population,frame,stratum,code,link,bundle', ...lines].join('\r\n')}\r\n`, { mode: 0o600, flush: true });
  await rename(`${path}.new`, path);
  return path;
}
