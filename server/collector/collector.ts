// The collector's face to the composition root: open a round, change its state, publish a notice. It knows answers,
// never a person: nothing of the issuer can be reached from here.
import { createHash } from 'node:crypto';
import type { Sha256 } from '../../shared/credential/bytes.ts';
import { Notice, nextNotice } from '../../shared/credential/notices.ts';
import type { NoticeDraft } from '../../shared/credential/notices.ts';
import { sentSheetOf } from '../../shared/credential/send.ts';
import type { SendRequest } from '../../shared/credential/send.ts';
import type { SealedRequest, SealedResult } from '../../shared/credential/send-sealed.ts';
import { Problem } from '../../shared/problem.ts';
import type { RoundState } from '../../shared/round/plan.ts';
import type { Endpoint, PublicContext } from '../http/endpoint.ts';
import type { RateLimiter } from '../http/rate-limiter.ts';
import { boardEndpoints } from './board-endpoints.ts';
import type { BoardStore } from './board-store.ts';
import { collectorEndpoints } from './collector-endpoints.ts';
import { openRounds } from './open-rounds.ts';
import type { OpenRound } from './open-rounds.ts';
import { refreshParticipation } from './participation.ts';
import type { ParticipationStore } from './participation-store.ts';
import { recordingsEndpoint } from './recordings-endpoint.ts';
import type { RecordingsStore } from './recordings-store.ts';
import type { CollectorRound, CollectorRoundsStore } from './rounds-store.ts';
import { sealedEndpoint } from './sealed-endpoint.ts';
import { destroyTransportKey, makeTransportKey } from './sealed-key.ts';
import { takeSealed } from './sealed-take.ts';
import type { SheetsStore } from './sheets-store.ts';
import { takeSheet } from './take-sheet.ts';

export type CollectorParts = { readonly rounds: CollectorRoundsStore; readonly sheets: SheetsStore; readonly boards: BoardStore; readonly participation: ParticipationStore; readonly recordings: RecordingsStore; readonly keyFolder: string; readonly today: () => string };

export type Collector = {
  /** Makes the transport key of a round that takes sealed sheets; its public point for the manifest. */
  readonly makeTransportKey: (round: string) => Promise<string>;
  /** Takes sheets for a round from now on. Throws round.unfit where they would not lie clustered. */
  readonly open: (round: Omit<CollectorRound, 'state' | 'notices'>) => Promise<void>;
  readonly setState: (round: string, state: Exclude<RoundState, 'draft'>) => Promise<void>;
  /** Moves the last day of sending. */
  readonly extend: (round: string, sendingEnds: string) => Promise<void>;
  /** Appends to the round's public notice log. */
  readonly publish: (round: string, draft: NoticeDraft) => Promise<void>;
  /** What the endpoint does, for the demonstration; resolves with the receipt. */
  readonly take: (round: string, request: SendRequest) => Promise<string>;
  /** What the endpoint for sealed sheets does, for a file that was carried here. */
  readonly takeSealed: (round: string, request: SealedRequest) => Promise<readonly SealedResult[]>;
  readonly endpoints: (limiter: RateLimiter) => readonly Endpoint<PublicContext>[];
  /** The public board's, which any surface with pages may serve. */
  readonly boardEndpoints: (limiter: RateLimiter) => readonly Endpoint<PublicContext>[];
  /** Brings the public participation figures to today; called from time to time, never by a request. */
  readonly refreshParticipation: () => Promise<void>;
};

const sha256: Sha256 = (bytes) => new Uint8Array(createHash('sha256').update(bytes).digest());

async function publish(rounds: CollectorRoundsStore, round: string, draft: NoticeDraft): Promise<void> {
  for (let attempt = 0; attempt < 10; attempt += 1) {
    const status = await rounds.status(round);
    if (status === null) throw new Problem('round.unknown', 'There is no such round here.');
    const log = status.notices.map((text) => Notice.parse(JSON.parse(text)));
    const notice = await nextNotice(status.hash, log, draft, sha256);
    if (await rounds.addNotice(round, log.length, JSON.stringify(notice))) return;
  }
  throw new Error('the notice log changed ten times in a row');
}

export function createCollector(parts: CollectorParts): Collector {
  const served = openRounds(parts.rounds);
  const taking = { ...parts, rounds: served };
  const openRound = async (round: string): Promise<OpenRound> => {
    const open = await served.get(round);
    if (open === null) throw new Problem('round.unknown', 'There is no such round here.');
    return open;
  };
  return {
    makeTransportKey: (round) => makeTransportKey(parts.keyFolder, round),
    async open(round) {
      await parts.sheets.create(round.round);
      if (!(await parts.sheets.isClustered(round.round))) throw new Problem('round.unfit', 'Sheets would lie in the order of their arrival: their collection is not clustered.');
      await parts.rounds.put({ ...round, state: 'open', notices: [] });
      served.forget(round.round);
    },
    async extend(round, sendingEnds) {
      await parts.rounds.setSendingEnds(round, sendingEnds);
      served.forget(round);
    },
    async setState(round, state) {
      await parts.rounds.setState(round, state);
      served.forget(round);
      if (state === 'closed') await destroyTransportKey(parts.keyFolder, round);
    },
    async publish(round, draft) {
      await publish(parts.rounds, round, draft);
      served.forget(round);
    },
    take: async (round, request) => takeSheet(taking, await openRound(round), sentSheetOf(request)),
    takeSealed: async (round, request) => takeSealed(taking, await openRound(round), request),
    endpoints: (limiter) => [...collectorEndpoints({ ...taking, limiter }), sealedEndpoint({ ...taking, limiter }), recordingsEndpoint(parts.recordings, limiter)],
    boardEndpoints: (limiter) => boardEndpoints({ ...parts, limiter }),
    refreshParticipation: () => refreshParticipation(parts),
  };
}
