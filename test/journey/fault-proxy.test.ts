// A line that loses, doubles and delays: between people and server stands a proxy that drops one request in ten before it
// arrives, one reply in ten after the server did its work, and doubles one in twenty. Everybody insists with the same
// bytes, as a page does. In the end there is one sheet for each, and each receipt is on the board.
// `SPID_LONG=1` (npm run test:faults) sends 2,000; a quick run sends 60.
import { createServer, request } from 'node:http';
import type { IncomingMessage, Server, ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { seededRandom } from '../../analysis/inference/random.ts';
import { finishDraw } from '../../client/credential/draw-token.ts';
import type { NewCode } from '../../server/issuer/codes-store.ts';
import type { OpenedRound } from '../../server/lifecycle/open-round.ts';
import { boardPaths } from '../../shared/api/board.ts';
import { HASH_RECORD_BYTES, LEAVES, partName, recordsOf } from '../../shared/credential/board-files.ts';
import { Board } from '../../shared/credential/board.ts';
import { DrawReply } from '../../shared/credential/draw.ts';
import { receiptOf } from '../../shared/credential/receipt.ts';
import { SendReply } from '../../shared/credential/send.ts';
import { aPreparedDraw, aSealedSheet, postDraw, postSheet } from '../support/a-respondent.ts';
import { aPopulationPlan, anOpenRound } from '../support/a-round.ts';
import { aServer } from '../support/a-server.ts';
import type { TestServer } from '../support/a-server.ts';
import { closeEarly } from '../support/close-early.ts';

const SUBMISSIONS = process.env['SPID_LONG'] === '1' ? 2000 : 60;
const AT_ONCE = 8;
type Fate = 'lost' | 'reply-lost' | 'doubled' | 'delayed' | 'kept';

const random = seededRandom(20260101);
const fates = new Map<Fate, number>();

/** 10 % lost, 10 % replies lost, 5 % doubled, 25 % delayed. */
function nextFate(): Fate {
  const drawn = random.below(100);
  const fate: Fate = drawn < 10 ? 'lost' : drawn < 20 ? 'reply-lost' : drawn < 25 ? 'doubled' : drawn < 50 ? 'delayed' : 'kept';
  fates.set(fate, (fates.get(fate) ?? 0) + 1);
  return fate;
}

async function bodyOf(message: IncomingMessage): Promise<Buffer> {
  const chunks: Buffer[] = [];
  for await (const chunk of message as AsyncIterable<Buffer>) chunks.push(chunk);
  return Buffer.concat(chunks);
}

/** Sends the request on; resolves with status and body. */
function forward(target: string, from: IncomingMessage, body: Buffer): Promise<{ readonly status: number; readonly body: Buffer }> {
  return new Promise((resolve, reject) => {
    const headers = { 'Content-Type': 'application/json', 'Content-Length': body.length };
    const sent = request(target + (from.url ?? ''), { method: from.method ?? 'POST', headers, agent: false }, (reply) => {
      bodyOf(reply).then((read) => resolve({ status: reply.statusCode ?? 0, body: read }), reject);
    });
    sent.on('error', reject);
    sent.end(body);
  });
}

async function pass(target: string, from: IncomingMessage, to: ServerResponse): Promise<void> {
  const fate = nextFate();
  const body = await bodyOf(from);
  if (fate === 'lost') return void to.destroy();
  if (fate === 'delayed') await new Promise((resolve) => setTimeout(resolve, 1 + random.below(30)));
  const second = fate === 'doubled' ? forward(target, from, body).catch(() => null) : null;
  const reply = await forward(target, from, body);
  await second;
  if (fate === 'reply-lost') return void to.destroy();
  to.writeHead(reply.status, { 'Content-Type': 'application/json', Connection: 'close' }).end(reply.body);
}

function aFaultProxy(target: string): Promise<{ readonly url: string; readonly server: Server }> {
  const server = createServer((from, to) => void pass(target, from, to).catch(() => to.destroy()));
  return new Promise((resolve) => server.listen(0, '127.0.0.1', () => resolve({ url: `http://127.0.0.1:${String((server.address() as AddressInfo).port)}`, server })));
}

/** The same request until there is a reply. */
async function insist(ask: () => Promise<Response>): Promise<unknown> {
  for (let attempt = 0; attempt < 100; attempt += 1) {
    const response = await ask().catch(() => null);
    if (response?.ok === true) return response.json();
    if (response !== null && response.status !== 503) throw new Error(`refused with ${String(response.status)}: ${await response.text()}`);
  }
  throw new Error('no reply after a hundred attempts');
}

describe('a line that loses a fifth of everything', () => {
  let server: TestServer;
  let proxy: Awaited<ReturnType<typeof aFaultProxy>>;
  let opened: OpenedRound;
  beforeAll(async () => {
    server = await aServer();
    proxy = await aFaultProxy(server.url);
    opened = await anOpenRound(server.rooms, { populations: [aPopulationPlan('officials', SUBMISSIONS)] });
  }, 120_000);
  afterAll(async () => {
    proxy.server.close();
    await server.close();
  });

  it('leaves one sheet for each who sent, and each receipt on the board', async () => {
    const receipts: string[] = [];
    const answer = async (code: NewCode): Promise<void> => {
      const prepared = await aPreparedDraw(opened, code);
      const ticket = await finishDraw(prepared, DrawReply.parse(await insist(() => postDraw(proxy.url, opened, prepared, code))));
      const sheet = await aSealedSheet(opened, ticket, { X10_11: 'no', F01_01: 3 });
      const { receipt } = SendReply.parse(await insist(() => postSheet(proxy.url, opened.plan.round, sheet)));
      expect(receipt).toBe(sheet.receipt);
      receipts.push(receipt);
    };
    const codes = [...opened.codes];
    await Promise.all(Array.from({ length: AT_ONCE }, async () => {
      for (let code = codes.pop(); code !== undefined; code = codes.pop()) await answer(code);
    }));
    expect([...fates.keys()].sort()).toEqual(['delayed', 'doubled', 'kept', 'lost', 'reply-lost']);
    expect(await server.rooms.collected.sheets.size(opened.plan.round)).toBe(SUBMISSIONS);
    await closeEarly(server.rooms, opened.plan.round);
    const board = Board.parse(await (await fetch(server.url + boardPaths.board(opened.plan.round))).json());
    const onBoard: string[] = [];
    for (const index of board.leaves.parts.keys()) {
      const part = new Uint8Array(await (await fetch(server.url + boardPaths.part(opened.plan.round, partName(LEAVES, index)))).arrayBuffer());
      onBoard.push(...recordsOf(part, HASH_RECORD_BYTES).map(receiptOf));
    }
    expect(new Set(onBoard)).toEqual(new Set(receipts));
    expect(onBoard).toHaveLength(SUBMISSIONS);
  }, 600_000);
});
