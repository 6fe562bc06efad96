// An adaptation fits one immutable version to one round: the lists and names that the version leaves open, items
// left out, own items added. Items keep their identity. Own items are descriptive or experience items, so that a
// factor score never rests on items that another administration did not ask.
import { z } from 'zod';
import { Language, Texts } from '../language.ts';
import { ItemCode, PlainCode } from './codes.ts';
import { Element } from './definition.ts';
import { RecordingFile, TextKey } from './locale.ts';
import { Contradiction, Item, Scale } from './scoring.ts';

export const ListEntry = z.strictObject({ code: PlainCode, texts: Texts });
export type ListEntry = z.infer<typeof ListEntry>;

export const OwnItem = z.strictObject({
  /** The page it joins, at its end. */
  page: ItemCode,
  element: Element,
  items: z.array(Item).min(1),
  scales: z.array(Scale),
  texts: z.record(Language, z.record(TextKey, z.string().min(1).max(2000))),
});
export type OwnItem = z.infer<typeof OwnItem>;

export const Adaptation = z.strictObject({
  /** Fills {administration}, {codeOfConduct}, {reportingLine}, {operator} and others the texts name. */
  names: z.record(z.string().regex(/^[a-z][A-Za-z]*$/), Texts),
  /** Fills @regions, @grades, @trade-roles… */
  lists: z.record(PlainCode, z.array(ListEntry).min(1).max(60)),
  off: z.array(ItemCode),
  own: z.array(OwnItem).max(20),
  /** The round's own outcome, instead of the questionnaire's. */
  outcome: ItemCode.optional(),
  /** Pairs beside the questionnaire's. */
  contradictions: z.array(Contradiction).max(20).optional(),
  /** Recordings that this administration brings, by language and text, in `adaptations/<administration>/audio/<language>/`. */
  recordings: z.record(Language, z.record(TextKey, RecordingFile)).optional(),
});
export type Adaptation = z.infer<typeof Adaptation>;
