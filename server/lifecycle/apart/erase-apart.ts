// Erases on the issuer's host what it has of a round: codes, keys where any were left, the printer's files, the papers
// of keying. The sheets are the collector's to erase, and each host certifies what was its own. Written down first, then
// erased: killed in between, the next try certifies the same numbers.
import { existsSync } from 'node:fs';
import { mkdir, readFile, rename } from 'node:fs/promises';
import { join } from 'node:path';
import { CODES_ERASURE_FORMAT, CodesErasure } from '../../../shared/credential/erasure.ts';
import { Problem } from '../../../shared/problem.ts';
import { writeWhole } from '../../replaced-file.ts';
import { codesOf } from '../erase-round.ts';
import { destroyPrinted } from '../printed-files.ts';
import type { Rooms } from '../rooms.ts';
import { insistRoundHere } from './round-on-paper.ts';

const certificatePath = (rooms: Rooms, round: string, name = 'codes'): string => join(rooms.config.dataFolder, 'certificates', `${round}-${name}.json`);

/** Whether this issuer's part of a round is erased and certified. */
export const isErasedApart = (rooms: Rooms, round: string): boolean => existsSync(certificatePath(rooms, round));

/** Resolves with the path of the certificate. Twice is no fault. Throws round.unknown, or round.wrong-state before the retention day. */
export async function eraseIssuerApart(rooms: Rooms, round: string): Promise<string> {
  const { made } = insistRoundHere(rooms.config.dataFolder, round);
  const { retentionDay } = made.manifest;
  if (rooms.today() < retentionDay) throw new Problem('round.wrong-state', `Round ${round} is kept until ${retentionDay}, as its manifest promises.`);
  const [path, begun] = [certificatePath(rooms, round), certificatePath(rooms, round, 'codes-begun')];
  if (existsSync(path)) return path;
  await mkdir(join(rooms.config.dataFolder, 'certificates'), { recursive: true, mode: 0o700 });
  if (!existsSync(begun)) await writeWhole(begun, JSON.stringify(CodesErasure.parse({ format: CODES_ERASURE_FORMAT, round, manifest: made.hash, day: rooms.today(), codes: await codesOf(rooms, round) })));
  await rooms.issuer.erase(round);
  await destroyPrinted(rooms, round);
  CodesErasure.parse(JSON.parse(await readFile(begun, 'utf8')));
  await rename(begun, path);
  return path;
}
