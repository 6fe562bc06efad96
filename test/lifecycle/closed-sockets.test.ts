// A connection that ended a moment ago, and a command on it before the process knows: the driver alone waits for ever.
import { subscribe, unsubscribe } from 'node:diagnostics_channel';
import type { Socket } from 'node:net';
import { rmSync } from 'node:fs';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { connectDatabase } from '../../server/connect.ts';
import type { Database } from '../../server/connect.ts';
import { startEngine } from '../../server/embedded/start-engine.ts';
import type { EngineHandle } from '../../server/embedded/start-engine.ts';
import { isUnavailable } from '../../server/http/failures.ts';
import { aDataFolder } from '../support/a-server.ts';

describe('a command on a connection that has just ended', () => {
  const folder = aDataFolder();
  const sockets = new Set<Socket>();
  const collect = (message: unknown): void => void sockets.add((message as { socket: Socket }).socket);
  let engine: EngineHandle;
  let database: Database;
  beforeAll(async () => {
    subscribe('net.client.socket', collect);
    engine = await startEngine({ dataFolder: folder });
    database = await connectDatabase(engine.uri, 'contract');
  });
  afterAll(async () => {
    unsubscribe('net.client.socket', collect);
    await database.close();
    await engine.stop();
    rmSync(folder, { recursive: true, force: true });
  });
  const ping = (): Promise<unknown> | undefined => database.db?.command({ ping: 1 });

  it('fails as unavailable instead of waiting for ever, and the next one gets a new connection', async () => {
    await ping();
    expect(sockets.size).toBeGreaterThan(0);
    for (const socket of sockets) socket.destroy();
    const outcome = await ping()?.then(() => 'went through', isUnavailable);
    expect(outcome).toBe(true);
    let reached = false;
    for (let tries = 0; tries < 50 && !reached; tries += 1) reached = (await ping()?.then(() => true, () => false)) ?? false;
    expect(reached).toBe(true);
  });
});
