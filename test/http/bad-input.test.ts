// What the wire may bring that nobody meant: each is refused by a problem of the catalogue, stores nothing, and the
// server answers the next request as if nothing had been.
import { request } from 'node:http';
import { afterAll, afterEach, beforeAll, describe, expect, it } from '@jest/globals';
import type { NewCode } from '../../server/issuer/codes-store.ts';
import type { OpenedRound } from '../../server/lifecycle/open-round.ts';
import { paths } from '../../shared/api/round.ts';
import { aServer } from '../support/a-server.ts';
import type { TestServer } from '../support/a-server.ts';
import { anOpenRound } from '../support/a-round.ts';
import { aPreparedDraw, aSealedSheet, aTicket, post, postDraw, problemCode } from '../support/a-respondent.ts';
import { drawRequest } from '../../client/credential/draw-token.ts';

const raw = (url: string, body: string | Uint8Array<ArrayBuffer>, headers: Record<string, string> = { 'Content-Type': 'application/json' }): Promise<Response> => fetch(url, { method: 'POST', headers, body });

describe('bad input', () => {
  let server: TestServer;
  let opened: OpenedRound;
  let code: NewCode;
  let draw: string;
  let send: string;
  beforeAll(async () => {
    server = await aServer();
    opened = await anOpenRound(server.rooms);
    const first = opened.codes[0];
    if (first === undefined) throw new Error('no code');
    code = first;
    draw = server.url + paths.draw(opened.plan.round);
    send = server.url + paths.sheets(opened.plan.round);
  }, 60_000);
  afterAll(() => server.close());
  afterEach(async () => {
    expect(await server.rooms.collected.sheets.size(opened.plan.round)).toBe(0);
    expect((await server.rooms.issuer.counts(opened.plan.round)).reduce((sum, count) => sum + count.issued, 0)).toBe(0);
    expect((await fetch(server.url + paths.health)).status).toBe(200);
  });

  it.each([
    ['text that is no JSON', '{"population":'],
    ['bytes that are no UTF-8', Buffer.from([0x7b, 0xff, 0xfe, 0x7d])],
    ['an own __proto__ key', '{"population":"officials","__proto__":{"admin":true}}'],
    ['a __proto__ key deep inside', '{"a":[{"b":{"__proto__":1}}]}'],
    ['a key too many', '{"population":"officials","frame":"invited","code":"0000000000000000","blinded":"AA","extra":1}'],
    ['a list', '[]'],
    ['null', 'null'],
    ['nothing', ''],
  ])('refuses %s as malformed', async (_name, body) => {
    expect(await problemCode(await raw(draw, body))).toBe('400 request.malformed');
    expect(await problemCode(await raw(send, body))).toBe('400 request.malformed');
    expect(await problemCode(await raw(server.url + paths.logIn, body))).toBe('400 request.malformed');
  });

  it('refuses a NoSQL operator in every field of every body', async () => {
    const prepared = await aPreparedDraw(opened, code);
    const honest = drawRequest(prepared, code.frame, code.code);
    for (const field of Object.keys(honest)) {
      for (const operator of [{ $ne: null }, { $gt: '' }, { $where: '1' }, ['x']]) expect(await problemCode(await post(draw, { ...honest, [field]: operator }))).toBe('400 request.malformed');
    }
    for (const field of ['population', 'frame', 'key', 'randomizer', 'token', 'body', 'signature']) expect(await problemCode(await post(send, { [field]: { $ne: null } }))).toBe('400 request.malformed');
    for (const field of ['name', 'password']) expect(await problemCode(await post(server.url + paths.logIn, { name: 'a', password: 'b', [field]: { $ne: null } }))).toBe('400 request.malformed');
  });

  it('refuses a body of 10 MB with a reply, sent whole or declared', async () => {
    const huge = `{"population":"${'x'.repeat(10 * 1024 * 1024)}"}`;
    for (const url of [draw, send, server.url + paths.logIn]) expect(await problemCode(await raw(url, huge))).toBe('413 request.too-large');
  });

  it('refuses other media types, compressed bodies and other methods by name', async () => {
    expect(await problemCode(await raw(draw, 'a=b', { 'Content-Type': 'application/x-www-form-urlencoded' }))).toBe('415 request.media-type');
    expect(await problemCode(await raw(draw, '{}', { 'Content-Type': 'text/plain' }))).toBe('415 request.media-type');
    expect(await problemCode(await raw(draw, '{}', { 'Content-Type': 'application/json', 'Content-Encoding': 'gzip' }))).toBe('415 request.media-type');
    for (const method of ['GET', 'PUT', 'DELETE', 'PATCH', 'OPTIONS']) {
      const response = await fetch(draw, { method });
      expect(response.headers.get('allow')).toBe('POST');
      expect(await problemCode(response)).toBe('405 request.method');
    }
  });

  it.each(['/nothing', '/collector/rounds', '/a/../../etc/passwd', '/collector/rounds/%24ne/sheets/x', '/constructor', '/__proto__'])('answers %s with not found', async (path) => {
    expect(await problemCode(await fetch(server.url + path))).toBe('404 request.not-found');
  });

  it('answers a path that is no UTF-8 with malformed', async () => {
    expect(await problemCode(await fetch(`${server.url}/collector/rounds/%E0%A4%A`))).toBe('400 request.malformed');
  });

  it.each(['ZZZZZZ', '%7B%22%24ne%22%3Anull%7D', 'abc', '__proto__', 'x'.repeat(500)])('knows no round %s', async (round) => {
    expect(await problemCode(await fetch(`${server.url}/collector/rounds/${round}`))).toBe('404 round.unknown');
    const prepared = await aPreparedDraw(opened, code);
    expect(await problemCode(await post(`${server.url}/issuer/rounds/${round}/draw`, drawRequest(prepared, code.frame, code.code)))).toBe('404 round.unknown');
  });

  it('closes the connection after draw and send, sets no cookie and no ETag, and says no-store everywhere', async () => {
    for (const url of [draw, send]) {
      const response = await raw(url, '{}');
      expect(response.headers.get('connection')).toBe('close');
    }
    for (const path of [paths.round(opened.plan.round), paths.form(opened.plan.round, 'officials'), paths.health, '/', '/nothing']) {
      const response = await fetch(server.url + path, { redirect: 'manual' });
      expect(response.headers.get('cache-control')).toBe('no-store');
      expect(response.headers.get('content-security-policy')).toBe("default-src 'none';script-src 'self';style-src 'self';connect-src 'self';img-src 'self';font-src 'none';media-src 'none';manifest-src 'none';worker-src 'none';object-src 'none';base-uri 'none';form-action 'none';frame-ancestors 'none'");
      expect(response.headers.get('referrer-policy')).toBe('no-referrer');
      for (const absent of ['set-cookie', 'etag', 'x-powered-by', 'last-modified', 'access-control-allow-origin']) expect(response.headers.get(absent)).toBeNull();
    }
  });

  it('survives a connection that ends in the middle of a body', async () => {
    await new Promise<void>((resolve) => {
      const half = request(draw, { method: 'POST', headers: { 'Content-Type': 'application/json', 'Content-Length': '500' } });
      half.on('error', () => resolve());
      half.write('{"population"');
      setTimeout(() => half.destroy(), 50);
    });
  });

  it('refuses a sheet of which any one field is spoiled, whatever the field', async () => {
    const other = await anOpenRound(server.rooms);
    const otherCode = other.codes[0];
    if (otherCode === undefined) throw new Error('no code');
    const sheet = await aSealedSheet(other, await aTicket(server.url, other, otherCode), {});
    const url = server.url + paths.sheets(other.plan.round);
    const spoiled = (text: string): string => `${text.startsWith('A') ? 'B' : 'A'}${text.slice(1)}`;
    expect(await problemCode(await post(url, { ...sheet.request, token: spoiled(sheet.request.token) }))).toBe('403 token.invalid');
    expect(await problemCode(await post(url, { ...sheet.request, randomizer: spoiled(sheet.request.randomizer) }))).toBe('403 token.invalid');
    expect(await problemCode(await post(url, { ...sheet.request, signature: spoiled(sheet.request.signature) }))).toBe('403 signature.invalid');
    expect(await problemCode(await post(url, { ...sheet.request, body: spoiled(sheet.request.body) }))).toBe('403 signature.invalid');
    expect(await problemCode(await post(url, { ...sheet.request, key: spoiled(sheet.request.key) }))).toBe('400 sheet.malformed');
    expect(await problemCode(await post(url, { ...sheet.request, population: 'private-sector' }))).toBe('403 token.invalid');
    expect(await problemCode(await post(url, { ...sheet.request, population: 'nobody' }))).toBe('404 population.unknown');
    expect(await problemCode(await post(url, { ...sheet.request, frame: 'card' }))).toBe('404 population.unknown');
    expect(await problemCode(await post(url, { ...sheet.request, body: Buffer.from(sheet.request.body, 'base64url').subarray(0, -1).toString('base64url') }))).toBe('400 sheet.malformed');
    expect(await problemCode(await post(send, sheet.request))).toBe('403 token.invalid');
    expect(await server.rooms.collected.sheets.size(other.plan.round)).toBe(0);
  });

  it('refuses blinded messages of 0, 1, n − 1, n and more before the code is spent', async () => {
    const prepared = await aPreparedDraw(opened, code);
    const modulus = Buffer.from(opened.made.manifest.questionnaires[0]?.frames[0]?.keys[0] ?? '', 'base64url').subarray(-384 - 5, -5);
    const less = Buffer.from(modulus);
    less[383] = (less[383] ?? 0) - 1;
    const one = Buffer.alloc(384);
    one[383] = 1;
    for (const blinded of [Buffer.alloc(384), one, less, modulus, Buffer.alloc(384, 0xff)]) {
      const response = await post(draw, { ...drawRequest(prepared, code.frame, code.code), blinded: blinded.toString('base64url') });
      expect(await problemCode(response)).toBe('400 blinded.invalid');
    }
    for (const length of [0, 383, 385]) expect(await problemCode(await post(draw, { ...drawRequest(prepared, code.frame, code.code), blinded: Buffer.alloc(length, 7).toString('base64url') }))).toBe('400 request.malformed');
  });

  it('knows no code that was never made, nor one of another population', async () => {
    const unknown = { ...code, code: '0123456789ABCDEF' };
    expect(await problemCode(await postDraw(server.url, opened, await aPreparedDraw(opened, code), unknown))).toBe('404 code.unknown');
    const crossed = { ...code, population: 'private-sector' };
    expect(await problemCode(await postDraw(server.url, opened, await aPreparedDraw(opened, crossed), crossed))).toBe('404 code.unknown');
  });
});
