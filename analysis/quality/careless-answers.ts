// Signs of careless answering: straight lines, no spread, contradictions. Signs only: a flag never deletes anybody,
// since an officer who is content with everything also ticks one column. The sensitivity line shows what flags would change.
import { at } from '../inference/at.ts';

export type RawItem = {
  readonly code: string;
  /** Raw codes as ticked, not reversed; NaN for any kind of missing. In the order shown. */
  readonly values: ArrayLike<number>;
  readonly isReversed: boolean;
};

export type StraightLine = { readonly longestRun: number; readonly answered: number; readonly isFlagged: boolean };

/** Longest run of equal codes, blanks skipped. R: `max(rle(x[!is.na(x)])$lengths)`, `careless::longstring`. */
export function longestRun(codes: readonly number[]): number {
  let longest = 0;
  let run = 0;
  let last = NaN;
  for (const code of codes) {
    if (Number.isNaN(code)) continue;
    run = code === last ? run + 1 : 1;
    last = code;
    longest = Math.max(longest, run);
  }
  return longest;
}

/** Do the answered items of a person point both ways? Without that a straight line may be an honest one. */
function isMixed(items: readonly RawItem[], person: number): boolean {
  const answered = items.filter(({ values }) => !Number.isNaN(at(values, person)));
  return answered.some(({ isReversed }) => isReversed) && answered.some(({ isReversed }) => !isReversed);
}

/** Per person: flagged when the longest run reaches 80 % of a matrix that holds reversed items among the answered ones. Source: Johnson 2005; Curran 2016. */
export function straightLines(matrix: readonly RawItem[], share = 0.8): StraightLine[] {
  const persons = matrix[0]?.values.length ?? 0;
  return Array.from({ length: persons }, (_, person) => {
    const codes = matrix.map(({ values }) => at(values, person));
    const run = longestRun(codes);
    const answered = codes.filter((code) => !Number.isNaN(code)).length;
    return { longestRun: run, answered, isFlagged: run > 1 && run >= share * matrix.length && isMixed(matrix, person) };
  });
}

export type WithinPerson = {
  /** Divisor n − 1; undefined below two answers. */
  readonly sd?: number;
  /** Three answers or more that point both ways: spread could show. */
  readonly isAble: boolean;
  readonly isFlagged: boolean;
};

/** Per person: standard deviation of raw codes over a factor; flagged at 0 over three answers or more that point both ways. R: `apply(x, 1, sd, na.rm = TRUE)`, `careless::irv`. */
export function withinPersonSpread(factor: readonly RawItem[]): WithinPerson[] {
  const persons = factor[0]?.values.length ?? 0;
  return Array.from({ length: persons }, (_, person) => {
    const codes = factor.map(({ values }) => at(values, person)).filter((code) => !Number.isNaN(code));
    if (codes.length < 2) return { isAble: false, isFlagged: false };
    const mean = codes.reduce((sum, code) => sum + code, 0) / codes.length;
    const sd = Math.sqrt(codes.reduce((sum, code) => sum + (code - mean) ** 2, 0) / (codes.length - 1));
    const isAble = codes.length >= 3 && isMixed(factor, person);
    return { sd, isAble, isFlagged: sd === 0 && isAble };
  });
}

/** Two items that can't both have these raw codes. */
export type ContradictionPair = {
  readonly first: ArrayLike<number>;
  readonly firstCodes: readonly number[];
  readonly second: ArrayLike<number>;
  readonly secondCodes: readonly number[];
};

/** Number of contradictions per person. */
export function contradictions(pairs: readonly ContradictionPair[]): number[] {
  const persons = pairs[0]?.first.length ?? 0;
  return Array.from({ length: persons }, (_, person) =>
    pairs.reduce((count, pair) => (pair.firstCodes.includes(at(pair.first, person)) && pair.secondCodes.includes(at(pair.second, person)) ? count + 1 : count), 0),
  );
}
