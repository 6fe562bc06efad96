// What keying paper has under way, in one file of mode 0600 beside the list of codes: draws whose request may have left,
// and signed sheets that may not have been sent. One file, replaced whole, so that a kill at any moment leaves either the
// state before or the one after: no code is spent for nothing, no token is used twice. It holds answers in clear, and codes
// with one-time keys: each version is overwritten when the next stands, and nothing of it outlives sending.
import { mkdir } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { z } from 'zod';
import { SendRequest } from '../../shared/credential/send.ts';
import type { CardPlace } from '../issuer/cards.ts';
import { destroyReplaced, readReplaced, replaceFile } from '../replaced-file.ts';
import type { Rooms } from './rooms.ts';

const field = z.string();
/** A card's code with the blinding state of the draw that claims it. */
const PaperDraw = z.strictObject({ code: field, draw: z.strictObject({ key: field, secret: field, randomizer: field, blinded: field, inverse: field }) });
export type PaperDraw = z.infer<typeof PaperDraw>;
const PaperFile = z.strictObject({ format: z.literal('spid-paper-1'), draws: z.array(PaperDraw), sheets: z.array(SendRequest) });
export type PaperState = Pick<z.infer<typeof PaperFile>, 'draws' | 'sheets'>;

const pathOf = (rooms: Rooms, { round, population }: CardPlace): string => join(rooms.config.dataFolder, 'codes', `${round}-${population}-paper.json`);

/** Nothing under way where there is no file. */
export async function readPaper(rooms: Rooms, place: CardPlace): Promise<PaperState> {
  const text = await readReplaced(pathOf(rooms, place));
  return text === null ? { draws: [], sheets: [] } : PaperFile.parse(JSON.parse(text));
}

/** Resolves when it is on disk and the state before destroyed; a state without anything under way destroys the file. */
export async function writePaper(rooms: Rooms, place: CardPlace, { draws, sheets }: PaperState): Promise<void> {
  const path = pathOf(rooms, place);
  if (draws.length === 0 && sheets.length === 0) return destroyReplaced(path);
  await mkdir(dirname(path), { recursive: true, mode: 0o700 });
  await replaceFile(path, JSON.stringify({ format: 'spid-paper-1', draws, sheets }));
}

/** When drawing has ended: a draw is worth nothing without its key, and names a code; signed sheets still wait. Written anew in any case, which destroys what a kill left of older versions. */
export async function forgetDraws(rooms: Rooms, place: CardPlace): Promise<void> {
  const { sheets } = await readPaper(rooms, place);
  await writePaper(rooms, place, { draws: [], sheets });
}
