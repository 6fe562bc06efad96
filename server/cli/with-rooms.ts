// Gives a command the deployment's rooms for as long as it works, and turns refusals into one line and an exit code.
// Where rooms stand on other hosts, papers stand in for them, and each paper that is written is named.
import { Problem } from '../../shared/problem.ts';
import { readConfig } from '../config.ts';
import type { Config } from '../config.ts';
import { problemOf } from '../http/failures.ts';
import { roomsHere } from '../lifecycle/apart/rooms-on-paper.ts';
import { openDeployment } from '../lifecycle/deployment.ts';
import type { Rooms } from '../lifecycle/rooms.ts';
import { startRefusal } from '../lifecycle/start-refusal.ts';
import type { Writers } from './command.ts';
import { EXIT, isUsage, printProblem } from './command.ts';

/** Runs `work` with the rooms. Resolves with the exit code; of what a person can mend it rejects wrong words alone, for `runCli` to point to the help. */
export async function withRooms(writers: Writers, work: (rooms: Rooms) => Promise<void>): Promise<number> {
  let config: Config | null = null;
  try {
    config = readConfig();
    const deployment = await openDeployment(config, { supervise: false });
    try {
      await work(roomsHere(deployment.rooms, writers.out));
    } finally {
      await deployment.close();
    }
    return EXIT.done;
  } catch (error) {
    if (isUsage(error)) throw error;
    if (error instanceof Problem) return printProblem(error, writers);
    const line = startRefusal(error, config);
    if (line === null) return printProblem(problemOf(error), writers);
    writers.err(line);
    return EXIT.usage;
  }
}
