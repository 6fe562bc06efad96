// The rooms of one deployment, put together over their databases: what the server mounts and the command line works
// with. Composition only: each room gets what it may know and nothing else.
import { join } from 'node:path';
import { createCollector } from '../collector/collector.ts';
import type { Collector } from '../collector/collector.ts';
import { boardStore } from '../collector/board-store.ts';
import type { BoardStore } from '../collector/board-store.ts';
import { keepingStore } from '../collector/keeping-store.ts';
import type { KeepingStore } from '../collector/keeping-store.ts';
import { participationStore } from '../collector/participation-store.ts';
import type { ParticipationStore } from '../collector/participation-store.ts';
import { recordingsStore } from '../collector/recordings-store.ts';
import type { RecordingsStore } from '../collector/recordings-store.ts';
import { collectorRoundsStore } from '../collector/rounds-store.ts';
import type { CollectorRoundsStore } from '../collector/rounds-store.ts';
import { settledStore } from '../collector/settled-store.ts';
import type { SettledStore } from '../collector/settled-store.ts';
import { sheetsStore } from '../collector/sheets-store.ts';
import type { SheetsStore } from '../collector/sheets-store.ts';
import type { Config } from '../config.ts';
import type { Database } from '../connect.ts';
import { accountsStore } from '../desk/accounts-store.ts';
import type { AccountsStore } from '../desk/accounts-store.ts';
import { releasesStore } from '../desk/releases-store.ts';
import type { ReleasesStore } from '../desk/releases-store.ts';
import { deskRoundsStore } from '../desk/rounds-store.ts';
import type { DeskRoundsStore } from '../desk/rounds-store.ts';
import { sessionsStore } from '../desk/sessions-store.ts';
import type { SessionsStore } from '../desk/sessions-store.ts';
import { openBlindSigner } from '../issuer/blind-signer.ts';
import { bundlesStore } from '../issuer/bundles-store.ts';
import { codesStore } from '../issuer/codes-store.ts';
import { createIssuer } from '../issuer/issuer.ts';
import type { MakeKey } from '../issuer/key-file.ts';
import { tabletStore } from '../issuer/tablet-store.ts';
import type { Issuer } from '../issuer/issuer.ts';
import { issuerRoundsStore } from '../issuer/rounds-store.ts';
import { openDrawsStore } from '../issuer/open-draws-store.ts';
import { upkeepStore } from '../issuer/upkeep-store.ts';
import type { Secrets } from '../secrets.ts';

export type Connections = { readonly issuer: Database; readonly collector: Database; readonly desk: Database };

export type Rooms = {
  readonly config: Config;
  /** Today's day in UTC. */
  readonly today: () => string;
  readonly issuer: Issuer;
  readonly collector: Collector;
  readonly collected: { readonly rounds: CollectorRoundsStore; readonly sheets: SheetsStore; readonly boards: BoardStore; readonly participation: ParticipationStore; readonly settled: SettledStore; readonly keeping: KeepingStore; readonly recordings: RecordingsStore };
  readonly desk: { readonly accounts: AccountsStore; readonly sessions: SessionsStore; readonly rounds: DeskRoundsStore; readonly releases: ReleasesStore };
  readonly close: () => Promise<void>;
};

export const todayUtc = (): string => new Date().toISOString().slice(0, 10);

/** For tests: another calendar, and keys that were made before. */
export type RoomOptions = { readonly today?: () => string; readonly makeKey?: MakeKey };

export function createRooms(config: Config, secrets: Secrets, connections: Connections, { today = todayUtc, makeKey }: RoomOptions = {}): Rooms {
  const signer = openBlindSigner();
  const collected = {
    rounds: collectorRoundsStore(connections.collector),
    sheets: sheetsStore(connections.collector),
    boards: boardStore(connections.collector),
    participation: participationStore(connections.collector),
    settled: settledStore(connections.collector),
    keeping: keepingStore(connections.collector),
    recordings: recordingsStore(connections.collector),
  };
  return {
    config,
    today,
    issuer: createIssuer({
      rounds: issuerRoundsStore(connections.issuer),
      codes: codesStore(connections.issuer, secrets.codePepper),
      bundles: bundlesStore(connections.issuer, secrets.codePepper),
      openDraws: openDrawsStore(connections.issuer),
      tablets: tabletStore(connections.issuer, secrets.codePepper),
      upkeep: upkeepStore(connections.issuer),
      signer,
      keyFolder: join(config.dataFolder, 'issuer-keys'),
      today,
      makeKey,
    }),
    collector: createCollector({ ...collected, keyFolder: join(config.dataFolder, 'collector-keys'), today }),
    collected,
    desk: {
      accounts: accountsStore(connections.desk),
      sessions: sessionsStore(connections.desk, secrets.session),
      rounds: deskRoundsStore(connections.desk),
      releases: releasesStore(connections.desk),
    },
    async close() {
      await signer.close();
      await Promise.all(Object.values(connections).map((connection: Database) => connection.close(true)));
    },
  };
}
