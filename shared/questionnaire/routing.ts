// The conditions under which a question is asked: the subset of SurveyJS's visibleIf that the page, the checker and the
// count can all evaluate alike. Clauses joined by `and`, each on one earlier item. A blank or hidden target makes its
// clause false, so `not` is neither needed nor there: what cannot be said this way is said with another code in a list.
import { AnswerValue, ItemCode } from './codes.ts';

/** `{ITEM} = v` (one value, `equals`) or `{ITEM} anyof [v, …]`. Several values mean: any of them. */
export interface Clause {
  readonly item: ItemCode;
  readonly operator: 'equals' | 'any-of';
  readonly values: readonly AnswerValue[];
}

/** `at` is the character, counted from 1, at which the text stops making sense. */
export type ParsedRouting =
  | { readonly ok: true; readonly clauses: readonly Clause[] }
  | { readonly ok: false; readonly at: number; readonly problem: string };

class Misread extends Error {
  readonly at: number;
  constructor(at: number, problem: string) {
    super(problem);
    this.at = at;
  }
}

interface Reader {
  readonly text: string;
  at: number;
}

/** Reads `pattern` (sticky) at the reader's place, past blanks; its first group, or its whole. */
function take(reader: Reader, pattern: RegExp): string | undefined {
  pattern.lastIndex = reader.at;
  const match = pattern.exec(reader.text);
  if (match === null) return undefined;
  reader.at = pattern.lastIndex;
  return match[1] ?? match[0];
}

const ITEM = / *\{([^{}]*)\}/y;
const EQUALS = / *=(?!=) */y;
const ANY_OF = / +anyof */y;
const OPEN = / *\[ */y;
const COMMA = / *, */y;
const CLOSE = / *\]/y;
const CODE = / *'([^']*)'/y;
const NUMBER = / *([0-9]{1,2})(?![0-9.])/y;
const AND = / +and +/y;

function expect(reader: Reader, pattern: RegExp, wanted: string): string {
  const found = take(reader, pattern);
  if (found === undefined) throw new Misread(reader.at, `${wanted} is expected here`);
  return found;
}

function readValue(reader: Reader): AnswerValue {
  const start = reader.at;
  const number = take(reader, NUMBER);
  const value = number === undefined ? expect(reader, CODE, "a code in single quotes, such as 'yes', or a number from 0 to 99") : Number(number);
  if (!AnswerValue.safeParse(value).success) throw new Misread(start, 'a code is lower-case letters, digits and hyphens');
  return value;
}

function readClause(reader: Reader): Clause {
  const start = reader.at;
  const item = expect(reader, ITEM, 'an item code in braces, such as {X01},');
  if (!ItemCode.safeParse(item).success) throw new Misread(start, 'an item code is capital letters, digits and underscores');
  if (take(reader, EQUALS) !== undefined) return { item, operator: 'equals', values: [readValue(reader)] };
  expect(reader, ANY_OF, '= or anyof');
  expect(reader, OPEN, 'a list such as [1, 2]');
  const values = [readValue(reader)];
  while (take(reader, COMMA) !== undefined) values.push(readValue(reader));
  expect(reader, CLOSE, 'a comma or the end of the list, ],');
  return { item, operator: 'any-of', values };
}

/** Parses a condition once; `holds` then evaluates its clauses. Never throws. */
export function parseRouting(text: string): ParsedRouting {
  const reader: Reader = { text, at: 0 };
  try {
    const clauses = [readClause(reader)];
    while (reader.text.slice(reader.at).trim() !== '') {
      expect(reader, AND, 'and, then another clause,');
      clauses.push(readClause(reader));
    }
    return { ok: true, clauses };
  } catch (error) {
    if (!(error instanceof Misread)) throw error;
    return { ok: false, at: error.at + 1, problem: error.message };
  }
}

/** The clauses of a condition that a compiled form carries; it was parsed before, so that failure is our own fault. */
export function clausesOf(visibleIf: string | undefined): readonly Clause[] {
  if (visibleIf === undefined) return [];
  const parsed = parseRouting(visibleIf);
  if (!parsed.ok) throw new TypeError(`a compiled form holds a condition that does not parse: character ${parsed.at}: ${parsed.problem}`);
  return parsed.clauses;
}

/** Whether an answer meets a clause. `undefined` (blank or hidden) meets none; a multiple answer meets it with any of its codes. */
export function clauseHolds(clause: Clause, answer: unknown): boolean {
  if (answer === undefined) return false;
  const values: readonly unknown[] = clause.values;
  return Array.isArray(answer) ? answer.some((value) => values.includes(value)) : values.includes(answer);
}
