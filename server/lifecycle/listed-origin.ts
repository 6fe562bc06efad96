// The public address that a round was opened for, as the links of its printed list say it: what is printed or shown later
// has to lead to the same place as the links that are in people's hands, whatever the shell of that later day has set.
import { readReplaced } from '../replaced-file.ts';
import { listPath } from './printed-codes.ts';

const LINK_COLUMN = 4;

/** `https://answer.example` of a link, or null where the text is none. */
export const originOfLink = (link: string): string | null => (/^https?:/.test(link) && URL.canParse(link) ? new URL(link).origin : null);

/** The origin of the list's links; null where the list is gone or has no link. Throws store.unavailable where it can't be read. */
export async function listedOrigin(dataFolder: string, round: string): Promise<string | null> {
  const [, row = ''] = ((await readReplaced(listPath(dataFolder, round))) ?? '').split('\r\n');
  return originOfLink(row.split(',')[LINK_COLUMN] ?? '');
}
