// The commands that take a round and nothing else.
import type { Rooms } from '../lifecycle/rooms.ts';
import { onlyWord } from './command.ts';
import type { Command, Writers } from './command.ts';
import { withRooms } from './with-rooms.ts';

/** `spid round NAME ROUND`. */
export const onRound = (name: string, summary: string, help: string, work: (rooms: Rooms, round: string, writers: Writers) => Promise<void>): Command => ({
  name: `round ${name}`,
  summary,
  help: `spid round ${name} ROUND\n\n${help}`,
  run: (words, writers) => {
    const round = onlyWord(words, 'ROUND');
    return withRooms(writers, (rooms) => work(rooms, round, writers));
  },
});
