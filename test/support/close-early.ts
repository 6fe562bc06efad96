// Closes a round before its day, as tests do: nobody there waits months, and no sheet is left on a tablet unless the test says so.
import { closeRound } from '../../server/lifecycle/close-round.ts';
import type { Rooms } from '../../server/lifecycle/rooms.ts';
import type { Release } from '../../shared/results/release.ts';

export const closeEarly = (rooms: Rooms, round: string, progress: (line: string) => void = () => undefined): Promise<Release> =>
  closeRound(rooms, round, { beforeItsDay: true, progress });
