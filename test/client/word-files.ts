// The word files as they lie on disk, for the tests of the data. The pages find them through Vite; here they are read.
import { readFileSync, readdirSync } from 'node:fs';
import type { WordFile } from '../../client/words/catalogue.ts';

const FOLDER = new URL('../../client/words/', import.meta.url);
export const ROOMS = ['respond', 'desk', 'problem', 'tablet', 'print', 'trust', 'notice'] as const;
export type Room = (typeof ROOMS)[number];

/** Language → words of a room. */
export const wordsOfRoom = (room: Room): ReadonlyMap<string, WordFile> =>
  new Map(
    readdirSync(new URL(`${room}/`, FOLDER))
      .sort()
      .map((file) => [file.replace(/\.json$/, ''), JSON.parse(readFileSync(new URL(`${room}/${file}`, FOLDER), 'utf8')) as WordFile]),
  );
