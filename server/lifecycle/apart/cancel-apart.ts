// Cancels at the issuer what two coordinators confirmed at the desk. The order names bundles; the codes of cards that
// came back reach the issuer from the hands that hold the cards, and have to be those that were confirmed.
import { Problem } from '../../../shared/problem.ts';
import type { CancelPaper } from '../../../shared/round/papers.ts';
import { cancelNow, leftoverCodes } from '../cancel-cards.ts';
import type { Cancelled } from '../cancel-cards.ts';
import type { Rooms } from '../rooms.ts';
import { insistSigned } from './desk-signature.ts';
import { leftoverMark } from './issuer-on-paper.ts';
import { insistRoundHere } from './round-on-paper.ts';

/** `leftover`: as on the cards or their links. Twice is no fault. Throws plan.invalid, round.unknown, card.bundle or code.unknown; nothing is changed then. */
export async function cancelApart(rooms: Rooms, order: CancelPaper, leftover: readonly string[]): Promise<Cancelled> {
  const { round, population, bundles } = order;
  insistSigned(insistRoundHere(rooms.config.dataFolder, round), order);
  const codes = leftoverCodes(round, leftover);
  const mark = leftoverMark(codes);
  if (mark?.hash !== order.leftover?.hash) {
    throw new Problem('plan.invalid', order.leftover === null ? 'The order confirms no left-over cards: leave the list out.' : `Two people confirmed ${String(order.leftover.codes)} left-over cards; the list given here (${String(mark?.codes ?? 0)}) is not theirs.`, { place: 'leftover' });
  }
  return cancelNow(rooms, { round, population }, bundles, codes);
}
