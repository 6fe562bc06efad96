// The main way in a real browser: link, opening page, Start, every question, review, Send, receipt. In French and in
// Arabic, on a phone, on the smallest phone and on a desk.
import { afterAll, beforeAll, describe, expect, it, jest } from '@jest/globals';
import type { Browser, Page } from 'playwright-core';
import type { OpenedRound } from '../../server/lifecycle/open-round.ts';
import { aServer } from '../support/a-server.ts';
import type { TestServer } from '../support/a-server.ts';
import { anOpenRound } from '../support/a-round.ts';
import { DESKTOP, NOTHING_KEPT, PHONE, SMALLEST, keptByBrowser, launch, seriousFindings, watchedPage, withBrowser } from './a-browser.ts';
import type { Watched } from './a-browser.ts';
import { answerToReview, begin, invitations, lookToReview, nextOf } from './an-invitation.ts';

jest.setTimeout(180_000);

const FORWARD = '.decision .button:not(.quiet)';

/** In the page: how far the screen can be scrolled sideways, and how many of its tables can. */
const SIDEWAYS = `[
  document.documentElement.scrollWidth - document.documentElement.clientWidth,
  [...document.querySelectorAll('.sd-table-wrapper')].filter((each) => each.scrollWidth > each.clientWidth + 1).length,
]`;

interface Expected {
  readonly server: TestServer;
  readonly opened: OpenedRound;
  readonly locale: string;
  /** There are more than these. */
  readonly screens: number;
  /** A function's text for the page: what is wrong on a screen. */
  readonly findings?: string;
  /** What is asserted of the review and of the receipt. */
  readonly ending?: () => Promise<void>;
}

/** From the first question on. */
async function toTheReceipt({ page, requests, faults, violations }: Watched, expected: Expected): Promise<void> {
  const { server, opened, locale, findings = '() => []', ending = () => Promise.resolve() } = expected;
  expect(page.url()).toBe(`${server.url}/a/`);
  expect(await page.getAttribute('html', 'dir')).toBe(locale === 'ar' ? 'rtl' : 'ltr');
  requests.length = 0;
  const seen = await lookToReview<unknown>(page, `async (screen) => [${SIDEWAYS}, await (${findings})(screen)]`);
  expect(seen).toEqual(seen.map(() => [[0, 0], []]));
  expect(seen.length).toBeGreaterThan(expected.screens);
  expect(requests).toEqual([]);
  await ending();
  await page.click(FORWARD);
  await page.waitForSelector('.receipt .digits');
  expect(requests).toEqual([`POST /collector/rounds/${opened.plan.round}/sheets`]);
  expect(await page.textContent('.receipt .digits')).toMatch(/^[0-9A-HJKMNP-TV-Z]{4}(-[0-9A-HJKMNP-TV-Z]{4}){5}$/);
  expect(await page.locator('.notice.danger').count()).toBe(0);
  await ending();
  // The receipt goes, and the focus is not left on a button that went with it.
  await page.click('.choices.unprinted .button >> nth=2');
  expect([await page.locator('.receipt').count(), await page.evaluate('document.activeElement.tagName')]).toEqual([0, 'P']);
  expect(await keptByBrowser(page)).toEqual(NOTHING_KEPT);
  expect([await violations(), faults]).toEqual([[], []]);
}

withBrowser('the respondent page', () => {
  let server: TestServer;
  let opened: OpenedRound;
  let browser: Browser;
  let links: Iterator<{ link: string; printed: string }>;
  beforeAll(async () => {
    server = await aServer();
    opened = await anOpenRound(server.rooms);
    browser = await launch();
    links = invitations(server.url, opened, 'officials')[Symbol.iterator]();
  });
  afterAll(async () => {
    await browser.close();
    await server.close();
  });

  const opening = (locale: string, viewport: typeof PHONE): Promise<Watched> => watchedPage(browser, server.url, { viewport, locale });

  it.each([
    ['fr', 'a phone', PHONE],
    ['ar', 'a desk', DESKTOP],
    ['fr', 'a desk', DESKTOP],
  ])('is answered to the receipt in %s on %s, breaks no policy, asks nobody else and keeps nothing', async (locale, _place, viewport) => {
    const watched = await opening(locale, viewport);
    await begin(watched.page, nextOf(links).link);
    await toTheReceipt(watched, { server, opened, locale, screens: viewport === DESKTOP ? 10 : 35 });
    await watched.page.context().close();
  });

  it('is so in ar on the smallest phone, with nothing serious for axe-core from the empty page to the receipt, and no reply may stay in its cache', async () => {
    const watched = await opening('ar', SMALLEST);
    const { page } = watched;
    const cached: string[] = [];
    let replies = 0;
    page.on('response', (reply) => {
      replies += 1;
      if (reply.headers()['cache-control'] !== 'no-store') cached.push(reply.url());
    });
    const nothingSerious = async (): Promise<void> => expect(await seriousFindings(page)).toEqual([]);
    await page.goto(`${server.url}/a/`);
    await page.waitForSelector('h1');
    await nothingSerious();
    await page.goto(nextOf(links).link);
    await page.waitForSelector('.words, .digits');
    await nothingSerious();
    await page.click(FORWARD);
    await page.waitForSelector('.questions');
    await page.exposeFunction('seriousFindings', () => seriousFindings(page));
    await toTheReceipt(watched, { server, opened, locale: 'ar', screens: 35, findings: '(screen) => (screen % 6 === 1 ? window.seriousFindings() : [])', ending: nothingSerious });
    expect([cached, replies > 5]).toEqual([[], true]);
    await page.context().close();
  });

  describe('once Start has been pressed', () => {
    const asked: string[] = [];
    let askedBeforeStart: readonly string[];
    let page: Page;
    beforeAll(async () => {
      ({ page } = await opening('fr', PHONE));
      page.on('dialog', (dialog) => {
        asked.push(dialog.type());
        void dialog.dismiss();
      });
      const { link } = nextOf(links);
      await page.goto(link);
      await page.waitForSelector('.decision');
      // A browser asks only where somebody has touched the page.
      await page.click('h1');
      await page.goto('about:blank');
      askedBeforeStart = [...asked];
      await begin(page, link);
    });
    afterAll(() => page.context().close());

    it('goes one question back when the Back button of the browser is pressed', async () => {
      const first = await page.textContent('h1');
      await page.click('.steps .button:not(.quiet)');
      await page.waitForFunction((text) => document.querySelector('h1')?.textContent !== text, first);
      await page.evaluate('history.back()');
      await page.waitForFunction((text) => document.querySelector('h1')?.textContent === text, first);
      expect(page.url()).toBe(`${server.url}/a/`);
    });

    it('shows which answer is chosen where the system takes the page’s colours away', async () => {
      await page.emulateMedia({ forcedColors: 'active' });
      await page.locator('.survey-view input[type=radio]').first().check({ force: true });
      const look = (at: number): Promise<string> => page.locator('.survey-view .sd-item__decorator').nth(at).evaluate((mark) => getComputedStyle(mark).backgroundColor);
      expect(await look(0)).not.toBe(await look(1));
      await page.emulateMedia({ forcedColors: null });
    });

    it('asks before it is closed, and did not before', async () => {
      expect(askedBeforeStart).toEqual([]);
      await page.locator('.survey-view input[type=radio]').first().check({ force: true });
      const dialog = page.waitForEvent('dialog');
      await page.evaluate('setTimeout(() => location.reload(), 0)');
      await dialog;
      expect(asked).toEqual(['beforeunload']);
    });

    it('goes from the review to any question and back, with the changed answer', async () => {
      await answerToReview(page);
      const row = page.locator('.review-row').nth(2);
      const question = (await row.locator('button').getAttribute('aria-label')) ?? '';
      const before = await row.locator('dd > :first-child').textContent();
      await row.locator('button').click();
      await page.waitForSelector('.questions');
      await page.waitForSelector('.survey-view input[type=radio]:checked');
      const name = await page.evaluate<string>(`[...document.querySelectorAll('.survey-view input[type=radio]')].map((input) => input.name).filter((name, at, all) => all.indexOf(name) === at)[1]`);
      const line = page.locator(`.survey-view input[type=radio][name="${name}"]`);
      const chosen = await line.evaluateAll((inputs) => inputs.findIndex((input) => (input as HTMLInputElement).checked));
      await line.nth(chosen === 0 ? 3 : 0).check({ force: true });
      await page.click('.steps .button.quiet >> nth=0');
      await page.waitForSelector('.review');
      expect(await row.locator('button').getAttribute('aria-label')).toBe(question);
      expect(await row.locator('dd > :first-child').textContent()).not.toBe(before);
    });
  });

  it('tells before Start that the language is kept, in a round that keeps it and in no other', async () => {
    const other = await anOpenRound(server.rooms, { keepsLanguage: true });
    const { page } = await watchedPage(browser, server.url, { viewport: PHONE, locale: 'fr' });
    const told: boolean[] = [];
    for (const link of [nextOf(links).link, invitations(server.url, other, 'officials')[0]?.link ?? '']) {
      await page.goto('about:blank');
      await page.goto(link);
      told.push((await page.innerText('.facts')).includes('avec la langue de cette page'));
    }
    expect(told).toEqual([false, true]);
    await page.context().close();
  });
});
