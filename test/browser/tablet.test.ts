// The tablet page in a real Chromium on a real disk: set up on line, used without a line, killed between finishing and
// sending, started again, sent at the site's end. What lies on the disk is searched for what must not be there.
import { rmSync } from 'node:fs';
import { afterAll, beforeAll, expect, it, jest } from '@jest/globals';
import type { Page } from 'playwright-core';
import { checkCounts } from '../../client/credential/board/check-counts.ts';
import { closeRound } from '../../server/lifecycle/close-round.ts';
import type { OpenedRound } from '../../server/lifecycle/open-round.ts';
import { importSealed, registerTablet } from '../../server/lifecycle/tablets.ts';
import { readSheets } from '../../server/count/read-sheets.ts';
import { readyRound } from '../../server/collector/open-rounds.ts';
import { Board } from '../../shared/credential/board.ts';
import { SealedFile } from '../../shared/credential/send-sealed.ts';
import { aSurveySource } from '../support/a-cips-form.ts';
import { aServer } from '../support/a-server.ts';
import type { TestServer } from '../support/a-server.ts';
import { aPopulationPlan, anOpenRound } from '../support/a-round.ts';
import { DESKTOP, PHONE, seriousFindings, sidewaysScroll, tabRound, tabTo, withBrowser } from './a-browser.ts';
import { answerToReview } from './an-invitation.ts';
import { aDevice, aLine, aProfile, filesWith } from './a-tablet-device.ts';
import type { Device, Line } from './a-tablet-device.ts';
import { PIN, answerOneAt, countOf, savedFile, setUpTablet, unlock, withdrawStorage } from './a-tablet-walk.ts';

jest.setTimeout(240_000);
const TABLET = { width: 820, height: 1180 };
const pictures = process.env['SPID_TEST_PICTURES'];

const focused = (page: Page): Promise<string> => page.evaluate(() => document.activeElement?.id ?? '');
const picture = async (page: Page, name: string): Promise<void> => void (pictures === undefined ? undefined : await page.screenshot({ path: `${pictures}/${name}.png`, fullPage: true }));

/** One person in Arabic on a phone, from hand-over to the receipt, which it gives: nothing is wider than the phone, and axe finds nothing. */
async function answerInArabicOnAPhone(page: Page): Promise<string> {
  await page.selectOption('.language-switch select', 'ar');
  expect(await page.getAttribute('html', 'dir')).toBe('rtl');
  await picture(page, 'charge-ar');
  await page.setViewportSize(PHONE);
  expect(await sidewaysScroll(page)).toBe(0);
  await picture(page, 'charge-ar-phone');
  await page.click('[data-hand=tablet]');
  await page.waitForSelector('.decision');
  expect(await seriousFindings(page)).toEqual([]);
  await picture(page, 'opening-ar-phone');
  await page.click('.decision .button:not(.quiet)');
  await page.waitForSelector('.questions');
  await picture(page, 'question-ar-phone');
  await page.setViewportSize(DESKTOP);
  await page.waitForSelector('.survey-view-pages input');
  await answerToReview(page);
  await page.click('.decision .button:not(.quiet)');
  await page.waitForSelector('[data-done]');
  expect(await page.getAttribute('html', 'lang')).toBe('ar');
  expect(await seriousFindings(page)).toEqual([]);
  await picture(page, 'done-ar');
  const receipt = (await page.textContent('.receipt .digits')) ?? '';
  await page.click('[data-done]');
  await page.waitForSelector('#pin');
  return receipt;
}

withBrowser('the tablet page', () => {
  let server: TestServer;
  let line: Line;
  let device: Device;
  let opened: OpenedRound;
  /** The shortest questionnaire, where it is the number of people that counts. */
  let short: OpenedRound;
  let today = new Date().toISOString().slice(0, 10);
  const profile = aProfile();
  const stored = ({ plan }: OpenedRound): Promise<number> => server.rooms.collected.sheets.size(plan.round);
  const aLink = async ({ plan }: OpenedRound, tokens: number, site: string): Promise<string> =>
    line.url + (await registerTablet(server.rooms, { round: plan.round, population: plan.populations[0]?.population ?? '', site, stratum: null, tokens })).replace(/^https?:\/\/[^/]+/, '');
  beforeAll(async () => {
    server = await aServer({ today: () => today });
    line = await aLine(server.url);
    opened = await anOpenRound(server.rooms, { modes: ['tablet', 'assisted'], populations: [aPopulationPlan('officials', 40)] });
    const { names, lists } = aSurveySource('coordinator-feedback/1/coordinators').adaptation;
    short = await anOpenRound(server.rooms, { survey: 'coordinator-feedback', names, lists, modes: ['tablet'], populations: [aPopulationPlan('coordinators', 40)] });
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
    await page.goto(await aLink(opened, 5, 'Port Nord'));
    // All of it by the keyboard: the field that is wrong has the focus again.
    await page.waitForSelector('#pin');
    await tabTo(page, '#pin');
    await page.keyboard.type('short');
    await page.keyboard.press('Enter');
    await page.waitForSelector('.field-problem');
    expect(await focused(page)).toBe('pin');
    await page.keyboard.press('ControlOrMeta+a');
    await page.keyboard.type(PIN);
    await page.keyboard.press('Tab');
    await page.keyboard.type(`${PIN}x`);
    await page.keyboard.press('Enter');
    await page.waitForSelector('#again[aria-invalid=true]');
    expect(await focused(page)).toBe('again');
    expect(page.url()).toBe(`${line.url}/t/`);
    expect(await seriousFindings(page)).toEqual([]);
    await picture(page, 'set-up-fr');
    await page.keyboard.press('Backspace');
    await page.keyboard.press('Enter');
    await page.waitForSelector('[data-ready="5"]');
    await page.waitForSelector('[data-offline=true]');
    expect(await page.textContent('h1')).toBe('Port Nord');
    expect(await server.rooms.issuer.tablets.list(opened.plan.round)).toMatchObject([{ site: 'Port Nord', tokens: 5, drawn: 5 }]);
    expect(await seriousFindings(page)).toEqual([]);
    expect(await tabRound(page)).toMatchObject({ missed: [], unseen: [] });
    await picture(page, 'charge-fr');
  });

  it('opens without a line, knows a wrong PIN, and takes two sheets in two languages of which none leaves', async () => {
    const { page } = device;
    line.cut();
    await page.context().setOffline(true);
    await page.reload();
    await page.waitForSelector('#pin');
    await tabTo(page, '#pin');
    await page.keyboard.type('harbour-4712');
    await page.keyboard.press('Enter');
    await page.waitForSelector('.field-problem');
    await page.waitForFunction(() => document.activeElement?.id === 'pin');
    expect(await tabRound(page)).toEqual({ stops: 3, missed: [], unseen: [] });
    await picture(page, 'locked-fr');
    const receipts = new Set<string>();
    for (const answerOne of [() => answerOneAt(page, 'assisted'), () => answerInArabicOnAPhone(page)]) {
      await unlock(page);
      await page.waitForSelector('[data-hand]');
      receipts.add(await answerOne());
    }
    expect(receipts.size).toBe(2);
    await page.setViewportSize(TABLET);
    await unlock(page);
    await page.waitForSelector('[data-ready="3"]');
    expect([await countOf(page, 'waiting'), await countOf(page, 'sent'), await stored(opened)]).toEqual([2, 0, 0]);
    // Nor in a file: between two files of so few lies one person.
    expect([await page.getAttribute('[data-export]', 'aria-disabled'), await page.textContent('#export-waits'), await seriousFindings(page)]).toEqual(['true', expect.stringContaining('2'), []]);
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
    const open = device.page;
    await tabTo(open, '#pin');
    await open.keyboard.type(PIN);
    await open.keyboard.press('Enter');
    await open.waitForSelector('[data-hand]');
    await tabTo(open, '[data-hand=tablet]');
    await open.keyboard.press('Enter');
    await open.waitForSelector('[data-hand]', { state: 'detached' });
    await open.waitForSelector('.decision');
    expect(await tabRound(open)).toMatchObject({ missed: [], unseen: [] });
    await tabTo(open, '.decision .button:not(.quiet)');
    await open.keyboard.press('Enter');
    await open.waitForSelector('.questions');
    // Stopping asks first, and Escape goes on with the questions, from where the person was.
    await tabTo(open, '[data-confirm=leave]');
    for (const answer of ['Escape', 'Enter']) {
      await open.keyboard.press('Enter');
      await open.waitForSelector('.tablet-leave [role=group]');
      expect(await open.evaluate(() => document.activeElement?.matches('.tablet-leave .button:not(.quiet)'))).toBe(true);
      await open.keyboard.press(answer);
      expect(await open.evaluate(() => document.activeElement?.matches('[data-confirm=leave].link'))).toBe(true);
    }
    expect(await open.locator('.questions').count()).toBe(1);
    await device.kill();
    device = await aDevice(profile, line.url, 'fr');
    const { page } = device;
    await page.setViewportSize(TABLET);
    await page.goto(`${line.url}/t/`);
    await page.waitForSelector('#pin');
    await unlock(page);
    await page.waitForSelector('[data-ready="2"]');
    expect(await countOf(page, 'waiting')).toBe(2);
  });

  it('keeps no answer, no body and no private key in readable form on its disk', () => {
    expect(filesWith(profile, opened.made.hash).length).toBeGreaterThan(0);
    for (const text of ['"answers":{"', '"secret":"', '"tablet":"', PIN]) expect([text, filesWith(profile, text)]).toEqual([text, []]);
  });

  it('holds back fewer than ten on line, and sends them at the end of the site, when unused tokens are destroyed', async () => {
    const { page } = device;
    line.mend();
    await page.context().setOffline(false);
    await page.reload();
    await unlock(page);
    await page.waitForSelector('[data-ready="2"]');
    expect([await countOf(page, 'waiting'), await stored(opened)]).toEqual([2, 0]);
    // Enter pressed twice closes nothing.
    await tabTo(page, '[data-confirm=end]');
    for (let time = 0; time < 3; time += 1) await page.keyboard.press('Enter');
    await page.keyboard.press('Tab');
    await page.keyboard.press('Enter');
    await page.waitForSelector('[data-destroyed="2"]');
    await page.waitForSelector('[data-count="queue.sent"] dd:text-is("2")');
    expect([await countOf(page, 'waiting'), await stored(opened), await page.locator('[data-hand]').count()]).toEqual([0, 2, 0]);
    expect(await server.rooms.issuer.tablets.list(opened.plan.round)).toMatchObject([{ drawn: 5, destroyed: 2 }]);
    const round = await server.rooms.collected.rounds.get(opened.plan.round);
    if (round === null) throw new Error('no round');
    const read = await readSheets(readyRound(round), server.rooms.collected.sheets);
    expect([read.answers.get('officials')?.length, read.excluded.size]).toEqual([2, 0]);
    expect([device.violations, device.foreign]).toEqual([[], []]);
    await picture(page, 'ended-fr');
  });

  it('puts ten into a file and the eleventh into none, and sends the ten by itself as soon as there is a line', async () => {
    const { page } = device;
    await page.goto('about:blank');
    await setUpTablet(page, await aLink(short, 12, 'ميناء الشمال'), 12);
    await page.setViewportSize(DESKTOP);
    line.cut();
    for (let person = 0; person < 10; person += 1) {
      if (person > 0) await unlock(page);
      await page.waitForSelector('[data-hand]');
      if (person % 2 === 0) await page.selectOption('.language-switch select', 'ar');
      await answerOneAt(page);
    }
    expect(await stored(short)).toBe(0);
    await unlock(page);
    await page.waitForSelector('[data-ready="2"]');
    expect(await countOf(page, 'waiting')).toBe(10);
    const file = await savedFile(page, '[data-export]');
    expect(SealedFile.parse(JSON.parse(file)).envelopes).toHaveLength(10);
    await answerOneAt(page);
    await unlock(page);
    await page.waitForSelector('#export-waits');
    expect([await countOf(page, 'waiting'), await savedFile(page, '[data-export]')]).toEqual([11, file]);
    // A stranger on the wire who says yes to everything is not believed.
    const lie = JSON.stringify({ results: Array.from({ length: 10 }, () => ({ outcome: 'stored', proof: 'A'.repeat(22) })) });
    const lied = new Promise<void>((resolve) => void page.route('**/sealed', (route) => void route.fulfill({ status: 200, contentType: 'application/json', body: lie }).then(resolve)));
    await page.reload();
    await unlock(page);
    await lied;
    await page.waitForSelector('[aria-labelledby=queue-title] [role=alert]');
    expect([await countOf(page, 'waiting'), await countOf(page, 'sent'), await stored(short)]).toEqual([11, 0, 0]);
    await page.unroute('**/sealed');
    line.mend();
    await page.reload();
    await unlock(page);
    await page.waitForSelector('[data-count="queue.sent"] dd:text-is("10")');
    expect([await countOf(page, 'waiting'), await stored(short)]).toEqual([1, 10]);
  });

  it('keeps a sheet in memory that the disk refuses, and saves it as a file that the server takes', async () => {
    const { page } = device;
    await page.click('[data-hand=tablet]');
    await page.click('.decision .button:not(.quiet)');
    await page.waitForSelector('.questions');
    await answerToReview(page);
    await picture(page, 'review-fr');
    await page.evaluate(withdrawStorage);
    await page.click('.decision .button:not(.quiet)');
    await page.waitForSelector('[data-not-stored]');
    await page.click('[data-not-stored] .button:not(.quiet)');
    await page.waitForSelector('[data-not-stored]');
    expect(await seriousFindings(page)).toEqual([]);
    await picture(page, 'not-stored');
    expect(await importSealed(server.rooms, await savedFile(page, '[data-not-stored] .button.quiet'))).toMatchObject({ stored: 1 });
    expect(await stored(short)).toBe(11);
    await page.click('[data-done]');
    await unlock(page);
    await page.waitForSelector('[data-ready="0"]');
    expect([device.violations, device.foreign]).toEqual([[], []]);
  });

  it('does not count the token of a sheet saved as a file among the destroyed, and the board is right', async () => {
    const { page } = device;
    await page.click('[data-confirm=end]');
    await page.click('[data-confirm=end]');
    await page.waitForSelector('[data-count="queue.sent"] dd:text-is("11")');
    today = short.plan.objectionEnds;
    await closeRound(server.rooms, short.plan.round);
    const board = Board.parse(await (await fetch(`${server.url}/board/${short.plan.round}/board.json`)).json());
    expect(board.frames).toMatchObject([{ issued: 12, accepted: 12, destroyed: 0 }]);
    expect(board.frames.flatMap((frame) => checkCounts(board, frame, short.made.manifest).findings)).toEqual([]);
  });
});
