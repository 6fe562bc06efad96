// POST /issuer/rounds/:round/draw: a code and a blinded message in, a blind signature out. Claim first, sign after:
// when the line breaks in between, the same request gets the same signature again. What can't be signed is refused
// before the code is spent. Nothing is logged, and the handler never sees who asked.
import { DrawRequest } from '../../shared/credential/draw.ts';
import { bytesOf } from '../../shared/credential/base64url.ts';
import { Problem } from '../../shared/problem.ts';
import { RoundId } from '../../shared/round/plan.ts';
import { endpoint } from '../http/endpoint.ts';
import type { Endpoint, PublicContext } from '../http/endpoint.ts';
import type { RateLimiter } from '../http/rate-limiter.ts';
import type { ClaimResult, CodesStore } from './codes-store.ts';
import type { IssuerKeys } from './issuer-keys.ts';
import { KeyFileProblem } from './key-file.ts';
import type { LeasedRounds } from './leased-rounds.ts';
import type { IssuerFrame, IssuerRound } from './rounds-store.ts';

const LIMIT = 2048;

export type DrawParts = { readonly rounds: LeasedRounds; readonly codes: CodesStore; readonly keys: IssuerKeys; readonly today: () => string };

/** The round, where tokens may be drawn today. Throws round.*. */
export function insistOpen(round: IssuerRound | null, today: string): IssuerRound {
  if (round === null) throw new Problem('round.unknown', 'There is no such round here.');
  if (round.drawing === 'ended' || today > round.drawingEnds) throw new Problem('round.drawing-ended', 'Starting the questionnaire has ended for this round.');
  if (round.drawing === 'paused') throw new Problem('round.paused', 'This round is paused. Your code stays valid.');
  return round;
}

const refusals: Readonly<Record<Exclude<ClaimResult, 'claimed'>, () => Problem>> = {
  unknown: () => new Problem('code.unknown', 'This code belongs to no invitation of this round. Check it for a typing error.', { place: 'body.code' }),
  cancelled: () => new Problem('code.cancelled', 'This card was cancelled and can not be used any more.', { place: 'body.code' }),
  used: () => new Problem('code.used', 'This code was used to start a questionnaire before.', { place: 'body.code' }),
};

/** Whether 1 < m < n − 1 for a message and the modulus, both big-endian and of one length. */
export function isSignable(blinded: Uint8Array, modulus: Buffer): boolean {
  const small = blinded.subarray(0, -1).every((byte) => byte === 0) && (blinded[blinded.length - 1] ?? 0) <= 1;
  // n is odd, so that n − 1 differs in its last bit alone.
  const last = Buffer.from(modulus);
  last[last.length - 1] = (last[last.length - 1] ?? 0) - 1;
  return !small && Buffer.compare(blinded, last) < 0;
}

/** The key's name. Where its file is gone the round is looked at again: another process may have ended drawing just now. */
async function keyOf(parts: DrawParts, round: string, frame: IssuerFrame): Promise<string> {
  try {
    return await parts.keys.ready(round, frame);
  } catch (error) {
    parts.rounds.forget(round);
    if (error instanceof KeyFileProblem) insistOpen(await parts.rounds.get(round), parts.today());
    throw error;
  }
}

/** The signature (base64url) for a request; `forPaper` is never of the request (codes-store.ts). Rejects with a Problem: round.*, population.unknown, blinded.invalid, code.*. */
export async function draw(parts: DrawParts, roundId: string, request: DrawRequest, forPaper = false): Promise<string> {
  const round = insistOpen(await parts.rounds.get(roundId), parts.today());
  const frame: IssuerFrame | undefined = round.frames.find((each) => each.population === request.population && each.frame === request.frame);
  if (frame === undefined) throw new Problem('population.unknown', 'This round does not ask that population this way.', { place: 'body.population' });
  const blinded = bytesOf(request.blinded);
  if (!isSignable(blinded, parts.keys.modulusOf(frame))) throw new Problem('blinded.invalid', 'The blinded message is out of range.', { place: 'body.blinded' });
  const name = await keyOf(parts, roundId, frame);
  const claimed = await parts.codes.claim(roundId, { population: request.population, frame: request.frame, code: request.code, blinded, forPaper });
  if (claimed !== 'claimed') throw refusals[claimed]();
  return parts.keys.sign(name, blinded);
}

/** The issuer's only public endpoint. */
export const drawEndpoint = (parts: DrawParts, limiter: RateLimiter): Endpoint<PublicContext> =>
  endpoint({
    method: 'POST',
    path: '/issuer/rounds/:round/draw',
    access: 'public',
    body: { schema: DrawRequest, limit: LIMIT },
    limiter,
    closes: true,
    async handle({ params, body }) {
      const round = RoundId.safeParse(params['round']);
      if (!round.success) throw new Problem('round.unknown', 'There is no such round here.');
      return { kind: 'json', body: { signature: await draw(parts, round.data, body) } };
    },
  });
