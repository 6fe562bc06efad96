// What happens to tablets on site, in a real browser on a real disk: the power goes at the worst moments, the disk is
// full, there is no line for two days, the sending day passes, somebody tries PINs. No finished sheet is lost, and none is said to have arrived that has not.
// Where sites may keep nothing the whole browser takes over the disk: that is a setting of a person's profile, which the
// headless shell lacks. It keeps it to the end, so that no disk goes back to what may be an older browser.
import { existsSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, it, jest } from '@jest/globals';
import type { Page } from 'playwright-core';
import { importSealed, registerTablet } from '../../server/lifecycle/tablets.ts';
import type { OpenedRound } from '../../server/lifecycle/open-round.ts';
import { aSurveySource } from '../support/a-cips-form.ts';
import { aPopulationPlan, anOpenRound } from '../support/a-round.ts';
import { aServer } from '../support/a-server.ts';
import type { TestServer } from '../support/a-server.ts';
import { DESKTOP, seriousFindings, wholeBrowserPath, withWholeBrowser } from './a-browser.ts';
import { answerToReview } from './an-invitation.ts';
import { aDevice, aLine, aProfile } from './a-tablet-device.ts';
import type { Device, Line } from './a-tablet-device.ts';
import { PIN, countOf, savedFile, unlock } from './a-tablet-walk.ts';

jest.setTimeout(240_000);
const client = process.env['SPID_CLIENT'];
const TOKENS = 8;
const FINISH = '.decision .button:not(.quiet)';

/** Hands over, answers everything by clicking, and stands at the review. */
async function toReview(page: Page): Promise<void> {
  await page.click('[data-hand=tablet]');
  await page.click(FINISH);
  await page.waitForSelector('.questions');
  await answerToReview(page);
}

/** Runs in the page: every write is refused as with a full disk, until `__freeDisk`. A browser's quota can't be set from outside. */
function fillDisk(): void {
  const begin = IDBDatabase.prototype.transaction;
  IDBDatabase.prototype.transaction = function (this: IDBDatabase, stores, mode, options) {
    if (mode === 'readwrite') throw new DOMException('no room', 'QuotaExceededError');
    return begin.call(this, stores, mode, options);
  };
  Object.assign(window, { __freeDisk: () => Object.assign(IDBDatabase.prototype, { transaction: begin }) });
}

/** Whether sites may keep data, as the browser's own setting has it. */
function setSiteData(profile: string, allowed: boolean): void {
  const path = join(profile, 'Default', 'Preferences');
  const preferences = JSON.parse(existsSync(path) ? readFileSync(path, 'utf8') : '{}') as { profile?: { default_content_setting_values?: Record<string, number> } };
  const values = { ...preferences.profile?.default_content_setting_values, cookies: allowed ? 1 : 2 };
  writeFileSync(path, JSON.stringify({ ...preferences, profile: { ...preferences.profile, default_content_setting_values: values } }));
}

withWholeBrowser('a tablet in trouble', () => {
  let server: TestServer;
  let line: Line;
  let device: Device;
  let opened: OpenedRound;
  let today = new Date().toISOString().slice(0, 10);
  const profile = aProfile();
  const stored = (): Promise<number> => server.rooms.collected.sheets.size(opened.plan.round);
  /** A battery taken out and put in again. */
  const restart = async (): Promise<Page> => {
    await device.kill();
    device = await aDevice(profile, line.url, 'fr');
    await device.page.setViewportSize(DESKTOP);
    await device.page.goto(`${line.url}/t/`);
    return device.page;
  };
  const inCharge = async (page: Page): Promise<readonly [waiting: number, sent: number]> => {
    await unlock(page);
    await page.waitForSelector('[data-lock]');
    return [await countOf(page, 'waiting'), await countOf(page, 'sent')];
  };

  beforeAll(async () => {
    server = await aServer({ more: client === undefined ? {} : { SPID_CLIENT: client }, today: () => today });
    line = await aLine(server.url);
    const { names, lists } = aSurveySource('coordinator-feedback/1/coordinators').adaptation;
    opened = await anOpenRound(server.rooms, { survey: 'coordinator-feedback', names, lists, modes: ['tablet'], populations: [aPopulationPlan('coordinators', 40)] });
    device = await aDevice(profile, line.url, 'fr');
    await device.page.setViewportSize(DESKTOP);
    const link = await registerTablet(server.rooms, { round: opened.plan.round, population: 'coordinators', site: 'Port', stratum: null, tokens: TOKENS });
    await device.page.goto(line.url + link.replace(/^https?:\/\/[^/]+/, ''));
    await device.page.fill('#pin', PIN);
    await device.page.fill('#again', PIN);
    await device.page.click('button[type=submit]');
    await device.page.waitForSelector(`[data-ready="${String(TOKENS)}"]`);
    await device.page.waitForSelector('[data-offline=true]');
    line.cut();
  }, 90_000);
  afterAll(async () => {
    await device.kill();
    await line.close();
    await server.close();
    rmSync(profile, { recursive: true, force: true });
  });

  it('makes who tries PINs wait longer each time, also after a reload and a battery taken out, and says so', async () => {
    let { page } = device;
    await page.click('[data-lock]');
    await page.waitForSelector('#pin');
    for (let tries = 0; tries < 3; ) {
      await page.waitForSelector('button[type=submit][aria-disabled=false]');
      await unlock(page, '000000');
      // A press that came while the last PIN was being tried changes nothing: the field is emptied when one is taken.
      if ((await page.inputValue('#pin')) === '') tries += 1;
    }
    await page.waitForSelector('.field-problem');
    await page.waitForSelector('[data-wait]');
    expect([await seriousFindings(page), await page.getAttribute('button[type=submit]', 'aria-disabled')]).toEqual([[], 'true']);
    await page.reload();
    await page.waitForSelector('[data-wait]');
    page = await restart();
    await page.waitForSelector('[data-wait]');
    // The right PIN has to wait as well.
    await page.fill('#pin', PIN);
    await page.press('#pin', 'Enter');
    expect(await page.inputValue('#pin')).toBe(PIN);
    await page.waitForSelector('form:not(:has([data-wait]))');
    expect(await inCharge(page)).toEqual([0, 0]);
    // And is forgiven.
    await page.click('[data-lock]');
    await page.waitForSelector('#pin');
    expect(await page.locator('[data-wait]').count()).toBe(0);
    await unlock(page);
    await page.waitForSelector('[data-hand]');
  });

  it('has every sheet that was said to be finished, whenever the power goes', async () => {
    let finished = 0;
    let { page } = device;
    for (const pause of [null, 0, 15, 60]) {
      await page.waitForSelector('[data-hand]');
      await toReview(page);
      const said = page.waitForSelector('[data-done]').then(() => true, () => false);
      await page.click(FINISH, { noWaitAfter: true });
      if (pause === null) await said;
      else await new Promise((resolve) => setTimeout(resolve, pause));
      const known = (await page.locator('[data-done]').count().catch(() => 0)) > 0;
      page = await restart();
      const [waiting, sent] = await inCharge(page);
      // A sheet that was not yet said to be finished may be there or not; one that was said is there.
      expect([waiting - finished <= 1, waiting - finished >= (known ? 1 : 0), sent, await stored()]).toEqual([true, true, 0, 0]);
      finished = waiting;
    }
    expect(finished).toBeGreaterThanOrEqual(1);
  });

  it('keeps a sheet that a full disk refuses, says so, and stores it when there is room again', async () => {
    const { page } = device;
    const before = await countOf(page, 'waiting');
    await toReview(page);
    await page.evaluate(fillDisk);
    await page.click(FINISH);
    await page.waitForSelector('[data-not-stored]');
    expect(await page.locator('[data-done]').count()).toBe(0);
    await page.evaluate('window.__freeDisk()');
    await page.click('[data-not-stored] .button:not(.quiet)');
    await page.waitForSelector('[data-done]');
    await page.click('[data-done]');
    expect(await inCharge(page)).toEqual([before + 1, 0]);
  });

  it('waits two days without a line, and loses nothing when the power goes while it sends', async () => {
    const before = await countOf(device.page, 'waiting');
    const later = Date.now() + 48 * 3_600_000;
    today = new Date(later).toISOString().slice(0, 10);
    let { page } = device;
    await page.clock.setFixedTime(later);
    await page.reload();
    expect(await inCharge(page)).toEqual([before, 0]);
    await page.waitForSelector('[data-hand]');
    await page.click('[data-confirm=end]');
    await page.click('[data-confirm=end]');
    await page.waitForSelector('[data-destroyed]');
    expect([await inCharge(await restart()), await stored()]).toEqual([[before, 0], 0]);
    // The batch arrives, the reply does not, and the power goes.
    page = device.page;
    const arrived = new Promise<void>((resolve) => void page.route('**/sealed', async (route) => {
      await route.fetch({ url: route.request().url().replace(line.url, server.url) });
      resolve();
    }));
    line.mend();
    await page.reload();
    await page.waitForSelector('#pin');
    await arrived;
    expect(await stored()).toBe(before);
    page = await restart();
    await unlock(page);
    await page.waitForSelector(`[data-count="queue.sent"] dd:text-is("${String(before)}")`);
    expect([await countOf(page, 'waiting'), await stored()]).toEqual([0, before]);
    expect([device.violations, device.foreign]).toEqual([[], []]);
  });

  it('says that it can do nothing where storage was withdrawn, and has everything when it is granted again', async () => {
    const { page } = device;
    const link = await registerTablet(server.rooms, { round: opened.plan.round, population: 'coordinators', site: 'Late', stratum: null, tokens: 2 });
    await page.goto('about:blank');
    await page.goto(line.url + link.replace(/^https?:\/\/[^/]+/, ''));
    await page.fill('#again', PIN);
    await unlock(page);
    await page.waitForSelector('[data-ready="2"]');
    line.cut();
    await toReview(page);
    await page.click(FINISH);
    await page.click('[data-done]');
    await unlock(page);
    await page.waitForSelector('[data-ready="1"]');
    const before = [await countOf(page, 'waiting'), await stored()];
    expect(before[0]).toBe(1);
    await device.kill();
    setSiteData(profile, false);
    device = await aDevice(profile, line.url, 'fr', wholeBrowserPath);
    // Without its storage the page comes from the line.
    line.mend();
    await device.page.goto(`${line.url}/t/`);
    await device.page.waitForSelector('[data-unfit=storage]');
    line.cut();
    await device.kill();
    setSiteData(profile, true);
    device = await aDevice(profile, line.url, 'fr', wholeBrowserPath);
    await device.page.setViewportSize(DESKTOP);
    await device.page.goto(`${line.url}/t/`);
    expect([await inCharge(device.page), await stored()]).toEqual([[before[0], 0], before[1]]);
    await device.page.waitForSelector('[data-ready="1"]');
  });

  it('is told why a sheet after the sending day is refused, keeps it, and can still export it', async () => {
    const { page } = device;
    await page.click('[data-confirm=end]');
    await page.click('[data-confirm=end]');
    await page.waitForSelector('[data-destroyed="1"]');
    const before = await stored();
    today = new Date(Date.parse(opened.plan.sendingEnds) + 86_400_000).toISOString().slice(0, 10);
    line.mend();
    await page.reload();
    await unlock(page);
    await page.waitForSelector('[data-count="queue.refused"] dd:text-is("1")');
    expect(await page.textContent('[aria-labelledby=queue-title] [role=alert]')).toMatch(/envoi/i);
    const imported = await importSealed(server.rooms, await savedFile(page, '[data-export]'));
    expect([imported.stored, [...imported.refused], await stored()]).toEqual([0, [['round.sending-ended', 1]], before]);
  });
});
