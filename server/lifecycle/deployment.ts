// A deployment come alive: secrets, the embedded engine where no database is named, the three connections, the rooms.
// The server supervises its engine; a command takes the running server's engine, or starts one for its own time.
import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { usesEngine } from '../config.ts';
import type { Config, DatabaseName } from '../config.ts';
import { absentDatabase, connectDatabase } from '../connect.ts';
import { findRunningEngine, startEngine, superviseEngine } from '../embedded/start-engine.ts';
import type { EngineOptions } from '../embedded/start-engine.ts';
import { readSecrets } from '../secrets.ts';
import { createRooms } from './rooms.ts';
import type { RoomOptions, Rooms } from './rooms.ts';

export type Engine = { readonly uri: string; readonly stop: () => Promise<void>; readonly pid: () => number };
export type Deployment = { readonly rooms: Rooms; readonly engine: Engine | null; readonly close: () => Promise<void> };

export type DeploymentOptions = RoomOptions & {
  /** Restarts the engine when it dies; a command needs none of that. */
  readonly supervise: boolean;
  readonly report?: (line: string) => void;
};

const engineFolder = (config: Config): string => join(config.dataFolder, 'database');

/** How long the engine of a server that was killed may take to end, or a restarted one to be ready. */
const PREDECESSOR_MS = 4000;

async function own(folder: EngineOptions, options: DeploymentOptions): Promise<Engine> {
  if (options.supervise) return superviseEngine(folder, options.report);
  const running = findRunningEngine(folder.dataFolder);
  if (running !== undefined) return { uri: running.uri, pid: () => running.pid, stop: () => Promise.resolve() };
  const started = await startEngine(folder);
  return { uri: started.uri, pid: () => started.pid, stop: () => started.stop() };
}

/** An engine for this process; where another is just ending or just starting, it waits for that a little. */
async function ownPatiently(folder: EngineOptions, options: DeploymentOptions): Promise<Engine> {
  const until = Date.now() + PREDECESSOR_MS;
  for (;;) {
    try {
      return await own(folder, options);
    } catch (error) {
      const held = error instanceof Error && error.message.includes('another engine');
      if (!held || Date.now() > until) throw error;
      await new Promise((resolve) => setTimeout(resolve, 200));
    }
  }
}

async function connectAll(config: Config, engine: Engine | null): Promise<Parameters<typeof createRooms>[2]> {
  const open = async (name: DatabaseName): ReturnType<typeof connectDatabase> => !config.opens.includes(name) ? absentDatabase() : connectDatabase(config.databases[name] ?? engine?.uri ?? '', `spid_${name}`);
  const [issuer, collector, desk] = await Promise.all([open('issuer'), open('collector'), open('desk')]);
  return { issuer, collector, desk };
}

/** Brings a deployment up. Rejects with one clear line where the data folder, the engine or a database can't be used. */
export async function openDeployment(config: Config, options: DeploymentOptions): Promise<Deployment> {
  mkdirSync(config.dataFolder, { recursive: true, mode: 0o700 });
  const secrets = readSecrets(config);
  const engine = usesEngine(config) ? await ownPatiently({ dataFolder: engineFolder(config) }, options) : null;
  try {
    const rooms = createRooms(config, secrets, await connectAll(config, engine), options);
    return {
      rooms,
      engine,
      async close() {
        await rooms.close();
        await engine?.stop();
      },
    };
  } catch (error) {
    await engine?.stop();
    throw error;
  }
}
