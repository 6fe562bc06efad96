// The scripted step that takes the place of spidCompact on MongoDB, run on the embedded engine (and on a MongoDB where
// TEST_MONGODB_URI names one): a fresh copy in the place of the old collection, or the old one untouched.
import { randomBytes } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import type { Connection } from 'mongoose';
import { createClustered, isClustered } from '../../server/clustered-store.ts';
import { attemptName, compactEngine, dropAttempts, hasCollection, placeAttempt, rewriteByCopy } from '../../server/rewritten-store.ts';
import { anEngine, connect } from '../embedded/engine-under-test.ts';
import type { EngineUnderTest } from '../embedded/engine-under-test.ts';

describe('rewriting a collection by copy', () => {
  let own: EngineUnderTest | null = null;
  let connection: Connection;
  const NAME = `rewritten_${randomBytes(4).toString('hex')}`;
  const documents = (name = NAME): Promise<unknown[]> => connection.collection(name).find({}).sort({ _id: 1 }).toArray();
  beforeAll(async () => {
    const uri = process.env['TEST_MONGODB_URI'];
    if (uri === undefined) own = await anEngine();
    connection = own?.connection ?? (await connect(uri ?? ''));
    await createClustered(connection, NAME);
    await connection.collection(NAME).insertMany(Array.from({ length: 120 }, (_, at) => ({ _id: randomBytes(32) as never, body: randomBytes(3000), at })));
  }, 60_000);
  afterAll(async () => {
    await connection.dropCollection(NAME);
    if (own === null) await connection.close();
    else await own.end();
  });

  it('keeps each document byte for byte, clustered, and leaves no copy beside', async () => {
    const before = await documents();
    await rewriteByCopy(connection, NAME);
    expect(await documents()).toEqual(before);
    expect(before).toHaveLength(120);
    expect(await isClustered(connection, NAME)).toBe(true);
    expect((await connection.listCollections()).filter(({ name }) => name.startsWith(`${NAME}_`))).toEqual([]);
  }, 60_000);

  it('leaves the old collection where somebody wrote to it meanwhile', async () => {
    const copying = rewriteByCopy(connection, NAME);
    const outcome = copying.then(() => 'rewritten', (error: Error) => error.message);
    for (let at = 0; at < 40; at += 1) await connection.collection(NAME).insertOne({ _id: randomBytes(32) as never, late: at });
    const said = await outcome;
    expect(await connection.collection(NAME).countDocuments({})).toBe(160);
    expect(said).toContain('the old one stands');
  }, 60_000);

  it('lets the first of two finished attempts stand, and clears what a killed one left', async () => {
    const place = `${NAME}_settled`;
    const [first, second, killed] = [attemptName(place), attemptName(place), attemptName(place)];
    for (const name of [first, second, killed]) await createClustered(connection, name);
    await connection.collection(first).insertOne({ _id: 1 as never });
    expect(await placeAttempt(connection, first, place, false)).toBe(true);
    expect(await placeAttempt(connection, second, place, false)).toBe(false);
    expect(await placeAttempt(connection, second, place, true)).toBe(false);
    await dropAttempts(connection, place);
    expect((await connection.listCollections()).map(({ name }) => name).filter((name) => name.startsWith(place))).toEqual([place]);
    expect(await documents(place)).toEqual([{ _id: 1 }]);
    await connection.dropCollection(place);
  }, 60_000);

  it('is no fault for a collection that is not there, and knows the embedded engine from MongoDB', async () => {
    await rewriteByCopy(connection, 'nothing_of_that_name');
    expect(await hasCollection(connection, 'nothing_of_that_name')).toBe(false);
    expect(await compactEngine(connection)).toBe(own !== null);
  }, 60_000);
});
