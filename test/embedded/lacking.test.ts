// What the embedded engine lacks is an error with MongoDB's code, and changes nothing.
// Why: an option that is ignored is a wrong answer that nobody sees.
import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import { anEngine, refusal, type EngineUnderTest } from './engine-under-test.ts';

type Lack = [string, Record<string, unknown>, number];

const find = (extra: object): Record<string, unknown> => ({ find: 'things', filter: {}, ...extra });
const updating = (extra: object): Record<string, unknown> => ({ update: 'things', updates: [{ q: {}, u: { $set: { a: 2 } }, ...extra }] });
const piping = (stage: object): Record<string, unknown> => ({ aggregate: 'things', pipeline: [stage], cursor: {} });
const indexing = (extra: object): Record<string, unknown> => ({ createIndexes: 'things', indexes: [{ key: { a: 1 }, name: 'a_1', ...extra }] });
const claiming = (extra: object): Record<string, unknown> => ({ findAndModify: 'things', query: {}, update: { $set: { a: 2 } }, ...extra });
const inserting = (extra: object): Record<string, unknown> => ({ insert: 'things', documents: [{ _id: 2 }], ...extra });

const commands: Lack[] = ['mapReduce', 'bulkWrite', 'collMod', 'validate', 'explain', 'startSession', 'commitTransaction', 'abortTransaction', 'createUser', 'serverStatus', 'dbStats', 'collStats', 'getParameter', 'currentOp', 'shutdown', 'eval', 'toString', '__proto__x']
  .map((name) => [`command ${name}`, { [name]: 'things' }, 59]);
const options: Lack[] = [
  ['find collation', find({ collation: { locale: 'fr' } }), 115], ['find hint', find({ hint: '_id_' }), 115], ['find let', find({ let: { x: 1 } }), 115],
  ['find min', find({ min: { a: 1 } }), 115], ['find max', find({ max: { a: 1 } }), 115], ['tailable cursor', find({ tailable: true }), 115], ['find showRecordId', find({ showRecordId: true }), 115],
  ['find allowDiskUse', find({ allowDiskUse: true }), 115], ['unknown field', find({ whatever: 1 }), 40415], ['snapshot read', find({ readConcern: { level: 'snapshot' } }), 72],
  ['two acknowledgers', inserting({ writeConcern: { w: 2 } }), 2], ['tagged write concern', inserting({ writeConcern: { w: 'elsewhere' } }), 2],
  ['transaction', inserting({ txnNumber: 1, startTransaction: true, autocommit: false }), 20], ['retryable write', inserting({ txnNumber: 1 }), 20],
  ['update collation', updating({ collation: { locale: 'fr' } }), 115], ['arrayFilters', updating({ arrayFilters: [] }), 115], ['update hint', updating({ hint: '_id_' }), 115],
  ['pipeline update', updating({ u: [{ $set: { a: 2 } }] }), 115], ['findAndModify arrayFilters', claiming({ arrayFilters: [] }), 115], ['findAndModify collation', claiming({ collation: { locale: 'fr' } }), 115],
  ['delete collation', { delete: 'things', deletes: [{ q: {}, limit: 0, collation: { locale: 'fr' } }] }, 115],
  ['validator', { create: 'other', validator: { a: 1 } }, 72], ['capped', { create: 'other', capped: true, size: 1000 }, 72], ['time series', { create: 'other', timeseries: { timeField: 't' } }, 72],
  ['view', { create: 'other', viewOn: 'things' }, 72], ['collection collation', { create: 'other', collation: { locale: 'fr' } }, 115], ['clustered elsewhere', { create: 'other', clusteredIndex: { key: { a: 1 }, unique: true } }, 67],
  ['TTL collection', { create: 'other', expireAfterSeconds: 1 }, 72], ['TTL index', indexing({ expireAfterSeconds: 1 }), 72], ['partial index', indexing({ partialFilterExpression: {} }), 40415],
  ['text index', indexing({ key: { a: 'text' } }), 67], ['hashed index', indexing({ key: { a: 'hashed' } }), 67], ['index collation', indexing({ collation: { locale: 'fr' } }), 115],
  ['find returnKey', find({ returnKey: true }), 115], ['find noCursorTimeout', find({ noCursorTimeout: true }), 115], ['find awaitData', find({ awaitData: true }), 115],
  ['resume token', find({ $_requestResumeToken: true }), 115], ['client-side encryption', inserting({ encryptionInformation: {} }), 115], ['cluster time', find({ $clusterTime: {} }), 115],
  ['validation level', { create: 'other', validationLevel: 'off' }, 72], ['validation action', { create: 'other', validationAction: 'warn' }, 72], ['storage engine', { create: 'other', storageEngine: {} }, 72],
  ['index defaults', { create: 'other', indexOptionDefaults: {} }, 72], ['images of changes', { create: 'other', changeStreamPreAndPostImages: { enabled: true } }, 72],
  ['encrypted fields', { create: 'other', encryptedFields: {} }, 72], ['count hint', { count: 'things', query: {}, hint: '_id_' }, 115], ['distinct collation', { distinct: 'things', key: 'a', collation: { locale: 'fr' } }, 115],
  ['variable', piping({ $project: { x: '$$NOW' } }), 115], ['variable of a group', piping({ $group: { _id: '$$NOW' } }), 115],
  ['aggregate allowDiskUse', { aggregate: 'things', pipeline: [], cursor: {}, allowDiskUse: true }, 115], ['aggregate hint', { aggregate: 'things', pipeline: [], cursor: {}, hint: '_id_' }, 115],
];
const filters: Lack[] = ['$where', '$expr', '$jsonSchema', '$text'].map((name) => [`filter ${name}`, find({ filter: { [name]: 'x' } }), 2]);
const fieldOperators: Lack[] = ['$type', '$mod', '$geoWithin', '$near', '$bitsAllSet', '$function', '$toString'].map((name) => [`operator ${name}`, find({ filter: { a: { [name]: 1 } } }), 2]);
const updates: Lack[] = ['$rename', '$mul', '$bit', '$currentDate', '$pullAll', '$pop', '$v', '$where'].map((name) => [`update ${name}`, updating({ u: { [name]: { a: 1 } } }), 9]);
const stages: Lack[] = ['$lookup', '$unwind', '$facet', '$out', '$merge', '$unionWith', '$graphLookup', '$bucket', '$sample', '$setWindowFields', '$addFields', '$indexStats']
  .map((name) => [`stage ${name}`, piping({ [name]: {} }), 40324]);
stages.push(['change stream', piping({ $changeStream: {} }), 40573], ['stage of two fields', piping({ $match: {}, $limit: 1 }), 40323], ['stage without a field', piping({}), 40323]);
const expressions: Lack[] = ['$function', '$accumulator', '$dateTrunc', '$rand'].map((name) => [`expression ${name}`, piping({ $group: { _id: null, x: { [name]: {} } } }), 168]);
/** As MongoDB's error_codes.yml has them; what that file does not name is called by its location. */
const CODE_NAMES: Readonly<Record<number, string>> = {
  2: 'BadValue', 9: 'FailedToParse', 20: 'IllegalOperation', 59: 'CommandNotFound', 67: 'CannotCreateIndex', 72: 'InvalidOptions', 115: 'CommandNotSupported', 168: 'InvalidPipelineOperator',
  40323: 'Location40323', 40324: 'Location40324', 40415: 'IDLUnknownField', 40573: 'Location40573',
};
const values: Lack[] = [
  ['array _id', inserting({ documents: [{ _id: [1] }] }), 53], ['document _id', inserting({ documents: [{ _id: { a: 1 } }] }), 53], ['date _id', inserting({ documents: [{ _id: new Date(0) }] }), 53],
  ['no _id', inserting({ documents: [{ a: 1 }] }), 53], ['long _id', inserting({ documents: [{ _id: 'x'.repeat(2000) }] }), 17280], ['$ field', inserting({ documents: [{ _id: 1, $a: 1 }] }), 52],
  ['projection operator', find({ projection: { a: { $slice: 1 } } }), 115], ['sort by text score', find({ sort: { a: { $meta: 'textScore' } } }), 2],
];

describe('The embedded engine refuses', () => {
  let own: EngineUnderTest;
  beforeAll(async () => { own = await anEngine(); }, 90_000);
  afterAll(() => own.end());
  const database = () => {
    if (own.connection.db === undefined) throw new Error('not connected');
    return own.connection.db;
  };
  beforeEach(async () => {
    await database().dropDatabase();
    await own.connection.collection('things').insertOne({ _id: 1 as never, a: 1 });
  });

  it.each([...commands, ...options, ...filters, ...fieldOperators, ...updates, ...stages, ...expressions, ...values])('%s', async (_name, command, code) => {
    const answer = (await database().command(command).then((reply) => reply, (thrown: unknown) => thrown)) as { code?: number; codeName?: string; writeErrors?: { code: number }[] };
    expect(answer.writeErrors?.[0]?.code ?? answer.code).toBe(code);
    if (answer.writeErrors === undefined) expect(answer.codeName).toBe(CODE_NAMES[code]);
    expect(await own.connection.collection('things').find({}).toArray()).toEqual([{ _id: 1, a: 1 }]);
    expect((await own.connection.listCollections()).map((one) => one.name)).toEqual(['things']);
  });

  it('a multikey index, without storing the document', async () => {
    await own.connection.collection('things').createIndex({ tags: 1 });
    expect((await refusal(own.connection.collection('things').insertOne({ _id: 2 as never, tags: [1] })))?.code).toBe(115);
    expect(await own.connection.collection('things').countDocuments({})).toBe(1);
  });

  it('transactions and change streams, in words that the driver passes on', async () => {
    const things = own.connection.collection('things');
    const transaction = own.connection.startSession().then((session) => session.withTransaction(async () => things.insertOne({ _id: 9 as never }, { session })));
    expect((await refusal(transaction))?.message).toMatch(/does not support sessions|Transaction numbers are only allowed/);
    expect((await refusal(things.watch().next()))?.message).toContain('only supported on replica sets');
    expect(await things.countDocuments({})).toBe(1);
  });
});
