// Languages and texts in them. A language is data: any well-formed tag is accepted and no list of languages
// stands in code, so a sixth language is a set of files. Dates are ISO days: nothing here is finer than a day.
import { z } from 'zod';

/** BCP 47 tag, e.g. `fr`, `pt-BR`. */
export const Language = z.string().regex(/^[a-z]{2,3}(-[A-Za-z0-9]{2,8})*$/, 'is not a language tag such as fr or pt-BR');
export type Language = z.infer<typeof Language>;

/** The language whose words serve a tag: its own, else its base's (`pt` serves `pt-BR`); null where neither has words. */
export function servingLanguage(tag: Language, has: (language: Language) => boolean): Language | null {
  const base = tag.split('-')[0] ?? tag;
  return [tag, base].find(has) ?? null;
}

/** One short text in each language of a round. */
export const Texts = z.record(Language, z.string().min(1).max(2000));
export type Texts = z.infer<typeof Texts>;

/** A calendar day, `YYYY-MM-DD`. */
export const Day = z.iso.date();
export type Day = z.infer<typeof Day>;
