// hello and the other questions that a driver asks before it works.
// Why: the driver chooses its behaviour by these answers.
// Surprise: no logicalSessionTimeoutMinutes and no replica set, so the driver sends no sessions, no transaction numbers
// and no retryable writes: the engine promises none of them. No topologyVersion either: it has no streaming monitor.
import type { Document } from 'bson';
import { checkFields } from '../command-fields.ts';
import { maxMessageBytes } from '../wire-message.ts';
import type { Command } from '../engine.ts';

const helloFields = ['hello', 'isMaster', 'ismaster', 'helloOk', 'client', 'compression', 'backpressure', 'loadBalanced', 'topologyVersion', 'maxAwaitTimeMS',
  'saslSupportedMechs', 'speculativeAuthenticate', 'apiVersion', 'apiStrict', '$db', '$readPreference', 'lsid', 'comment'];

/** `hello` and its older spellings. */
export function hello({ command }: Command): Document {
  checkFields(command, helloFields, 'hello');
  return {
    helloOk: true,
    isWritablePrimary: true,
    ismaster: true,
    maxBsonObjectSize: 16 * 1024 * 1024,
    maxMessageSizeBytes: maxMessageBytes,
    maxWriteBatchSize: 100_000,
    localTime: new Date(0),
    connectionId: 1,
    minWireVersion: 0,
    maxWireVersion: 21,
    readOnly: false,
    ok: 1,
  };
}

export const ping = (): Document => ({ ok: 1 });

export const buildInfo = (): Document => ({
  version: '7.0.0-embedded',
  versionArray: [7, 0, 0, 0],
  gitVersion: 'embedded engine, not MongoDB',
  modules: ['spid-embedded'],
  maxBsonObjectSize: 16 * 1024 * 1024,
  storageEngines: ['lmdb'],
  ok: 1,
});

/** Sessions mean nothing here; ending them is therefore always done. */
export const endSessions = (): Document => ({ ok: 1 });
