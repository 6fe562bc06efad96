// A round of two phases: people draw in the first and answer in the second, which the end of the keys begins. Whoever saved
// a ticket in the first asks again in the second; the request is the one with which everybody opens the round.
import type { Step } from './journey.ts';
import { announcedOf } from './open-round.ts';
import type { OpenedRound, RoundSource } from './open-round.ts';
import type { Stop } from './stop-reason.ts';

/** Whether sheets are not taken yet. `today`: YYYY-MM-DD. */
export const answersWait = ({ manifest, notices = [] }: Pick<OpenedRound, 'manifest' | 'notices'>, today = new Date().toISOString().slice(0, 10)): boolean =>
  manifest.twoPhase && (today <= manifest.drawingEnds || !notices.some(({ kind }) => kind === 'key-destroyed'));

/** Whether sheets are taken by now, or why that can't be said: the round can't be reached, is paused, has ended, or is not the one that was opened. */
export async function phaseNow({ place }: Pick<OpenedRound, 'place'>, ask: RoundSource['round'], today?: string): Promise<'began' | 'waits' | Stop> {
  const announced = await announcedOf(place.round, place.manifest, ask);
  if (!announced.ok) return { reason: announced.reason, refusal: announced.refusal };
  return answersWait(announced, today) ? 'waits' : 'began';
}

/** Asks, for the ticket that stands on the page, and reports what came of it. */
export async function askPhase(round: Pick<OpenedRound, 'place'>, ask: RoundSource['round'], report: (step: Step) => void, today?: string): Promise<void> {
  report({ type: 'phase-asked' });
  const phase = await phaseNow(round, ask, today).catch((): Stop => ({ reason: 'broken', refusal: null }));
  report(phase === 'began' ? { type: 'second-phase-began' } : { type: 'phase-told', stopped: phase === 'waits' ? null : phase });
}
