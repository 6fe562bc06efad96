// When own-device mode has to stop keeping, and when it must not begin. Pure, so that every case stands in a test: what
// is deleted too early costs a person the right to answer, what is deleted too late lies on a disk for nothing.
import type { ProblemCode } from '../../shared/problem.ts';
import type { PreparedDraw } from '../credential/draw-token.ts';
import { endsStart, rightOf } from './journey.ts';
import type { Journey, Opening, Resumable } from './journey.ts';

/** The saved sheet will never be taken. `round.not-open` is not here: it also means that a second phase has not begun. */
const FINAL_AT_SEND: ReadonlySet<ProblemCode> = new Set(['sheet.conflict', 'round.sending-ended', 'round.unknown']);

/** Whether nothing can come any more of what was saved. Never after a reply that was lost: the same message must be sent again. */
export function endsSaving(journey: Journey): boolean {
  if (journey.screen === 'opening') return endsStart(journey);
  if (journey.screen === 'reviewing') return journey.sending.trouble?.kind === 'refused' && FINAL_AT_SEND.has(journey.sending.trouble.refusal.code);
  return journey.screen === 'sent' || journey.screen === 'declined';
}

/** Of which right a saved record is; null where that can't be made out, as of an older page's record or of one that is not ours. */
export function savedRight(saved: Resumable): string | null {
  try {
    return rightOf(saved);
  } catch {
    return null;
  }
}

/** A step to be saved, or null where what was saved has gone meanwhile or is another attempt's, which another tab may have done. */
export const stepToSave = (saved: Resumable | null, now: Resumable): Resumable | null => (saved !== null && savedRight(saved) === rightOf(now) ? now : null);

/** The draw that was saved for the very code with which somebody starts again, which alone is sure to be signed; else null. */
function drawOfSameAttempt(saved: Resumable, now: Opening): PreparedDraw | null {
  if (saved.screen !== 'opening' || now.draw !== null || now.round.entry.ticket !== undefined) return null;
  const { entry, place } = saved.round;
  const same = entry.code === now.round.entry.code && entry.frame === now.round.entry.frame && place.manifest === now.round.place.manifest && place.population === now.round.place.population;
  return same ? saved.draw : null;
}

function overSaved(saved: Resumable, now: Opening, start: Opening, right: string): Opening | null {
  if (saved.screen === 'answering' || saved.screen === 'reviewing') return null;
  if (rightOf(saved) === right) return start;
  const draw = drawOfSameAttempt(saved, now);
  return draw === null ? null : { ...now, draw };
}

/**
 * A start to be saved, with the draw to send: the saved one for the same code, else `fresh`. Null where something else is
 * saved, which no start writes over: another code's, answers, or a record that this page can't make out.
 */
export function startToSave(saved: Resumable | null, now: Opening, fresh: PreparedDraw | null): Opening | null {
  const start: Opening = { ...now, draw: fresh };
  if (saved === null) return start;
  const right = rightOf(start);
  try {
    return overSaved(saved, now, start, right);
  } catch {
    return null;
  }
}
