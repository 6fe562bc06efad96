// A round of two phases: people draw in the first and answer in the second, which the end of the keys begins. Whoever saved
// a ticket in the first asks again in the second; the request is the one with which everybody opens the round.
import { announcedOf } from './open-round.ts';
import type { OpenedRound, RoundSource } from './open-round.ts';

/** Whether sheets are not taken yet. `today`: YYYY-MM-DD. */
export const answersWait = ({ manifest, notices = [] }: Pick<OpenedRound, 'manifest' | 'notices'>, today = new Date().toISOString().slice(0, 10)): boolean =>
  manifest.twoPhase && (today <= manifest.drawingEnds || !notices.some(({ kind }) => kind === 'key-destroyed'));

/** Whether sheets are taken by now. Also false where the round can't be reached, is paused or has ended, or is not the one that was opened. */
export async function answersBegan({ place }: Pick<OpenedRound, 'place'>, ask: RoundSource['round'], today?: string): Promise<boolean> {
  const announced = await announcedOf(place.round, place.manifest, ask);
  return announced.ok && !answersWait(announced, today);
}
