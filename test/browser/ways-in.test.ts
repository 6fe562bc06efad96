// The other ways into the respondent page in a real browser: a printed card, an open link, a ticket for another device.
// Progress saved on a device of one's own: respond-own-device.test.ts.
import { mkdtempSync, readFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { afterAll, beforeAll, expect, it, jest } from '@jest/globals';
import type { Browser, Page } from 'playwright-core';
import type { OpenedRound } from '../../server/lifecycle/open-round.ts';
import { createRound, openRound } from '../../server/lifecycle/open-round.ts';
import { listedCards, printCards } from '../../server/lifecycle/print-cards.ts';
import { writePrintedCodes } from '../../server/lifecycle/printed-codes.ts';
import { linkFragment } from '../../shared/credential/link.ts';
import { aQuickLogIn } from '../support/a-log-in.ts';
import { aPopulationPlan, aRoundPlan, anOpenRound } from '../support/a-round.ts';
import { aServer } from '../support/a-server.ts';
import type { TestServer } from '../support/a-server.ts';
import { closeEarly } from '../support/close-early.ts';
import { DESKTOP, NOTHING_KEPT, PHONE, keptByBrowser, launch, seriousFindings, sidewaysScroll, watchedPage, withBrowser } from './a-browser.ts';
import type { Watched } from './a-browser.ts';
import { answerLittleToReview, answerToReview, begin, invitations, nextOf } from './an-invitation.ts';
import { readQr } from './read-qr.ts';

jest.setTimeout(240_000);
const client = process.env['SPID_CLIENT'];
const START = '.decision .button:not(.quiet)';
const pictures = process.env['SPID_PICTURES'];
const picture = async (page: Page, name: string): Promise<void> => void (pictures === undefined ? null : await page.screenshot({ path: join(pictures, `${name}.png`), fullPage: true }));

withBrowser('ways into the respondent page', () => {
  let server: TestServer;
  let browser: Browser;
  let opened: OpenedRound;
  let links: Iterator<{ link: string; printed: string }>;
  beforeAll(async () => {
    server = await aServer({ more: client === undefined ? {} : { SPID_CLIENT: client } });
    opened = await anOpenRound(server.rooms, { modes: ['online', 'open-link'] });
    links = invitations(server.url, opened, 'officials')[Symbol.iterator]();
    browser = await launch();
  });
  afterAll(async () => {
    await browser.close();
    await server.close();
  });

  it('has cards whose print fits the paper and whose link opens the page', async () => {
    const plan = aRoundPlan({ modes: ['card'], populations: [aPopulationPlan('officials', 21)] });
    await createRound(server.rooms, plan);
    await openRound(server.rooms, plan.round, async (made) => void (await writePrintedCodes(server.dataFolder, made, server.url)));
    const place = { round: plan.round, population: 'officials' };
    const { path } = await printCards(server.rooms, place, null);
    const page = await browser.newPage({ viewport: DESKTOP });
    await page.goto(pathToFileURL(path).href);
    const overflow = await page.evaluate<number>(`[...document.querySelectorAll('.card, .cover')].filter((each) => each.scrollHeight > each.clientHeight || each.scrollWidth > each.clientWidth).length`);
    expect(overflow).toBe(0);
    expect(await seriousFindings(page)).toEqual([]);
    await picture(page, 'cards');
    const [card] = await listedCards(server.rooms, place);
    expect(await readQr(page.locator('.card .qr').first())).toBe(card?.link);
    await page.close();
    const { page: phone, faults } = await watchedPage(browser, server.url, { viewport: PHONE, locale: 'ar' });
    await begin(phone, card?.link ?? '');
    expect(faults).toEqual([]);
    await phone.context().close();
  });

  /** Up to where the work that an open link asks for is in sight. */
  async function workForAnOpenLink(locale: string, viewport: typeof PHONE): Promise<Watched> {
    const watched = await watchedPage(browser, server.url, { viewport, locale });
    const { page } = watched;
    await page.goto(`${server.url}/a/${linkFragment({ kind: 'open', manifest: opened.made.hash, round: opened.plan.round, population: 0 })}`);
    await page.waitForSelector(START);
    await page.click('.start-options summary');
    expect([await sidewaysScroll(page), await seriousFindings(page)]).toEqual([0, []]);
    await picture(page, `open-link-${locale}`);
    await page.click(START);
    await page.waitForSelector('.decision progress');
    return watched;
  }
  const nothingKept = async ({ page, faults, violations }: Watched): Promise<void> => expect([await keptByBrowser(page), await violations(), faults]).toEqual([NOTHING_KEPT, [], []]);

  it('takes an open link in fr on a phone: works in sight, comes to the receipt, keeps nothing, breaks no policy', async () => {
    const watched = await workForAnOpenLink('fr', PHONE);
    const { page } = watched;
    await page.waitForSelector('.questions', { timeout: 60_000 });
    await answerToReview(page);
    await page.click(START);
    await page.waitForSelector('.receipt .digits');
    await nothingKept(watched);
    await page.context().close();
  });

  // What follows on the work is the way of a code, which respond.test.ts goes in Arabic on a desk.
  it('takes an open link in ar on a desk: works in sight, keeps nothing, breaks no policy', async () => {
    const watched = await workForAnOpenLink('ar', DESKTOP);
    await nothingKept(watched);
    await watched.page.context().close();
  });

  it.each([['fr', PHONE, 'file'], ['ar', DESKTOP, 'link']] as const)('carries a ticket to another device in %s, and asks nothing that another does not', async (locale, viewport, by) => {
    const { page, requests, violations } = await watchedPage(browser, server.url, { viewport, locale });
    await page.goto(nextOf(links).link);
    await page.click('.start-options summary');
    await page.check('input[name=ticket]');
    requests.length = 0;
    await page.click(START);
    await page.waitForSelector('.ticket-code');
    expect(requests.filter((request) => request.startsWith('GET'))).toEqual([]);
    expect([await sidewaysScroll(page), await seriousFindings(page)]).toEqual([0, []]);
    await picture(page, `ticket-${locale}`);
    const [download] = await Promise.all([page.waitForEvent('download'), page.click('.choices .button:not(.quiet)')]);
    const file = join(mkdtempSync(join(tmpdir(), 'spid-ticket-')), 'ticket.json');
    await download.saveAs(file);
    expect([await keptByBrowser(page), await violations()]).toEqual([NOTHING_KEPT, []]);
    const other = await watchedPage(browser, server.url, { viewport: PHONE, locale });
    if (by === 'file') {
      await other.page.goto(`${server.url}/a/`);
      await other.page.click('details summary');
      await other.page.setInputFiles('#ticket-file', file);
    } else {
      const { ticketFragment } = await import('../../shared/credential/ticket-link.ts');
      const { PortableTicket } = await import('../../shared/credential/ticket.ts');
      const link = await readQr(page.locator('.ticket-code'));
      expect(link).toBe(`${server.url}/a/${ticketFragment(PortableTicket.parse(JSON.parse(readFileSync(file, 'utf8'))))}`);
      await other.page.goto(link);
    }
    await other.page.waitForSelector(START);
    other.requests.length = 0;
    await other.page.click(START);
    await other.page.waitForSelector('.questions');
    expect(other.requests.filter((request) => request.startsWith('POST'))).toEqual([]);
    await answerLittleToReview(other.page);
    await other.page.click(START);
    await other.page.waitForSelector('.receipt .digits');
    // The first device may still try: its sheet is another one, and is refused.
    await page.click('.choices .quiet');
    await answerLittleToReview(page);
    await page.click(START);
    await page.waitForSelector('.decision .notice.danger');
    await page.context().close();
    await other.page.context().close();
  });

  it('gives a ticket and a day to come back where answers are taken in a second phase', async () => {
    const later = await anOpenRound(server.rooms, { twoPhase: true, populations: [aPopulationPlan('officials', 20)] });
    const [first] = invitations(server.url, later, 'officials');
    const { page } = await watchedPage(browser, server.url, { viewport: PHONE, locale: 'fr' });
    await page.goto(first?.link ?? '');
    await page.click(START);
    await page.waitForSelector('.ticket-code');
    expect(await page.locator('.choices .quiet').count()).toBe(0);
    await picture(page, 'two-phase-fr');
    expect(await page.textContent('article')).toContain('lendemain');
    await page.context().close();
  });

  it('labels an open link’s figures on the scorecard in fr and ar', async () => {
    await closeEarly(server.rooms, opened.plan.round);
    const [name = '', value = ''] = (await aQuickLogIn(server, 'anna', 'arendelle')).split('=');
    const { page, faults } = await watchedPage(browser, server.url, { viewport: DESKTOP, locale: 'fr' });
    await page.context().addCookies([{ name, value, url: server.url }]);
    await page.goto(`${server.url}/desk/#/rounds/${opened.plan.round}`);
    await page.waitForSelector('.scorecard');
    for (const [locale, label] of [['fr', 'lien ouvert, compté à part'], ['ar', 'رابط مفتوح، يُحتسب على حدة']] as const) {
      await page.selectOption('.language-switch select', locale);
      await page.waitForSelector(`section.population > h2:has-text("${label}")`);
      const headings = await page.locator('section.population > h2').allTextContents();
      expect(headings.map((heading) => heading.includes(label))).toEqual([false, true, false, true]);
      expect(await page.evaluate(`new Set([...document.querySelectorAll('[id]')].map((each) => each.id)).size === document.querySelectorAll('[id]').length`)).toBe(true);
      await picture(page, `scorecard-${locale}`);
    }
    expect(faults).toEqual([]);
    await page.context().close();
  });
});
