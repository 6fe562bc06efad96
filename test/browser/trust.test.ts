// The trust page in a real browser: reached from the respondent page in a tab of its own, with the facts of the round
// that the link names and never those of another, in five languages, within the page's policy, keeping nothing.
import { afterAll, beforeAll, describe, expect, it, jest } from '@jest/globals';
import type { Browser } from 'playwright-core';
import type { OpenedRound } from '../../server/lifecycle/open-round.ts';
import { aServer } from '../support/a-server.ts';
import type { TestServer } from '../support/a-server.ts';
import { anOpenRound } from '../support/a-round.ts';
import { DESKTOP, NOTHING_KEPT, PHONE, SMALLEST, keptByBrowser, launch, seriousFindings, sidewaysScroll, tabRound, watchedPage, withBrowser } from './a-browser.ts';
import type { Watched } from './a-browser.ts';
import { languageOf, loadAnew } from './a-language.ts';
import { invitations } from './an-invitation.ts';

jest.setTimeout(180_000);

withBrowser('the trust page', () => {
  let server: TestServer;
  let opened: OpenedRound;
  let browser: Browser;
  beforeAll(async () => {
    server = await aServer();
    opened = await anOpenRound(server.rooms, { mixedWays: 'list-ticked' });
    browser = await launch();
  });
  afterAll(async () => {
    await browser.close();
    await server.close();
  });
  const address = (hash = opened.made.hash): string => `${server.url}/trust/#r=${opened.plan.round}&m=${hash}`;

  it('opens in a tab of its own from the opening page, with the days of that round and the ways that it has', async () => {
    const { page } = await watchedPage(browser, server.url, { viewport: DESKTOP, locale: 'en' });
    await page.goto(invitations(server.url, opened, 'officials')[0]?.link ?? '');
    await page.click('.more summary');
    const [trust] = await Promise.all([page.context().waitForEvent('page'), page.click('.more a')]);
    await trust.waitForSelector('#ways');
    expect(trust.url()).toBe(address());
    expect(await trust.evaluate('[window.opener, document.referrer]')).toEqual([null, '']);
    expect(await trust.locator('.ways dt').allInnerTexts()).toEqual(['Invitation link']);
    const year = opened.plan.retentionDay.slice(0, 4);
    expect(await trust.innerText('section[aria-labelledby=facts]')).toContain(year);
    expect(await page.locator('.decision').count()).toBe(1);
    await page.context().close();
  });

  describe('in one browser', () => {
    let watched: Watched;
    let speak: (locale: string) => Promise<void>;
    beforeAll(async () => {
      watched = await watchedPage(browser, server.url, { viewport: PHONE });
      speak = await languageOf(watched.page);
    });
    afterAll(() => watched.page.context().close());

    it.each([
      ['fr', PHONE],
      ['en', DESKTOP],
      ['es', PHONE],
      ['pt', PHONE],
      ['ar', SMALLEST],
    ])('breaks no policy, has nothing serious for axe-core, asks only for its round and keeps nothing in %s', async (locale, viewport) => {
      const { page, requests, faults, violations } = watched;
      await page.setViewportSize(viewport);
      await speak(locale);
      requests.length = 0;
      await loadAnew(page, address());
      await page.waitForSelector('#ways');
      expect(await page.evaluate('[document.documentElement.lang, document.documentElement.dir]')).toEqual([locale, locale === 'ar' ? 'rtl' : 'ltr']);
      expect(requests.filter((each) => !each.includes('/trust/'))).toEqual([`GET /collector/rounds/${opened.plan.round}`]);
      expect(await page.locator('.party').count()).toBe(6);
      // Who runs it, what prevents a second answer, three days, the threshold.
      expect(await page.locator('section[aria-labelledby=facts] li').count()).toBe(6);
      expect(await page.innerText('main')).not.toMatch(/\{[a-z]+\}|\bundefined\b|\bnull\b/);
      expect(await sidewaysScroll(page)).toBe(0);
      expect(await seriousFindings(page)).toEqual([]);
      expect(await tabRound(page)).toEqual({ stops: 2, missed: [], unseen: [] });
      expect(await keptByBrowser(page)).toEqual({ ...NOTHING_KEPT, hash: new URL(address()).hash });
      expect([faults, await violations()]).toEqual([[], []]);
    });

    it('believes no facts but those of the manifest that the link names, and tells the usual case without a link', async () => {
      const { page } = watched;
      await page.setViewportSize(DESKTOP);
      await speak('en');
      await loadAnew(page, address('A'.repeat(43)));
      await page.waitForSelector('.notice.danger');
      expect(await page.locator('.ways dt').count()).toBe(6);
      await loadAnew(page, `${server.url}/trust/`);
      await page.waitForSelector('.notice');
      expect(await page.innerText('.notice')).toContain('one operator');
      expect(await (await fetch(`${server.url}/trust/`)).text()).not.toMatch(/integrity|customs|corruption|douane/i);
    });
  });
});
