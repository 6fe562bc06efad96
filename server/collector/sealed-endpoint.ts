// POST /collector/rounds/:round/sealed: a batch of envelopes in, one result per envelope out. Sent again after a lost
// reply it gives the same results.
import { paths } from '../../shared/api/round.ts';
import { base64urlLength } from '../../shared/credential/base64url.ts';
import { LARGEST_BODY } from '../../shared/credential/body-length.ts';
import { envelopeLength } from '../../shared/credential/sealed-sheet.ts';
import { BATCH_AT_MOST, SealedRequest } from '../../shared/credential/send-sealed.ts';
import { Problem } from '../../shared/problem.ts';
import { RoundId } from '../../shared/round/plan.ts';
import { endpoint } from '../http/endpoint.ts';
import type { Endpoint, PublicContext } from '../http/endpoint.ts';
import type { RateLimiter } from '../http/rate-limiter.ts';
import { takeSealed } from './sealed-take.ts';
import type { SealedParts } from './sealed-take.ts';

const LIMIT = (base64urlLength(envelopeLength(LARGEST_BODY)) + 8) * BATCH_AT_MOST + 1024;

export type SealedEndpointParts = SealedParts & { readonly limiter: RateLimiter };

export const sealedEndpoint = (parts: SealedEndpointParts): Endpoint<PublicContext> =>
  endpoint({
    method: 'POST',
    path: paths.sealed(':round'),
    access: 'public',
    body: { schema: SealedRequest, limit: LIMIT },
    limiter: parts.limiter,
    closes: true,
    async handle({ params, body }) {
      const id = RoundId.safeParse(params['round']);
      const round = id.success ? await parts.rounds.get(id.data) : null;
      if (round === null) throw new Problem('round.unknown', 'There is no such round here.');
      return { kind: 'json', body: { results: await takeSealed(parts, round, body) } };
    },
  });
