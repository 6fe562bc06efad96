// Every file in which codes of a round stand in clear: the list, the printer's cards, the papers for keying. Beside the
// pepper and the issuer's store they would tell who used a code, so they go when drawing ends: nobody can use them then.
// What keying paper has under way stays as long as signed sheets wait in it: answers in clear, but no code.
import { basename, dirname, join } from 'node:path';
import { CardsPaper } from '../../shared/round/papers.ts';
import { destroyFile } from '../destroyed-file.ts';
import type { CardPlace } from '../issuer/cards.ts';
import { keptPaper, paperPath } from './apart/papers.ts';
import { codesFolder, namesIn } from './codes-folder.ts';
import { aloneWithCodes } from './codes-lock.ts';
import { DamagedPaper, forgetDraws, paperPlaces, paperPopulation } from './paper-file.ts';
import { forgetBundlesInList } from './printed-codes.ts';
import type { Rooms } from './rooms.ts';

/** With what a kill left half written: ROUND.csv.new holds codes in clear too. */
async function destroyNamed(folder: string, isMeant: (name: string) => boolean): Promise<void> {
  for (const name of (await namesIn(folder)).filter(isMeant)) await destroyFile(join(folder, name));
}

const isOf = (round: string) => (name: string): boolean => name.startsWith(`${round}.`) || name.startsWith(`${round}-`);

/** The papers for the computer where paper is keyed. */
const destroyCardsPapers = ({ config }: Rooms, round: string): Promise<void> => destroyNamed(join(config.dataFolder, 'papers'), (name) => name.startsWith(`${round}-cards-`));

/** All of a round, with the lock that a killed keying left, to be erased. Throws store.unavailable where a file can't be destroyed. */
export const destroyPrinted = (rooms: Rooms, round: string): Promise<void> =>
  aloneWithCodes(rooms, round, async () => {
    await destroyNamed(codesFolder(rooms.config.dataFolder), (name) => isOf(round)(name) || name.startsWith(`.${round}-`));
    await destroyCardsPapers(rooms, round);
  });

/** Also where its state stands and its day hasn't passed: a person ends it before. */
async function sendingIsOver(rooms: Rooms, round: string): Promise<boolean> {
  const found = await rooms.desk.rounds.get(round);
  return found === null || found.state === 'closed' || found.state === 'released' || rooms.today() > found.plan.sendingEnds;
}

/** A damaged file is a fault as long as it may be mended and sent; whoever ends sending destroys it whole (unsent-paper.ts). One that can't be read is always one. */
async function forgetDrawsOf(rooms: Rooms, place: CardPlace): Promise<void> {
  await forgetDraws(rooms, place).catch(async (error: unknown) => {
    if (!(error instanceof DamagedPaper) || !(await sendingIsOver(rooms, place.round))) throw error;
  });
}

/** When drawing has ended. Twice is no fault. Throws store.unavailable where a file can't be read or destroyed, or what keying paper has under way is damaged and might still be mended and sent. */
export async function destroyClearCodes(rooms: Rooms, round: string): Promise<void> {
  // The list first: without it keying writes no further draw.
  await aloneWithCodes(rooms, round, async () => {
    await destroyNamed(codesFolder(rooms.config.dataFolder), (name) => isOf(round)(name) && paperPopulation(round, name) === null);
    await destroyCardsPapers(rooms, round);
  });
  for (const place of await paperPlaces(rooms, round)) await forgetDrawsOf(rooms, place);
}

/** When bundles were handed out: no file tells any more which codes lay in them. Twice is no fault. Throws store.unavailable where a file can't be destroyed. */
export const forgetHandedOut = (rooms: Rooms, place: CardPlace, numbers: readonly number[]): Promise<void> =>
  aloneWithCodes(rooms, place.round, async () => {
    const { round, population } = place;
    const { dataFolder } = rooms.config;
    await forgetBundlesInList(dataFolder, place, numbers);
    await destroyNamed(codesFolder(rooms.config.dataFolder), (name) => name.startsWith(`${round}-${population}-cards.html`));
    const path = paperPath(dataFolder, round, `cards-${population}`);
    // What a kill left of other versions may name them too, and nobody needs it.
    await destroyNamed(dirname(path), (name) => name.startsWith(`${basename(path)}.`));
    const paper = keptPaper(CardsPaper, dataFolder, round, `cards-${population}`);
    if (paper?.cards.some(({ bundle }) => numbers.includes(bundle)) === true) await destroyFile(path);
  });
