// What this project asks of a database, through mongoose and the official driver.
// Why: the same suite runs on the embedded engine always, and on a real MongoDB when TEST_MONGODB_URI is set.
import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import mongoose, { Schema, type Connection } from 'mongoose';
import { anEngine, connect, refusal, type EngineUnderTest } from './engine-under-test.ts';

const { Binary, Double, Int32, Long } = mongoose.mongo;
type Id = number | string | mongoose.mongo.Binary | mongoose.mongo.Int32 | mongoose.mongo.Double | mongoose.mongo.Long | mongoose.Types.ObjectId;
const realUri = process.env['TEST_MONGODB_URI'];
const places: [string, string | undefined][] = [['the embedded engine', undefined], ...(realUri === undefined ? [] : [['MongoDB', realUri] as [string, string]])];

describe.each(places)('The database contract on %s', (_name, uri) => {
  let own: EngineUnderTest | undefined;
  let connection: Connection;
  beforeAll(async () => {
    own = uri === undefined ? await anEngine() : undefined;
    connection = own?.connection ?? (await connect(uri ?? '', 'spid_contract'));
  }, 90_000);
  beforeEach(async () => { await connection.dropDatabase(); });
  afterAll(async () => {
    await (own === undefined ? connection.close() : own.end());
  });
  const things = () => connection.collection<{ _id: Id; [field: string]: unknown }>('things');
  const ids = async (filter: object, options: object = {}): Promise<unknown[]> => (await things().find(filter, options).toArray()).map((one) => one._id);

  it('keeps the clustered option and reports it', async () => {
    await connection.createCollection('sheets', { clusteredIndex: { key: { _id: 1 }, unique: true } });
    const [listed] = await connection.listCollections();
    expect((listed as { options?: unknown }).options).toMatchObject({ clusteredIndex: { key: { _id: 1 }, unique: true } });
  });

  it('finds by _id whatever its type, int and double being equal', async () => {
    const bytes = new Binary(Buffer.from([0, 255, 254, 1]));
    await things().insertMany([{ _id: 'a' }, { _id: bytes }, { _id: new Int32(7) }, { _id: new mongoose.Types.ObjectId('64b7f0c2a1b2c3d4e5f60718') }]);
    expect(await ids({ _id: bytes })).toHaveLength(1);
    expect(await ids({ _id: new Double(7) })).toEqual([7]);
    expect(await ids({ _id: new Binary(Buffer.from([0, 255, 253, 1])) })).toEqual([]);
    expect((await refusal(things().insertOne({ _id: new Long(7) })))?.code).toBe(11000);
  });

  it('gives filters their MongoDB meaning, arrays and missing fields included', async () => {
    await things().insertMany([
      { _id: 1, n: 5, tags: ['x', 'y'], sub: { a: 1, b: 2 } }, { _id: 2, n: 10, tags: [], sub: { b: 2, a: 1 } }, { _id: 3, tags: 'x', n: null }, { _id: 4, n: '5', list: [{ k: 1, v: 2 }, { k: 2, v: 1 }] },
    ]);
    const expected: [object, number[]][] = [
      [{ n: 5 }, [1]], [{ n: { $gt: 4 } }, [1, 2]], [{ n: null }, [3]], [{ n: { $exists: false } }, []], [{ list: null }, [1, 2, 3]], [{ tags: 'x' }, [1, 3]], [{ tags: { $size: 0 } }, [2]],
      [{ sub: { a: 1, b: 2 } }, [1]], [{ 'sub.a': 1 }, [1, 2]], [{ n: { $in: [5, '5'] } }, [1, 4]], [{ n: { $nin: [5, null] } }, [2, 4]], [{ n: { $ne: 5 } }, [2, 3, 4]],
      [{ list: { $elemMatch: { k: 1, v: 1 } } }, []], [{ 'list.k': 1, 'list.v': 1 }, [4]], [{ $or: [{ n: 5 }, { _id: 4 }] }, [1, 4]], [{ $nor: [{ n: 5 }] }, [2, 3, 4]],
      [{ n: { $not: { $gte: 5 } } }, [3, 4]], [{ tags: /^X/i }, [1, 3]], [{ tags: { $all: ['x', 'y'] } }, [1]], [{ _id: { $gte: 2, $lt: 4 } }, [2, 3]],
    ];
    for (const [filter, wanted] of expected) expect({ filter, found: await ids(filter, { sort: { _id: 1 } }) }).toEqual({ filter, found: wanted });
  });

  it('sorts, skips, limits and projects, over several batches', async () => {
    await things().insertMany(Array.from({ length: 250 }, (_, at) => ({ _id: at, group: at % 7, sub: { a: at, b: 1 } })));
    expect(await ids({}, { sort: { group: -1, _id: 1 }, skip: 1, limit: 3 })).toEqual([13, 20, 27]);
    expect(await ids({}, { batchSize: 10 })).toHaveLength(250);
    expect(await ids({ group: 3 }, { batchSize: 2, limit: 9 })).toHaveLength(9);
    expect(await things().findOne({ _id: 9 }, { projection: { 'sub.a': 1, _id: 0 } })).toEqual({ sub: { a: 9 } });
    expect(await things().findOne({ _id: 9 }, { projection: { sub: 0 } })).toEqual({ _id: 9, group: 2 });
    expect(await things().find({}).skip(248).toArray()).toHaveLength(2);
  });

  it('forgets a cursor that was killed', async () => {
    await things().insertMany(Array.from({ length: 50 }, (_, at) => ({ _id: at })));
    const opened = await connection.db?.command({ find: 'things', batchSize: 5 }, { promoteLongs: false });
    const id = (opened?.['cursor'] as { id: mongoose.mongo.Long }).id;
    expect(await connection.db?.command({ killCursors: 'things', cursors: [id] })).toMatchObject({ ok: 1 });
    await expect(connection.db?.command({ getMore: id, collection: 'things' })).rejects.toMatchObject({ code: 43 });
  });

  it('updates with operators and keeps the types of numbers it did not touch', async () => {
    await things().insertOne({ _id: 1, whole: new Int32(1), real: new Double(1), list: ['a'] });
    await things().updateOne({ _id: 1 }, { $set: { 'sub.x': 1 }, $inc: { whole: 2 }, $push: { list: 'b' }, $unset: { nothing: '' } } as never);
    const raw = await things().findOne({ _id: 1 }, { promoteValues: false });
    expect(raw).toMatchObject({ whole: new Int32(3), real: new Double(1), sub: { x: new Int32(1) }, list: ['a', 'b'] });
    expect(await things().updateOne({ _id: 1 }, { $addToSet: { list: 'b' } } as never)).toMatchObject({ matchedCount: 1, modifiedCount: 0 });
  });

  it('replaces, upserts, updates many and deletes', async () => {
    expect(await things().replaceOne({ _id: 1 }, { a: 1 }, { upsert: true })).toMatchObject({ upsertedId: 1 });
    expect(await things().updateOne({ _id: 2, kind: 'k' }, { $set: { a: 2 }, $setOnInsert: { made: true } }, { upsert: true })).toMatchObject({ upsertedCount: 1 });
    expect(await things().findOne({ _id: 2 })).toEqual({ _id: 2, kind: 'k', a: 2, made: true });
    expect(await things().updateMany({}, { $set: { b: 1 } })).toMatchObject({ matchedCount: 2, modifiedCount: 2 });
    expect(await things().deleteOne({ b: 1 })).toMatchObject({ deletedCount: 1 });
    expect(await things().deleteMany({})).toMatchObject({ deletedCount: 1 });
  });

  it('counts, groups and lists distinct values, binaries by their bytes', async () => {
    const [one, other] = [new Binary(Buffer.from([0xff, 0xfe])), new Binary(Buffer.from([0xff, 0xfd]))];
    await things().insertMany([{ _id: 1, key: one }, { _id: 2, key: one }, { _id: 3, key: other }]);
    expect(await things().countDocuments({ key: one } as never)).toBe(2);
    expect(await things().estimatedDocumentCount()).toBe(3);
    const groups = await things().aggregate([{ $group: { _id: '$key', n: { $sum: 1 } } }, { $sort: { n: -1 } }]).toArray();
    expect(groups.map((group) => group['n'] as unknown)).toEqual([2, 1]);
    expect(await things().aggregate([{ $match: { _id: { $gt: 1 } } }, { $count: 'n' }]).toArray()).toEqual([{ n: 2 }]);
    expect(await things().distinct('_id', {})).toEqual([1, 2, 3]);
  });

  it('names the index, the pattern and the value of a duplicate', async () => {
    await things().createIndex({ code: 1 }, { unique: true });
    await things().insertOne({ _id: 1, code: 'x' });
    await expect(things().insertOne({ _id: 2, code: 'x' })).rejects.toMatchObject({ code: 11000, keyPattern: { code: 1 }, keyValue: { code: 'x' } });
    await expect(things().updateOne({ _id: 3 }, { $set: { code: 'x' } }, { upsert: true })).rejects.toMatchObject({ code: 11000 });
    expect(await things().countDocuments({})).toBe(1);
    expect((await things().listIndexes().toArray()).map((index) => index['name'] as unknown)).toEqual(['_id_', 'code_1']);
    await things().dropIndex('code_1');
    await things().insertOne({ _id: 2, code: 'x' });
    expect((await refusal(things().createIndex({ code: 1 }, { unique: true })))?.code).toBe(11000);
  });

  it('lets exactly one of 32 parallel inserts pass a unique index', async () => {
    await things().createIndex({ code: 1 }, { unique: true });
    const outcomes = await Promise.all(Array.from({ length: 32 }, (_, at) => refusal(things().insertOne({ _id: at, code: 'same' }))));
    expect(outcomes.filter((one) => one === undefined)).toHaveLength(1);
    expect(outcomes.filter((one) => one?.code === 11000)).toHaveLength(31);
  });

  it('gives each of 32 claimers a document of its own', async () => {
    const Invitation = connection.model('Invitation', new Schema({ _id: Number, state: String }, { versionKey: false }));
    await Invitation.insertMany(Array.from({ length: 20 }, (_, at) => ({ _id: at, state: 'unused' })));
    const claims = await Promise.all(Array.from({ length: 32 }, () => Invitation.findOneAndUpdate({ state: 'unused' }, { $set: { state: 'issued' } }, { returnDocument: 'after' })));
    const got = claims.filter((one) => one !== null);
    expect(got).toHaveLength(20);
    expect(new Set(got.map((one) => String(one._id))).size).toBe(20);
  });

  it('stops an ordered insert at its first error and goes on in an unordered one', async () => {
    await things().insertOne({ _id: 2 });
    await expect(things().insertMany([{ _id: 1 }, { _id: 2 }, { _id: 3 }])).rejects.toMatchObject({ code: 11000 });
    expect(await ids({})).toEqual([1, 2]);
    await expect(things().insertMany([{ _id: 2 }, { _id: 3 }], { ordered: false })).rejects.toMatchObject({ code: 11000 });
    expect(await things().countDocuments({})).toBe(3);
  });

  it('refuses to change an _id', async () => {
    await things().insertOne({ _id: 1 });
    expect((await refusal(things().updateOne({ _id: 1 }, { $set: { _id: 2 } })))?.code).toBe(66);
  });

  it('takes a document of several megabytes back byte for byte', async () => {
    const body = Buffer.alloc(5_000_000, 0xa5);
    await things().insertOne({ _id: 1, body });
    const found = await things().findOne({ _id: 1 });
    expect(body.equals((found?.['body'] as { buffer: Buffer }).buffer)).toBe(true);
  });
});
