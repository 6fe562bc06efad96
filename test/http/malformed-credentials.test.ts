// Tokens, blinded messages, signatures and bodies that are wrong in every way that has a name: each is refused by a
// problem of the catalogue, never by a 5xx; nothing is stored and no code is spent.
import { createPublicKey } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import type { Ticket } from '../../client/credential/draw-token.ts';
import { drawRequest } from '../../client/credential/draw-token.ts';
import { sealSheet } from '../../client/credential/seal-sheet.ts';
import type { NewCode } from '../../server/issuer/codes-store.ts';
import type { OpenedRound } from '../../server/lifecycle/open-round.ts';
import { paths } from '../../shared/api/round.ts';
import { bytesOf, encodeBase64url } from '../../shared/credential/base64url.ts';
import { frameOf } from '../../shared/credential/manifest.ts';
import type { SendRequest } from '../../shared/credential/send.ts';
import { aPopulationPlan, anOpenRound } from '../support/a-round.ts';
import { aPreparedDraw, aSealedSheet, aTicket, post, problemCode } from '../support/a-respondent.ts';
import { aServer } from '../support/a-server.ts';
import type { TestServer } from '../support/a-server.ts';

const LEAST = { X10_11: 'no' };
const RSA_BYTES = 384;
const bytesOfNumber = (value: bigint, length = RSA_BYTES): string => Buffer.from(value.toString(16).padStart(length * 2, '0'), 'hex').toString('base64url');
const flipped = (text: string, at: number): string => {
  const bytes = Buffer.from(text, 'base64url');
  bytes[at] = (bytes[at] ?? 0) ^ 1;
  return bytes.toString('base64url');
};
const modulusOf = (spki: string): bigint =>
  BigInt(`0x${Buffer.from(createPublicKey({ key: Buffer.from(spki, 'base64url'), format: 'der', type: 'spki' }).export({ format: 'jwk' }).n ?? '', 'base64url').toString('hex')}`);

/** Numbers at the edges of what may be signed, in the right length, and wrong lengths. */
const edges = (n: bigint): readonly (readonly [string, string])[] => [
  ['0', bytesOfNumber(0n)], ['1', bytesOfNumber(1n)], ['n', bytesOfNumber(n)], ['n - 1', bytesOfNumber(n - 1n)], ['n + 1', bytesOfNumber(n + 1n)], ['all ones', encodeBase64url(new Uint8Array(RSA_BYTES).fill(255))],
  ...[0, 1, 32, 383, 385, 768].map((length) => [`${String(length)} bytes`, encodeBase64url(new Uint8Array(length).fill(7))] as const),
  ['padding signs', `${bytesOfNumber(2n)}==`], ['no base64url', '*'.repeat(512)],
];

describe('malformed credentials', () => {
  let server: TestServer;
  let opened: OpenedRound;
  let other: OpenedRound;
  let ticket: Ticket;
  let honest: SendRequest;
  const codeOf = (of: OpenedRound, population: string, index: number): NewCode => {
    const code = of.codes.filter((each) => each.population === population)[index];
    if (code === undefined) throw new Error('no code');
    return code;
  };
  const stored = async (): Promise<number> => (await server.rooms.collected.sheets.size(opened.plan.round)) + (await server.rooms.collected.sheets.size(other.plan.round));
  const issued = async (): Promise<number> => (await server.rooms.issuer.counts(opened.plan.round)).reduce((sum, count) => sum + count.issued, 0);
  const send = async (changes: Partial<SendRequest>, round = opened.plan.round): Promise<string> => problemCode(await post(server.url + paths.sheets(round), { ...honest, ...changes }));
  beforeAll(async () => {
    server = await aServer();
    const populations = [aPopulationPlan('officials', 4), aPopulationPlan('private-sector', 4)];
    opened = await anOpenRound(server.rooms, { populations });
    other = await anOpenRound(server.rooms, { populations });
    ticket = await aTicket(server.url, opened, codeOf(opened, 'officials', 0));
    honest = (await aSealedSheet(opened, ticket, { ...LEAST, F01_01: 2 })).request;
  }, 60_000);
  afterAll(() => server.close());

  it('refuses each blinded message at the edge of the modulus or of another length, and spends no code', async () => {
    const code = codeOf(opened, 'officials', 1);
    const n = modulusOf(frameOf(opened.made.manifest, 'officials', 'invited')?.key ?? '');
    const request = drawRequest(await aPreparedDraw(opened, code), code.frame, code.code);
    const before = await issued();
    for (const [name, blinded] of edges(n)) expect([name, await problemCode(await post(server.url + paths.draw(opened.plan.round), { ...request, blinded }))]).toEqual([name, expect.stringMatching(/^400 (blinded\.invalid|request\.malformed)$/)]);
    expect(await issued()).toBe(before);
  });

  it('refuses a code of another round, population or frame as unknown, and spends none', async () => {
    const code = codeOf(opened, 'officials', 1);
    const request = drawRequest(await aPreparedDraw(opened, code), code.frame, code.code);
    const before = await issued();
    const draw = async (round: string, changes: object): Promise<string> => problemCode(await post(server.url + paths.draw(round), { ...request, ...changes }));
    expect(await draw(other.plan.round, {})).toMatch(/^(404 code\.unknown|400 blinded\.invalid)$/);
    expect(await draw(opened.plan.round, { population: 'private-sector' })).toMatch(/^(404 code\.unknown|400 blinded\.invalid)$/);
    expect(await draw(opened.plan.round, { frame: 'card' })).toBe('404 population.unknown');
    expect(await draw('000000', {})).toBe('404 round.unknown');
    expect(await issued()).toBe(before);
  });

  it('refuses each token at the edge of the modulus, of another length, or with one bit changed', async () => {
    const n = modulusOf(frameOf(opened.made.manifest, 'officials', 'invited')?.key ?? '');
    const wrong = [...edges(n), ...[0, 100, 383].map((at) => [`bit of byte ${String(at)}`, flipped(honest.token, at)] as const)];
    for (const [name, token] of wrong) expect([name, await send({ token })]).toEqual([name, expect.stringMatching(/^(403 token\.invalid|400 request\.malformed)$/)]);
    expect(await stored()).toBe(0);
  });

  it('refuses each wrong key, randomizer and signature', async () => {
    const zeros = (length: number): string => encodeBase64url(new Uint8Array(length));
    const cases: readonly (readonly [string, Partial<SendRequest>])[] = [
      ['key off the curve', { key: flipped(honest.key, 40) }], ['key of zeros', { key: zeros(65) }], ['compressed key', { key: encodeBase64url(bytesOf(honest.key).slice(0, 33)) }], ['point at infinity', { key: 'AA' }],
      ['key with form byte 6', { key: encodeBase64url(Uint8Array.of(6, ...bytesOf(honest.key).slice(1))) }],
      ['randomizer changed', { randomizer: flipped(honest.randomizer, 0) }], ['randomizer of zeros', { randomizer: zeros(32) }], ['randomizer too short', { randomizer: zeros(31) }],
      ['signature changed', { signature: flipped(honest.signature, 3) }], ['signature r = s = 0', { signature: zeros(64) }], ['signature of ones', { signature: encodeBase64url(new Uint8Array(64).fill(255)) }],
      ['signature too short', { signature: zeros(63) }], ['signature too long', { signature: zeros(72) }],
    ];
    for (const [name, changes] of cases) expect([name, await send(changes)]).toEqual([name, expect.stringMatching(/^(403 (token|signature)\.invalid|400 (sheet|request)\.malformed)$/)]);
    expect(await stored()).toBe(0);
  });

  it('refuses each body of another length, spelling or content under a valid token', async () => {
    const body = Buffer.from(honest.body, 'base64url');
    const resigned = async (changed: Partial<Ticket['place']>, input: { readonly form?: string; readonly answers?: object } = {}): Promise<SendRequest> => {
      const form = opened.made.manifest.questionnaires[0]?.form ?? '';
      return (await sealSheet({ ...ticket, place: { ...ticket.place, ...changed } }, { mode: 'online', form: input.form ?? form, answers: (input.answers ?? LEAST) as never }, opened.made.manifest.bodyLength)).request;
    };
    const cases: readonly (readonly [string, Partial<SendRequest>])[] = [
      ['one byte less', { body: body.subarray(0, -1).toString('base64url') }], ['one byte more', { body: Buffer.concat([body, Buffer.from(' ')]).toString('base64url') }], ['empty', { body: '' }],
      ['swapped answers', { body: (await resigned({}, { answers: { X10_11: 'yes' } })).body }], ['one bit', { body: flipped(honest.body, 5) }],
      ['wrong round', await resigned({ round: other.plan.round })], ['wrong manifest', await resigned({ manifest: other.made.hash })],
      ['wrong frame', await resigned({ frame: 'card' })], ['wrong population', await resigned({ population: 'private-sector' })], ['wrong form', await resigned({}, { form: opened.made.manifest.questionnaires[1]?.form ?? '' })],
      ['population swapped outside', { population: 'private-sector' }], ['frame swapped outside', { frame: 'open-link' }], ['unknown population', { population: 'nobody' }],
    ];
    for (const [name, changes] of cases) expect([name, await send(changes)]).toEqual([name, expect.stringMatching(/^4\d\d [a-z]+\.[a-z-]+$/)]);
    expect(await send({}, other.plan.round)).toMatch(/^4\d\d /);
    expect(await stored()).toBe(0);
  });

  it('still takes the honest sheet afterwards', async () => {
    expect((await post(server.url + paths.sheets(opened.plan.round), honest)).status).toBe(200);
    expect(await stored()).toBe(1);
  });
});
