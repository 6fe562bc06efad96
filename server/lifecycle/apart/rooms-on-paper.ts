// The collector's rooms with papers in the place of issuer and desk: the steps of a round's end then run as they do
// where all three stand together. Nothing here can reach the issuer; what it has counted is read from its paper.
import { Problem } from '../../../shared/problem.ts';
import { CountsPaper, RoundPaper } from '../../../shared/round/papers.ts';
import { Release } from '../../../shared/results/release.ts';
import { statesBefore } from '../../desk/round-state.ts';
import type { DeskRound } from '../../desk/rounds-store.ts';
import type { Rooms } from '../rooms.ts';
import { manifestOn } from './open-apart.ts';
import { keepPaper, keptPaper, roundsOnPaper } from './papers.ts';

function issuerOnPaper(rooms: Rooms): Rooms['issuer'] {
  const counted = (round: string): CountsPaper | null => keptPaper(CountsPaper, rooms.config.dataFolder, round, 'counts');
  const nothing = (): Promise<void> => Promise.resolve();
  return {
    ...rooms.issuer,
    async end(round) {
      if (counted(round) === null) throw new Problem('round.wrong-state', `The issuer has not said that its keys of round ${round} are destroyed: its counts are missing.`);
    },
    hasEnded: async (round) => counted(round) !== null,
    counts: async (round) => counted(round)?.counts ?? [],
    reissued: async (round) => counted(round)?.reissued ?? [],
    cardCodes: () => Promise.resolve([]),
    cards: { ...rooms.issuer.cards, bundles: () => Promise.resolve([]) },
    tablets: { ...rooms.issuer.tablets, destroyed: () => Promise.resolve([]) },
    rewrite: nothing,
    erase: nothing,
  };
}

function deskOnPaper(rooms: Rooms): Rooms['desk'] {
  const { dataFolder } = rooms.config;
  const get = async (round: string): Promise<DeskRound | null> => {
    const [paper, status] = [keptPaper(RoundPaper, dataFolder, round, 'round'), await rooms.collected.rounds.status(round)];
    if (paper === null || status === null) return null;
    return { plan: paper.plan, state: status.state, manifestHash: manifestOn(paper).hash, demonstration: false };
  };
  const become: Rooms['desk']['rounds']['become'] = async (round, state) => statesBefore(state).includes((await get(round))?.state ?? 'draft');
  const list: Rooms['desk']['rounds']['list'] = async (administration) =>
    (await Promise.all(roundsOnPaper(dataFolder).map(get))).flatMap((round) => round ?? []).filter(({ plan }) => administration === undefined || plan.administration === administration);
  const released = async (round: string): Promise<Release | null> => keptPaper(Release, dataFolder, round, 'release');
  return {
    ...rooms.desk,
    rounds: { ...rooms.desk.rounds, get, become, list },
    releases: {
      ...rooms.desk.releases,
      get: released,
      async add(release) {
        if ((await released(release.round)) !== null) return false;
        await keepPaper(dataFolder, release.round, 'release', release);
        return true;
      },
    },
  };
}

/** For a process or command that has the collector's database and not the others. */
export const collectorOnPaper = (rooms: Rooms): Rooms => ({ ...rooms, issuer: issuerOnPaper(rooms), desk: deskOnPaper(rooms) });
