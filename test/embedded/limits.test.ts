// Where the engine ends: documents over 16 MB, time that is used up, a disk that takes no more.
// Why: at its limits an engine must answer with MongoDB's error, keep what it has acknowledged, and stay up.
import { spawn, type ChildProcess } from 'node:child_process';
import { rmSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import { anEngine, connect, freshFolder, refusal, type EngineUnderTest } from './engine-under-test.ts';

describe('The embedded engine at its limits', () => {
  let own: EngineUnderTest;
  beforeAll(async () => { own = await anEngine(); }, 90_000);
  afterAll(() => own.end());
  beforeEach(async () => { await own.connection.dropDatabase(); });
  const things = () => own.connection.collection<{ _id: number; [field: string]: unknown }>('things');
  const command = (words: Record<string, unknown>): Promise<Record<string, unknown>> => own.connection.db?.command(words) ?? Promise.reject(new Error('not connected'));

  it('takes a document of 16 MB less a little, and refuses one over it, inserted or grown, as too large', async () => {
    const limit = 16 * 1024 * 1024;
    await things().insertOne({ _id: 1, body: Buffer.alloc(limit - 100) });
    // Over the wire a little more fits than a document may hold, so it is the engine that refuses, not the driver.
    expect(await command({ insert: 'things', documents: [{ _id: 2, body: Buffer.alloc(limit - 20) }] }).catch((thrown: unknown) => thrown)).toMatchObject({ writeErrors: [{ code: 10334 }] });
    expect((await refusal(things().updateOne({ _id: 1 }, { $set: { more: 'x'.repeat(200) } })))?.code).toBe(10334);
    expect(await things().countDocuments({})).toBe(1);
    expect(await things().findOne({ _id: 1 }, { projection: { body: 0 } })).toEqual({ _id: 1 });
  });

  it('gives up when maxTimeMS of work are used up, and not when the client took that long', async () => {
    await things().insertMany(Array.from({ length: 5000 }, (_, at) => ({ _id: at, words: 'a'.repeat(200) })));
    expect((await refusal(things().find({ $or: [{ _id: -1 }, { words: /b$/ }] }, { maxTimeMS: 1 }).toArray()))?.code).toBe(50);
    expect((await refusal(things().countDocuments({ words: /b$/ }, { maxTimeMS: 1 })))?.code).toBe(50);
    const cursor = things().find({}, { maxTimeMS: 1500, batchSize: 300 });
    await cursor.next();
    await new Promise((resolve) => { setTimeout(resolve, 1600); });
    expect((await cursor.toArray()).length).toBe(4999);
  });

  it('kills a cursor that is closed half-way, and goes on serving others', async () => {
    await things().insertMany(Array.from({ length: 500 }, (_, at) => ({ _id: at })));
    const [closed, read] = [things().find({}, { batchSize: 10 }), things().find({}, { batchSize: 10 })];
    await Promise.all([closed.next(), read.next()]);
    const id = closed.id;
    await closed.close();
    expect((await refusal(command({ getMore: id, collection: 'things' })))?.code).toBe(43);
    expect(await command({ killCursors: 'things', cursors: [id] })).toMatchObject({ cursorsKilled: [], cursorsNotFound: [expect.anything()], ok: 1 });
    expect(await read.toArray()).toHaveLength(499);
  });
});

describe('A disk that takes no more', () => {
  const program = fileURLToPath(new URL('../../bin/run.js', import.meta.url));

  /** An engine whose files may grow to 4 MB, as on a full disk; no right to mount a small one is needed for that. */
  async function anEngineOnASmallDisk(folder: string): Promise<{ child: ChildProcess; uri: string }> {
    const words = ['-c', `trap '' XFSZ; ulimit -f 4096; exec "$0" "$@"`, process.execPath, program, 'server/embedded/engine-main.ts', '--data', folder];
    const child = spawn('bash', words, { stdio: ['pipe', 'pipe', 'ignore'] });
    const line = await new Promise<string>((resolve) => { child.stdout.once('data', (chunk: Buffer) => { resolve(chunk.toString()); }); });
    return { child, uri: (JSON.parse(line) as { uri: string }).uri };
  }

  it('refuses the write as such, keeps every acknowledged document, goes on reading, and ends in order', async () => {
    const folder = freshFolder();
    const { child, uri } = await anEngineOnASmallDisk(folder);
    const connection = await connect(uri);
    const things = connection.collection<{ _id: number; body?: Buffer }>('things');
    let stored = 0;
    let told: Awaited<ReturnType<typeof refusal>>;
    for (; stored < 100 && told === undefined; stored += told === undefined ? 1 : 0) told = await refusal(things.insertOne({ _id: stored, body: Buffer.alloc(100_000, 1) }));
    expect([stored > 5, told?.code]).toEqual([true, 14031]);
    expect(await things.distinct('_id')).toEqual(Array.from({ length: stored }, (_, at) => at));
    await connection.close();
    const ended = new Promise((resolve) => { child.once('exit', (code, signal) => { resolve([code, signal]); }); });
    child.stdin?.end();
    expect(await ended).toEqual([0, null]);
    rmSync(folder, { recursive: true, force: true });
  });
});
