// The tablet page in a real Chromium on a real disk: set up on line, used without a line, killed between finishing and
// sending, started again, sent at the site's end. What lies on the disk is searched for what must not be there.
import { rmSync } from 'node:fs';
import { afterAll, beforeAll, expect, it, jest } from '@jest/globals';
import type { Page } from 'playwright-core';
import type { OpenedRound } from '../../server/lifecycle/open-round.ts';
import { importSealed, registerTablet } from '../../server/lifecycle/tablets.ts';
import { readSheets } from '../../server/count/read-sheets.ts';
import { readyRound } from '../../server/collector/open-rounds.ts';
import { aServer } from '../support/a-server.ts';
import type { TestServer } from '../support/a-server.ts';
import { aPopulationPlan, anOpenRound } from '../support/a-round.ts';
import { DESKTOP, PHONE, seriousFindings, sidewaysScroll, withBrowser } from './a-browser.ts';
import { answerToReview } from './an-invitation.ts';
import { aDevice, aLine, aProfile, filesWith } from './a-tablet-device.ts';
import type { Device, Line } from './a-tablet-device.ts';

jest.setTimeout(240_000);
const PIN = 'harbour-4711';
const TABLET = { width: 820, height: 1180 };
const pictures = process.env['SPID_TEST_PICTURES'];

async function unlock(page: Page, pin = PIN): Promise<void> {
  await page.fill('#pin', pin);
  await page.click('button[type=submit]');
}

async function setUp(page: Page, link: string, tokens: number): Promise<void> {
  await page.goto(link);
  await page.fill('#pin', PIN);
  await page.fill('#again', PIN);
  await page.click('button[type=submit]');
  await page.waitForSelector(`[data-ready="${String(tokens)}"]`);
}

/** Hands over, answers everything by clicking, finishes, and locks; the receipt that was shown. */
async function answerOne(page: Page, mode: 'tablet' | 'assisted' = 'tablet', each: () => Promise<void> = () => Promise.resolve()): Promise<string> {
  await page.click(`[data-hand=${mode}]`);
  await page.waitForSelector('.decision');
  await page.click('.decision .button:not(.quiet)');
  await page.waitForSelector('.questions');
  await answerToReview(page, each);
  await page.click('.decision .button:not(.quiet)');
  const receipt = (await page.textContent('.receipt .digits')) ?? '';
  await page.click('[data-done]');
  await page.waitForSelector('#pin');
  return receipt;
}

const countOf = async (page: Page, key: string): Promise<number> => Number(await page.textContent(`[data-count="queue.${key}"] dd`));
const picture = async (page: Page, name: string): Promise<void> => void (pictures === undefined ? undefined : await page.screenshot({ path: `${pictures}/${name}.png`, fullPage: true }));

/** Runs in the page: from now on the browser refuses to write, as with a full disk or a withdrawn permission. */
function withdrawStorage(): void {
  const begin = IDBDatabase.prototype.transaction;
  IDBDatabase.prototype.transaction = function (this: IDBDatabase, stores, mode, options) {
    if (mode === 'readwrite') throw new DOMException('no room', 'QuotaExceededError');
    return begin.call(this, stores, mode, options);
  };
}

withBrowser('the tablet page', () => {
  let server: TestServer;
  let line: Line;
  let device: Device;
  let opened: OpenedRound;
  const profile = aProfile();
  const stored = (): Promise<number> => server.rooms.collected.sheets.size(opened.plan.round);
  const aLink = async (tokens: number, site: string): Promise<string> =>
    line.url + (await registerTablet(server.rooms, { round: opened.plan.round, population: 'officials', site, stratum: null, tokens })).replace(/^https?:\/\/[^/]+/, '');
  beforeAll(async () => {
    server = await aServer();
    line = await aLine(server.url);
    opened = await anOpenRound(server.rooms, { modes: ['tablet', 'assisted'], populations: [aPopulationPlan('officials', 40)] });
    device = await aDevice(profile, line.url, 'fr');
    await device.page.setViewportSize(TABLET);
  }, 60_000);
  afterAll(async () => {
    await device.kill();
    await line.close();
    await server.close();
    rmSync(profile, { recursive: true, force: true });
  });

  it('says that a device without a link is no tablet, and sets one up with a PIN typed twice', async () => {
    const { page } = device;
    await page.goto(`${line.url}/t/`);
    await page.waitForSelector('[data-unfit=empty]');
    await page.goto('about:blank');
    await page.goto(await aLink(12, 'Port Nord'));
    await page.fill('#pin', PIN);
    await page.fill('#again', `${PIN}x`);
    await page.click('button[type=submit]');
    await page.waitForSelector('.field-problem');
    expect(page.url()).toBe(`${line.url}/t/`);
    expect(await seriousFindings(page)).toEqual([]);
    await picture(page, 'set-up-fr');
    await page.fill('#again', PIN);
    await page.click('button[type=submit]');
    await page.waitForSelector('[data-ready="12"]');
    await page.waitForSelector('[data-offline=true]');
    expect(await page.textContent('h1')).toBe('Port Nord');
    expect(await server.rooms.issuer.tablets.list(opened.plan.round)).toMatchObject([{ site: 'Port Nord', tokens: 12, drawn: 12 }]);
    expect(await seriousFindings(page)).toEqual([]);
    await picture(page, 'charge-fr');
  });

  it('opens without a line, knows a wrong PIN, and takes three sheets of which none leaves', async () => {
    const { page } = device;
    line.cut();
    await page.context().setOffline(true);
    await page.reload();
    await page.waitForSelector('#pin');
    await unlock(page, 'harbour-4712');
    await page.waitForSelector('.field-problem');
    await picture(page, 'locked-fr');
    const receipts = new Set<string>();
    for (const mode of ['tablet', 'assisted', 'tablet'] as const) {
      await unlock(page);
      await page.waitForSelector('[data-hand]');
      receipts.add(await answerOne(page, mode));
    }
    expect(receipts.size).toBe(3);
    await unlock(page);
    await page.waitForSelector('[data-ready="9"]');
    expect([await countOf(page, 'waiting'), await countOf(page, 'sent'), await stored()]).toEqual([3, 0, 0]);
  });

  it('shows nothing of the former person to the next, not even by the back button', async () => {
    const { page } = device;
    await page.click('[data-lock]');
    await page.waitForSelector('#pin');
    for (let step = 0; step < 8; step += 1) {
      await page.goBack({ waitUntil: 'commit', timeout: 3000 }).catch(() => undefined);
      if (!page.url().startsWith(line.url)) break;
      await page.waitForSelector('#pin, [data-unfit]');
      expect(await page.locator('.questions, .review, .receipt').count()).toBe(0);
    }
    await page.goto(`${line.url}/t/`);
    await page.waitForSelector('#pin');
  });

  it('has every finished sheet and every unused token after the power went, and burns the one that was open', async () => {
    await unlock(device.page);
    await device.page.click('[data-hand=tablet]');
    await device.page.waitForSelector('.decision');
    await device.page.click('.decision .button:not(.quiet)');
    await device.page.waitForSelector('.questions');
    await device.kill();
    device = await aDevice(profile, line.url, 'fr');
    const { page } = device;
    await page.setViewportSize(TABLET);
    await page.goto(`${line.url}/t/`);
    await page.waitForSelector('#pin');
    await unlock(page);
    await page.waitForSelector('[data-ready="8"]');
    expect(await countOf(page, 'waiting')).toBe(3);
  });

  it('keeps no answer, no body and no private key in readable form on its disk', () => {
    expect(filesWith(profile, opened.made.hash).length).toBeGreaterThan(0);
    expect(filesWith(profile, '"answers":{"')).toEqual([]);
    expect(filesWith(profile, '"secret":"')).toEqual([]);
    expect(filesWith(profile, '"tablet":"')).toEqual([]);
    expect(filesWith(profile, PIN)).toEqual([]);
  });

  it('holds back fewer than ten on line, and sends them at the end of the site, when unused tokens are destroyed', async () => {
    const { page } = device;
    line.mend();
    await page.context().setOffline(false);
    await page.reload();
    await unlock(page);
    await page.waitForSelector('[data-ready="8"]');
    expect([await countOf(page, 'waiting'), await stored()]).toEqual([3, 0]);
    await page.click('[data-end]');
    await page.click('[data-end]');
    await page.waitForSelector('[data-destroyed="9"]');
    await page.waitForSelector('[data-count="queue.sent"] dd:text-is("3")');
    expect([await countOf(page, 'waiting'), await stored(), await page.locator('[data-hand]').count()]).toEqual([0, 3, 0]);
    expect(await server.rooms.issuer.tablets.list(opened.plan.round)).toMatchObject([{ drawn: 12, destroyed: 9 }]);
    const round = await server.rooms.collected.rounds.get(opened.plan.round);
    if (round === null) throw new Error('no round');
    const read = await readSheets(readyRound(round), server.rooms.collected.sheets);
    expect([read.answers.get('officials')?.length, read.excluded.size]).toEqual([3, 0]);
    expect([device.violations, device.foreign]).toEqual([[], []]);
    await picture(page, 'ended-fr');
  });

  it('sends ten by itself as soon as there is a line, and tells nobody that they went before', async () => {
    const { page } = device;
    await page.goto('about:blank');
    await setUp(page, await aLink(11, 'ميناء الشمال'), 11);
    await page.selectOption('.language-switch select', 'ar');
    expect(await page.getAttribute('html', 'dir')).toBe('rtl');
    await picture(page, 'charge-ar');
    line.cut();
    for (let person = 0; person < 10; person += 1) {
      if (person > 0) await unlock(page);
      await page.waitForSelector('[data-hand]');
      await page.setViewportSize(person === 0 ? PHONE : DESKTOP);
      if (person === 0) {
        expect(await sidewaysScroll(page)).toBe(0);
        await picture(page, 'charge-ar-phone');
      }
      await page.click('[data-hand=tablet]');
      await page.waitForSelector('.decision');
      await page.selectOption('.language-switch select', person % 2 === 0 ? 'ar' : 'fr');
      if (person === 0) {
        expect(await seriousFindings(page)).toEqual([]);
        await picture(page, 'opening-ar-phone');
      }
      await page.click('.decision .button:not(.quiet)');
      await page.waitForSelector('.questions');
      if (person === 0) {
        await picture(page, 'question-ar-phone');
        await page.setViewportSize(DESKTOP);
        await page.waitForSelector('.survey-view-pages input');
      }
      await answerToReview(page);
      if (person === 1) await picture(page, 'review-fr');
      await page.click('.decision .button:not(.quiet)');
      await page.waitForSelector('[data-done]');
      if (person === 0) {
        expect(await seriousFindings(page)).toEqual([]);
        await picture(page, 'done-ar');
      }
      await page.click('[data-done]');
      await page.waitForSelector('#pin');
    }
    expect(await stored()).toBe(3);
    await unlock(page);
    await page.waitForSelector('[data-ready="1"]');
    expect(await countOf(page, 'waiting')).toBe(10);
    // A stranger on the wire who says yes to everything is not believed.
    const lie = JSON.stringify({ results: Array.from({ length: 10 }, () => ({ outcome: 'stored', proof: 'A'.repeat(22) })) });
    const lied = new Promise<void>((resolve) => void page.route('**/sealed', (route) => void route.fulfill({ status: 200, contentType: 'application/json', body: lie }).then(resolve)));
    await page.reload();
    await unlock(page);
    await lied;
    await page.waitForSelector('[aria-labelledby=queue-title] [role=alert]');
    expect([await countOf(page, 'waiting'), await countOf(page, 'sent'), await stored()]).toEqual([10, 0, 3]);
    await page.unroute('**/sealed');
    line.mend();
    await page.reload();
    await unlock(page);
    await page.waitForSelector('[data-count="queue.sent"] dd:text-is("10")');
    expect(await stored()).toBe(13);
  });

  it('keeps a sheet in memory that the disk refuses, and saves it as a file that the server takes', async () => {
    const { page } = device;
    await page.click('[data-hand=tablet]');
    await page.waitForSelector('.decision');
    await page.click('.decision .button:not(.quiet)');
    await page.waitForSelector('.questions');
    await answerToReview(page);
    await page.evaluate(withdrawStorage);
    await page.click('.decision .button:not(.quiet)');
    await page.waitForSelector('[data-not-stored]');
    await page.click('[data-not-stored] .button:not(.quiet)');
    await page.waitForSelector('[data-not-stored]');
    expect(await seriousFindings(page)).toEqual([]);
    await picture(page, 'not-stored');
    const [download] = await Promise.all([page.waitForEvent('download'), page.click('[data-not-stored] .button.quiet')]);
    const chunks: Buffer[] = [];
    for await (const chunk of await download.createReadStream()) chunks.push(chunk as Buffer);
    expect(await importSealed(server.rooms, Buffer.concat(chunks).toString('utf8'))).toMatchObject({ stored: 1 });
    expect(await stored()).toBe(14);
    await page.click('[data-done]');
    await page.waitForSelector('#pin');
    await unlock(page);
    await page.waitForSelector('[data-ready="0"]');
    expect([device.violations, device.foreign]).toEqual([[], []]);
  });
});
