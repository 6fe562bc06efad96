// Deaths of the engine and of its starter, at seeded moments.
// Why: acknowledged means on disk; an engine without its server must not linger; a server gets its engine back.
import { spawn } from 'node:child_process';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { createRequire } from 'node:module';
import { fileURLToPath, pathToFileURL } from 'node:url';
import { rmSync } from 'node:fs';
import { findRunningEngine, startEngine } from '../../server/embedded/start-engine.ts';
import { anEngine, connect, freshFolder, refusal, seeded, type EngineUnderTest } from './engine-under-test.ts';

const pause = (milliseconds: number): Promise<void> => new Promise((resolve) => { setTimeout(resolve, milliseconds); });

describe('A killed engine', () => {
  let own: EngineUnderTest;
  beforeAll(async () => { own = await anEngine(); }, 90_000);
  afterAll(() => own.end());

  it('has every acknowledged document after its restart, and the same connection works', async () => {
    const random = seeded(7);
    const acknowledged: string[] = [];
    const sheets = own.connection.collection('sheets');
    for (let round = 0; round < 3; round += 1) {
      let killed = false;
      const writers = Array.from({ length: 8 }, async (_, writer) => {
        for (let at = 0; !killed; at += 1) {
          const id = `${String(round)}-${String(writer)}-${String(at)}`;
          await sheets.insertOne({ _id: id as never, body: Buffer.alloc(3000, 1) }, { writeConcern: { w: 'majority', j: true } }).then(() => acknowledged.push(id), () => { killed = true; });
        }
      });
      await pause(50 + random() * 200);
      process.kill(own.engine.pid(), 'SIGKILL');
      await Promise.all(writers);
      while (await refusal(sheets.findOne({}))) await pause(50);
    }
    const found = new Set((await sheets.find({}, { projection: { _id: 1 } }).toArray()).map((one) => String(one._id)));
    expect(acknowledged.length).toBeGreaterThan(10);
    expect(acknowledged.filter((id) => !found.has(id))).toEqual([]);
  }, 90_000);
});

describe('An engine', () => {
  it('refuses a data folder that another engine has, in one line', async () => {
    const folder = freshFolder();
    const first = await startEngine({ dataFolder: folder });
    expect((await refusal(startEngine({ dataFolder: folder })))?.message).toMatch(/^engine: another engine .* has the data folder .*stop it first$/);
    expect(findRunningEngine(folder)?.uri).toBe(first.uri);
    await first.stop();
    expect(findRunningEngine(folder)).toBeUndefined();
    rmSync(folder, { recursive: true });
  });

  it('finds its data again after an orderly stop, also under a path too long for a socket', async () => {
    const folder = `${freshFolder()}/${'deep/'.repeat(30)}`;
    const first = await startEngine({ dataFolder: folder });
    const one = await connect(first.uri);
    await one.collection('things').insertOne({ _id: 1 as never });
    await one.close();
    await first.stop();
    const second = await startEngine({ dataFolder: folder });
    const other = await connect(second.uri);
    expect(second.uri).toBe(first.uri);
    expect(await other.collection('things').countDocuments({})).toBe(1);
    await other.close();
    await second.stop();
  });

  it('ends by itself when its starter is killed', async () => {
    const folder = freshFolder();
    const module = fileURLToPath(new URL('../../server/embedded/start-engine.ts', import.meta.url));
    const loader = pathToFileURL(createRequire(import.meta.url).resolve('tsx')).href;
    const starter = spawn(process.execPath, ['--import', loader, '--input-type=module', '-e',
      `import { startEngine } from ${JSON.stringify(module)}; const engine = await startEngine({ dataFolder: ${JSON.stringify(folder)} }); console.log(engine.pid); setInterval(() => {}, 1000);`], { stdio: ['ignore', 'pipe', 'inherit'] });
    const pid = await new Promise<number>((resolve) => { starter.stdout.once('data', (chunk: Buffer) => { resolve(Number(chunk.toString())); }); });
    starter.kill('SIGKILL');
    const alive = (): boolean => { try { process.kill(pid, 0); return true; } catch { return false; } };
    for (let wait = 0; alive() && wait < 100; wait += 1) await pause(50);
    expect(alive()).toBe(false);
    expect(findRunningEngine(folder)).toBeUndefined();
    rmSync(folder, { recursive: true, force: true });
  }, 90_000);
});
