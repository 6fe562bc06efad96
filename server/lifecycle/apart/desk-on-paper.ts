// The desk on a host that has no database of it: the plan as the opening paper says, the state and the days as this host
// follows them, the release as a paper. And the desk on its own host, which writes an order whenever it changes a round.
import { Notice } from '../../../shared/credential/notices.ts';
import { OrderPaper } from '../../../shared/round/papers.ts';
import { Release } from '../../../shared/results/release.ts';
import type { RoundPlan, RoundState } from '../../../shared/round/plan.ts';
import type { ReleasesStore } from '../../desk/releases-store.ts';
import { statesBefore } from '../../desk/round-state.ts';
import type { DeskRound, DeskRoundsStore } from '../../desk/rounds-store.ts';
import type { Rooms } from '../rooms.ts';
import { signedByDesk } from './desk-signature.ts';
import type { Wrote } from './issuer-papers.ts';
import { keepPaper, keptPaper, roundsOnPaper } from './papers.ts';
import { insistRoundHere, roundHere } from './round-on-paper.ts';
import { standIn } from './stand-in.ts';

type Followed = { readonly state: RoundState; readonly drawingEnds: string; readonly sendingEnds: string };

/** What this host has done of the desk's orders. On the collector's the log decides: what it doesn't say is not done yet. */
async function followed(rooms: Rooms, plan: RoundPlan): Promise<Followed | null> {
  const status = await rooms.collected.rounds.status(plan.round);
  if (status === null) return null;
  const log = status.notices.map((text) => Notice.parse(JSON.parse(text)));
  const drawn = rooms.config.opens.includes('issuer') ? await rooms.issuer.drawingEnds(plan.round) : log.findLast(({ kind }) => kind === 'extended')?.details['drawingEnds'];
  const isRunning = status.state === 'open' || status.state === 'paused';
  const told = log.findLast(({ kind }) => kind === 'paused' || kind === 'resumed')?.kind === 'paused' ? 'paused' : 'open';
  return { state: isRunning && rooms.config.opens.includes('collector') ? told : status.state, drawingEnds: typeof drawn === 'string' ? drawn : plan.drawingEnds, sendingEnds: status.sendingEnds };
}

/** In the place of the desk. */
export function deskOnPaper(rooms: Rooms): Rooms['desk'] {
  const { dataFolder } = rooms.config;
  const get = async (round: string): Promise<DeskRound | null> => {
    const here = roundHere(dataFolder, round);
    const now = here === null ? null : await followed(rooms, here.paper.plan);
    if (here === null || now === null) return null;
    const { state, drawingEnds, sendingEnds } = now;
    return { plan: { ...here.paper.plan, drawingEnds, sendingEnds }, state, manifestHash: here.made.hash, demonstration: false };
  };
  const released = async (round: string): Promise<Release | null> => keptPaper(Release, dataFolder, round, 'release');
  return {
    accounts: standIn('desk', {}),
    sessions: standIn('desk', {}),
    rounds: standIn<DeskRoundsStore>('desk', {
      get,
      become: async (round, state) => statesBefore(state).includes((await get(round))?.state ?? 'draft'),
      setDays: () => Promise.resolve(),
      list: async (administration) => (await Promise.all(roundsOnPaper(dataFolder).map(get))).flatMap((round) => round ?? []).filter(({ plan }) => administration === undefined || plan.administration === administration),
    }),
    releases: standIn<ReleasesStore>('desk', {
      get: released,
      async add(release) {
        if ((await released(release.round)) !== null) return false;
        await keepPaper(dataFolder, release.round, 'release', release);
        return true;
      },
    }),
  };
}

/** Signs how a round stands at the desk, for issuer and collector. Throws round.unknown, or plan.invalid for a round that can't be ordered. */
export async function writeOrder(rooms: Pick<Rooms, 'config' | 'desk'>, round: string, wrote: Wrote): Promise<void> {
  const { dataFolder } = rooms.config;
  const { made } = insistRoundHere(dataFolder, round);
  const found = await rooms.desk.rounds.get(round);
  if (found?.state !== 'open' && found?.state !== 'paused') return;
  const { state, plan: { drawingEnds, sendingEnds } } = found;
  const number = (keptPaper(OrderPaper, dataFolder, round, 'order')?.number ?? 0) + 1;
  const order = signedByDesk(dataFolder, { format: 'spid-order-paper-1', round, manifest: made.hash, number, state, drawingEnds, sendingEnds });
  wrote(`Signed order ${String(number)}, for the issuer first: ${await keepPaper(dataFolder, round, 'order', order)}`);
}

/** The desk that leaves an order whenever it moves an open round's state or days. */
export function deskThatOrders(rooms: Rooms, wrote: Wrote): Rooms['desk'] {
  const { rounds } = rooms.desk;
  const order = async (round: string): Promise<void> => void (roundHere(rooms.config.dataFolder, round) !== null && (await writeOrder(rooms, round, wrote)));
  return {
    ...rooms.desk,
    rounds: {
      ...rounds,
      async become(round, state) {
        // Opening is no order: its paper says all.
        const isDraft = (await rounds.get(round))?.state === 'draft';
        const became = await rounds.become(round, state);
        if (became && !isDraft) await order(round);
        return became;
      },
      async setDays(round, days) {
        await rounds.setDays(round, days);
        await order(round);
      },
    },
  };
}
