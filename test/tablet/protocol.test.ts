// A tablet's protocol over real HTTP and a real store: enrolment, the counted pool, sealed batches, the site's end, the
// board. What is altered, repeated or asked for too much is refused by name and stores nothing.
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { drawnCollections } from '../../server/issuer/upkeep-store.ts';
import { importSealed } from '../../server/lifecycle/tablets.ts';
import type { OpenedRound } from '../../server/lifecycle/open-round.ts';
import { paths } from '../../shared/api/round.ts';
import { Board } from '../../shared/credential/board.ts';
import { Problem } from '../../shared/problem.ts';
import { connect } from '../embedded/engine-under-test.ts';
import { aServer } from '../support/a-server.ts';
import type { TestServer } from '../support/a-server.ts';
import { aPopulationPlan, anOpenRound } from '../support/a-round.ts';
import { post, problemCode } from '../support/a-respondent.ts';
import { aRegisteredTablet, anEnvelope, drawSlots, enrol, postPool, postSealed, prepareSlot, sendSealed } from '../support/a-tablet.ts';
import type { TestTablet } from '../support/a-tablet.ts';
import { closeEarly } from '../support/close-early.ts';

const LEAST = { X10_11: 'no' };
const now = new Date().toISOString().slice(0, 10);

const plan = { modes: ['tablet', 'assisted'] as ('tablet' | 'assisted')[], populations: [aPopulationPlan('officials', 20)] };

describe('a tablet', () => {
  let server: TestServer;
  let opened: OpenedRound;
  let tablet: TestTablet;
  let today = now;
  const stored = (): Promise<number> => server.rooms.collected.sheets.size(opened.plan.round);
  beforeAll(async () => {
    server = await aServer({ today: () => today });
    opened = await anOpenRound(server.rooms, plan);
    tablet = await aRegisteredTablet(server, opened, 12);
  }, 60_000);
  afterAll(() => server.close());

  it('finds a frame without codes, a count and a transport key in the manifest', () => {
    const [questionnaire] = opened.made.manifest.questionnaires;
    expect(questionnaire?.frames).toHaveLength(1);
    expect(questionnaire?.frames[0]).toMatchObject({ frame: 'tablet', invited: 20, codeCommitmentsRoot: null });
    expect(opened.made.manifest.collector.transportKey).toHaveLength(87);
    expect(opened.codes).toEqual([]);
  });

  it('has its slots rewritten with the codes when drawing is over: no collection of the round is left out', async () => {
    const issuer = await connect(server.engine?.uri ?? '', 'spid_issuer');
    const there = (await issuer.listCollections()).map(({ name }) => name).filter((name) => name.endsWith(`_${opened.plan.round}`));
    await issuer.close();
    expect(there.sort()).toEqual([...drawnCollections(opened.plan.round)]);
  });

  it('is enrolled by one device alone, which may ask again', async () => {
    expect(await problemCode(await postPool(server, opened, tablet, [{ slot: 0, draw: await prepareSlot(opened) }]))).toBe('404 tablet.unknown');
    const replies = [await enrol(server, opened, tablet), await enrol(server, opened, tablet)];
    for (const reply of replies) expect(await reply.json()).toEqual({ population: 'officials', site: 'Port North', tokens: 12 });
    expect(await problemCode(await enrol(server, opened, { ...tablet, device: 'B'.repeat(43) === tablet.device ? 'C'.repeat(42) + 'A' : 'B'.repeat(42) + 'A' }))).toBe('409 tablet.used');
    expect(await problemCode(await enrol(server, opened, { ...tablet, tablet: 'A'.repeat(22) }))).toBe('404 tablet.unknown');
  });

  it('gets the same signature for the same slot and message, and none for another message or a slot beyond its pool', async () => {
    const draw = await prepareSlot(opened);
    const first = await (await postPool(server, opened, tablet, [{ slot: 0, draw }])).json();
    expect(await (await postPool(server, opened, tablet, [{ slot: 0, draw }])).json()).toEqual(first);
    expect(await problemCode(await postPool(server, opened, tablet, [{ slot: 0, draw: await prepareSlot(opened) }]))).toBe('409 tablet.used');
    expect(await problemCode(await postPool(server, opened, tablet, [{ slot: 12, draw: await prepareSlot(opened) }]))).toBe('409 tablet.used');
    expect(await server.rooms.issuer.tablets.list(opened.plan.round)).toMatchObject([{ site: 'Port North', tokens: 12, drawn: 1, destroyed: null }]);
  });

  it('lets one of 16 messages win that ask for one slot at once', async () => {
    const draws = await Promise.all(Array.from({ length: 16 }, () => prepareSlot(opened)));
    const statuses = await Promise.all(draws.map(async (draw) => (await postPool(server, opened, tablet, [{ slot: 1, draw }])).status));
    expect(statuses.filter((status) => status === 200)).toHaveLength(1);
    expect(statuses.filter((status) => status === 409)).toHaveLength(15);
  });

  it('can not be registered with more tokens than the plan released, together with the others', async () => {
    await expect(aRegisteredTablet(server, opened, 9)).rejects.toMatchObject({ code: 'tablet.too-many' });
    expect(await server.rooms.issuer.tablets.list(opened.plan.round)).toHaveLength(1);
  });

  it('sends sealed sheets of both modes, again with the same proofs, each stored once', async () => {
    const tickets = await drawSlots(server, opened, tablet, [2, 3, 4]);
    const envelopes = await Promise.all(tickets.map((ticket, index) => anEnvelope(opened, ticket, { ...LEAST, F01_01: index + 1 }, index === 0 ? 'assisted' : 'tablet')));
    expect(new Set(envelopes.map(({ text }) => text.length)).size).toBe(1);
    const expected = envelopes.map(({ proof }) => ({ outcome: 'stored', proof }));
    expect(await sendSealed(server, opened, envelopes)).toEqual(expected);
    expect(await sendSealed(server, opened, envelopes)).toEqual(expected);
    expect(await stored()).toBe(3);
  });

  it('has a spoilt envelope refused alone and the others of its batch stored', async () => {
    const [one, other] = await drawSlots(server, opened, tablet, [5, 6]);
    if (one === undefined || other === undefined) throw new Error('no tickets');
    const [good, spoilt] = [await anEnvelope(opened, one, LEAST), await anEnvelope(opened, other, LEAST)];
    const flip = (at: number): string => spoilt.text.slice(0, at) + (spoilt.text.charAt(at) === 'A' ? 'B' : 'A') + spoilt.text.slice(at + 1);
    const results = await sendSealed(server, opened, [{ ...spoilt, text: flip(30) }, { ...spoilt, text: flip(500) }, good, { ...spoilt, text: spoilt.text.slice(4) }]);
    expect(results.map((result) => (result.outcome === 'stored' ? 'stored' : result.code))).toEqual(['sheet.malformed', 'sheet.malformed', 'stored', 'sheet.malformed']);
    expect(await stored()).toBe(4);
    expect(await sendSealed(server, opened, [spoilt])).toEqual([{ outcome: 'stored', proof: spoilt.proof }]);
  });

  it('has a second sheet under one token refused, and the first stands', async () => {
    const [ticket] = await drawSlots(server, opened, tablet, [7]);
    if (ticket === undefined) throw new Error('no ticket');
    const [first, second] = [await anEnvelope(opened, ticket, { ...LEAST, F01_01: 1 }), await anEnvelope(opened, ticket, { ...LEAST, F01_01: 2 })];
    expect(await sendSealed(server, opened, [first])).toMatchObject([{ outcome: 'stored' }]);
    expect(await sendSealed(server, opened, [second])).toEqual([{ outcome: 'refused', code: 'sheet.conflict' }]);
  });

  it('has answers refused that do not fit the form, though they were sealed', async () => {
    const [ticket] = await drawSlots(server, opened, tablet, [8]);
    if (ticket === undefined) throw new Error('no ticket');
    expect(await sendSealed(server, opened, [await anEnvelope(opened, ticket, { ...LEAST, F01_01: 99 })])).toEqual([{ outcome: 'refused', code: 'answers.invalid' }]);
  });

  it('is heard until the last day of sending, not longer, and what was in stays stored', async () => {
    const [ticket, late] = await drawSlots(server, opened, tablet, [9, 10]);
    if (ticket === undefined || late === undefined) throw new Error('no tickets');
    const [envelope, tooLate] = [await anEnvelope(opened, ticket, LEAST), await anEnvelope(opened, late, LEAST)];
    today = opened.plan.sendingEnds;
    expect(await sendSealed(server, opened, [envelope])).toMatchObject([{ outcome: 'stored' }]);
    today = opened.plan.objectionEnds;
    expect(await sendSealed(server, opened, [envelope, tooLate])).toEqual([{ outcome: 'stored', proof: envelope.proof }, { outcome: 'refused', code: 'round.sending-ended' }]);
    today = now;
  });

  it('is taken from a file as from the line, and a file of something else is refused', async () => {
    const [ticket] = await drawSlots(server, opened, tablet, [11]);
    if (ticket === undefined) throw new Error('no ticket');
    const envelope = await anEnvelope(opened, ticket, LEAST);
    const file = JSON.stringify({ format: 'spid-sealed-sheets-1', round: opened.plan.round, manifest: opened.made.hash, envelopes: [envelope.text] });
    expect(await importSealed(server.rooms, file)).toEqual({ round: opened.plan.round, stored: 1, refused: new Map() });
    await expect(importSealed(server.rooms, file.replace(envelope.text, 'x!'))).rejects.toBeInstanceOf(Problem);
    expect(await problemCode(await post(server.url + paths.sealed(opened.plan.round), { manifest: 'A'.repeat(43), envelopes: [envelope.text] }))).toBe('409 manifest.mismatch');
  });

  it('ends its site with one number, draws no more, and the board counts it', async () => {
    const end = (destroyed: number): Promise<Response> => post(server.url + paths.tabletEnd(opened.plan.round), { ...tablet, destroyed });
    expect(await problemCode(await end(13))).toBe('400 request.malformed');
    expect(await (await end(3)).json()).toEqual({ destroyed: 3 });
    expect(await (await end(1)).json()).toEqual({ destroyed: 3 });
    expect(await problemCode(await postPool(server, opened, tablet, [{ slot: 0, draw: await prepareSlot(opened) }]))).toBe('409 tablet.ended');
    await closeEarly(server.rooms, opened.plan.round);
    const board = Board.parse(await (await fetch(`${server.url}/board/${opened.plan.round}/board.json`)).json());
    expect(board.frames).toMatchObject([{ population: 'officials', frame: 'tablet', invited: 20, issued: 12, accepted: await stored(), destroyed: 3, codes: null }]);
  });

  it('finds the transport key destroyed after the close', async () => {
    expect(existsSync(join(server.dataFolder, 'collector-keys', `${opened.plan.round}.transport`))).toBe(false);
    expect(await problemCode(await postSealed(server, opened, ['A'.repeat(200)]))).toBe('409 round.sending-ended');
  });
});
