// How figures are written: scores on 0–100 or 0–10 (divided first, rounded last), shares in percent, counts in full.
// Digits are Latin in every language; separators and the percent sign are the language's own.
import { formatTag } from '../words/catalogue.ts';

/** The switch of the scorecard: what a score of 0–100 is divided by. */
export type ScoreScale = 'hundred' | 'ten';
export const divisorOf = (scale: ScoreScale): number => (scale === 'ten' ? 10 : 1);

/** `points` are 0–100 (printed on the chosen scale), `share` is 0–1, `plain` a coefficient; `-change`: a difference, with its sign. */
export type FigureUnit = 'points' | 'share' | 'plain' | 'points-change' | 'share-change';

export type Numbers = {
  readonly score: (value: number) => string;
  readonly share: (value: number) => string;
  readonly count: (value: number) => string;
  /** A probability with its sign: `= 0.012`, `< 0.001` below that. */
  readonly p: (value: number) => string;
  readonly in: (unit: FigureUnit) => (value: number) => string;
};

/** A hyphen is no minus. */
const minus = (text: string): string => text.replace('-', '−');

export function numbersIn(language: string, scale: ScoreScale): Numbers {
  const tag = formatTag(language);
  const format = (options: Intl.NumberFormatOptions, divisor = 1): ((value: number) => string) => {
    const { format: print } = new Intl.NumberFormat(tag, options);
    return (value) => minus(print(value / divisor));
  };
  const decimals = (count: number): Intl.NumberFormatOptions => ({ minimumFractionDigits: count, maximumFractionDigits: count });
  const percent: Intl.NumberFormatOptions = { style: 'percent', maximumFractionDigits: 0 };
  const signed: Intl.NumberFormatOptions = { signDisplay: 'exceptZero' };
  const three = format(decimals(3));
  const units: Readonly<Record<FigureUnit, (value: number) => string>> = {
    points: format(decimals(1), divisorOf(scale)),
    share: format(percent),
    plain: format(decimals(2)),
    'points-change': format({ ...decimals(1), ...signed }, divisorOf(scale)),
    'share-change': format({ ...percent, ...signed }),
  };
  return {
    score: units.points,
    share: units.share,
    count: format({ maximumFractionDigits: 0 }),
    p: (value) => (value < 0.001 ? `< ${three(0.001)}` : `= ${three(value)}`),
    in: (unit) => units[unit],
  };
}
