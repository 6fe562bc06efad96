// The public board in a real browser, served by the real server under its real policy: what it shows before and after
// close, a receipt that is there and one that isn't, a spoilt file, five languages, a small phone, axe, no violation of
// the policy, no request elsewhere, and the same requests whichever receipt is asked for. One round, looked at before it
// is closed and after; one browser page, loaded anew for each test.
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterAll, afterEach, beforeAll, describe, expect, it, jest } from '@jest/globals';
import type { Browser, Page } from 'playwright-core';
import { eightDigitGroups, eightNumbers } from '../../client/credential/eight-words.ts';
import { anAnsweredRound } from '../support/a-closed-round.ts';
import type { AnsweredRound } from '../support/a-closed-round.ts';
import { aServer } from '../support/a-server.ts';
import type { TestServer } from '../support/a-server.ts';
import { closeEarly } from '../support/close-early.ts';
import { launch, tabRound, tabTo, withBrowser } from './a-browser.ts';
import { languageOf, loadAnew } from './a-language.ts';

const root = fileURLToPath(new URL('../../', import.meta.url));
const axe = readFileSync(join(root, 'node_modules/axe-core/axe.min.js'), 'utf8');

jest.setTimeout(120_000);

type Watched = { readonly page: Page; readonly faults: string[]; readonly asked: string[]; readonly speak: (locale: string) => Promise<void> };

/** `faults`: errors of the page, violations of its policy, requests elsewhere; `asked`: every request. */
async function watchedBoard(browser: Browser, origin: string): Promise<Watched> {
  const page = await (await browser.newContext()).newPage();
  const faults: string[] = [];
  const asked: string[] = [];
  page.on('pageerror', (error) => faults.push(error.message));
  page.on('request', (request) => {
    asked.push(request.url().replace(origin, ''));
    if (!request.url().startsWith(`${origin}/`)) faults.push(`asked ${request.url()}`);
  });
  await page.exposeFunction('reportViolation', (text: string) => faults.push(text));
  await page.addInitScript("document.addEventListener('securitypolicyviolation', (event) => reportViolation(event.violatedDirective + ' ' + event.blockedURI))");
  return { page, faults, asked, speak: await languageOf(page) };
}

withBrowser('the public board', () => {
  let browser: Browser | undefined;
  let server: TestServer | undefined;
  let round: AnsweredRound;
  let watched: Watched;
  const at = (path: string): string => (server?.url ?? '') + path;
  const board = (manifest = round.opened.made.hash): string => at(`/board/#r=${round.opened.plan.round}&m=${manifest}`);

  beforeAll(async () => {
    server = await aServer();
    round = await anAnsweredRound(server);
    await server.rooms.collector.refreshParticipation();
    browser = await launch();
    watched = await watchedBoard(browser, server.url);
  });
  afterAll(async () => {
    await browser?.close();
    await server?.close();
  });

  afterEach(async () => {
    await watched.page.unrouteAll();
    await watched.page.emulateMedia({ media: null });
  });

  async function visit(address: string, settings: { readonly locale?: string; readonly width?: number } = {}): Promise<Watched> {
    const { page, faults, asked, speak } = watched;
    await speak(settings.locale ?? 'en');
    await page.setViewportSize({ width: settings.width ?? 1000, height: 800 });
    faults.length = 0;
    asked.length = 0;
    await loadAnew(page, address);
    return watched;
  }

  const axeFaults = async (page: Page): Promise<readonly string[]> => {
    await page.evaluate(axe);
    return page.evaluate(async () => {
      const { axe: runner } = window as unknown as { axe: { run: () => Promise<{ violations: { id: string; nodes: { html: string }[] }[] }> } };
      return (await runner.run()).violations.map(({ id, nodes }) => `${id}: ${nodes[0]?.html ?? ''}`);
    });
  };

  const askReceipt = async (page: Page, receipt: string): Promise<string> => {
    await page.fill('#receipt', receipt);
    await page.click('form button[type=submit]');
    await page.waitForSelector('section[aria-labelledby=receipt-title] [role=status] .notice');
    return page.innerText('section[aria-labelledby=receipt-title] [role=status]');
  };

  it('shows an open round with its rounded figure and no receipt field, and hides small groups', async () => {
    const { page, faults } = await visit(board());
    await page.waitForSelector('section[aria-labelledby=participation-title]');
    expect(await page.locator('#receipt').count()).toBe(0);
    const rows = await page.locator('.counts tbody tr').allInnerTexts();
    expect(rows[0]).toMatch(/12\s+5$/);
    expect(rows[1]).toContain('not shown: fewer than 10 people');
    expect(await axeFaults(page)).toEqual([]);
    expect(faults).toEqual([]);
  });

  describe('of a closed round', () => {
    beforeAll(async () => {
      if (server !== undefined) await closeEarly(server.rooms, round.opened.plan.round);
    });

    it('shows a closed round with its words, counts and notices, checks a receipt and everything, and breaks no rule', async () => {
      const { page, faults } = await visit(board());
      await page.waitForSelector('.words li:nth-child(8)');
      expect(await page.innerText('section[aria-labelledby=words-title]')).toContain(eightDigitGroups(await eightNumbers(round.opened.made.hash)));
      expect(await page.innerText('section[aria-labelledby=words-title] .notice')).toBe('This is the survey that your link names.');
      expect(await page.innerText('.facts')).toMatch(/One answer each\s+Whoever answers another way gives up the card or invitation first/);
      const rows = await page.locator('.counts tbody tr').allInnerTexts();
      expect(rows.map((row) => row.split(/\s*\t\s*|\n+/).join('|'))).toEqual(expect.arrayContaining([expect.stringMatching(/^Customs officials, invitation\|12\|0\|7\|7\|0/), expect.stringMatching(/^Private sector, card\|4\|4\|0\|2/)]));
      expect(await askReceipt(page, (round.receipts[4] ?? '').toLowerCase())).toMatch(/^Your answer was counted: entry \d+ of 18 in the list\.$/);
      await page.click('section[aria-labelledby=check-title] .button');
      await page.waitForSelector('.checks');
      expect(await page.innerText('section[aria-labelledby=check-title] .notice')).toBe('Everything holds.');
      expect(await page.locator('.check-row.fails').count()).toBe(0);
      expect(await page.locator('.check-row.holds').count()).toBeGreaterThan(15);
      expect(await axeFaults(page)).toEqual([]);
      expect(faults).toEqual([]);
      expect(await page.evaluate(() => [document.cookie, localStorage.length, sessionStorage.length].join())).toBe(',0,0');
    });

    it('asks the server for the same files whichever receipt is typed, never sends it, and leaves none in the browser that tells of the visit', async () => {
      const kept: Promise<string>[] = [];
      // So does the browser ask for what it must not keep; only the page's own scripts and words may stay.
      watched.page.on('requestfinished', (request) => {
        if (!/\/assets\/|\/board\/$/.test(request.url())) kept.push(request.allHeaders().then((headers) => (headers['cache-control'] === 'no-cache' ? '' : request.url())));
      });
      const files = async (receipt: string): Promise<readonly string[]> => {
        const { page, asked } = await visit(board());
        await page.waitForSelector('#receipt');
        await askReceipt(page, receipt);
        return asked.filter((path) => !path.includes('/assets/')).sort();
      };
      const [one, other, nowhere] = [await files(round.receipts[0] ?? ''), await files(round.receipts[17] ?? ''), await files('0000-0000-0000-0000-0000-0000')];
      expect(other).toEqual(one);
      expect([nowhere, (await Promise.all(kept)).join(''), kept.length]).toEqual([one, '', 9]);
      expect(one.join()).not.toContain((round.receipts[0] ?? '').slice(0, 4));
    });

    it('says so where a receipt is mistyped, where it leads nowhere, and what to do then', async () => {
      const { page } = await visit(board());
      await page.waitForSelector('#receipt');
      const typed = (round.receipts[0] ?? '').replaceAll('-', '').toLowerCase();
      const wrong = `${typed.slice(0, -1)}${typed.endsWith('2') ? '3' : '2'}`;
      for (const [text, words] of [['', 'Type the receipt'], ['ABCD', 'you typed 4.'], ['شكرا', 'Only Latin letters'], [wrong, 'Compare the receipt group by group']] as const) {
        await page.fill('#receipt', text);
        await page.keyboard.press('Enter');
        expect(await page.innerText('#receipt-problem')).toContain(words);
        expect(await page.evaluate(() => document.activeElement?.id)).toBe('receipt');
      }
      // In groups, as it stands on the receipt that it is to be compared with.
      expect(await page.inputValue('#receipt')).toMatch(/^([0-9A-Z]{4}-){5}[0-9A-Z]{4}$/);
      expect(await askReceipt(page, '0000-0000-0000-0000-0000-0000')).toMatch(/^No answer with this receipt was counted\.\s+Make sure/);
    });

    it('is used by keyboard alone on a phone in Arabic, with an Arabic keyboard’s digits: round, jump, receipt in sight, check of everything', async () => {
      const { page, faults } = await visit(at('/board/'), { locale: 'ar', width: 360 });
      await page.waitForSelector('#round');
      await tabTo(page, '#round');
      await page.keyboard.type(round.opened.plan.round);
      await page.keyboard.press('Enter');
      await page.waitForSelector('#receipt');
      expect(await page.evaluate(() => document.activeElement?.tagName)).toBe('H1');
      await page.keyboard.press('Tab');
      await page.keyboard.press('Enter');
      expect(await page.evaluate(() => document.activeElement?.id)).toBe('receipt-title');
      await page.keyboard.press('Tab');
      const arabic = (round.receipts[3] ?? '').toLowerCase().replace(/[0-9]/g, (digit) => String.fromCharCode(0x660 + Number(digit))).replaceAll('-', ' ');
      await page.keyboard.type(arabic);
      await page.keyboard.press('Enter');
      await page.waitForSelector('section[aria-labelledby=receipt-title] .notice.good');
      expect(await page.inputValue('#receipt')).toBe(round.receipts[3]);
      // Nobody has to look for the outcome, and the next Tab goes on from the form.
      expect(await page.evaluate(() => [document.activeElement?.id, (document.querySelector('section[aria-labelledby=receipt-title] .notice.good')?.getBoundingClientRect().bottom ?? Infinity) <= innerHeight])).toEqual(['receipt-submit', true]);
      await page.keyboard.press('Tab');
      await page.keyboard.press('Enter');
      expect(await page.evaluate(() => [document.activeElement?.id, document.querySelector('.notice.good:not(section[aria-labelledby=words-title] *)')])).toEqual(['receipt', null]);
      await tabTo(page, 'section[aria-labelledby=check-title] .button');
      await page.keyboard.press('Enter');
      await page.waitForSelector('.checks');
      expect(await tabRound(page)).toEqual({ stops: 8, missed: [], unseen: [] });
      expect(faults).toEqual([]);
    });

    it('names what a server spoilt between the files and the browser', async () => {
      const { page } = watched;
      await page.route('**/files/leaves.0.bin', async (route) => {
        const reply = await route.fetch();
        const bytes = Buffer.from(await reply.body());
        bytes[7] = (bytes[7] ?? 0) ^ 1;
        await route.fulfill({ response: reply, body: bytes });
      });
      await visit(board());
      await page.click('section[aria-labelledby=check-title] .button');
      await page.waitForSelector('.check-row.fails');
      const failed = (await page.locator('.check-row.fails').allInnerTexts()).join('\n');
      expect(failed).toContain('leaves.0.bin was changed');
      expect(failed).toContain('The list of receipts matches its seal');
      expect(await askReceipt(page, round.receipts[0] ?? '')).toMatch(/doesn't match its own seal/);
      expect(await axeFaults(page)).toEqual([]);
    });

    it('warns where the link names another manifest', async () => {
      const { page } = await visit(board('A'.repeat(43)));
      await page.waitForSelector('section[aria-labelledby=words-title] .notice.danger');
    });

    it('asks for the round where the address has none, takes a whole code for it, and offers another way from an unknown one', async () => {
      const { page, faults } = await visit(at('/board/'));
      await page.fill('#round', 'no round');
      await page.keyboard.press('Enter');
      expect(await page.innerText('#round-problem')).toBe('A round has six letters and digits.');
      expect(await axeFaults(page)).toEqual([]);
      await page.fill('#round', 'ZZZZZZ');
      await page.keyboard.press('Enter');
      await page.waitForSelector('[role=alert] .button');
      await page.click('[role=alert] .button.quiet');
      await page.fill('#round', round.opened.plan.round.toLowerCase());
      await page.keyboard.press('Enter');
      await page.waitForSelector('#receipt');
      expect(faults).toEqual([]);
    });

    it.each(['en', 'fr', 'es', 'pt', 'ar'])('fits a phone of 320 pixels in %s, mirrored where the language is, without a fault', async (locale) => {
      const { page, faults } = await visit(board(), { locale, width: 320 });
      await page.waitForSelector('.words li:nth-child(8)');
      expect(await page.evaluate(() => [document.documentElement.lang, document.documentElement.dir])).toEqual([locale, locale === 'ar' ? 'rtl' : 'ltr']);
      await page.click('section[aria-labelledby=check-title] .button');
      await page.waitForSelector('.checks');
      expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBeLessThanOrEqual(320);
      expect(await page.evaluate(() => document.body.innerText)).not.toMatch(/\{[a-z]+\}|undefined|checks\.|fault\./);
      expect(await axeFaults(page)).toEqual([]);
      expect(faults).toEqual([]);
    });

    it('prints the result and leaves the controls out', async () => {
      const { page } = await visit(board());
      await page.click('section[aria-labelledby=check-title] .button');
      await page.waitForSelector('.checks');
      await page.emulateMedia({ media: 'print' });
      expect(await page.locator('#receipt').isVisible()).toBe(false);
      expect(await page.locator('.bar').isVisible()).toBe(false);
      expect(await page.locator('.checks').isVisible()).toBe(true);
    });
  });
});
