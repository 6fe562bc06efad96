// The results of one population in a round: how it was asked, who answered, its scores, its items, its strata.
// Shares are 0…1, scores 0…100 whichever way they are printed; every figure is an Estimate, and a hidden one carries
// no n. Orders are the form's own: factors, items and points stand as the questionnaire has them.
import { z } from 'zod';
import { Language } from '../language.ts';
import { ItemCode, PlainCode } from '../questionnaire/codes.ts';
import { TextKey } from '../questionnaire/locale.ts';
import { Mode, Selection } from '../round/plan.ts';
import { Drivers, LanguageDifference, Quality, Quartiles, Reliability, Standout } from './detail-result.ts';
import { estimate, suppressed } from './estimate.ts';
import { FactorComparison, ItemComparison, ShareComparison } from './factor-comparison.ts';
import { ItemResult } from './item-result.ts';

/** A number of persons that may have to be hidden. */
export const Count = z.discriminatedUnion('status', [z.strictObject({ status: z.literal('counted'), n: z.int().min(0) }), suppressed]);
export type Count = z.infer<typeof Count>;

/** The figures of a score: its mean on 0–100, and the mean over persons of each person's share of answers. */
export const ScoreFigures = z.strictObject({
  score: estimate,
  favourable: estimate,
  neutral: estimate,
  unfavourable: estimate,
  /** Favourable less unfavourable, −1…1. */
  balance: estimate.optional(),
  /** The score if those who were given a code and have no score stood 10 points lower; the overall score has it beside it. */
  ifSilentStoodLower: estimate.optional(),
  /** Of persons' scores, with the details; of strata only where their table hides nothing. */
  quartiles: Quartiles.optional(),
  /** Standard deviation of persons' scores (weighted where the estimate is), for populations as a whole. */
  sd: z.number().min(0).optional(),
});
export type ScoreFigures = z.infer<typeof ScoreFigures>;

export const FactorResult = z.strictObject({
  factor: PlainCode,
  /** Evaluative items behind it. */
  items: z.int().min(0),
  ...ScoreFigures.shape,
  /** Alpha and its kin, where computed. */
  reliability: Reliability.optional(),
  /** Against an earlier round, where computed. */
  comparison: FactorComparison.optional(),
});
export type FactorResult = z.infer<typeof FactorResult>;

export const IndicatorResult = z.strictObject({ indicator: PlainCode, factor: PlainCode, items: z.int().min(1), ...ScoreFigures.shape });
export type IndicatorResult = z.infer<typeof IndicatorResult>;

/** One stratum or one answer of a breakdown item, by its code. */
export const GroupResult = z.strictObject({
  code: PlainCode.or(z.int()),
  /** People in it, null where nobody knows. */
  size: z.int().min(0).nullable(),
  /** Codes handed out there, null where nobody knows. */
  issued: z.int().min(0).nullable(),
  /** Sheets accepted from it. */
  sheets: Count,
  /** Sheets over codes issued. */
  responseRate: z.number().min(0).nullable(),
  overall: ScoreFigures,
  factors: z.array(z.strictObject({ factor: PlainCode, ...ScoreFigures.shape })),
  /** `more-sheets-than-codes`, … */
  flags: z.array(z.string()),
});
export type GroupResult = z.infer<typeof GroupResult>;

export const GroupTable = z.strictObject({
  /** The item whose answer tells the group; null where all stand in one group, or where a file gave it. */
  item: ItemCode.nullable(),
  groups: z.array(GroupResult),
  /** Sheets that do not say; they count in totals only. */
  notStated: Count,
});
export type GroupTable = z.infer<typeof GroupTable>;

/** Remarks that whoever shows the result must show too; worded by the reader's language. */
export const NoteCode = z.enum([
  'frame-unknown',
  'no-margin-of-error',
  'unweighted',
  'few-sheets',
  'more-sheets-than-codes',
  'more-sheets-than-frame',
  'excluded-sheets',
  'strata-not-stated',
  'strata-without-sheets',
  'figures-hidden',
  'no-common-items',
  'weights-vary',
]);
export type NoteCode = z.infer<typeof NoteCode>;

export const ResultLanguage = z.strictObject({
  language: Language,
  name: z.string(),
  direction: z.enum(['ltr', 'rtl']),
  /** The form's texts by its keys: `factor.rad-1`, `F01_01`, `scale.agree-5.4`, `missing.dont-know` … */
  texts: z.record(TextKey, z.string()),
});
export type ResultLanguage = z.infer<typeof ResultLanguage>;

/** What became of the cards of a population; not cancelled counts as handed out. */
export const CardCounts = z.strictObject({ made: z.int().min(0), handedOut: z.int().min(0), cancelled: z.int().min(0), used: z.int().min(0) });
export type CardCounts = z.infer<typeof CardCounts>;

export const PopulationResult = z.strictObject({
  population: PlainCode,
  /** Only where these came through an open link: a part of its own, never added to those who were invited. */
  way: z.literal('open-link').optional(),
  selection: Selection,
  /** Ways in that the round had for them. */
  modes: z.array(Mode).optional(),
  /** Only then may anybody call the intervals a margin of error; otherwise they show scatter alone. */
  marginOfError: z.boolean(),
  /** People in the population; null: no finite-population correction was made. */
  frame: z.int().min(1).nullable(),
  issued: z.int().min(0).nullable(),
  cards: CardCounts.optional(),
  /** Answer sheets accepted by the collector, or rows of a file. */
  sheets: z.int().min(0),
  /** Sheets with fewer than half of their applicable evaluative items: in no figure. */
  excluded: Count,
  usable: Count,
  responseRate: z.number().min(0).nullable(),
  /** simple: every sheet weighs the same. design: strata and weights (docs/statistics.md). */
  estimation: z.enum(['simple', 'design']),
  weights: z.strictObject({ smallest: z.number(), largest: z.number(), effective: z.number(), deff: z.number() }).optional(),
  overall: ScoreFigures,
  /** The overall score if those who did not answer stood 10 points lower. */
  ifSilentStoodLower: estimate.optional(),
  factors: z.array(FactorResult),
  /** On the items alone that another population was asked too: these may stand side by side, the full ones may not. */
  commonOverall: ScoreFigures,
  commonFactors: z.array(FactorResult),
  indicators: z.array(IndicatorResult),
  items: z.array(ItemResult),
  strata: GroupTable,
  /** One table per declared breakdown item. */
  breakdowns: z.array(GroupTable),
  /** Strongest and weakest factor, or not separable. */
  standout: Standout.optional(),
  quality: Quality.optional(),
  drivers: Drivers.optional(),
  /** Where a file says in which language each person answered. */
  languageDifferences: z.array(LanguageDifference).optional(),
  /** Items against an earlier round, where computed. */
  itemComparisons: z.array(ItemComparison).optional(),
  shareComparisons: z.array(ShareComparison).optional(),
  notes: z.array(NoteCode),
  languages: z.array(ResultLanguage).min(1),
});
export type PopulationResult = z.infer<typeof PopulationResult>;
