// What every command of `spid` is: a name, its help, and a function from words to an exit code. Output goes through
// the two writers, so that tests read it and nothing is printed on the side.
import type { Problem } from '../../shared/problem.ts';

export type Writers = { readonly out: (line: string) => void; readonly err: (line: string) => void };

export type Command = {
  /** As typed: `round open`. */
  readonly name: string;
  /** One line for the list of commands. */
  readonly summary: string;
  /** The whole help text. */
  readonly help: string;
  readonly run: (words: readonly string[], writers: Writers) => Promise<number>;
};

/** Exit codes, as docs/operations.md states them. */
export const EXIT = { done: 0, refused: 1, usage: 2, unavailable: 3 } as const;

/** Thrown for words that make no sense; printed with a pointer to the help. */
export class UsageProblem extends Error {
  override readonly name = 'UsageProblem';
}

/** Whether words were wrong: ours, or those that Node's parseArgs refuses. */
export const isUsage = (error: unknown): error is Error =>
  error instanceof UsageProblem || (typeof error === 'object' && error !== null && 'code' in error && String(error.code).startsWith('ERR_PARSE_ARGS'));

/** The one word that a command needs, such as a round id. */
export function onlyWord(words: readonly string[], what: string): string {
  const [word, ...rest] = words;
  if (word === undefined || word.startsWith('-')) throw new UsageProblem(`${what} is missing`);
  if (rest.length > 0) throw new UsageProblem(`one ${what} is enough`);
  return word;
}

/** Prints a refusal and gives its exit code. */
export function printProblem(problem: Problem, writers: Writers): number {
  writers.err(`${problem.message}${problem.details.place === undefined ? '' : ` (${problem.details.place})`}`);
  return problem.code === 'store.unavailable' ? EXIT.unavailable : EXIT.refused;
}
