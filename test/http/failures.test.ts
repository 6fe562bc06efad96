// What counts as a store that is away: a person is then told to try again, and never that something broke.
import { createConnection } from 'node:net';
import { join } from 'node:path';
import { tmpdir } from 'node:os';
import { describe, expect, it } from '@jest/globals';
import mongoose from 'mongoose';
import { isUnavailable, problemOf } from '../../server/http/failures.ts';

const { MongoClientClosedError, MongoNetworkError, MongoServerClosedError, MongoServerError, MongoTopologyClosedError } = mongoose.mongo;

describe('a store that can not be reached', () => {
  it.each([
    ['a broken connection', new MongoNetworkError('gone')],
    ['a server object that was closed', new MongoServerClosedError('gone')],
    ['a topology that was closed', new MongoTopologyClosedError('gone')],
    ['a client that was closed', new MongoClientClosedError()],
  ])('is known by %s', (_title, error) => {
    expect([isUnavailable(error), problemOf(error).code]).toEqual([true, 'store.unavailable']);
  });

  it('is known by a socket error of Node itself', async () => {
    const error = await new Promise((resolve) => createConnection(join(tmpdir(), 'spid-nobody-listens-here')).once('error', resolve));
    expect(isUnavailable(Object.assign(error as object, { code: 'ECONNREFUSED' }))).toBe(true);
  });

  it.each([['a duplicate key', new MongoServerError({ message: 'twice', code: 11000 })], ['a fault of ours', new TypeError('x')], ['nothing', undefined], ['a text', 'ECONNRESET']])('is not known by %s', (_title, error) => {
    expect(isUnavailable(error)).toBe(false);
  });
});
