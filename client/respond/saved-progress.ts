// When own-device mode has to stop keeping, and when it must not begin. Pure, so that every case stands in a test: what
// is deleted too early costs a person the right to answer, what is deleted too late lies on a disk for nothing.
import { encodeBase64url } from '../../shared/credential/base64url.ts';
import { PortableTicket } from '../../shared/credential/ticket.ts';
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

/**
 * The one-time key of an attempt (base64url), the same from Start to Send: what is saved is known by it to be of this attempt,
 * and not of another tab's. Throws where an opening has neither draw nor ticket.
 */
export function rightOf(journey: Resumable): string {
  if (journey.screen !== 'opening') return encodeBase64url(journey.ticket.key.publicKey);
  const { draw, round } = journey;
  return draw === null ? PortableTicket.parse(JSON.parse(round.entry.ticket ?? '')).key : encodeBase64url(draw.key.publicKey);
}

/** A step to be saved, or null where what was saved has gone meanwhile or is another attempt's, which another tab may have done. */
export const stepToSave = (saved: Resumable | null, now: Resumable): Resumable | null => (saved !== null && rightOf(saved) === rightOf(now) ? now : null);

/** The draw that was saved for the very code with which somebody starts again, which alone is sure to be signed; else null. */
function drawOfSameAttempt(saved: Resumable, now: Opening): PreparedDraw | null {
  if (saved.screen !== 'opening' || now.draw !== null || now.round.entry.ticket !== undefined) return null;
  const { entry, place } = saved.round;
  const same = entry.code === now.round.entry.code && entry.frame === now.round.entry.frame && place.manifest === now.round.place.manifest && place.population === now.round.place.population;
  return same ? saved.draw : null;
}

/**
 * A start to be saved, with the draw to send: the saved one for the same code, else `fresh`. Null where something else is
 * saved, which no start writes over: another code's, or answers.
 */
export function startToSave(saved: Resumable | null, now: Opening, fresh: PreparedDraw | null): Opening | null {
  const start: Opening = { ...now, draw: fresh };
  if (saved === null) return start;
  if (saved.screen === 'answering' || saved.screen === 'reviewing') return null;
  if (rightOf(saved) === rightOf(start)) return start;
  const draw = drawOfSameAttempt(saved, now);
  return draw === null ? null : { ...now, draw };
}
