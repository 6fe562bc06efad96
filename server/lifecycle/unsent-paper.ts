// Sheets keyed from paper that a kill left waiting, seen from the round's end: whoever closes is told how to send them
// first, and once sending is over the file goes, since it holds answers in clear beside codes and can not be sent.
import { readdir } from 'node:fs/promises';
import { join } from 'node:path';
import { Problem } from '../../shared/problem.ts';
import type { CardPlace } from '../issuer/cards.ts';
import { readPaper, writePaper } from './paper-file.ts';
import type { Rooms } from './rooms.ts';

/** With what a kill left half replaced. */
const UNDER_WAY = /^(.+)-paper\.json(\.old|\.new)?$/;

/** The populations of a round for which keying left a file here. Throws where the folder is there and can't be read. */
async function placesOf({ config }: Rooms, round: string): Promise<readonly CardPlace[]> {
  const names = await readdir(join(config.dataFolder, 'codes')).catch((error: unknown) => {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return [];
    throw error;
  });
  const populations = names.filter((name) => name.startsWith(`${round}-`)).flatMap((name) => UNDER_WAY.exec(name.slice(round.length + 1))?.[1] ?? []);
  return [...new Set(populations)].sort().map((population) => ({ round, population }));
}

/** Throws round.wrong-state, naming the command that sends them, where a round that still runs has such sheets. */
export async function insistPaperSent(rooms: Rooms, round: string): Promise<void> {
  const status = await rooms.collected.rounds.status(round);
  if (status === null || (status.state !== 'open' && status.state !== 'paused')) return;
  for (const place of await placesOf(rooms, round)) {
    const { length } = (await readPaper(rooms, place)).sheets;
    if (length === 0) continue;
    const key = `spid paper key ${round} --population ${place.population}`;
    const remedy = rooms.today() <= status.sendingEnds ? key : `spid round extend ${round} --sending DAY, then ${key}`;
    throw new Problem('round.wrong-state', `${String(length)} sheets keyed from paper for ${place.population} are not sent yet: ${remedy} sends them. To close without them delete ${round}-${place.population}-paper.json in the folder codes.`);
  }
}

/** When no sheet is taken any more: destroys what keying left. Twice is no fault. Throws store.unavailable where it can't. */
export async function destroyUnsent(rooms: Rooms, round: string, progress: (line: string) => void = () => undefined): Promise<void> {
  for (const place of await placesOf(rooms, round)) {
    const { length } = (await readPaper(rooms, place)).sheets;
    await writePaper(rooms, place, { draws: [], sheets: [] });
    if (length > 0) progress(`${String(length)} sheets keyed from paper for ${place.population} were never sent and are not counted; their file is destroyed.`);
  }
}
