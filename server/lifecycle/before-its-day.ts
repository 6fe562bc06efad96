// Ending a round before the last days that the public was told. Unsent sheets, on tablets without a line or on slow
// lines, are lost with the keys, so that nobody does it unawares: a person has to say so, and the public log tells it.
import type { NoticeDraft } from '../../shared/credential/notices.ts';
import { Problem } from '../../shared/problem.ts';
import type { DeskRound } from '../desk/rounds-store.ts';
import { noticeTexts } from './notice-texts.ts';
import type { Rooms } from './rooms.ts';

/** What a person types to say that they know it. */
export const BEFORE_ITS_DAY = '--before-its-day';

/** How drawing or sending is ended. `beforeItsDay`: although its last day is not over, knowing what is lost. */
export type Ending = { readonly beforeItsDay?: boolean; readonly progress?: (line: string) => void };

/** Throws round.wrong-state while sheets may be sent. A round that is closed already is only brought to its end. */
export function insistSendingOver(rooms: Pick<Rooms, 'today'>, { plan, state }: DeskRound, { beforeItsDay = false }: Ending): void {
  const isRunning = state === 'open' || state === 'paused';
  if (!isRunning || beforeItsDay || rooms.today() > plan.sendingEnds) return;
  throw new Problem('round.wrong-state', `Round ${plan.round} takes sheets until ${plan.sendingEnds}, that day included. Closing it now loses every finished sheet that is not sent yet, on tablets without a line, in their exported files or on slow lines, for good. To close it knowing this: ${BEFORE_ITS_DAY}.`);
}

/** Throws round.wrong-state while people may begin. Where drawing has ended nothing is left to lose. */
export async function insistDrawingOver({ issuer, today }: Pick<Rooms, 'issuer' | 'today'>, round: string, { beforeItsDay = false }: Ending): Promise<void> {
  const last = await issuer.drawingEnds(round);
  if (last === null || beforeItsDay || today() > last || (await issuer.hasEnded(round))) return;
  throw new Problem('round.wrong-state', `In round ${round} people may begin until ${last}, that day included. Ending drawing now makes every unused code worthless, and tablets fetch no more permissions, for good. To end it knowing this: ${BEFORE_ITS_DAY}.`);
}

/** What the log says of a round that closes today: also that it was before its day. */
export function closedNotice(today: string, sendingEnds: string): NoticeDraft {
  if (today > sendingEnds) return { kind: 'closed', day: today, texts: noticeTexts('closed'), details: {} };
  return { kind: 'closed', day: today, texts: noticeTexts('closed-early', { sending: sendingEnds }), details: { beforeSendingEnds: sendingEnds } };
}
