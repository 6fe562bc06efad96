// What a tablet asks: to be enrolled, tokens for its pool, to end its site, and a batch of envelopes taken.
import type { SealedReply, SealedRequest } from '../../shared/credential/send-sealed.ts';
import type { EnrolReply, EnrolRequest, PoolReply, PoolRequest, SiteEndRequest } from '../../shared/credential/tablet.ts';
import { paths } from '../../shared/api/round.ts';
import { shaped } from './reply-shape.ts';
import { request } from './request.ts';
import type { Outcome } from './request.ts';

export const postEnrol = (round: string, body: EnrolRequest): Promise<Outcome<EnrolReply>> => request({ path: paths.tabletEnrol(round), body }, shaped<EnrolReply>('population'));
export const postPool = (round: string, body: PoolRequest): Promise<Outcome<PoolReply>> => request({ path: paths.tabletPool(round), body }, shaped<PoolReply>('signatures'));
export const postSiteEnd = (round: string, body: SiteEndRequest): Promise<Outcome<{ readonly destroyed: number }>> =>
  request({ path: paths.tabletEnd(round), body }, shaped<{ destroyed: number }>('destroyed'));
export const postSealed = (round: string, body: SealedRequest): Promise<Outcome<SealedReply>> => request({ path: paths.sealed(round), body }, shaped<SealedReply>('results'));
