// Three rounds or more as lines: what `spid trend` prints and what `spid score` adds with several earlier rounds. A line
// starts anew where items or wording changed; other changes are marks beside the round.
import { z } from 'zod';
import { PlainCode } from '../questionnaire/codes.ts';
import { estimate } from './estimate.ts';
import { BreakMark, FactorComparison } from './factor-comparison.ts';

export const TREND_FORMAT = 'spid-trend-1';

export const TrendPoint = z.strictObject({
  /** Calendar time in years (2026.5 is the middle of 2026), or the round's number. */
  time: z.number(),
  figure: estimate,
  /** What changed since the round before, besides answers. */
  breakMarks: z.array(BreakMark),
  /** The line starts here: items or wording changed. */
  isBreak: z.boolean(),
});
export type TrendPoint = z.infer<typeof TrendPoint>;

export const TrendSeries = z.strictObject({
  table: z.enum(['overall', 'factor', 'indicator', 'item']),
  /** `overall`, or the code of the factor, indicator or item. */
  code: z.string(),
  figure: z.enum(['score', 'favourable', 'experience']),
  points: z.array(TrendPoint),
  /** Rounds since the last break that the line rests on. */
  rounds: z.int().min(0),
  /** Points of the score (or of a share, 0…1) per year or per round; `too-few-rounds` below three. */
  slope: estimate,
  p: z.number().min(0).max(1).nullable(),
  /** Holm's over overall and factors of a population; Benjamini and Hochberg's over indicators and items. */
  adjustedP: z.number().min(0).max(1).nullable(),
  /** Cochran's Q of the line: large means that a straight line is the wrong story. */
  lackOfFit: z.strictObject({ q: z.number().min(0), df: z.int().min(1), p: z.number().min(0).max(1) }).optional(),
  /** Shares of counted answers: Cochran and Armitage's test. */
  shareTrendP: z.number().min(0).max(1).optional(),
});
export type TrendSeries = z.infer<typeof TrendSeries>;

export const PopulationTrend = z.strictObject({
  population: PlainCode,
  way: z.literal('open-link').optional(),
  /** What a slope is per. */
  unit: z.enum(['year', 'round']),
  series: z.array(TrendSeries),
  /** The last round against the one before it, factor by factor. */
  changes: z.array(z.strictObject({ factor: z.string(), comparison: FactorComparison })),
});
export type PopulationTrend = z.infer<typeof PopulationTrend>;

/** What `spid trend` prints as JSON. */
export const TrendOutput = z.strictObject({
  format: z.literal(TREND_FORMAT),
  survey: PlainCode,
  analysis: z.string(),
  rounds: z.array(z.strictObject({ name: z.string(), time: z.number() })).min(2),
  populations: z.array(PopulationTrend).min(1),
});
export type TrendOutput = z.infer<typeof TrendOutput>;
