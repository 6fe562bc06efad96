// One at a time changes the files in which codes of a round stand: the command line and the server's calendar are two
// processes, both read such a file and write it anew, and neither may bring back what the other destroyed meanwhile.
// What a killed process left of a lock is taken over. Where no lock can be made the work is tried all the same:
// destroying must not wait for it, and what can't be written says so itself.
import { join } from 'node:path';
import { Problem } from '../../shared/problem.ts';
import type { CardPlace } from '../issuer/cards.ts';
import { takeLock } from '../lock-file.ts';
import { codesFolder } from './codes-folder.ts';
import type { Rooms } from './rooms.ts';

/** Longer than the printer's file of a large population takes. */
const PATIENCE_MS = 120_000;
const AGAIN_MS = 20;

/** What lets go of the lock; null where somebody has it. */
function tryLock(path: string): (() => void) | null {
  try {
    return takeLock(path);
  } catch {
    return () => undefined;
  }
}

type Here = { readonly config: Pick<Rooms['config'], 'dataFolder'> };
const lockPath = ({ config }: Here, name: string): string => join(codesFolder(config.dataFolder), `.${name}.lock`);

/** Does `work` while nobody else does any for this round; it must not call this again. Throws store.unavailable where another process keeps the lock for minutes. */
export async function aloneWithCodes<Result>(rooms: Here, round: string, work: () => Promise<Result>): Promise<Result> {
  const path = lockPath(rooms, round);
  const until = Date.now() + PATIENCE_MS;
  for (;;) {
    const unlock = tryLock(path);
    if (unlock !== null) return work().finally(unlock);
    if (Date.now() > until) throw new Problem('store.unavailable', `Another command is still writing the codes of round ${round}: try again when it has ended. If none runs, delete ${path}.`);
    await new Promise((resolve) => setTimeout(resolve, AGAIN_MS));
  }
}

/** Does `work` unless a command keys paper of this population already: two would give one token to two sheets. Throws store.unavailable then. */
export async function aloneKeying<Result>(rooms: Here, { round, population }: CardPlace, work: () => Promise<Result>): Promise<Result> {
  const path = lockPath(rooms, `${round}-${population}-keying`);
  const unlock = tryLock(path);
  if (unlock === null) throw new Problem('store.unavailable', `Another command keys paper for ${population} just now: try again when it has ended. If none runs, delete ${path}.`);
  return work().finally(unlock);
}
