// The collector's endpoints: the round with its notices, the form of a population, and Send. The first two give the
// same bytes to everybody; none of them sees an address, a cookie or any other header of whoever asks.
import { base64urlLength } from '../../shared/credential/base64url.ts';
import { LARGEST_BODY } from '../../shared/credential/body-length.ts';
import { SendRequest, sentSheetOf } from '../../shared/credential/send.ts';
import { Problem } from '../../shared/problem.ts';
import { RoundId } from '../../shared/round/plan.ts';
import { endpoint } from '../http/endpoint.ts';
import type { Call, Endpoint, PublicContext } from '../http/endpoint.ts';
import type { RateLimiter } from '../http/rate-limiter.ts';
import type { OpenRound, OpenRounds } from './open-rounds.ts';
import { takeSheet } from './take-sheet.ts';
import type { TakingParts } from './take-sheet.ts';

/** The largest body in base64url, and 2 KiB for everything around it. */
const LIMIT = base64urlLength(LARGEST_BODY) + 2048;

export type CollectorEndpointParts = TakingParts & { readonly limiter: RateLimiter };

async function roundOf(rounds: OpenRounds, call: Call<unknown>): Promise<OpenRound> {
  const id = RoundId.safeParse(call.params['round']);
  const round = id.success ? await rounds.get(id.data) : null;
  if (round === null) throw new Problem('round.unknown', 'There is no such round here.');
  return round;
}

const roundEndpoint = (parts: CollectorEndpointParts): Endpoint<PublicContext> =>
  endpoint({
    method: 'GET',
    path: '/collector/rounds/:round',
    access: 'public',
    limiter: parts.limiter,
    async handle(call) {
      const { ready, status } = await roundOf(parts.rounds, call);
      return { kind: 'json', body: { manifest: ready.manifestText, state: status.state, notices: status.notices.map((text) => JSON.parse(text) as unknown) } };
    },
  });

const formEndpoint = (parts: CollectorEndpointParts): Endpoint<PublicContext> =>
  endpoint({
    method: 'GET',
    path: '/collector/rounds/:round/forms/:population',
    access: 'public',
    limiter: parts.limiter,
    async handle(call) {
      const { ready } = await roundOf(parts.rounds, call);
      const form = ready.forms.get(call.params['population'] ?? '');
      if (form === undefined) throw new Problem('form.unknown', 'This round has no form for that population.');
      return { kind: 'encoded', type: 'application/json; charset=utf-8', content: await form() };
    },
  });

const sendEndpoint = (parts: CollectorEndpointParts): Endpoint<PublicContext> =>
  endpoint({
    method: 'POST',
    path: '/collector/rounds/:round/sheets',
    access: 'public',
    body: { schema: SendRequest, limit: LIMIT },
    limiter: parts.limiter,
    closes: true,
    async handle(call) {
      const round = await roundOf(parts.rounds, call);
      return { kind: 'json', body: { receipt: await takeSheet(parts, round, sentSheetOf(call.body)) } };
    },
  });

export const collectorEndpoints = (parts: CollectorEndpointParts): readonly Endpoint<PublicContext>[] => [roundEndpoint(parts), formEndpoint(parts), sendEndpoint(parts)];
