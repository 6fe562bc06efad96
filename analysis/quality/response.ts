// Who was asked, who answered, and what was left blank, by kind. A refusal on a bribery item is a finding, not dirt:
// kinds stay apart, and their shares can be compared between rounds like any share.
import type { Computed } from '../../shared/results/estimate.ts';
import { wilson } from '../inference/wilson.ts';

export type MissingKind = 'do-not-know' | 'refused' | 'not-applicable' | 'not-shown' | 'blank';

export type ItemNonResponse = {
  /** Sheets on which the item applied: all but not applicable and not shown. */
  readonly applicable: number;
  readonly valid: number;
  readonly byKind: ReadonlyMap<MissingKind, number>;
  /** Missing among applicable, Wilson interval. */
  readonly missing: Computed;
  readonly refused: Computed;
};

/** Item non-response from a valid count and counts by missing kind. Source: AAPOR Standard Definitions 2016. R: `prop.test(k, n, correct = FALSE)`. */
export function itemNonResponse(valid: number, byKind: ReadonlyMap<MissingKind, number>): ItemNonResponse {
  const of = (kind: MissingKind): number => byKind.get(kind) ?? 0;
  const lost = of('do-not-know') + of('refused') + of('blank');
  const applicable = valid + lost;
  return { applicable, valid, byKind, missing: wilson(lost, applicable), refused: wilson(of('refused'), applicable) };
}

export type StratumResponse = { readonly code: string; readonly invited: number; readonly started?: number; readonly completed: number };

export type ResponseRate = {
  readonly code: string;
  /** Completed over invited (AAPOR RR1), a fact and not an estimate; undefined when nobody was invited. */
  readonly rate?: number;
  /** Started but not completed, over started. */
  readonly breakOff?: number;
  /** 'more-sheets-than-codes': more completed than invited. */
  readonly flags: readonly string[];
};

/** Response rate by stratum, and over all of them (code 'all', last). R: `completed / invited`. */
export function responseRates(strata: readonly StratumResponse[]): ResponseRate[] {
  const add = (pick: (stratum: StratumResponse) => number): number => strata.reduce((sum, stratum) => sum + pick(stratum), 0);
  const knowsStarts = strata.every(({ started }) => started !== undefined);
  const all: StratumResponse = { code: 'all', invited: add(({ invited }) => invited), completed: add(({ completed }) => completed), ...(knowsStarts ? { started: add(({ started = 0 }) => started) } : {}) };
  return [...strata, all].map(({ code, invited, started, completed }) => ({
    code,
    ...(invited > 0 ? { rate: completed / invited } : {}),
    ...(started !== undefined && started > 0 ? { breakOff: Math.max(0, started - completed) / started } : {}),
    flags: completed > invited ? ['more-sheets-than-codes'] : [],
  }));
}

/**
 * The score if those who did not answer stood `gap` (10) points lower: ȳ − gap·(1 − rate); the interval moves along, since the gap is supposed, not estimated.
 * Source: Särndal & Lundström 2005, ch. 5 (non-response bias as difference × share). R: `m - 10 * (1 - rate)`.
 */
export function scoreIfSilentStoodLower(score: Computed, rate: number, gap = 10): Computed {
  if (!(rate >= 0 && rate <= 1)) throw new RangeError(`a response rate must be between 0 and 1, got ${rate}`);
  if (score.status === 'not-estimable') return score;
  const shift = gap * (1 - rate);
  const moved = { ...score, value: score.value - shift, flags: [...(score.flags ?? []), 'scenario'] };
  return moved.status === 'estimated' ? { ...moved, low: moved.low - shift, high: moved.high - shift } : moved;
}
