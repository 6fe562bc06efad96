// Malformed messages, by the thousand, from a seed: the engine closes such connections, stays up and stays small.
// Why: a client with a fault, or another program that found the socket, must not take the answers down with it.
import { readFileSync } from 'node:fs';
import { connect as connectSocket } from 'node:net';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { mongo } from 'mongoose';
import { anEngine, seeded, type EngineUnderTest } from './engine-under-test.ts';

const { BSON } = mongo;

function validMessage(): Buffer {
  const body = Buffer.from(BSON.serialize({ insert: 'things', documents: [{ _id: 1, a: 'text', list: [1, { b: 2 }] }], $db: 'fuzz' }));
  const head = Buffer.alloc(21);
  head.writeInt32LE(21 + body.length, 0);
  head.writeInt32LE(2013, 12);
  return Buffer.concat([head, body]);
}

/** A valid message with some bytes changed, cut, lengthened, or with a wild length. */
function spoil(random: () => number): Buffer {
  const message = validMessage();
  const changes = 1 + Math.floor(random() * 6);
  for (let change = 0; change < changes; change += 1) message[Math.floor(random() * message.length)] = Math.floor(random() * 256);
  const kind = random();
  if (kind < 0.6) message.writeInt32LE(message.length, 0);
  if (kind < 0.2) return message.subarray(0, Math.floor(random() * message.length));
  return message;
}

function send(path: string, bytes: Buffer): Promise<void> {
  return new Promise((resolve) => {
    const socket = connectSocket(path, () => { socket.end(bytes); });
    socket.on('error', () => undefined).on('close', () => { resolve(); }).resume();
  });
}

const residentBytes = (pid: number): number => Number(/VmRSS:\s+(\d+)/.exec(readFileSync(`/proc/${String(pid)}/status`, 'utf8'))?.[1] ?? 0) * 1024;

describe('Malformed messages', () => {
  let own: EngineUnderTest;
  beforeAll(async () => { own = await anEngine(); }, 90_000);
  afterAll(() => own.end());

  it('close their connection and leave the engine up and small', async () => {
    const random = seeded(99);
    const path = decodeURIComponent(new URL(own.engine.uri).host);
    const pid = own.engine.pid();
    const batch = async (size: number): Promise<void> => { await Promise.all(Array.from({ length: size }, () => send(path, spoil(random)))); };
    for (let round = 0; round < 5; round += 1) await batch(100);
    const before = residentBytes(pid);
    for (let round = 0; round < 25; round += 1) await batch(100);
    expect(own.engine.pid()).toBe(pid);
    expect(residentBytes(pid) - before).toBeLessThan(100 * 2 ** 20);
    expect(await own.connection.collection('after').insertOne({ _id: 1 as never })).toMatchObject({ acknowledged: true });
  }, 90_000);

  it('of 49 MB are not even gathered', async () => {
    const head = Buffer.alloc(16);
    head.writeInt32LE(49_000_000, 0);
    await send(decodeURIComponent(new URL(own.engine.uri).host), head);
    expect(await own.connection.collection('after').countDocuments({})).toBe(1);
  });
});
