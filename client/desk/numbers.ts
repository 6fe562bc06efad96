// How figures are written: scores on 0–100 or 0–10 (divided first, rounded last), shares in percent, counts in full.
// Digits are Latin in every language; separators and the percent sign are the language's own.
import { formatTag } from '../words/catalogue.ts';

/** The switch of the scorecard: what a score of 0–100 is divided by. */
export type ScoreScale = 'hundred' | 'ten';
export const divisorOf = (scale: ScoreScale): number => (scale === 'ten' ? 10 : 1);

/** `points` are 0–100 (printed on the chosen scale), `share` is 0–1, `plain` a coefficient. */
export type FigureUnit = 'points' | 'share' | 'plain';

export type Numbers = {
  readonly score: (value: number) => string;
  readonly share: (value: number) => string;
  readonly count: (value: number) => string;
  readonly in: (unit: FigureUnit) => (value: number) => string;
};

export function numbersIn(language: string, scale: ScoreScale): Numbers {
  const tag = formatTag(language);
  const oneDecimal = new Intl.NumberFormat(tag, { minimumFractionDigits: 1, maximumFractionDigits: 1 });
  const percent = new Intl.NumberFormat(tag, { style: 'percent', maximumFractionDigits: 0 });
  const whole = new Intl.NumberFormat(tag, { maximumFractionDigits: 0 });
  const two = new Intl.NumberFormat(tag, { minimumFractionDigits: 2, maximumFractionDigits: 2 });
  const plain = (value: number): string => two.format(value);
  const score = (value: number): string => oneDecimal.format(value / divisorOf(scale));
  const share = (value: number): string => percent.format(value);
  return { score, share, count: (value) => whole.format(value), in: (unit) => (unit === 'points' ? score : unit === 'share' ? share : plain) };
}
