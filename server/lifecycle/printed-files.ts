// Every file in which codes of a round stand in clear: the list, the printer's cards, the papers for keying. Beside the
// pepper and the issuer's store they would tell who used a code, so they go when drawing ends: nobody can use them then.
// What keying paper has under way stays as long as sealed sheets wait in it, which hold no code.
import { readdir } from 'node:fs/promises';
import { join } from 'node:path';
import { CardsPaper } from '../../shared/round/papers.ts';
import { destroyFile } from '../destroyed-file.ts';
import type { CardPlace } from '../issuer/cards.ts';
import { keptPaper, paperPath } from './apart/papers.ts';
import { forgetDraws } from './paper-file.ts';
import { forgetBundlesInList } from './printed-codes.ts';
import type { Rooms } from './rooms.ts';

/** What keying paper has under way, also as a kill leaves it. */
const UNDER_WAY = /^.{6}-(.+)-paper\.json(\.old|\.new)?$/;

/** None where there is no folder; one that can't be read may hold codes, and is a fault. */
async function namesIn(folder: string): Promise<readonly string[]> {
  try {
    return await readdir(folder);
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return [];
    throw error;
  }
}

/** With what a kill left half written: ROUND.csv.new holds codes in clear too. */
async function destroyNamed(folder: string, isMeant: (name: string) => boolean): Promise<void> {
  for (const name of (await namesIn(folder)).filter(isMeant)) await destroyFile(join(folder, name));
}

const isOf = (round: string) => (name: string): boolean => name.startsWith(`${round}.`) || name.startsWith(`${round}-`);
const codesFolder = ({ config }: Rooms): string => join(config.dataFolder, 'codes');

/** The papers for the computer where paper is keyed. */
const destroyCardsPapers = ({ config }: Rooms, round: string): Promise<void> => destroyNamed(join(config.dataFolder, 'papers'), (name) => name.startsWith(`${round}-cards-`));

/** All of a round, to be erased. Throws store.unavailable where a file can't be destroyed. */
export async function destroyPrinted(rooms: Rooms, round: string): Promise<void> {
  await destroyNamed(codesFolder(rooms), isOf(round));
  await destroyCardsPapers(rooms, round);
}

/** When drawing has ended. Twice is no fault. Throws store.unavailable where a file can't be destroyed. */
export async function destroyClearCodes(rooms: Rooms, round: string): Promise<void> {
  const named = (await namesIn(codesFolder(rooms))).filter(isOf(round));
  const populations = new Set(named.flatMap((name) => UNDER_WAY.exec(name)?.[1] ?? []));
  for (const population of populations) await forgetDraws(rooms, { round, population });
  await destroyNamed(codesFolder(rooms), (name) => isOf(round)(name) && !UNDER_WAY.test(name));
  await destroyCardsPapers(rooms, round);
}

/** When bundles were handed out: no file tells any more which codes lay in them. Twice is no fault. Throws store.unavailable where a file can't be destroyed. */
export async function forgetHandedOut(rooms: Rooms, place: CardPlace, numbers: readonly number[]): Promise<void> {
  const { round, population } = place;
  const { dataFolder } = rooms.config;
  await forgetBundlesInList(dataFolder, place, numbers);
  await destroyNamed(codesFolder(rooms), (name) => name.startsWith(`${round}-${population}-cards.html`));
  const paper = keptPaper(CardsPaper, dataFolder, round, `cards-${population}`);
  if (paper?.cards.some(({ bundle }) => numbers.includes(bundle)) === true) await destroyFile(paperPath(dataFolder, round, `cards-${population}`));
}
