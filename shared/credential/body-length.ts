// How long a round's padded bodies are: long enough for the longest possible sheet, equal for all.
// Computed once, when the manifest is made, from answers at their longest; a text at its longest is built from a
// control character, because canonical JSON writes that in six bytes and no character costs more per UTF-16 unit.
import { utf8 } from './bytes.ts';
import { canonicalText } from './canonical-json.ts';
import type { Json } from './canonical-json.ts';
import { FRAMES } from './frame.ts';
import { Mode } from '../round/plan.ts';
import { SHEET_FORMAT } from './sheet-body.ts';

/** Bodies come in whole kilobytes and never under four, so that rounds with short forms look alike. */
const STEP = 1024;
const SMALLEST = 4096;
/** What the collector's request limit and the manifest allow at most. */
export const LARGEST_BODY = 65536;

/** A text that takes as many bytes as any text of so many UTF-16 units can. */
export const longestText = (units: number): string => '\u001f'.repeat(units);

/** Bytes of the round's bodies. `longestAnswers`: every item answered at its longest. Throws a RangeError above 64 KiB: shorten or drop open texts. */
export function bodyLengthFor(questionnaire: { readonly population: string; readonly longestAnswers: { readonly [code: string]: Json } }): number {
  const hash = 'A'.repeat(43);
  const longest = (values: readonly string[]): string => values.reduce((one, other) => (other.length > one.length ? other : one), '');
  const sheet: Json = {
    format: SHEET_FORMAT, manifest: hash, form: hash, salt: hash, round: '0'.repeat(6), population: questionnaire.population,
    frame: longest(FRAMES), mode: longest(Mode.options), language: 'x'.repeat(32), answers: questionnaire.longestAnswers,
  };
  const length = Math.max(SMALLEST, Math.ceil(utf8(canonicalText(sheet)).length / STEP) * STEP);
  if (length > LARGEST_BODY) throw new RangeError(`the longest sheet takes ${String(length)} bytes, more than ${String(LARGEST_BODY)}: shorten or drop open texts`);
  return length;
}
