// The release: what a closed round publishes, once. Scorecard, charts, CSV, JSON and the desk read this and nothing
// else; no answer sheet is behind it that anybody could ask for. It embeds the texts it needs, so that it can be read
// in every language without its questionnaire. Later versions add optional fields and never change these.
import { z } from 'zod';
import { base64urlOf } from '../credential/base64url-field.ts';
import { Language, Texts } from '../language.ts';
import { PlainCode } from '../questionnaire/codes.ts';
import { MixedWays, RoundId } from '../round/plan.ts';
import { PopulationComparison } from './factor-comparison.ts';
import { PopulationResult } from './population-result.ts';
import { PopulationTrend } from './trend-result.ts';

export const RELEASE_FORMAT = 'spid-release-1';
/** Scoring rule: half rule, persons' means, 70 % of the factors for the overall score (docs/decisions/0050). */
export const RULE_VERSION = 'spid-rule-1';
/** Changes with any change of a figure that the analysis would print for the same sheets. */
export const ANALYSIS_VERSION = 'spid-analysis-1';

/** SHA-256 as manifests write it. */
const Hash = base64urlOf(32);

export const Release = z.strictObject({
  format: z.literal(RELEASE_FORMAT),
  round: RoundId,
  administration: PlainCode,
  administrationName: Texts,
  title: Texts,
  survey: PlainCode,
  version: z.int().min(1),
  rule: z.literal(RULE_VERSION),
  analysis: z.string(),
  /** Hash of the manifest by which the round was known; null for a count that had none. */
  manifest: Hash.nullable(),
  /** SHA-256 of board.json: who has the release can tell the round's one public board from any other. */
  board: Hash.optional(),
  /** SHA-256 of the canonical form, by population. */
  forms: z.record(PlainCode, Hash),
  languages: z.array(Language).min(1),
  /** Cells under it are hidden. */
  threshold: z.int().min(10),
  /** Fictional sheets, generated with a seed. */
  demonstration: z.boolean().optional(),
  /** What kept a person from answering two ways, as the manifest said it; left out where there was one alone. */
  mixedWays: MixedWays.optional(),
  populations: z.array(PopulationResult).min(1),
  /** The earlier round that the factors and items are compared with, where there is one. */
  previous: z.strictObject({ round: RoundId, family: z.enum(['population', 'round']) }).optional(),
  /** Populations against each other, on common items. */
  comparisons: z.array(PopulationComparison).optional(),
});
export type Release = z.infer<typeof Release>;

export const SCORE_FORMAT = 'spid-score-1';

/** What `spid score` prints as JSON: one population, without a round. */
export const ScoreOutput = z.strictObject({
  format: z.literal(SCORE_FORMAT),
  survey: PlainCode,
  version: z.int().min(1),
  rule: z.literal(RULE_VERSION),
  analysis: z.string(),
  threshold: z.int().min(10),
  result: PopulationResult,
  /** Lines through all rounds, where several earlier ones are given. */
  trend: PopulationTrend.optional(),
});
export type ScoreOutput = z.infer<typeof ScoreOutput>;
