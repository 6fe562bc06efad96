// How heavy the respondent page is, counted as served: everything that a browser fetches until Start, with the
// questionnaire of the officials in five languages inside.
import { afterAll, beforeAll, expect, it, jest } from '@jest/globals';
import { request } from 'node:http';
import type { Browser } from 'playwright-core';
import type { OpenedRound } from '../../server/lifecycle/open-round.ts';
import { aServer } from '../support/a-server.ts';
import type { TestServer } from '../support/a-server.ts';
import { anOpenRound } from '../support/a-round.ts';
import { PHONE, launch, watchedPage, withBrowser } from './a-browser.ts';
import { invitations } from './an-invitation.ts';

jest.setTimeout(120_000);

/** Bytes of a reply's body as they come over the wire, and how they are compressed. */
const served = (url: string, encoding: string): Promise<{ encoding: string; bytes: number }> =>
  new Promise((resolve, reject) => {
    const asked = request(url, { headers: { 'Accept-Encoding': encoding } }, (reply) => {
      let bytes = 0;
      reply.on('data', (chunk: Buffer) => (bytes += chunk.length));
      reply.on('end', () => resolve({ encoding: reply.headers['content-encoding'] ?? 'none', bytes }));
    });
    asked.on('error', reject).end();
  });

withBrowser('the respondent page as served', () => {
  let server: TestServer;
  let opened: OpenedRound;
  let browser: Browser;
  beforeAll(async () => {
    server = await aServer();
    opened = await anOpenRound(server.rooms);
    browser = await launch();
  });
  afterAll(async () => {
    await browser.close();
    await server.close();
  });

  it.each([
    ['br', 365_000],
    ['gzip', 470_000],
  ])('takes in %s at most %d bytes with all five languages inside', async (encoding, limit) => {
    const { page, requests } = await watchedPage(browser, server.url, { viewport: PHONE, locale: 'fr' });
    await page.goto(invitations(server.url, opened, 'officials')[0]?.link ?? '');
    await page.waitForSelector('.words');
    const paths = [...new Set(requests)].map((entry) => entry.replace('GET ', ''));
    expect(paths).toContain(`/collector/rounds/${opened.plan.round}/forms/officials`);
    const replies = await Promise.all(paths.map((path) => served(server.url + path, encoding)));
    const large = replies.filter(({ bytes }) => bytes > 4000);
    expect(large.map((reply) => reply.encoding)).toEqual(large.map(() => encoding));
    const total = replies.reduce((sum, { bytes }) => sum + bytes, 0);
    console.log(`respondent page, ${encoding}: ${String(total)} bytes of ${String(limit)}`);
    expect(total).toBeLessThanOrEqual(limit);
    await page.context().close();
  });

  it('has the same bytes for everybody and a title that tells nothing', async () => {
    const texts = await Promise.all(['fr', 'ar'].map(async (language) => (await fetch(`${server.url}/a/`, { headers: { 'Accept-Language': language, 'User-Agent': language } })).text()));
    expect(texts[0]).toBe(texts[1]);
    expect(texts[0]).toMatch(/<title>Questionnaire<\/title>/);
    expect(texts[0]).not.toMatch(/integrity|customs|corruption|douane/i);
  });
});
