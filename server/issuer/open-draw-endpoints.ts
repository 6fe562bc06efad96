// POST /issuer/rounds/:round/open-challenge and …/open-draw: a token for whoever has the link and does the work. Its
// frame has a key of its own, so that such an answer can never pass for that of somebody who was invited. A limiter in
// memory stands before both; no cookie, no fingerprint, nothing kept but a number.
import { paths } from '../../shared/api/round.ts';
import { bytesOf } from '../../shared/credential/base64url.ts';
import { ChallengeRequest, OpenDrawRequest } from '../../shared/credential/proof-of-work.ts';
import { Problem } from '../../shared/problem.ts';
import { RoundId } from '../../shared/round/plan.ts';
import { endpoint } from '../http/endpoint.ts';
import type { Call, Endpoint, PublicContext } from '../http/endpoint.ts';
import type { RateLimiter } from '../http/rate-limiter.ts';
import { insistOpen, isSignable } from './draw-endpoint.ts';
import type { IssuerKeys } from './issuer-keys.ts';
import type { OpenDrawsStore } from './open-draws-store.ts';
import type { Proofs } from './proof-of-work.ts';
import type { IssuerFrame, IssuerRoundsStore } from './rounds-store.ts';

export type OpenDrawParts = { readonly rounds: IssuerRoundsStore; readonly openDraws: OpenDrawsStore; readonly keys: IssuerKeys; readonly proofs: Proofs; readonly today: () => string };

async function frameOf(parts: OpenDrawParts, call: Call<{ readonly population: string }>): Promise<{ readonly round: string; readonly frame: IssuerFrame }> {
  const id = RoundId.safeParse(call.params['round']);
  const round = insistOpen(id.success ? await parts.rounds.get(id.data) : null, parts.today());
  const frame = round.frames.find((each) => each.population === call.body.population && each.frame === 'open-link');
  if (frame === undefined) throw new Problem('population.unknown', 'This round has no open link for that population.', { place: 'body.population' });
  return { round: round.round, frame };
}

/** The signature (base64url) for solved work. */
export async function openDraw(parts: OpenDrawParts, call: Call<OpenDrawRequest>): Promise<string> {
  const { round, frame } = await frameOf(parts, call);
  const blinded = bytesOf(call.body.blinded);
  if (!isSignable(blinded, parts.keys.modulusOf(frame))) throw new Problem('blinded.invalid', 'The blinded message is out of range.', { place: 'body.blinded' });
  const name = await parts.keys.ready(round, frame);
  await parts.proofs.spend(round, call.body, () => parts.openDraws.count(round, frame.population));
  return parts.keys.sign(name, blinded);
}

export const openDrawEndpoints = (parts: OpenDrawParts, limiter: RateLimiter): readonly Endpoint<PublicContext>[] => {
  const common = { method: 'POST', access: 'public', limiter, closes: true } as const;
  return [
    endpoint({
      ...common,
      path: paths.openChallenge(':round'),
      body: { schema: ChallengeRequest, limit: 256 },
      async handle(call) {
        const { round, frame } = await frameOf(parts, call);
        return { kind: 'json', body: { challenge: parts.proofs.challenge(round, frame.population) } };
      },
    }),
    endpoint({
      ...common,
      path: paths.openDraw(':round'),
      body: { schema: OpenDrawRequest, limit: 2048 },
      handle: async (call) => ({ kind: 'json', body: { signature: await openDraw(parts, call) } }),
    }),
  ];
};
