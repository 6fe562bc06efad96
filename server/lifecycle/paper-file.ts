// What keying paper has under way, in one file of mode 0600 beside the list of codes: draws whose request may have left,
// and signed sheets that may not have been sent. One file, replaced whole, so that a kill at any moment leaves either the
// state before or the one after: no code is spent for nothing, no token is used twice. It holds answers in clear, and codes
// with one-time keys: each version is overwritten when the next stands, and the file goes when all is sent, by hand, or
// where the round lives too when sending ends. On a keying computer of its own nobody else destroys it.
import { join } from 'node:path';
import { z } from 'zod';
import { SendRequest } from '../../shared/credential/send.ts';
import { Problem } from '../../shared/problem.ts';
import type { CardPlace } from '../issuer/cards.ts';
import { destroyReplaced, readReplaced, replaceFile } from '../replaced-file.ts';
import { codesFolder, makeCodesFolder, namesIn } from './codes-folder.ts';
import { aloneWithCodes } from './codes-lock.ts';
import type { Rooms } from './rooms.ts';

const field = z.string();
/** A card's code with the blinding state of the draw that claims it. */
const PaperDraw = z.strictObject({ code: field, draw: z.strictObject({ key: field, secret: field, randomizer: field, blinded: field, inverse: field }) });
export type PaperDraw = z.infer<typeof PaperDraw>;
const PaperFile = z.strictObject({ format: z.literal('spid-paper-1'), draws: z.array(PaperDraw), sheets: z.array(SendRequest) });
export type PaperState = { readonly draws: readonly PaperDraw[]; readonly sheets: readonly SendRequest[] };
type Here = { readonly config: Pick<Rooms['config'], 'dataFolder'> };

const pathOf = (rooms: Here, { round, population }: CardPlace): string => join(codesFolder(rooms.config.dataFolder), `${round}-${population}-paper.json`);

/** The name of such a file behind its round, also as a kill leaves it. */
const UNDER_WAY = /^-(.+)-paper\.json(\.old|\.new)?$/;
/** The population whose keying a file in the folder of codes belongs to; null for any other file. */
export const paperPopulation = (round: string, name: string): string | null => (name.startsWith(round) ? (UNDER_WAY.exec(name.slice(round.length))?.[1] ?? null) : null);

/** The populations of a round for which keying left a file here. Throws where the folder is there and can't be read. */
export async function paperPlaces(rooms: Here, round: string): Promise<readonly CardPlace[]> {
  const names = await namesIn(codesFolder(rooms.config.dataFolder));
  const populations = names.flatMap((name) => paperPopulation(round, name) ?? []);
  return [...new Set(populations)].sort().map((population) => ({ round, population }));
}

/** How a person gives up what waits. */
export const discardCommand = ({ round, population }: CardPlace): string => `spid paper discard ${round} --population ${population}`;

/** Its file could be read and makes no sense: nothing of it can be sent, whoever tries again. */
export class DamagedPaper extends Problem {}

/** Nothing under way where there is no file. Throws store.unavailable, naming the file and the remedy, for one that can't be read, as a DamagedPaper where trying again is no use. */
export async function readPaper(rooms: Here, place: CardPlace): Promise<PaperState> {
  const path = pathOf(rooms, place);
  const text = await readReplaced(path);
  if (text === null) return { draws: [], sheets: [] };
  try {
    return PaperFile.parse(JSON.parse(text));
  } catch {
    // Not the cause: its words may quote what stands in the file.
    throw new DamagedPaper('store.unavailable', `${path} is damaged: what keying paper had under way can't be sent from it. Put back a whole one, or ${discardCommand(place)} destroys it.`);
  }
}

async function writePaper(rooms: Here, place: CardPlace, { draws, sheets }: PaperState): Promise<void> {
  const path = pathOf(rooms, place);
  if (draws.length === 0 && sheets.length === 0) return destroyReplaced(path);
  await makeCodesFolder(rooms.config.dataFolder);
  await replaceFile(path, JSON.stringify({ format: 'spid-paper-1', draws, sheets }));
}

/**
 * Makes the state that `change` gives of the one that holds now, whatever was read before. Resolves when it is on disk and
 * the state before destroyed, with what a kill left of older ones; a state without anything under way destroys the file.
 */
export async function changePaper(rooms: Here, place: CardPlace, change: (now: PaperState) => PaperState | Promise<PaperState>): Promise<PaperState> {
  return aloneWithCodes(rooms, place.round, async () => {
    const changed = await change(await readPaper(rooms, place));
    await writePaper(rooms, place, changed);
    return changed;
  });
}

/** When drawing has ended: a draw is worth nothing without its key, and names a code; signed sheets still wait. */
export const forgetDraws = (rooms: Here, place: CardPlace): Promise<PaperState> => changePaper(rooms, place, ({ sheets }) => ({ draws: [], sheets }));

/** Destroys it all, whatever is in it; resolves with how many sheets were not sent, null where that can't be read any more. Throws store.unavailable where it can't. */
export async function destroyPaper(rooms: Here, place: CardPlace): Promise<number | null> {
  return aloneWithCodes(rooms, place.round, async () => {
    const waiting = await readPaper(rooms, place).catch(() => null);
    await destroyReplaced(pathOf(rooms, place));
    return waiting?.sheets.length ?? null;
  });
}
