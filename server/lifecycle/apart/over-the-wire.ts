// The two public doors, for the computer where paper is keyed: it draws and sends over HTTPS as a person's device does,
// with the same bytes. It is neither the issuer's host nor the collector's, which never learn of each other.
import { DrawReply } from '../../../shared/credential/draw.ts';
import { SendReply } from '../../../shared/credential/send.ts';
import { paths } from '../../../shared/api/round.ts';
import { Problem, ProblemBody } from '../../../shared/problem.ts';
import { namedPlaces } from '../../config.ts';
import type { Config } from '../../config.ts';
import type { Collector } from '../../collector/collector.ts';
import type { Issuer } from '../../issuer/issuer.ts';

const PATIENCE_MS = 30_000;

async function ask(config: Config, service: 'issuer' | 'collector', path: string, body: unknown): Promise<unknown> {
  const origin = namedPlaces(config)[service];
  if (origin === '') throw new Problem('plan.invalid', `Where the ${service} is has to be known here: set SPID_ORIGIN_${service.toUpperCase()} as on the other hosts.`);
  const reply = await fetch(origin + path, { method: 'POST', redirect: 'error', headers: { 'Content-Type': 'application/json' }, body: JSON.stringify(body), signal: AbortSignal.timeout(PATIENCE_MS) }).catch(() => null);
  const said: unknown = await reply?.json().catch(() => null);
  if (reply?.ok === true) return said;
  const problem = ProblemBody.safeParse(said);
  if (problem.success) throw new Problem(problem.data.code, problem.data.title);
  throw new Problem('store.unavailable', `The ${service} at ${origin} did not answer. Nothing is lost: run the same command again.`);
}

/** The issuer's draw. Throws what the issuer refuses with, or store.unavailable. */
export const drawOverTheWire = (config: Config): Issuer['draw'] => async (round, request) =>
  DrawReply.parse(await ask(config, 'issuer', paths.draw(round), request)).signature;

/** The collector's send. Throws what the collector refuses with, or store.unavailable. */
export const takeOverTheWire = (config: Config): Collector['take'] => async (round, request) =>
  SendReply.parse(await ask(config, 'collector', paths.sheets(round), request)).receipt;
