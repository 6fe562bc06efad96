// When own-device mode has to stop keeping, and when it must not begin. Pure, so that every case stands in a test: what
// is deleted too early costs a person the right to answer, what is deleted too late lies on a disk for nothing.
import type { ProblemCode } from '../../shared/problem.ts';
import type { PreparedDraw } from '../credential/draw-token.ts';
import type { Journey, Opening, Resumable, Trouble } from './journey.ts';

/** The saved draw will never become a token. `code.used`: another draw took the code, since the same one would have been signed again. */
const FINAL_AT_START: ReadonlySet<ProblemCode> = new Set(['code.used', 'code.unknown', 'code.cancelled', 'round.drawing-ended', 'round.unknown']);
/** The saved sheet will never be taken. `round.not-open` is not here: it also means that a second phase has not begun. */
const FINAL_AT_SEND: ReadonlySet<ProblemCode> = new Set(['sheet.conflict', 'round.sending-ended', 'round.unknown']);

const isAmong = (codes: ReadonlySet<ProblemCode>, trouble: Trouble | null): boolean => trouble?.kind === 'refused' && codes.has(trouble.refusal.code);

/** Whether nothing can come any more of what was saved. Never after a reply that was lost: the same message must be sent again. */
export function endsSaving(journey: Journey): boolean {
  if (journey.screen === 'opening') return isAmong(FINAL_AT_START, journey.start.trouble);
  if (journey.screen === 'reviewing') return isAmong(FINAL_AT_SEND, journey.sending.trouble);
  return journey.screen === 'sent' || journey.screen === 'declined';
}

/** The draw that was saved for the very code with which somebody starts again, which alone is sure to be signed; else null. */
export function drawOfSameAttempt(saved: Resumable, now: Opening): PreparedDraw | null {
  if (saved.screen !== 'opening' || now.draw !== null || now.round.entry.ticket !== undefined) return null;
  const { entry, place } = saved.round;
  const same = entry.code === now.round.entry.code && entry.frame === now.round.entry.frame && place.manifest === now.round.place.manifest && place.population === now.round.place.population;
  return same ? saved.draw : null;
}
