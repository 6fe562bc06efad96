// The codes by which items, scales, factors and answers are known. They are stable across languages and rounds;
// everything a person reads is a text found by such a code.
import { z } from 'zod';

/** Item, element and page codes: `F03_02`, `D_REGION`. They become SurveyJS names, CSV headers and SPSS names. */
export const ItemCode = z.string().regex(/^[A-Z][A-Z0-9_]{0,31}$/, 'is not an item code such as F03_02');
export type ItemCode = z.infer<typeof ItemCode>;

/** Codes of factors, scales, indicators, levers, lists, populations: `rad-1`, `agree-5`. */
export const PlainCode = z.string().regex(/^[a-z][a-z0-9-]{0,47}$/, 'is not a code such as rad-1');
export type PlainCode = z.infer<typeof PlainCode>;

/** The kinds of missing answer that a person can choose. They are kept apart and never scored. */
export const MissingCode = z.enum(['dont-know', 'prefer-not-to-say', 'not-applicable']);
export type MissingCode = z.infer<typeof MissingCode>;

/** Missing kinds that arise without a choice: routing hid the item, or the person left it. */
export type AbsentKind = 'not-shown' | 'blank';

/** One answer value: a point of an ordinal scale (integer), or a code. */
export const AnswerValue = z.union([z.int().min(0).max(99), PlainCode]);
export type AnswerValue = z.infer<typeof AnswerValue>;
