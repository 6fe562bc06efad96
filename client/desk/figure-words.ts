// A figure in words. Four kinds and no fifth: whoever prints a figure passes here, so that a hidden one can't come out
// blank, as 0 or as NaN. The reason always stands beside it.
import type { Estimate, Suppressed } from '../../shared/results/estimate.ts';
import type { Say } from '../words/catalogue.ts';
import type { DeskKey } from '../words/desk-words.ts';
import type { FigureUnit, Numbers } from './numbers.ts';

/** `value` is a number or the word that stands for it; `interval`, `n` and `reason` are null where they don't exist. */
export type FigureWords = {
  readonly known: boolean;
  readonly value: string;
  readonly interval: string | null;
  readonly n: number | null;
  readonly reason: string | null;
};

/** What a hidden share may still say: at most or at least so much. */
function boundOf(figure: Suppressed, numbers: Numbers, say: Say<DeskKey>): string | null {
  if (figure.atMost !== undefined) return say('figure.atMost', { share: numbers.share(figure.atMost) });
  return figure.atLeast === undefined ? null : say('figure.atLeast', { share: numbers.share(figure.atLeast) });
}

/** The words of an estimate. */
export function figureWords(figure: Estimate, unit: FigureUnit, numbers: Numbers, say: Say<DeskKey>): FigureWords {
  const print = numbers.in(unit);
  switch (figure.status) {
    case 'estimated':
      return { known: true, value: print(figure.value), interval: say('figure.interval', { low: print(figure.low), high: print(figure.high) }), n: figure.n, reason: null };
    case 'value-only':
      return { known: true, value: print(figure.value), interval: null, n: figure.n, reason: say('figure.noInterval', { reason: say(`reason.${figure.reason}`) }) };
    case 'suppressed':
      return { known: false, value: (unit === 'share' ? boundOf(figure, numbers, say) : null) ?? say('figure.hidden'), interval: null, n: null, reason: say(`reason.${figure.reason}`) };
    case 'not-estimable':
      return { known: false, value: say('figure.notEstimable'), interval: null, n: figure.n ?? null, reason: say(`reason.${figure.reason}`) };
  }
}
