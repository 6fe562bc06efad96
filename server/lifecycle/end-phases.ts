// The end of drawing and the end of sending, by hand or because their day has passed. After the first no key is left, and
// no code in clear; after the second the stores are rewritten, so that neither order nor freed pages tell who answered when.
import { Problem } from '../../shared/problem.ts';
import { tellOnce } from './keeping-notices.ts';
import { destroyClearCodes } from './printed-files.ts';
import type { Rooms } from './rooms.ts';

/** Destroys the issuer keys and what holds codes in clear, then says so. Twice is no fault. Throws store.unavailable where a file can't be destroyed. */
export async function endDrawing(rooms: Rooms, round: string): Promise<void> {
  await rooms.issuer.end(round);
  await destroyClearCodes(rooms, round);
  await tellOnce(rooms, round, 'key-destroyed');
}

/** Rewrites sheets and codes of a round that takes none any more. Throws round.wrong-state while it does. */
export async function rewriteRound(rooms: Rooms, round: string): Promise<void> {
  const status = await rooms.collected.rounds.status(round);
  if (status === null) throw new Problem('round.unknown', `There is no round ${round}.`);
  if (status.state !== 'closed' && status.state !== 'released') throw new Problem('round.wrong-state', `Round ${round} is ${status.state}: its stores are rewritten when sending has ended.`);
  if ((await rooms.collected.keeping.get(round)).erased) return;
  await rooms.issuer.rewrite(round);
  await rooms.collected.settled.rewrite(round);
  await rooms.collected.keeping.setRewritten(round);
}
