// Listening in a real browser, on the respondent page and on a tablet without a line: recordings made by code really
// play, one at a time, in the language of the moment, and the line tells nothing of it: every language is asked for once,
// whole, in an order that nothing after Start changes.
import { rmSync } from 'node:fs';
import { afterAll, beforeAll, expect, it, jest } from '@jest/globals';
import type { Browser, Page } from 'playwright-core';
import type { OpenedRound } from '../../server/lifecycle/open-round.ts';
import { registerTablet } from '../../server/lifecycle/tablets.ts';
import { anOpenRound } from '../support/a-round.ts';
import { aServer } from '../support/a-server.ts';
import type { TestServer } from '../support/a-server.ts';
import { spokenSurveys } from '../support/spoken-surveys.ts';
import type { SpokenSurveys } from '../support/spoken-surveys.ts';
import { DESKTOP, NOTHING_KEPT, PHONE, keptByBrowser, launch, seriousFindings, sidewaysScroll, watchedPage, withBrowser } from './a-browser.ts';
import { invitations, nextOf } from './an-invitation.ts';
import { aDevice, aLine, aProfile } from './a-tablet-device.ts';

jest.setTimeout(240_000);
const client = process.env['SPID_CLIENT'];
const START = '.decision .button:not(.quiet)';
const FORWARD = '.steps .button:not(.quiet)';

/** Writes down, in the page, how long each recording is that begins to play, and each that is over. */
const LISTENS = `window.__begun = []; window.__over = 0;
const begin = AudioBufferSourceNode.prototype.start;
AudioBufferSourceNode.prototype.start = function () { window.__begun.push(Math.round(this.buffer.duration * 100) / 100); this.addEventListener('ended', () => { window.__over += 1; }); return begin.call(this); };`;
const begun = (page: Page): Promise<readonly number[]> => page.evaluate('window.__begun');

/** The languages whose recordings were asked for, in their order. */
const bundles = (requests: readonly string[]): readonly string[] => requests.flatMap((request) => /\/recordings\/officials\/([a-z]+)$/.exec(request)?.[1] ?? []);

/** Until so many recordings are over, by their end or because they were stopped. */
async function over(page: Page, count: number): Promise<void> {
  while ((await page.evaluate<number>('window.__over')) < count) await page.waitForTimeout(50);
}

withBrowser('listening', () => {
  let server: TestServer;
  let surveys: SpokenSurveys;
  let browser: Browser;
  let opened: OpenedRound;
  let links: Iterator<{ link: string; printed: string }>;
  beforeAll(async () => {
    surveys = spokenSurveys(6);
    server = await aServer({ more: { SPID_SURVEYS: surveys.folder, ...(client === undefined ? {} : { SPID_CLIENT: client }) } });
    const stratum = { code: 'all', size: 6, codes: 6, tablets: 2 };
    opened = await anOpenRound(server.rooms, { modes: ['online', 'tablet'], mixedWays: 'list-ticked', populations: [{ ...surveys.plan, strata: [stratum] }] });
    links = invitations(server.url, opened, 'officials')[Symbol.iterator]();
    browser = await launch();
  }, 60_000);
  afterAll(async () => {
    await browser.close();
    await server.close();
    rmSync(surveys.folder, { recursive: true });
  });

  it('plays question and answers by the keyboard, stops, plays one at a time where questions stand together, and asks nothing of the line after Start', async () => {
    const { page, requests, faults, violations } = await watchedPage(browser, server.url, { viewport: PHONE, locale: 'fr', reducedMotion: 'reduce' });
    await page.addInitScript(LISTENS);
    await page.goto(nextOf(links).link);
    await page.waitForSelector('[data-hearing=ready]');
    while (bundles(requests).length < 3) await page.waitForTimeout(50);
    expect(bundles(requests)).toEqual(['fr', 'es', 'pt']);
    expect([await seriousFindings(page), await sidewaysScroll(page)]).toEqual([[], 0]);
    await page.click(START);
    await page.waitForSelector('.spid-listen');
    requests.length = 0;
    expect(await page.textContent('.spid-listen')).toContain('Écouter');
    await page.focus('.spid-listen');
    await page.keyboard.press('Enter');
    await over(page, 1);
    await page.waitForSelector('.spid-listen:text-is("Écouter")');
    expect(await begun(page)).toEqual([0.12]);
    // A language that is chosen only now is heard as well, and nobody is asked for it.
    await page.selectOption('.language-switch select', 'es');
    await page.click('.spid-listen:text-is("Escuchar")');
    await over(page, 2);
    await page.selectOption('.language-switch select', 'fr');
    await page.waitForSelector('.spid-listen:text-is("Écouter")');
    // The grid after it has no recording; the question after that has a long one, and the screen's change ends it.
    await page.click(FORWARD);
    await page.waitForSelector('.survey-view:not(:has(.spid-listen)) table, .survey-view:not(:has(.spid-listen)) fieldset');
    await page.click(FORWARD);
    await page.click('.spid-listen');
    await page.waitForSelector('.spid-listen:has-text("Arrêter")');
    expect([await seriousFindings(page), await sidewaysScroll(page)]).toEqual([[], 0]);
    await page.click(FORWARD);
    await page.waitForSelector('.spid-listen:text-is("Écouter")');
    expect(await begun(page)).toEqual([0.12, 0.24, 20]);
    // Another language has nothing to be heard, and asks for nothing.
    await page.selectOption('.language-switch select', 'ar');
    await page.waitForSelector('.survey-view[lang=ar]:not(:has(.spid-listen))');
    // On a desk two that can be heard stand together: question, then its answers, and one ends the other.
    await page.selectOption('.language-switch select', 'fr');
    await page.setViewportSize(DESKTOP);
    await page.waitForSelector('.spid-listen:visible >> nth=1');
    expect(await page.locator('.spid-listen:visible').count()).toBe(2);
    await page.click('.spid-listen:visible >> nth=0');
    await page.waitForSelector('.spid-listen:visible:has-text("Arrêter")');
    while ((await begun(page)).length < 4) await page.waitForTimeout(50);
    await page.click('.spid-listen:visible >> nth=1');
    await over(page, 10);
    await page.waitForSelector('.questions:not(:has(.spid-listen:has-text("Arrêter")))');
    expect((await begun(page)).slice(3)).toEqual([20, 0.12, 0.12, 0.12, 0.12, 0.12, 0.12]);
    // The browser fetches the page's icon whenever it likes.
    expect([requests.filter((request) => !request.includes('/icon-')), await violations(), faults, await keptByBrowser(page)]).toEqual([[], [], [], NOTHING_KEPT]);
    await page.context().close();
  });

  it('goes on where recordings come late or altered: it plays none that was altered, and no change of language after Start changes the order of the rest', async () => {
    const { page, requests, violations } = await watchedPage(browser, server.url, { viewport: PHONE, locale: 'fr', reducedMotion: 'reduce' });
    let release = (): void => undefined;
    const held = new Promise<void>((resolve) => { release = resolve; });
    await page.addInitScript(LISTENS);
    await page.clock.install();
    await page.route('**/recordings/officials/fr', async (route) => {
      await held;
      const body = Buffer.from(await (await route.fetch()).body());
      for (let at = 0; at < body.length; at += 64) body[at] = (body[at] ?? 0) ^ 1;
      await route.fulfill({ status: 200, body });
    });
    await page.goto(nextOf(links).link);
    await page.waitForSelector('[data-hearing=loading]');
    await page.click(START);
    await page.waitForSelector('.questions [data-hearing=loading]');
    await page.selectOption('.language-switch select', 'pt');
    await page.waitForSelector('.survey-view[lang=pt]');
    expect([bundles(requests), await page.locator('.spid-listen').count()]).toEqual([['fr'], 0]);
    release();
    await page.click('.spid-listen');
    await over(page, 1);
    expect([bundles(requests).slice(0, 3), await begun(page)]).toEqual([['fr', 'es', 'pt'], [0.24]]);
    await page.selectOption('.language-switch select', 'fr');
    await page.waitForSelector('.survey-view[lang=fr]:not(:has(.spid-listen))');
    // It is tried again behind the others, then the page says that these will not come.
    while ((await page.locator('.questions [data-hearing=failed]').count()) === 0) await page.clock.fastForward(1000);
    expect(await page.innerText('[data-hearing=failed]')).toContain('n’ont pas pu être chargés');
    expect([bundles(requests), await seriousFindings(page), await violations()]).toEqual([['fr', 'es', 'pt', 'fr', 'fr'], [], []]);
    await page.context().close();
  });

  it('is possible on a tablet that was set up and has no line', async () => {
    const profile = aProfile();
    const line = await aLine(server.url);
    let device = await aDevice(profile, line.url, 'fr');
    const link = await registerTablet(server.rooms, { round: opened.plan.round, population: 'officials', site: 'Port', stratum: null, tokens: 2 });
    await device.page.goto(line.url + link.replace(/^https?:\/\/[^/]+/, ''));
    await device.page.fill('#pin', 'harbour-4711');
    await device.page.fill('#again', 'harbour-4711');
    await device.page.click('button[type=submit]');
    await device.page.waitForSelector('[data-ready="2"]');
    await device.page.waitForSelector('[data-offline=true]');
    line.cut();
    await device.kill();
    device = await aDevice(profile, line.url, 'fr');
    const { page } = device;
    await page.addInitScript(LISTENS);
    await page.setViewportSize(PHONE);
    await page.goto(`${line.url}/t/`);
    await page.fill('#pin', 'harbour-4711');
    await page.click('button[type=submit]');
    await page.click('[data-hand=tablet]');
    await page.waitForSelector('[data-hearing=ready]');
    await page.click(START);
    await page.click('.spid-listen');
    await over(page, 1);
    await page.waitForSelector('.spid-listen:text-is("Écouter")');
    await page.selectOption('.language-switch select', 'es');
    await page.click('.spid-listen:text-is("Escuchar")');
    await over(page, 2);
    expect([await begun(page), device.violations, device.foreign]).toEqual([[0.12, 0.24], [], []]);
    await device.kill();
    await line.close();
    rmSync(profile, { recursive: true, force: true });
  });
});
