// A round plan: what a coordinator decides before opening. It becomes the manifest and cannot change after that.
// Frame counts are how many people there are, not how many were asked: the finite-population correction needs them.
import { z } from 'zod';
import { Day, Language, Texts } from '../language.ts';
import { OwnItem, Adaptation } from '../questionnaire/adaptation.ts';
import { Contradiction } from '../questionnaire/scoring.ts';
import { ItemCode, PlainCode } from '../questionnaire/codes.ts';

/** Six Crockford characters, so that a person can type it. */
export const RoundId = z.string().regex(/^[0-9A-HJKMNP-TV-Z]{6}$/, 'is not a round id: six of the digits and the capital letters without I, L, O and U');
export type RoundId = z.infer<typeof RoundId>;

export const Selection = z.enum(['everybody', 'random', 'sites', 'associations', 'open-link']);
export type Selection = z.infer<typeof Selection>;

export const Mode = z.enum(['online', 'card', 'tablet', 'assisted', 'paper', 'open-link']);
export type Mode = z.infer<typeof Mode>;

/** What keeps a person from answering twice where a round has several ways in. */
export const MixedWays = z.enum(['card-handed-in', 'list-ticked', 'way-by-stratum']);
export type MixedWays = z.infer<typeof MixedWays>;

export const Stratum = z.strictObject({
  /** The code that the stratum item's answer has. */
  code: PlainCode,
  /** People in it, or null where nobody knows. */
  size: z.int().min(0).nullable(),
  /** Codes handed out there: on invitations, or on cards where the round has cards alone. */
  codes: z.int().min(0),
  /** Codes on cards, in a round that has both. */
  cards: z.int().min(0).optional(),
  /** Tokens for tablets on site, in a round that has other ways in as well. */
  tablets: z.int().min(0).optional(),
});
export type Stratum = z.infer<typeof Stratum>;

export const PopulationPlan = z.strictObject({
  population: PlainCode,
  selection: Selection,
  /** People in the population, or null: then there is no finite-population correction and the scorecard says so. */
  size: z.int().min(1).nullable(),
  /** A single-choice item that is asked and whose answers are the strata's codes. */
  stratumItem: ItemCode.nullable(),
  /** One row per stratum; a single row `all` where no stratum item is declared. What has to fit: server/lifecycle/strata-check.ts. */
  strata: z.array(Stratum).min(1),
  off: z.array(ItemCode),
  own: z.array(OwnItem),
  /** The ordinal item that the round asks its drivers of, instead of the questionnaire's; fixed before opening. */
  outcome: ItemCode.optional(),
  /** Answers that contradict each other, beside the questionnaire's pairs. */
  contradictions: z.array(Contradiction).max(20).optional(),
  recordings: Adaptation.shape.recordings,
});
export type PopulationPlan = z.infer<typeof PopulationPlan>;

export const RoundPlan = z.strictObject({
  round: RoundId,
  /** The administration's code, or `programme` for a round over all of them. */
  administration: PlainCode,
  title: Texts,
  survey: PlainCode,
  version: z.int().min(1),
  populations: z.array(PopulationPlan).min(1).max(9),
  names: Adaptation.shape.names,
  lists: Adaptation.shape.lists,
  languages: z.array(Language).min(1),
  modes: z.array(Mode).min(1),
  /** Asked for where people could answer two ways; an open link is not one of them, it is counted apart. */
  mixedWays: MixedWays.optional(),
  /** Only then is the language of the sheet kept. */
  keepsLanguage: z.boolean(),
  /** Draw tokens in a first phase, answer in a second. */
  twoPhase: z.boolean(),
  drawingEnds: Day,
  sendingEnds: Day,
  objectionEnds: Day,
  retentionDay: Day,
  /** Cells under it are hidden; 10 is the floor and may only be raised. */
  threshold: z.int().min(10).max(100),
  /** How long the questionnaire takes, as the page tells. */
  minutes: z.int().min(1).max(120),
});
export type RoundPlan = z.infer<typeof RoundPlan>;

export const RoundState = z.enum(['draft', 'open', 'paused', 'closed', 'released']);
export type RoundState = z.infer<typeof RoundState>;
