// One of three outcomes, over a real socket: done, refused with a code, or lost, and never a guess.
import { createServer } from 'node:http';
import type { Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { request } from '../../client/api/request.ts';

const replies: Readonly<Record<string, readonly [status: number, body: string]>> = {
  '/fine': [200, '{"receipt":"A"}'],
  '/problem': [409, '{"type":"urn:spid:problem:code.used","status":409,"code":"code.used","title":"x"}'],
  '/proxy': [502, '<html>Bad gateway</html>'],
  '/portal': [200, '<html>Please accept our terms</html>'],
  '/missing': [404, 'nothing'],
};

describe('request', () => {
  let server: Server;
  let base = '';
  beforeAll(async () => {
    server = createServer((incoming, response) => {
      const reply = replies[incoming.url ?? ''];
      if (reply === undefined) return void incoming.socket.destroy();
      response.writeHead(reply[0]).end(reply[1]);
    });
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
    base = `http://127.0.0.1:${String((server.address() as AddressInfo).port)}`;
  });
  afterAll(() => void server.close());
  const ask = (path: string) => request({ path: base + path }, (body) => body);

  it('gives the parsed value', async () => {
    expect(await ask('/fine')).toEqual({ kind: 'done', value: { receipt: 'A' } });
  });

  it('gives the problem code of a refusal', async () => {
    expect(await ask('/problem')).toMatchObject({ kind: 'refused', refusal: { code: 'code.used' } });
  });

  it("takes a proxy's page for a server that can't store now", async () => {
    expect(await ask('/proxy')).toEqual({ kind: 'refused', refusal: { code: 'store.unavailable' } });
    expect(await ask('/missing')).toEqual({ kind: 'refused', refusal: { code: 'request.not-found' } });
  });

  it('counts a page of the network in front of the server as lost', async () => {
    expect(await ask('/portal')).toEqual({ kind: 'lost' });
  });

  it('counts a broken line as lost', async () => {
    expect(await ask('/broken')).toEqual({ kind: 'lost' });
  });

  it('takes a reply of another shape for a fault of the server', async () => {
    const outcome = await request({ path: `${base}/fine` }, () => {
      throw new TypeError('not a round');
    });
    expect(outcome).toEqual({ kind: 'refused', refusal: { code: 'engine.unexpected' } });
  });
});
