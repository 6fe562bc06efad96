// What staff may read: the rounds of their administration and the release of one. Before a round is released there is
// nothing to read but its plan and state: no count of sheets, no list of who has answered, nothing live.
import type { RoundSummary } from '../../shared/api/desk.ts';
import { paths } from '../../shared/api/round.ts';
import { Problem } from '../../shared/problem.ts';
import type { Release } from '../../shared/results/release.ts';
import { RoundId } from '../../shared/round/plan.ts';
import { insist, verdict } from '../http/access.ts';
import { endpoint } from '../http/endpoint.ts';
import type { Call, Endpoint } from '../http/endpoint.ts';
import { releaseCsv } from './release-csv.ts';
import type { ReleasesStore } from './releases-store.ts';
import type { DeskRound, DeskRoundsStore } from './rounds-store.ts';
import { STAFF } from './session-endpoints.ts';
import type { DeskContext } from './session-endpoints.ts';

export type RoundParts = { readonly rounds: DeskRoundsStore; readonly releases: ReleasesStore };

export const summaryOf = ({ plan, state }: DeskRound, hasRelease: boolean): RoundSummary => ({
  round: plan.round,
  administration: plan.administration,
  administrationName: plan.names['administration'] ?? {},
  title: plan.title,
  survey: plan.survey,
  version: plan.version,
  populations: plan.populations.map((each) => each.population),
  modes: plan.modes,
  state,
  drawingEnds: plan.drawingEnds,
  sendingEnds: plan.sendingEnds,
  hasRelease,
});

/** The release of a round that the visitor may see. Throws round.unknown for another administration's, round.not-released before its time. */
async function releaseFor(parts: RoundParts, call: Call<unknown>, context: DeskContext): Promise<Release> {
  const id = RoundId.safeParse(call.params['round']);
  const round = id.success ? await parts.rounds.get(id.data) : null;
  const given = round === null ? 'hidden' : verdict(context.visitor, STAFF, round.plan.administration);
  // A foreign round and none at all get the same bytes.
  if (round === null || given === 'hidden') throw new Problem('round.unknown', 'There is no such round here.');
  insist(given);
  const release = round.state === 'released' ? await parts.releases.get(round.plan.round) : null;
  if (release === null) throw new Problem('round.not-released', 'This round has no release yet: it is not closed and counted.');
  return release;
}

export const roundEndpoints = (parts: RoundParts): readonly Endpoint<DeskContext>[] => [
  endpoint<undefined, DeskContext>({
    method: 'GET',
    path: paths.rounds,
    access: STAFF,
    async handle(_call, { visitor }) {
      if (visitor === null) throw new Problem('login.needed', 'Log in first.');
      const [rounds, released] = await Promise.all([parts.rounds.list(visitor.administration), parts.releases.rounds()]);
      return { kind: 'json', body: { rounds: rounds.map((round) => summaryOf(round, round.state === 'released' && released.has(round.plan.round))) } };
    },
  }),
  endpoint<undefined, DeskContext>({
    method: 'GET',
    path: paths.release(':round'),
    access: STAFF,
    handle: async (call, context) => ({ kind: 'json', body: await releaseFor(parts, call, context) }),
  }),
  endpoint<undefined, DeskContext>({
    method: 'GET',
    path: paths.releaseCsv(':round'),
    access: STAFF,
    async handle(call, context) {
      const release = await releaseFor(parts, call, context);
      return { kind: 'file', type: 'text/csv; charset=utf-8', name: `spid-${release.round}.csv`, text: releaseCsv(release) };
    },
  }),
];
