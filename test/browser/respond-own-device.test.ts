// Own-device mode in a real browser: progress saved on a device of one's own, a line that comes back, and what becomes of
// what was saved. With SPID_PICTURES the screens are pictured in two languages, on a phone and on a desk.
import { join } from 'node:path';
import { afterAll, beforeAll, expect, it, jest } from '@jest/globals';
import type { Browser, Page } from 'playwright-core';
import { doDueWork } from '../../server/lifecycle/due-work.ts';
import type { OpenedRound } from '../../server/lifecycle/open-round.ts';
import { paths } from '../../shared/api/round.ts';
import { aPopulationPlan, anOpenRound } from '../support/a-round.ts';
import { aServer } from '../support/a-server.ts';
import type { TestServer } from '../support/a-server.ts';
import { DESKTOP, NOTHING_KEPT, PHONE, keptByBrowser, launch, seriousFindings, sidewaysScroll, watchedPage, withBrowser } from './a-browser.ts';
import { UNREAD_ONCE, databases, losingReply, noDatabaseLeft, openSaved } from './a-saved-record.ts';
import { answerLittleToReview, invitations, nextOf } from './an-invitation.ts';

jest.setTimeout(240_000);
const client = process.env['SPID_CLIENT'];
const START = '.decision .button:not(.quiet)';
const HELD = ':is(:has-text("rien d’autre n’a donc été ouvert"), :has-text("لم يُفتح شيء آخر"))';
const pictures = process.env['SPID_PICTURES'];
const picture = async (page: Page, name: string): Promise<void> => void (pictures === undefined ? null : await page.screenshot({ path: join(pictures, `${name}.png`), fullPage: true }));
const SEEN: readonly (readonly [string, typeof PHONE])[] = pictures === undefined ? [['ar', PHONE]] : [['ar', PHONE], ['fr', PHONE], ['ar', DESKTOP]];

withBrowser('progress saved on a device of one’s own', () => {
  let today = new Date().toISOString().slice(0, 10);
  let server: TestServer;
  let browser: Browser;
  let links: Iterator<{ link: string; printed: string }>;
  beforeAll(async () => {
    server = await aServer({ today: () => today, more: client === undefined ? {} : { SPID_CLIENT: client } });
    const opened: OpenedRound = await anOpenRound(server.rooms, { populations: [aPopulationPlan('officials', 20)] });
    links = invitations(server.url, opened, 'officials')[Symbol.iterator]();
    browser = await launch();
  });
  afterAll(async () => {
    await browser.close();
    await server.close();
  });

  it('is taken up, even when the reply to Start was lost, and is deleted after sending', async () => {
    const { page, violations } = await watchedPage(browser, server.url, { viewport: PHONE, locale: 'fr' });
    const draws = `**/issuer/rounds/*/draw`;
    await page.goto(nextOf(links).link);
    await page.click('.start-options summary');
    await page.check('input[name=own]');
    await page.route(draws, losingReply);
    await page.click(START);
    await page.waitForSelector('.decision .notice');
    await page.unroute(draws);
    await openSaved(page, server.url);
    await page.click(START);
    await page.waitForSelector('.questions');
    // Two questions on, one of them left blank: the place is saved, not only what was answered.
    for (let step = 0; step < 2; step += 1) {
      const before = await page.textContent('h1');
      await page.click('.steps .button:not(.quiet)');
      await page.waitForSelector(`h1:not(:text-is("${before ?? ''}"))`);
    }
    const place = await page.textContent('h1');
    const choice = page.locator('.survey-view input[type=radio]').nth(1);
    await choice.check({ force: true });
    const value = await choice.getAttribute('value');
    await page.waitForTimeout(300);
    await openSaved(page, server.url);
    await page.waitForSelector('.questions');
    expect(await page.textContent('h1')).toBe(place);
    expect(await page.locator('.survey-view input[type=radio]:checked').first().getAttribute('value')).toBe(value);
    await answerLittleToReview(page);
    await page.context().setOffline(true);
    await page.click(START);
    await page.waitForSelector('.decision .notice.warn');
    expect(await keptByBrowser(page)).toMatchObject({ databases: ['spid-progress'], local: 0, session: 0, caches: [] });
    // Back on line, it goes by itself.
    await page.context().setOffline(false);
    await page.waitForSelector('.receipt .digits');
    await page.waitForSelector('article .deleted:has-text("Supprimer n’est pas effacer")');
    await picture(page, 'own-receipt-fr');
    await noDatabaseLeft(page);
    expect([await keptByBrowser(page), await violations()]).toEqual([NOTHING_KEPT, []]);
    await page.context().close();
  });

  it.each(SEEN)('is never written over, goes by keyboard after a question, and by itself where nothing can come of it (%s)', async (locale, viewport) => {
    const { page } = await watchedPage(browser, server.url, { viewport, locale });
    const shown = (part: string): Promise<void> => picture(page, `own-${part}-${locale}-${String(viewport.width)}`);
    const bodies: string[] = [];
    let line: 'reply lost' | 'up' = 'reply lost';
    await page.route(`**/issuer/rounds/*/draw`, async (route) => {
      bodies.push(route.request().postData() ?? '');
      await (line === 'up' ? route.continue() : losingReply(route));
    });
    const startSaving = async (link: string, notice: string, by: 'line' | 'no line' = 'line'): Promise<void> => {
      await page.goto('about:blank');
      await page.goto(link);
      await page.click('.start-options:not([open]) summary');
      await page.check('input[name=own]');
      await page.context().setOffline(by === 'no line');
      await page.click(START);
      await page.waitForSelector(`.decision .notice${notice}`);
    };
    /** Once more, and until its reply is lost. */
    const again = async (): Promise<void> => {
      await page.context().setOffline(false);
      const before = bodies.length;
      await page.click(START);
      for (let tries = 0; tries < 100 && bodies.length === before; tries += 1) await page.waitForTimeout(50);
      await page.waitForSelector('.decision .notice.warn');
    };
    const [first, second] = [nextOf(links).link, nextOf(links).link];
    await startSaving(first, '.warn');
    await startSaving(first, '.warn', 'no line');
    // The saved draw may have spent the code, and the page knows it although nothing left just now.
    expect(await page.evaluate(`window.dispatchEvent(new Event('beforeunload', { cancelable: true }))`)).toBe(false);
    await again();
    expect([bodies.length, bodies[1]]).toEqual([2, bodies[0]]);
    // Nor is it lost for another link, or for what is saved of another code, before its outcome is known or the person declines.
    await page.goto(second);
    await page.waitForSelector(`.decision .notice${HELD}`);
    await page.goto('about:blank');
    await page.goto(second);
    await again();
    await page.click('.start-options:not([open]) summary');
    await page.check('input[name=own]');
    await page.click(START);
    await page.waitForSelector('.decision .notice:is(:has-text("dans une autre fenêtre"), :has-text("ففي نافذة أخرى"))');
    await page.click('.saved-here .link >> nth=0');
    await page.waitForSelector(`.saved-here [role=status]${HELD}`);
    expect([await seriousFindings(page), await sidewaysScroll(page)]).toEqual([[], 0]);
    await shown('occupied');
    await page.click('.decision .choices .quiet');
    await page.waitForSelector('article:not(:has(.decision))');
    expect([bodies.length, await databases(page)]).toEqual([3, 1]);
    // The question before deleting, answered by the keyboard alone: the harmless answer comes first, and Escape is one.
    await page.goto(`${server.url}/a/`);
    await page.click('details summary');
    await page.focus('[data-confirm=forget]');
    await page.keyboard.press('Enter');
    await page.waitForSelector('.saved-here [role=group] .button:not(.quiet):focus');
    expect([await seriousFindings(page), await sidewaysScroll(page)]).toEqual([[], 0]);
    await shown('question');
    await page.keyboard.press('Escape');
    await page.waitForSelector('[data-confirm=forget]:focus');
    expect(await databases(page)).toBe(1);
    for (const key of ['Enter', 'Tab', 'Enter']) await page.keyboard.press(key);
    await page.waitForSelector('.saved-here [role=status]:focus');
    expect(await page.textContent('.saved-here [role=status]')).toMatch(/Supprimer n’est pas effacer|والحذف ليس محوًا/);
    expect([await seriousFindings(page), await sidewaysScroll(page)]).toEqual([[], 0]);
    await shown('deleted');
    await noDatabaseLeft(page);
    line = 'up';
    await startSaving(first, '.danger');
    await page.waitForSelector('.decision .deleted:not(:empty)');
    await shown('refused');
    await noDatabaseLeft(page);
    line = 'reply lost';
    await startSaving(second, '.warn');
    // Unread it may be another tab's, and stays.
    await page.evaluate(UNREAD_ONCE);
    await page.uncheck('input[name=own]');
    await page.waitForSelector('.decision .deleted:is(:has-text("n’a pas permis"), :has-text("لم يسمح"))');
    expect(await databases(page)).toBe(1);
    await page.check('input[name=own]');
    await again();
    await page.uncheck('input[name=own]');
    await page.waitForSelector('.decision .deleted:is(:has-text("a été supprimé"), :has-text("حُذف"))');
    await shown('unticked');
    await noDatabaseLeft(page);
    // What was deleted before this Start is no news after it.
    await again();
    await page.waitForSelector('.decision .deleted:empty', { state: 'attached' });
    await page.check('input[name=own]');
    await again();
    expect([await databases(page), bodies.at(-1)]).toEqual([1, bodies.at(-2)]);
    await page.click('.decision .choices .quiet');
    await page.waitForSelector('article .deleted:not(:empty)');
    await shown('declined');
    await noDatabaseLeft(page);
    expect(await keptByBrowser(page)).toEqual(NOTHING_KEPT);
    await page.context().close();
  });

  it('is neither deleted where it can’t be read, nor written anew where another tab has deleted it', async () => {
    const { page, faults } = await watchedPage(browser, server.url, { viewport: PHONE, locale: 'fr' });
    await page.goto(nextOf(links).link);
    await page.click('.start-options summary');
    await page.check('input[name=own]');
    await page.click(START);
    await page.waitForSelector('.questions .hint:has-text("progression est enregistrée")');
    const other = await page.context().newPage();
    await other.addInitScript(UNREAD_ONCE);
    await other.goto(`${server.url}/a/`);
    await other.click('details summary');
    await other.click('details .link');
    await other.waitForSelector('.saved-here [role=status]:has-text("Rien n’a été supprimé")');
    await picture(other, 'own-unread-fr');
    expect(await databases(other)).toBe(1);
    await other.click('[data-confirm=forget]');
    await other.click('.saved-here [role=group] [data-confirm=forget]');
    await noDatabaseLeft(other);
    await page.click('.steps .button:not(.quiet)');
    await page.waitForSelector('.questions .hint:has-text("Ne rechargez pas")');
    expect([await databases(page), faults]).toEqual([0, []]);
    await page.context().close();
  });

  it('leaves nothing behind by looking, and says so, where there is none', async () => {
    const { page } = await watchedPage(browser, server.url, { viewport: PHONE, locale: 'ar' });
    await page.goto(`${server.url}/a/`);
    await page.click('details summary');
    await page.click('details .link');
    // Not waitForFunction: it polls by evaluating text in the page, which the page's policy forbids.
    await page.waitForSelector('details [role=status]:not(:empty)');
    expect([await seriousFindings(page), await sidewaysScroll(page)]).toEqual([[], 0]);
    await picture(page, 'nothing-saved-ar');
    await noDatabaseLeft(page);
    expect(await keptByBrowser(page)).toEqual(NOTHING_KEPT);
    await page.context().close();
  });

  it('is said to be impossible, before anything leaves, in a browser that saves nothing, which goes on without', async () => {
    const { page, requests } = await watchedPage(browser, server.url, { viewport: PHONE, locale: 'fr' });
    await page.addInitScript(`indexedDB.open = () => { throw new DOMException('no', 'SecurityError'); }`);
    const draws = `**/issuer/rounds/*/draw`;
    const notSaved = async (advice: string): Promise<void> => {
      await page.check('input[name=own]');
      await page.click(START);
      await page.waitForSelector(`.decision .notice:has-text("fenêtre privée"):has-text("Rien n’a été envoyé à l’instant"):has-text("${advice}")`);
      await page.uncheck('input[name=own]');
    };
    await page.goto(nextOf(links).link);
    await page.click('.start-options summary');
    await notSaved('utilisez une fenêtre normale');
    expect(requests.filter((request) => request.startsWith('POST'))).toEqual([]);
    // A reply that is lost may have spent the code: then no other window will do.
    await page.route(draws, losingReply);
    await page.click(START);
    await page.waitForSelector('.decision .notice:has-text("sans risque")');
    await page.unroute(draws);
    requests.length = 0;
    await notSaved('ne servira peut-être plus');
    await picture(page, 'own-not-saved-fr');
    expect(requests.filter((request) => request.startsWith('POST'))).toEqual([]);
    await page.click(START);
    await page.waitForSelector('.questions');
    await page.context().close();
  });

  it('keeps a ticket until the second phase, in which it leads on to the questions and is deleted after sending', async () => {
    const later = await anOpenRound(server.rooms, { twoPhase: true, populations: [aPopulationPlan('officials', 20)] });
    const { page, requests, faults } = await watchedPage(browser, server.url, { viewport: PHONE, locale: 'fr' });
    const takeUp = async (): Promise<void> => {
      await openSaved(page, server.url);
      await page.waitForSelector('.ticket-code');
    };
    await page.goto(invitations(server.url, later, 'officials')[0]?.link ?? '');
    await page.click('.start-options summary');
    await page.check('input[name=own]');
    await page.click(START);
    await page.waitForSelector('article:has(.ticket-code):has-text("aussi enregistré dans ce navigateur")');
    await takeUp();
    await page.waitForSelector('article:has-text("Revenez alors") .choices .quiet:has-text("Réessayer")');
    expect([await page.locator('.choices .quiet').count(), await seriousFindings(page), await sidewaysScroll(page)]).toEqual([1, [], 0]);
    await picture(page, 'own-ticket-waits-fr');
    // Who opens the file of it, and so has it, loses nothing by closing the page.
    const [download] = await Promise.all([page.waitForEvent('download'), page.click('.choices .button')]);
    const holder = await watchedPage(browser, server.url, { viewport: PHONE, locale: 'fr' });
    await holder.page.goto(`${server.url}/a/`);
    await holder.page.setInputFiles('#ticket-file', await download.path());
    await holder.page.click(START);
    await holder.page.waitForSelector('article:has(.ticket-code):not(:has-text("votre droit de répondre est perdu"))');
    expect(await holder.page.evaluate(`window.dispatchEvent(new Event('beforeunload', { cancelable: true }))`)).toBe(true);
    await holder.page.context().close();
    today = new Date(Date.parse(later.plan.drawingEnds) + 86_400_000).toISOString().slice(0, 10);
    await doDueWork(server.rooms);
    await page.clock.setFixedTime(`${today}T12:00:00Z`);
    // A line that is dead just then is not told as a ticket that must wait, and can be tried again.
    const asks = `**${paths.round(later.plan.round)}`;
    await page.route(asks, (route) => route.abort());
    await takeUp();
    await page.waitForSelector('article .notice:has-text("Rien n’a changé pour votre ticket")');
    expect([await page.locator('article:has-text("Revenez alors")').count(), await seriousFindings(page), await sidewaysScroll(page)]).toEqual([0, [], 0]);
    await picture(page, 'own-ticket-unasked-fr');
    await page.unroute(asks);
    await page.click('.choices .quiet:has-text("Réessayer")');
    await page.waitForSelector('.choices .quiet:has-text("Répondre ici")');
    await picture(page, 'own-ticket-second-phase-fr');
    requests.length = 0;
    await page.click('.choices .quiet');
    await page.waitForSelector('.questions');
    await answerLittleToReview(page);
    expect(requests).toEqual([]);
    await page.click(START);
    await page.waitForSelector('.receipt .digits');
    await noDatabaseLeft(page);
    expect([await keptByBrowser(page), faults]).toEqual([NOTHING_KEPT, []]);
    await page.context().close();
  });
});
