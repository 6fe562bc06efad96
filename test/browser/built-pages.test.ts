// The built pages. How heavy the respondent page is, counted as served: everything that a browser fetches until Start. And
// the oldest browsers that are promised (Chrome 87, Safari 14): none runs here, so that two things are proven instead.
// The files hold no syntax and call nothing that came later, apart from what is asked for first; and a real Chromium from
// which the later functions are taken away before the page loads answers to the receipt.
import { readFileSync, readdirSync } from 'node:fs';
import { request } from 'node:http';
import { join } from 'node:path';
import { parse } from 'acorn';
import { afterAll, beforeAll, describe, expect, it, jest } from '@jest/globals';
import type { Browser } from 'playwright-core';
import type { OpenedRound } from '../../server/lifecycle/open-round.ts';
import { aPopulationPlan, anOpenRound } from '../support/a-round.ts';
import { aServer } from '../support/a-server.ts';
import type { TestServer } from '../support/a-server.ts';
import { PHONE, launch, watchedPage, withBrowser } from './a-browser.ts';
import { answerToReview, begin, invitations, nextOf } from './an-invitation.ts';

jest.setTimeout(180_000);

const PAGES = ['respond', 't', 'board', 'trust', 'desk'] as const;
const built = (page: string, ending: string): readonly (readonly [string, string])[] => {
  const folder = join('dist/client', page, 'assets');
  return readdirSync(folder).filter((name) => name.endsWith(ending)).map((name) => [name, readFileSync(join(folder, name), 'utf8')] as const);
};

/** What came after Chrome 87 or Safari 14.0, as it stands in a minified file. */
const LATER: readonly RegExp[] = [
  /\.at\(/, /\bstructuredClone\b/, /\bObject\.hasOwn\b/, /\.findLast(Index)?\(/, /\.to(Sorted|Reversed|Spliced)\(/, /\brandomUUID\b/, /\bAbortSignal\.(timeout|any)\b/, /\b(WeakRef|FinalizationRegistry)\b/,
  /\b(withResolvers|fromAsync|groupBy)\(/, /\bIntl\.(Segmenter|DisplayNames)\b/, /\bBroadcastChannel\b/, /\.showModal\(/, /\b(De)?[cC]ompressionStream\b/, /\(\?<[=!]/,
];

describe('the built pages', () => {
  it.each(PAGES)('of %s hold no syntax after 2021 and call nothing that the oldest browsers lack', (page) => {
    for (const [name, text] of built(page, '.js')) {
      expect(() => parse(text, { ecmaVersion: 2021, sourceType: 'module' })).not.toThrow();
      expect(LATER.filter((later) => later.test(text)).map((later) => `${name}: ${later.source}`)).toEqual([]);
    }
  });

  it.each(PAGES)('of %s hide nothing in rules that the oldest browsers drop', (page) => {
    for (const [name, text] of built(page, '.css')) {
      expect([/@layer\b/, /@container\b/, /[{;}]\s*&/, /\b\d*[dsl]vh\b/, /\bcolor-mix\(/, /\boklch\(/].filter((later) => later.test(text)).map((later) => `${name}: ${later.source}`)).toEqual([]);
      // Chrome 87 has no :is(); each rule with it stands beside the same one with :-webkit-any().
      expect([name, text.split(':-webkit-any(').length]).toEqual([name, text.split(':is(').length]);
    }
  });
});

const TAKEN_AWAY = `
for (const name of ['at', 'findLast', 'findLastIndex', 'toSorted', 'toReversed', 'toSpliced', 'with']) for (const type of [Array, String, Object.getPrototypeOf(Uint8Array)]) delete type.prototype[name];
for (const name of ['structuredClone', 'BroadcastChannel', 'WeakRef', 'FinalizationRegistry', 'CompressionStream', 'DecompressionStream', 'scheduler']) delete window[name];
delete Object.hasOwn; delete Object.groupBy; delete Promise.withResolvers; delete Array.fromAsync; delete Crypto.prototype.randomUUID; delete Navigator.prototype.locks;
delete AbortSignal.timeout; delete AbortSignal.any; delete HTMLDialogElement.prototype.showModal; delete Element.prototype.checkVisibility; delete HTMLElement.prototype.showPopover;
delete Intl.ListFormat; delete Intl.DisplayNames; delete Intl.Segmenter; delete Uint8Array.fromBase64; delete Uint8Array.prototype.toBase64; delete Uint8Array.prototype.toHex;
const Format = Intl.NumberFormat;
Intl.NumberFormat = function (tag, options) { if (options && options.style === 'unit') throw new RangeError('unit'); return new Format(tag, options); };`;

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

withBrowser('the pages as served', () => {
  let server: TestServer;
  let five: OpenedRound;
  let opened: OpenedRound;
  let browser: Browser;
  let links: Iterator<{ link: string; printed: string }>;
  beforeAll(async () => {
    [server, browser] = await Promise.all([aServer(), launch()]);
    five = await anOpenRound(server.rooms);
    opened = await anOpenRound(server.rooms, { survey: 'coordinator-feedback', populations: [aPopulationPlan('coordinators', 12)], languages: ['en', 'ar'] });
    links = invitations(server.url, opened, 'coordinators')[Symbol.iterator]();
  });
  afterAll(async () => {
    await browser.close();
    await server.close();
  });

  it('weigh for a respondent at most 365 000 bytes in Brotli and 470 000 in gzip, with all five languages inside', async () => {
    const { page, requests } = await watchedPage(browser, server.url, { viewport: PHONE, locale: 'fr' });
    await page.goto(invitations(server.url, five, 'officials')[0]?.link ?? '');
    await page.waitForSelector('.words');
    const paths = [...new Set(requests)].map((entry) => entry.replace('GET ', ''));
    await page.context().close();
    expect(paths).toContain(`/collector/rounds/${five.plan.round}/forms/officials`);
    for (const [encoding, limit] of [['br', 365_000], ['gzip', 470_000]] as const) {
      const replies = await Promise.all(paths.map((path) => served(server.url + path, encoding)));
      const large = replies.filter(({ bytes }) => bytes > 4000);
      expect(large.map((reply) => reply.encoding)).toEqual(large.map(() => encoding));
      const total = replies.reduce((sum, { bytes }) => sum + bytes, 0);
      console.log(`respondent page, ${encoding}: ${String(total)} bytes of ${String(limit)}`);
      expect(total).toBeLessThanOrEqual(limit);
    }
  });

  it('have for a respondent the same bytes for everybody and a title that tells nothing', async () => {
    const texts = await Promise.all(['fr', 'ar'].map(async (language) => (await fetch(`${server.url}/a/`, { headers: { 'Accept-Language': language, 'User-Agent': language } })).text()));
    expect(texts[0]).toBe(texts[1]);
    expect(texts[0]).toMatch(/<title>Questionnaire<\/title>/);
    expect(texts[0]).not.toMatch(/integrity|customs|corruption|douane/i);
  });

  it('let a browser without what came after Chrome 87 and Safari 14 answer to the receipt and read the board', async () => {
    const { page, faults } = await watchedPage(browser, server.url, { viewport: PHONE, locale: 'en' });
    await page.addInitScript(TAKEN_AWAY);
    await begin(page, nextOf(links).link);
    expect(await page.locator('.too-old').count()).toBe(0);
    await answerToReview(page);
    await page.click('.decision .button:not(.quiet)');
    await page.waitForSelector('.receipt .digits');
    expect(await page.getAttribute('a[href^="/board/"]', 'href')).toBe(`/board/#r=${opened.plan.round}&m=${opened.made.hash}`);
    await page.goto(`${server.url}/board/#r=${opened.plan.round}&m=${opened.made.hash}`);
    await page.waitForSelector('.words');
    expect(faults).toEqual([]);
    await page.context().close();
  });

  it('tell a browser that can not run them at all in one sentence where else to answer', async () => {
    const { page } = await watchedPage(browser, server.url, { viewport: PHONE, locale: 'en' });
    await page.route('**/*.js', (route) => route.fulfill({ status: 200, contentType: 'text/javascript', body: 'this is no script' }));
    await page.goto(nextOf(links).link);
    const sentence = page.locator('.too-old p[lang=en]');
    expect(await sentence.isVisible()).toBe(false);
    await page.evaluate(`document.querySelector('.too-old').getAnimations()[0].finish()`);
    expect(await sentence.isVisible()).toBe(true);
    expect(await sentence.textContent()).toMatch(/newer phone or computer, or ask .* paper form/);
    await page.context().close();
  });
});
