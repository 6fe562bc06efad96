// POST /issuer/rounds/:round/tablet/enrol, …/pool, …/end: the tablet's three doors. Nothing is logged, and the handlers
// never see who asked; what they get are the secrets of a device and blinded messages.
import { paths } from '../../shared/api/round.ts';
import { EnrolRequest, PoolRequest, SiteEndRequest } from '../../shared/credential/tablet.ts';
import { Problem } from '../../shared/problem.ts';
import { RoundId } from '../../shared/round/plan.ts';
import { endpoint } from '../http/endpoint.ts';
import type { Call, Endpoint, PublicContext } from '../http/endpoint.ts';
import type { RateLimiter } from '../http/rate-limiter.ts';
import { drawPool, endSite, enrolTablet } from './tablet-pool.ts';
import type { TabletParts } from './tablet-pool.ts';

const SMALL = 1024;
/** Sixteen slots of 512 characters, and room around them. */
const LARGE = 16_384;

function roundOf({ params }: Call<unknown>): string {
  const round = RoundId.safeParse(params['round']);
  if (!round.success) throw new Problem('round.unknown', 'There is no such round here.');
  return round.data;
}

export const tabletEndpoints = (parts: TabletParts, limiter: RateLimiter): readonly Endpoint<PublicContext>[] => {
  const common = { method: 'POST', access: 'public', limiter, closes: true } as const;
  return [
    endpoint({
      ...common,
      path: paths.tabletEnrol(':round'),
      body: { schema: EnrolRequest, limit: SMALL },
      handle: async (call) => ({ kind: 'json', body: await enrolTablet(parts, roundOf(call), call.body) }),
    }),
    endpoint({
      ...common,
      path: paths.tabletPool(':round'),
      body: { schema: PoolRequest, limit: LARGE },
      handle: async (call) => ({ kind: 'json', body: { signatures: await drawPool(parts, roundOf(call), call.body) } }),
    }),
    endpoint({
      ...common,
      path: paths.tabletEnd(':round'),
      body: { schema: SiteEndRequest, limit: SMALL },
      handle: async (call) => ({ kind: 'json', body: { destroyed: await endSite(parts, roundOf(call), call.body) } }),
    }),
  ];
};
