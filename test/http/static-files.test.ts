// What an office computer's disk would keep of a visit: nothing. The server reads a folder laid out as the build lays it
// out; that the real pages ask for nothing else is seen in a browser (test/browser/respond.test.ts).
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { aServer } from '../support/a-server.ts';
import type { TestServer } from '../support/a-server.ts';

const FILES: Readonly<Record<string, string>> = {
  'respond/index.html': '<!doctype html><head><script type="module" src="/respond/assets/index-AbCd1234.js"></script></head>',
  'respond/assets/index-AbCd1234.js': 'import("./later-AbCd1234.js");',
  'respond/assets/later-AbCd1234.js': 'export {};',
  'respond/assets/index-AbCd1234.css': 'p { margin: 0 }',
  'respond/assets/icon-AbCd1234.svg': '<svg xmlns="http://www.w3.org/2000/svg"/>',
  'trust/index.html': '<!doctype html><head></head>',
  'trust/assets/index-AbCd1234.js': 'export {};',
  't/index.html': '<!doctype html><head></head>',
  't/worker.js': 'self.addEventListener("install", () => undefined);',
};

describe('built pages and their files', () => {
  const folder = mkdtempSync(join(tmpdir(), 'spid-built-'));
  let server: TestServer;
  beforeAll(async () => {
    for (const [name, text] of Object.entries(FILES)) {
      mkdirSync(join(folder, name, '..'), { recursive: true });
      writeFileSync(join(folder, name), text);
    }
    server = await aServer({ more: { SPID_CLIENT: folder } });
  });
  afterAll(async () => {
    await server.close();
    rmSync(folder, { recursive: true, force: true });
  });

  const PAGES = ['/a/', '/trust/', '/t/'];
  const FILES_OF_PAGES = Object.keys(FILES).filter((name) => !name.endsWith('.html')).map((name) => `/${name}`);

  it.each([...PAGES, ...FILES_OF_PAGES])('stay in no cache: %s', async (path) => {
    for (const method of ['GET', 'HEAD']) {
      const reply = await fetch(server.url + path, { method });
      expect([reply.status, reply.headers.get('cache-control')]).toEqual([200, 'no-store']);
      expect(['etag', 'last-modified', 'expires'].filter((name) => reply.headers.has(name))).toEqual([]);
    }
  });

  it('leave no trace by the way to them either: a browser would keep a permanent redirection', async () => {
    const reply = await fetch(`${server.url}/a`, { redirect: 'manual' });
    expect([reply.status, reply.headers.get('location'), reply.headers.get('cache-control')]).toEqual([308, '/a/', 'no-store']);
  });
});
