// The body of an answer sheet: canonical JSON, then spaces up to the round's one length, so that a watcher of the wire
// learns from its size neither which questions were answered nor how long a text is.
// Exactly these bytes are signed, hashed into the receipt and kept: reading them is strict, one spelling per sheet.
import { z } from 'zod';
import { Language } from '../language.ts';
import { Mode, RoundId } from '../round/plan.ts';
import { PlainCode } from '../questionnaire/codes.ts';
import { base64urlOf } from './base64url-field.ts';
import { concatBytes, textOfUtf8, utf8 } from './bytes.ts';
import type { Bytes } from './bytes.ts';
import { canonicalText } from './canonical-json.ts';
import type { Json } from './canonical-json.ts';
import { FRAMES } from './frame.ts';

export const SHEET_FORMAT = 'spid-sheet-1';
const SHEET_SIGNATURE_TAG = 'spid-sheet-signature-1';
const SPACE = 0x20;

/** What a sheet says. Whether `answers` fit the form is the strict checker's work, not this shape's. */
export const SheetBody = z.strictObject({
  format: z.literal(SHEET_FORMAT),
  manifest: base64urlOf(32),
  round: RoundId,
  population: PlainCode,
  frame: z.enum(FRAMES),
  mode: Mode,
  /** The questionnaire's form hash, as the manifest names it. */
  form: base64urlOf(32),
  /** Only where the plan keeps it. */
  language: Language.optional(),
  answers: z.record(z.string(), z.json()),
  /** Random, so that a receipt can't be found by trying out answers. */
  salt: base64urlOf(32),
});
export type SheetBody = z.infer<typeof SheetBody>;

export type BodyProblem = 'length' | 'text' | 'json' | 'canonical' | 'hostile' | 'shape';
export type BodyReading = { readonly ok: true; readonly value: SheetBody } | { readonly ok: false; readonly problem: BodyProblem };

/** No form nests answers deeper; a sheet that does wants to exhaust the stack. */
const DEEPEST = 6;

/** Whether any object in the value has an own key that could reach a prototype when copied carelessly, or it nests too deep. */
function isHostile(value: unknown, depth = 0): boolean {
  if (typeof value !== 'object' || value === null) return false;
  if (depth > DEEPEST) return true;
  if (Array.isArray(value)) return value.some((entry) => isHostile(entry, depth + 1));
  return Object.entries(value).some(([key, entry]) => key === '__proto__' || isHostile(entry, depth + 1));
}

/** Canonical bytes padded to the round's length. Throws a RangeError where the sheet is longer: the round's length was computed wrongly. */
export function padSheet(sheet: SheetBody, bodyLength: number): Bytes {
  const text = utf8(canonicalText(sheet as Json));
  if (text.length > bodyLength) throw new RangeError(`a sheet of ${String(text.length)} bytes does not fit the round's ${String(bodyLength)}`);
  return concatBytes(text, new Uint8Array(bodyLength - text.length).fill(SPACE));
}

/** Reads a padded body; refuses everything that padSheet would not have written. Never throws. */
export function readBody(body: Bytes, bodyLength: number): BodyReading {
  if (body.length !== bodyLength) return { ok: false, problem: 'length' };
  let text: string;
  let value: unknown;
  try {
    text = textOfUtf8(body);
  } catch {
    return { ok: false, problem: 'text' };
  }
  try {
    value = JSON.parse(text);
  } catch {
    return { ok: false, problem: 'json' };
  }
  if (isHostile(value)) return { ok: false, problem: 'hostile' };
  return readSheet(value, text);
}

/** `text`: padding and all. It is compared whole, since a parser takes other blanks for padding than padSheet does. */
function readSheet(value: unknown, text: string): BodyReading {
  const parsed = SheetBody.safeParse(value);
  if (!parsed.success) return { ok: false, problem: 'shape' };
  return canonicalOrNull(parsed.data)?.padEnd(text.length) === text ? { ok: true, value: parsed.data } : { ok: false, problem: 'canonical' };
}

function canonicalOrNull(sheet: SheetBody): string | null {
  try {
    return canonicalText(sheet as Json);
  } catch {
    return null;
  }
}

/** What the one-time key signs: tag, a zero byte, the whole padded body. */
export const sheetSignatureMessage = (body: Bytes): Bytes => concatBytes(utf8(SHEET_SIGNATURE_TAG), Uint8Array.of(0), body);
