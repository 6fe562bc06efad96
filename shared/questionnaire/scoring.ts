// scoring.json: what each answer means. Item → indicator → factor, scale, polarity, missing codes, kind. An item's
// revision rises only when its meaning changes; rounds are compared by item and revision, never by version hash.
import { z } from 'zod';
import { AnswerValue, ItemCode, MissingCode, PlainCode } from './codes.ts';

export const Scale = z.strictObject({
  code: PlainCode,
  /** ordinal: points from lowest to highest, before polarity. nominal: no order. multiple: any number of points. */
  kind: z.enum(['ordinal', 'nominal', 'multiple', 'text']),
  /** Empty where an open list of the adaptation gives them (`list`), and for text. */
  points: z.array(AnswerValue).max(120),
  list: PlainCode.optional(),
  /** 0–100 per point where the points are not evenly spaced; otherwise 100·rank/(m−1). */
  scores: z.array(z.number().min(0).max(100)).optional(),
  /** Points that speak well of the administration when the item's polarity is positive. Ordinal only. */
  favourable: z.array(AnswerValue).optional(),
  neutral: z.array(AnswerValue).optional(),
  missing: z.array(MissingCode),
  /** Points of a multiple scale that stand alone, such as `none`. Missing codes always do. */
  exclusive: z.array(AnswerValue).optional(),
});
export type Scale = z.infer<typeof Scale>;

/** The design of an indirect question; the person's own chance device, never the server's. */
export const IndirectDesign = z.discriminatedUnion('design', [
  z.strictObject({
    design: z.literal('crosswise'), prevalence: z.number().gt(0).lt(1),
    /** A crosswise item whose sensitive half nobody is guilty of: it shows how many answer at random. */
    anchor: ItemCode.optional(),
  }),
  z.strictObject({ design: z.literal('forced-response'), forcedYes: z.number().min(0).lt(1), truth: z.number().gt(0).lte(1) }),
  z.strictObject({ design: z.literal('unrelated-question'), truth: z.number().gt(0).lte(1), prevalence: z.number().min(0).max(1) }),
  z.strictObject({
    design: z.literal('list'),
    /** Harmless statements, the same in both lists; the treated list has one more. Points count how many apply, from 0. */
    statements: z.int().min(2).max(8),
    treated: z.boolean(),
    /** Needed on the treated list: the item with the list that lacks the sensitive statement. */
    control: ItemCode.optional(),
  }),
]);
export type IndirectDesign = z.infer<typeof IndirectDesign>;

export const ItemKind = z.enum(['evaluative', 'experience', 'indirect', 'descriptive']);
export type ItemKind = z.infer<typeof ItemKind>;

export const Item = z.strictObject({
  code: ItemCode,
  revision: z.int().min(1),
  kind: ItemKind,
  scale: PlainCode,
  factor: PlainCode.optional(),
  indicator: PlainCode.optional(),
  /** Required on evaluative items: does the top of the scale speak well (positive) or ill (reversed)? */
  polarity: z.enum(['positive', 'reversed']).optional(),
  /** Asked with the same code and words (but for the addressee) of another population. */
  common: z.boolean(),
  sensitive: z.boolean(),
  /** Don't know is a result here, not a missing answer: it stands in the base of shares. */
  knowledge: z.boolean().optional(),
  /** What the head of the administration can do about it; text `lever.<code>`. */
  lever: PlainCode.optional(),
  /** Months that an event question asks about. */
  months: z.int().min(1).max(60).optional(),
  /** Experience items: the people whom the question concerns. Must agree with the routing. */
  base: z.strictObject({ item: ItemCode, values: z.array(AnswerValue).min(1) }).optional(),
  /** Experience items: the answers whose share is reported. */
  counted: z.array(AnswerValue).optional(),
  demographic: PlainCode.optional(),
  indirect: IndirectDesign.optional(),
});
export type Item = z.infer<typeof Item>;

const answersTo = z.strictObject({ item: ItemCode, values: z.array(AnswerValue).min(1) });
/** Answers to two single-choice items that cannot both hold for one person: a sign of carelessness, never a deletion. */
export const Contradiction = z.strictObject({ first: answersTo, second: answersTo });
export type Contradiction = z.infer<typeof Contradiction>;

export const Scoring = z.strictObject({
  factors: z.array(z.strictObject({ code: PlainCode })).min(1),
  /** What stands between item and factor, where anything does. */
  indicators: z.array(z.strictObject({ code: PlainCode, factor: PlainCode })).default([]),
  scales: z.array(Scale).min(1),
  items: z.array(Item).min(1),
  /** An ordinal item: every release says which factors go with it. */
  outcome: ItemCode.optional(),
  contradictions: z.array(Contradiction).max(40).optional(),
});
export type Scoring = z.infer<typeof Scoring>;
