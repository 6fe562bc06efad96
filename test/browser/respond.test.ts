// The main way in a real browser: link, opening page, Start, every question, review, Send, receipt. In French and in
// Arabic, on a phone, on the smallest phone and on a desk.
import { afterAll, beforeAll, expect, it, jest } from '@jest/globals';
import type { Browser } from 'playwright-core';
import type { OpenedRound } from '../../server/lifecycle/open-round.ts';
import { aServer } from '../support/a-server.ts';
import type { TestServer } from '../support/a-server.ts';
import { anOpenRound } from '../support/a-round.ts';
import { DESKTOP, NOTHING_KEPT, PHONE, SMALLEST, keptByBrowser, launch, seriousFindings, sidewaysScroll, watchedPage, withBrowser } from './a-browser.ts';
import { answerToReview, begin, invitations, nextOf } from './an-invitation.ts';

jest.setTimeout(180_000);

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

  it.each([
    ['fr', 'a phone', PHONE],
    ['ar', 'the smallest phone', SMALLEST],
    ['ar', 'a desk', DESKTOP],
    ['fr', 'a desk', DESKTOP],
  ])('is answered to the receipt in %s on %s, breaks no policy, asks nobody else and keeps nothing', async (locale, _place, viewport) => {
    const { page, requests, faults, violations } = await watchedPage(browser, server.url, { viewport, locale });
    await begin(page, nextOf(links).link);
    expect(page.url()).toBe(`${server.url}/a/`);
    expect(await page.getAttribute('html', 'dir')).toBe(locale === 'ar' ? 'rtl' : 'ltr');
    requests.length = 0;
    const screens = await answerToReview(page, async () => {
      expect(await sidewaysScroll(page)).toBe(0);
      expect(await page.evaluate(`[...document.querySelectorAll('.sd-table-wrapper')].filter((each) => each.scrollWidth > each.clientWidth + 1).length`)).toBe(0);
    });
    expect(screens).toBeGreaterThan(viewport === DESKTOP ? 10 : 35);
    expect(requests).toEqual([]);
    await page.click('.decision .button:not(.quiet)');
    await page.waitForSelector('.receipt .digits');
    expect(requests).toEqual([`POST /collector/rounds/${opened.plan.round}/sheets`]);
    expect(await page.textContent('.receipt .digits')).toMatch(/^[0-9A-HJKMNP-TV-Z]{4}(-[0-9A-HJKMNP-TV-Z]{4}){5}$/);
    expect(await page.locator('.notice.danger').count()).toBe(0);
    // The receipt goes, and the focus is not left on a button that went with it.
    await page.click('.choices.unprinted .button >> nth=2');
    expect([await page.locator('.receipt').count(), await page.evaluate('document.activeElement.tagName')]).toEqual([0, 'P']);
    expect(await keptByBrowser(page)).toEqual(NOTHING_KEPT);
    expect([await violations(), faults]).toEqual([[], []]);
    await page.context().close();
  });

  it('goes from the review to any question and back, with the changed answer', async () => {
    const { page } = await watchedPage(browser, server.url, { viewport: PHONE, locale: 'fr' });
    await begin(page, nextOf(links).link);
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
    await page.context().close();
  });

  it('asks before it is closed once Start has been pressed, and not before', async () => {
    const { page } = await watchedPage(browser, server.url, { viewport: PHONE, locale: 'fr' });
    const asked: string[] = [];
    page.on('dialog', (dialog) => {
      asked.push(dialog.type());
      void dialog.dismiss();
    });
    const { link } = nextOf(links);
    await page.goto(link);
    await page.waitForSelector('.decision');
    await page.reload();
    expect(asked).toEqual([]);
    await page.goto('about:blank');
    await begin(page, link);
    await page.locator('.survey-view input[type=radio]').first().check({ force: true });
    await page.evaluate('setTimeout(() => location.reload(), 0)');
    await page.waitForEvent('dialog', { timeout: 5000 }).catch(() => null);
    expect(asked).toEqual(['beforeunload']);
    await page.context().close();
  });

  it('goes one question back when the Back button of the browser is pressed', async () => {
    const { page } = await watchedPage(browser, server.url, { viewport: PHONE, locale: 'fr' });
    await begin(page, nextOf(links).link);
    const first = await page.textContent('h1');
    await page.click('.steps .button:not(.quiet)');
    await page.waitForFunction((text) => document.querySelector('h1')?.textContent !== text, first);
    await page.evaluate('history.back()');
    await page.waitForFunction((text) => document.querySelector('h1')?.textContent === text, first);
    expect(page.url()).toBe(`${server.url}/a/`);
    await page.context().close();
  });

  it('has nothing serious for axe-core on any screen', async () => {
    const { page } = await watchedPage(browser, server.url, { viewport: PHONE, locale: 'ar' });
    await page.goto(`${server.url}/a/`);
    await page.waitForSelector('h1');
    expect(await seriousFindings(page)).toEqual([]);
    const { link } = nextOf(links);
    await page.goto(link);
    await page.waitForSelector('.words, .digits');
    expect(await seriousFindings(page)).toEqual([]);
    await page.goto('about:blank');
    await begin(page, link);
    let screen = 0;
    await answerToReview(page, async () => {
      screen += 1;
      if (screen % 6 === 1) expect(await seriousFindings(page)).toEqual([]);
    });
    expect(await seriousFindings(page)).toEqual([]);
    await page.click('.decision .button:not(.quiet)');
    await page.waitForSelector('.receipt');
    expect(await seriousFindings(page)).toEqual([]);
    await page.context().close();
  });
});
