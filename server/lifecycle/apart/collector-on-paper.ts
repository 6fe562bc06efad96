// The collector on a host that has no database of it: the round as its paper says, and the notice log as the place for
// what the issuer's public paper tells. Nobody here learns of a sheet; the computer where paper is keyed sends them over
// the wire as anybody does.
import type { NoticeKind } from '../../../shared/credential/notices.ts';
import { OrderPaper } from '../../../shared/round/papers.ts';
import type { Collector } from '../../collector/collector.ts';
import type { CollectorRound, CollectorRoundsStore } from '../../collector/rounds-store.ts';
import type { Rooms } from '../rooms.ts';
import { writePublicPaper } from './issuer-papers.ts';
import type { Wrote } from './issuer-papers.ts';
import { takeOverTheWire } from './over-the-wire.ts';
import { keptPaper } from './papers.ts';
import { roundHere } from './round-on-paper.ts';
import { elsewhere, standIn } from './stand-in.ts';

/** What the order and the issuer's public paper carry to the log. */
const CARRIED: readonly NoticeKind[] = ['paused', 'resumed', 'extended', 'code-reissued', 'codes-cancelled', 'key-destroyed'];

async function roundOnPaper({ config, desk }: Rooms, round: string): Promise<CollectorRound | null> {
  const here = roundHere(config.dataFolder, round);
  if (here === null) return null;
  const { paper, made } = here;
  const order = keptPaper(OrderPaper, config.dataFolder, round, 'order');
  const state = config.opens.includes('desk') ? (await desk.rounds.get(round))?.state : order?.state;
  return { round, state: state ?? 'open', manifest: made.text, hash: made.hash, forms: paper.forms, notices: [], sendingEnds: order?.sendingEnds ?? paper.plan.sendingEnds };
}

/** In the place of the collector. */
export function collectorOnPaper(rooms: Rooms, wrote: Wrote): Pick<Rooms, 'collector' | 'collected'> {
  const { opens } = rooms.config;
  const get = (round: string): Promise<CollectorRound | null> => roundOnPaper(rooms, round);
  const collector: Partial<Collector> = {
    async publish(round, { kind }) {
      if (!CARRIED.includes(kind)) throw elsewhere('collector');
      if (opens.includes('issuer')) await writePublicPaper(rooms, round, wrote);
    },
    async setState(_round, state) {
      if (state !== 'open' && state !== 'paused') throw elsewhere('collector');
    },
    extend: () => Promise.resolve(),
    ...(opens.includes('issuer') ? {} : { take: takeOverTheWire(rooms.config) }),
  };
  const refused = <Part extends object>(): Part => standIn<Part>('collector', {});
  return {
    collector: standIn<Collector>('collector', collector),
    collected: {
      rounds: standIn<CollectorRoundsStore>('collector', { get, status: get }),
      sheets: refused(), boards: refused(), participation: refused(), settled: refused(), keeping: refused(), recordings: refused(),
    },
  };
}
