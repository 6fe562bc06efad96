// What is wrong with a questionnaire or an adaptation: where, what, and what to do. Compilation collects them all
// instead of stopping at the first, since who writes a questionnaire wants one list.
import type { z } from 'zod';

/** `place` is a file and a path in it: `scoring.json items.F03_02.polarity`, `adaptation lists.regions`. */
export interface FormProblem {
  readonly place: string;
  readonly problem: string;
  readonly remedy: string;
}

export const formProblem = (place: string, problem: string, remedy: string): FormProblem => ({ place, problem, remedy });

/** The entries that occur more than once, each named once. */
export function repeated<Entry>(entries: readonly Entry[]): readonly Entry[] {
  return [...new Set(entries.filter((entry, index) => entries.indexOf(entry) !== index))];
}

const problemOfShape = (place: string, issue: z.core.$ZodIssue): FormProblem => {
  if (issue.code === 'unrecognized_keys') return formProblem(place, `${issue.keys.join(', ')}: not allowed here`, 'remove the property; forms hold a small subset of SurveyJS JSON');
  const isMissing = issue.code === 'invalid_type' && issue.message.endsWith('received undefined');
  return formProblem(place, isMissing ? `is missing; it has to be of the type ${issue.expected}` : issue.message, 'see docs/schemas for what is allowed');
};

/** A zod refusal of one of the questionnaire's files as problems, one per issue, with the path inside the file. */
export const problemsOfShape = (file: string, error: z.ZodError): readonly FormProblem[] =>
  error.issues.map((issue) => problemOfShape(`${file} ${issue.path.map(String).join('.')}`.trim(), issue));
