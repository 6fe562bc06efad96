// locales/<language>.json: every text of a questionnaire in one language, found by code. Each text has a state; the
// file's state holds unless a text states its own. A text may name a recording of it.
// Placeholders {administration}, {codeOfConduct}, {reportingLine}, {operator} are filled by the adaptation.
import { z } from 'zod';
import { Language } from '../language.ts';

export const TextState = z.enum(['draft', 'reviewed', 'pre-tested']);
export type TextState = z.infer<typeof TextState>;

/** Keys: see textKeysOf in form.ts — `F01_01`, `scale.agree-5.4`, `missing.dont-know`, `factor.rad-1`, `consent.purpose`… */
export const TextKey = z.string().regex(/^[A-Za-z][A-Za-z0-9_.-]{0,95}$/);

/** The file of a recording, in `audio/<language>/` beside `locales/`. MP3 plays in every browser that the page supports. */
export const RecordingFile = z.string().regex(/^[A-Za-z0-9_-][A-Za-z0-9_.-]{0,95}\.(mp3|m4a|ogg|wav)$/);

export const LocaleText = z.union([
  z.string().min(1).max(2000),
  z.strictObject({
    text: z.string().min(1).max(2000),
    state: TextState.optional(),
    /** The role that reviewed or pre-tested it, e.g. `linguist`. */
    by: z.string().max(60).optional(),
    audio: RecordingFile.optional(),
  }),
]);
export type LocaleText = z.infer<typeof LocaleText>;

export const Locale = z.strictObject({
  language: Language,
  /** Its own name for itself, e.g. `Français`. */
  name: z.string().min(1),
  direction: z.enum(['ltr', 'rtl']),
  /** ISO 15924, e.g. `Latn`, `Arab`. */
  script: z.string().regex(/^[A-Z][a-z]{3}$/),
  /** The language these texts were translated from. */
  source: Language,
  state: TextState,
  by: z.string().max(60).optional(),
  texts: z.record(TextKey, LocaleText),
});
export type Locale = z.infer<typeof Locale>;

/** The words of a text, whichever of the two forms it has. */
export const wordsOf = (text: LocaleText): string => (typeof text === 'string' ? text : text.text);
