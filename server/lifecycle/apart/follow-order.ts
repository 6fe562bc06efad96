// Does on the issuer's and on the collector's host what the desk ordered, by the very steps that do it where all three
// stand together. The issuer goes first; its public paper then carries the order to the collector, whose log tells it.
import { Problem } from '../../../shared/problem.ts';
import { OrderPaper } from '../../../shared/round/papers.ts';
import { extendRound } from '../extend-round.ts';
import { pauseRound, resumeRound } from '../pause-round.ts';
import type { Rooms } from '../rooms.ts';
import { insistSigned } from './desk-signature.ts';
import { writePublicPaper } from './issuer-papers.ts';
import type { Wrote } from './issuer-papers.ts';
import { keepPaper, keptPaper } from './papers.ts';
import { insistRoundHere } from './round-on-paper.ts';

/** How a round is to stand. */
export type Wanted = Pick<OrderPaper, 'drawingEnds' | 'sendingEnds'> & { readonly state: OrderPaper['state'] | null };

/** Throws plan.invalid where a later order was followed here, or the desk did not sign this one. */
export function insistOrder(rooms: Rooms, order: OrderPaper): void {
  const { dataFolder } = rooms.config;
  insistSigned(insistRoundHere(dataFolder, order.round), order);
  const last = keptPaper(OrderPaper, dataFolder, order.round, 'order')?.number ?? 0;
  if (order.number < last) throw new Problem('plan.invalid', `Order ${String(order.number)} of round ${order.round} came after order ${String(last)}, which stands.`, { place: 'number' });
}

/** Brings this host's part of a round to what is wanted; what stands so already is left alone. Throws round.wrong-state or plan.invalid. */
export async function bringTo(rooms: Rooms, round: string, { state, ...days }: Wanted): Promise<void> {
  const found = await rooms.desk.rounds.get(round);
  if (found === null) throw new Problem('round.unknown', `Round ${round} was not opened on this host.`);
  const { plan } = found;
  if (days.drawingEnds !== plan.drawingEnds || days.sendingEnds !== plan.sendingEnds) await extendRound(rooms, round, days);
  const isRunning = found.state === 'open' || found.state === 'paused';
  if (state !== null && isRunning && state !== found.state) await (state === 'paused' ? pauseRound : resumeRound)(rooms, round);
}

/** On the issuer's host. Twice is no fault. Where the keys are gone the day of drawing stays, and `wrote` says so. Throws plan.invalid, round.unknown or round.wrong-state. */
export async function followOrder(rooms: Rooms, order: OrderPaper, wrote: Wrote): Promise<void> {
  const { round } = order;
  insistOrder(rooms, order);
  const stands = await rooms.issuer.drawingEnds(round);
  const isLate = stands !== null && order.drawingEnds !== stands && (await rooms.issuer.hasEnded(round));
  if (isLate) wrote(`Drawing has ended and its keys are destroyed: ${stands} stays its last day, whatever the order says. Only sending is extended.`);
  await bringTo(rooms, round, { ...order, ...(isLate ? { drawingEnds: stands } : {}) });
  await keepPaper(rooms.config.dataFolder, round, 'order', order);
  await writePublicPaper(rooms, round, wrote);
}
