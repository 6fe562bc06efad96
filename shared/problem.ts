// The error catalogue: every refusal the engine can give, its HTTP status, and what it tells. On the wire it is
// problem+json (RFC 9457); a client words the code in the reader's language. A problem never repeats a value that was
// sent: it names the place.
import { z } from 'zod';

/** Code → HTTP status. Codes are nouns of the house, then what is wrong. */
export const problems = {
  'request.malformed': 400,
  'request.too-large': 413,
  'request.not-found': 404,
  'request.method': 405,
  'request.media-type': 415,
  'request.too-many': 429,
  'round.unknown': 404,
  'round.not-open': 409,
  'round.paused': 409,
  'round.drawing-ended': 409,
  'round.sending-ended': 409,
  'round.not-released': 404,
  'round.wrong-state': 409,
  'round.unfit': 422,
  'population.unknown': 404,
  'form.unknown': 404,
  'form.mismatch': 409,
  'manifest.mismatch': 409,
  'code.unknown': 404,
  'code.used': 409,
  'code.cancelled': 409,
  'card.bundle': 409,
  'card.printed': 409,
  'blinded.invalid': 400,
  'proof.stale': 409,
  'proof.wrong': 400,
  'tablet.unknown': 404,
  'tablet.used': 409,
  'tablet.ended': 409,
  'tablet.too-many': 409,
  'token.invalid': 403,
  'signature.invalid': 403,
  'sheet.malformed': 400,
  'sheet.conflict': 409,
  'answers.invalid': 422,
  'questionnaire.invalid': 422,
  'plan.invalid': 422,
  'login.failed': 401,
  'login.needed': 401,
  'login.locked': 429,
  'access.denied': 403,
  'origin.refused': 403,
  'store.unavailable': 503,
  'engine.unexpected': 500,
} as const;
export type ProblemCode = keyof typeof problems;

/** What is wrong with one answer. */
export const AnswerProblemKind = z.enum([
  'unknown-item',
  'outside-scale',
  'hidden',
  'wrong-type',
  'too-long',
  'required',
  'exclusive',
  'repeated',
]);
export type AnswerProblemKind = z.infer<typeof AnswerProblemKind>;

/** `item` is a code of the form, or `?` where the sent key was not one (a refused key is never repeated). */
export const AnswerProblem = z.strictObject({ item: z.string(), kind: AnswerProblemKind });
export type AnswerProblem = z.infer<typeof AnswerProblem>;

export const ProblemBody = z.object({
  type: z.string(),
  status: z.int(),
  code: z.enum(Object.keys(problems) as [ProblemCode, ...ProblemCode[]]),
  /** One plain English sentence for logs of the caller and for the CLI. */
  title: z.string(),
  /** Where in the request: a JSON path, an item code, a file and line. */
  place: z.string().optional(),
  answers: z.array(AnswerProblem).optional(),
  retryAfterSeconds: z.int().optional(),
});
export type ProblemBody = z.infer<typeof ProblemBody>;

/** A refusal. Thrown only inside a request or command and turned into a reply in one place. */
export class Problem extends Error {
  readonly code: ProblemCode;
  readonly details: { readonly place?: string; readonly answers?: readonly AnswerProblem[]; readonly retryAfterSeconds?: number };

  constructor(code: ProblemCode, title: string, details: Problem['details'] = {}) {
    super(title);
    this.name = 'Problem';
    this.code = code;
    this.details = details;
  }

  get status(): number {
    return problems[this.code];
  }
}

/** The wire form of a refusal. */
export const problemBody = (problem: Problem): ProblemBody => ({
  type: `urn:spid:problem:${problem.code}`,
  status: problem.status,
  code: problem.code,
  title: problem.message,
  ...(problem.details.place === undefined ? {} : { place: problem.details.place }),
  ...(problem.details.answers === undefined ? {} : { answers: [...problem.details.answers] }),
  ...(problem.details.retryAfterSeconds === undefined ? {} : { retryAfterSeconds: problem.details.retryAfterSeconds }),
});
