// One figure of a result: estimated with its interval, known without one, withheld, or not estimable.
// Why four kinds: a blank, a 0 or a NaN has been read as a finding before; here nothing can be,
// because whoever prints a figure must first ask which kind it is.
import { z } from 'zod';

/** Why a figure or its interval can't be had. Stable codes: exports and translations hang on them. */
export const notEstimableReason = z.enum([
  'no-valid-answers',
  'one-answer',
  'no-variation',
  'too-few',
  'no-degrees-of-freedom',
  'too-few-items',
  'too-few-rounds',
  'too-few-peers',
  'dominant-peer',
  'not-identified',
  'no-convergence',
  'improper-solution',
  'collinear',
  'no-common-items',
  'wording-changed',
  'no-weight',
  'distribution-not-published',
]);
export type NotEstimableReason = z.infer<typeof notEstimableReason>;

/** Why a figure that exists is withheld. */
export const suppressedReason = z.enum(['small-cell', 'complementary', 'unanimous', 'dominance', 'sensitive', 'differencing']);
export type SuppressedReason = z.infer<typeof suppressedReason>;

export const estimated = z.object({
  status: z.literal('estimated'),
  /** Persons with a valid value. */
  n: z.number().nonnegative(),
  value: z.number(),
  se: z.number().nonnegative(),
  /** Degrees of freedom of the interval; absent where it is not a t interval. */
  df: z.number().positive().optional(),
  low: z.number(),
  high: z.number(),
  /** Confidence level of low and high, 0.95 unless said otherwise. */
  level: z.number().gt(0).lt(1),
  /** Design effect: variance over that of a simple random sample of the same size. */
  deff: z.number().nonnegative().optional(),
  flags: z.array(z.string()).optional(),
});

/** The value is exact as arithmetic, but no honest interval exists (one answer, no variation). */
export const valueOnly = z.object({
  status: z.literal('value-only'),
  n: z.number().nonnegative(),
  value: z.number(),
  reason: notEstimableReason,
  flags: z.array(z.string()).optional(),
});

/** No n stands here on purpose: an n beside a hidden figure is how it gets found. */
export const suppressed = z.object({
  status: z.literal('suppressed'),
  reason: suppressedReason,
  /** Where (almost) all answered alike: a share at most, or at least, this much (coarse; 0.05, 0.95 …). */
  atMost: z.number().min(0).max(1).optional(),
  atLeast: z.number().min(0).max(1).optional(),
});
export type Suppressed = z.infer<typeof suppressed>;

export const notEstimable = z.object({
  status: z.literal('not-estimable'),
  n: z.number().nonnegative().optional(),
  reason: notEstimableReason,
});

export const estimate = z.discriminatedUnion('status', [estimated, valueOnly, suppressed, notEstimable]);
export type Estimate = z.infer<typeof estimate>;
export type Estimated = z.infer<typeof estimated>;
export type ValueOnly = z.infer<typeof valueOnly>;
export type NotEstimable = z.infer<typeof notEstimable>;

/** What the statistical library gives: everything but suppression, which is the gate's word alone. */
export type Computed = Estimated | ValueOnly | NotEstimable;
