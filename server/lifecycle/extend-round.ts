// Moves the last days of a round. The manifest keeps the days with which it opened; the public notice log tells the new
// ones. Each step may be done again: with the same days the log says it once.
import { Manifest } from '../../shared/credential/manifest.ts';
import { Problem } from '../../shared/problem.ts';
import type { RoundPlan } from '../../shared/round/plan.ts';
import { noticesOf } from './keeping-notices.ts';
import { noticeTexts } from './notice-texts.ts';
import type { Rooms } from './rooms.ts';

/** The new last days; one that is left out stays. */
export type NewDays = { readonly drawingEnds?: string; readonly sendingEnds?: string };

function insistLater(plan: RoundPlan, manifest: Manifest, days: Required<NewDays>, drawingOver: boolean): void {
  const refuse = (place: string, why: string): never => {
    throw new Problem('plan.invalid', why, { place });
  };
  if (days.drawingEnds < plan.drawingEnds) refuse('drawingEnds', `Drawing ends on ${plan.drawingEnds}: a round is extended, never shortened.`);
  if (days.sendingEnds < plan.sendingEnds) refuse('sendingEnds', `Sending ends on ${plan.sendingEnds}: a round is extended, never shortened.`);
  if (days.sendingEnds < days.drawingEnds) refuse('sendingEnds', 'Sending can not end before drawing: extend it as well.');
  if (days.sendingEnds > manifest.objectionEnds) refuse('sendingEnds', `The manifest lets sheets be objected to until ${manifest.objectionEnds}: sending has to end by then.`);
  if (days.drawingEnds === plan.drawingEnds) return;
  if (drawingOver) refuse('drawingEnds', 'Drawing has ended and its keys are destroyed: only sending can be extended.');
  if (manifest.twoPhase) refuse('drawingEnds', `In a two-phase round nobody draws once answers are taken: drawing ends on ${plan.drawingEnds}.`);
}

/** Throws round.unknown, round.wrong-state, or plan.invalid with the day that can't be. */
export async function extendRound(rooms: Rooms, round: string, wanted: NewDays): Promise<Required<NewDays>> {
  const found = await rooms.desk.rounds.get(round);
  const collected = await rooms.collected.rounds.get(round);
  if (found === null || collected === null) throw new Problem('round.unknown', `There is no open round ${round}.`);
  if (found.state !== 'open' && found.state !== 'paused') throw new Problem('round.wrong-state', `Round ${round} is ${found.state} and can not be extended.`);
  const days = { drawingEnds: wanted.drawingEnds ?? found.plan.drawingEnds, sendingEnds: wanted.sendingEnds ?? found.plan.sendingEnds };
  insistLater(found.plan, Manifest.parse(JSON.parse(collected.manifest)), days, await rooms.issuer.hasEnded(round));
  await rooms.issuer.extend(round, days.drawingEnds);
  await rooms.collector.extend(round, days.sendingEnds);
  await rooms.desk.rounds.setDays(round, days);
  const told = (await noticesOf(rooms, round)).filter(({ kind }) => kind === 'extended').pop();
  if (told?.details['drawingEnds'] !== days.drawingEnds || told.details['sendingEnds'] !== days.sendingEnds) {
    await rooms.collector.publish(round, { kind: 'extended', day: rooms.today(), texts: noticeTexts('extended', { drawing: days.drawingEnds, sending: days.sendingEnds }), details: days });
  }
  return days;
}
