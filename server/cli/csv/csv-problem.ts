// What is wrong with a file of answers: row and column as a spreadsheet shows them, what, and what to do. Problems are
// collected up to twenty, since who prepares a file wants one list. Answers themselves are never repeated.
export type CsvProblem = {
  /** As a spreadsheet counts: the header is row 1. */
  readonly row: number;
  readonly column: string;
  readonly problem: string;
  readonly remedy: string;
};

export const MOST_PROBLEMS = 20;

/** Thrown when a file can't be read to its end or held problems. */
export class BadCsv extends Error {
  readonly problems: readonly CsvProblem[];
  /** The file, where it is not the one with the answers. */
  readonly file: string | undefined;

  constructor(problems: readonly CsvProblem[], file?: string) {
    super(problems.map(({ row, column, problem, remedy }) => `row ${String(row)}, column ${column}: ${problem}; ${remedy}`).join('\n'));
    this.name = 'BadCsv';
    this.problems = problems;
    this.file = file;
  }
}
