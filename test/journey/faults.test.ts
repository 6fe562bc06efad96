// Power cuts: server and engine are killed at ten seeded moments while people answer and their pages retry. Every
// acknowledged sheet is there afterwards, every other went through with the same token, none twice.
import { rmSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { seededRandom } from '../../analysis/inference/random.ts';
import { finishDraw } from '../../client/credential/draw-token.ts';
import { findRunningEngine } from '../../server/embedded/start-engine.ts';
import type { NewCode } from '../../server/issuer/codes-store.ts';
import type { OpenedRound } from '../../server/lifecycle/open-round.ts';
import { paths } from '../../shared/api/round.ts';
import { DrawReply } from '../../shared/credential/draw.ts';
import { aDataFolder } from '../support/a-server.ts';
import { aFreePort, aServerProcess, withData, withoutEngine } from '../support/a-server-process.ts';
import type { ServerProcess } from '../support/a-server-process.ts';
import { aPopulationPlan, anOpenRound } from '../support/a-round.ts';
import { aPreparedDraw, aSealedSheet, postDraw, postSheet } from '../support/a-respondent.ts';

/** A quick run kills ten times; `SPID_LONG=1` (npm run test:faults) fifty times. */
const KILLS = process.env['SPID_LONG'] === '1' ? 50 : 10;
const SUBMISSIONS = KILLS * 20;
const pause = (milliseconds: number): Promise<void> => new Promise((resolve) => setTimeout(resolve, milliseconds));
const isAlive = (pid: number): boolean => {
  try {
    return process.kill(pid, 0);
  } catch {
    return false;
  }
};

/** Asks until there is a reply that is no 503: what a page on a bad line does. Any other refusal is a fault. */
async function insist(ask: () => Promise<Response>): Promise<Response> {
  let last = 'no connection';
  for (const until = Date.now() + 60_000; Date.now() < until; ) {
    const response = await ask().catch((reason: unknown) => {
      if (reason instanceof Error && reason.name === 'TimeoutError') throw new Error('no reply within 30 seconds');
      last = String(reason);
      return null;
    });
    if (response !== null) last = String(response.status);
    if (response?.ok === true) return response;
    if (response !== null && response.status !== 503) throw new Error(`refused with ${String(response.status)}: ${await response.text()}`);
    await pause(100);
  }
  throw new Error(`nothing went through for a minute, at last ${last}`);
}

describe('faults', () => {
  const dataFolder = aDataFolder();
  let server: ServerProcess;
  let opened: OpenedRound;
  let port = 0;
  beforeAll(async () => {
    port = await aFreePort();
    server = await aServerProcess(dataFolder, port);
    opened = await withData(dataFolder, (rooms) => anOpenRound(rooms, { populations: [aPopulationPlan('officials', SUBMISSIONS)] }));
  }, 60_000);
  afterAll(async () => {
    server.child.kill('SIGTERM');
    await server.ended;
    rmSync(dataFolder, { recursive: true, force: true });
  });

  const enginePid = (): number => findRunningEngine(join(dataFolder, 'database'))?.pid ?? 0;

  async function killServer(): Promise<void> {
    const engine = enginePid();
    server.child.kill('SIGKILL');
    await server.ended;
    for (let wait = 0; isAlive(engine) && wait < 100; wait += 1) await pause(50);
    expect(isAlive(engine)).toBe(false);
    server = await aServerProcess(dataFolder, port);
  }

  async function killEngine(): Promise<void> {
    const engine = enginePid();
    process.kill(engine, 'SIGKILL');
    for (let wait = 0; (enginePid() === 0 || enginePid() === engine) && wait < 200; wait += 1) await pause(50);
    expect(enginePid()).not.toBe(engine);
  }

  it('lose no acknowledged sheet and store none twice over many kills of server and engine', async () => {
    const random = seededRandom(2026);
    const moments = Array.from({ length: KILLS }, (_, index) => ({ at: index * 18 + random.below(15) + 3, kill: index % 2 === 0 ? killServer : killEngine }));
    const acknowledged = new Map<string, string>();
    const codes = [...opened.codes];
    const answer = async (code: NewCode): Promise<void> => {
      const prepared = await aPreparedDraw(opened, code);
      const ticket = await finishDraw(prepared, DrawReply.parse(await (await insist(() => postDraw(server.url, opened, prepared, code))).json()));
      const sheet = await aSealedSheet(opened, ticket, { X10_11: 'no', F01_01: 3 });
      const { receipt } = (await (await insist(() => postSheet(server.url, opened.plan.round, sheet))).json()) as { receipt: string };
      expect(receipt).toBe(sheet.receipt);
      acknowledged.set(sheet.request.key, receipt);
    };
    const people = async (): Promise<void> => {
      for (let code = codes.pop(); code !== undefined; code = codes.pop()) await answer(code);
    };
    let failed = false;
    const kills = async (): Promise<void> => {
      for (const moment of moments) {
        while (acknowledged.size < moment.at && !failed) await pause(2);
        if (!failed) await moment.kill();
      }
    };
    const all = [...Array.from({ length: 6 }, people), kills()].map((each) => each.catch((reason: unknown) => {
      failed = true;
      codes.length = 0;
      throw new Error(`${String(reason)}\nThe server printed: ${server.printed()}`);
    }));
    const outcomes = await Promise.allSettled(all);
    for (const outcome of outcomes) if (outcome.status === 'rejected') throw outcome.reason;
    const keys: string[] = [];
    await withData(dataFolder, async (rooms) => {
      for await (const sheet of rooms.collected.sheets.inOrder(opened.plan.round)) keys.push(Buffer.from(sheet.key).toString('base64url'));
      expect((await rooms.issuer.counts(opened.plan.round)).map((count) => count.issued)).toEqual([SUBMISSIONS]);
    });
    expect(keys).toHaveLength(SUBMISSIONS);
    expect(new Set(keys)).toEqual(new Set(acknowledged.keys()));
  }, KILLS * 18_000);

  it('answer 503 with Retry-After while the engine is away, then recover without a restart of the server', async () => {
    const before = server.child.pid;
    const refused = await withoutEngine(dataFolder, async () => {
      // What the server knows of a round is true for a second: until then it answers without the store. An engine that
      // comes back may answer once before it is killed again.
      for (let time = 0; time < 20; time += 1) {
        await pause(1100);
        const reply = await fetch(server.url + paths.round(opened.plan.round));
        if (reply.status !== 200) return reply;
      }
      throw new Error('the engine is never away');
    });
    expect(refused.status).toBe(503);
    expect(refused.headers.get('retry-after')).toBe('2');
    expect(((await refused.json()) as { code: string }).code).toBe('store.unavailable');
    expect((await insist(() => fetch(server.url + paths.round(opened.plan.round)))).status).toBe(200);
    expect(server.child.pid).toBe(before);
  }, 60_000);
});
