// A form is a questionnaire version with its adaptation compiled in: exactly what one population of one round sees,
// is checked against and is scored by. Its canonical JSON is hashed into the manifest; it goes to the page as it is.
import { z } from 'zod';
import { Language } from '../language.ts';
import { ItemCode, PlainCode } from './codes.ts';
import { Page } from './definition.ts';
import { TextKey } from './locale.ts';
import { Contradiction, Item, Scale } from './scoring.ts';

export const FormLanguage = z.strictObject({
  language: Language,
  name: z.string(),
  direction: z.enum(['ltr', 'rtl']),
  texts: z.record(TextKey, z.string()),
  audio: z.record(TextKey, z.string()),
});
export type FormLanguage = z.infer<typeof FormLanguage>;

export const Form = z.strictObject({
  format: z.literal('spid-form-1'),
  survey: PlainCode,
  version: z.int(),
  population: PlainCode,
  /** SHA-256 (hex) of the unadapted version: definition, scoring and all texts. */
  versionHash: z.string().regex(/^[0-9a-f]{64}$/),
  pages: z.array(Page),
  factors: z.array(PlainCode),
  indicators: z.array(z.strictObject({ code: PlainCode, factor: PlainCode })),
  scales: z.array(Scale),
  items: z.array(Item),
  outcome: ItemCode.optional(),
  contradictions: z.array(Contradiction).optional(),
  languages: z.array(FormLanguage).min(1),
});
export type Form = z.infer<typeof Form>;
