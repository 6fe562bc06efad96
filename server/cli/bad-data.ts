// How the commands that compute from files end where a file can't be used: one line that names place and remedy, and an
// exit code of its own. It is not the refusal of a server, so it is told apart from one (docs/decisions/0055).
import { Problem } from '../../shared/problem.ts';
import type { Writers } from './command.ts';

export const EXIT_BAD_DATA = 3;

/** Says what is wrong with the data, and returns the exit code. Throws again what is no Problem. */
export function refuseBadData(error: unknown, writers: Writers): number {
  if (!(error instanceof Problem)) throw error;
  writers.err(error.message);
  return EXIT_BAD_DATA;
}
