// The desk in a real browser on a released round: log-in, the list, the scorecard's every figure against the release
// behind it, languages, scales, downloads, an ended session. A scorecard has thousands of elements and a log-in costs as
// much as drawing one: what needs no new page looks at the one that stays open.
import { readFileSync } from 'node:fs';
import { afterAll, beforeAll, describe, expect, it, jest } from '@jest/globals';
import type { Browser, BrowserContext, Page } from 'playwright-core';
import { eightDigitGroups, eightNumbers } from '../../client/credential/eight-words.ts';
import { createAccount } from '../../server/cli/account-commands.ts';
import type { OpenedRound } from '../../server/lifecycle/open-round.ts';
import { paths } from '../../shared/api/round.ts';
import { Release } from '../../shared/results/release.ts';
import { aServer } from '../support/a-server.ts';
import type { TestServer } from '../support/a-server.ts';
import { anAnsweredRound } from './an-answered-round.ts';
import { A4, DESKTOP, PHONE, SMALLEST, launch, seriousFindings, sidewaysScroll, tabTo, watchedPage, withBrowser } from './a-browser.ts';
import type { Watched } from './a-browser.ts';
import { languageOf, loadAnew } from './a-language.ts';

jest.setTimeout(180_000);

withBrowser('the desk', () => {
  let server: TestServer;
  let opened: OpenedRound;
  let release: Release;
  let browser: Browser;
  let password = '';
  /** The scorecard in English on a large screen, and the session that it was opened in. */
  let desk: Watched;
  let session: Awaited<ReturnType<BrowserContext['storageState']>>;
  beforeAll(async () => {
    server = await aServer();
    ({ opened, release } = await anAnsweredRound(server));
    password = await createAccount(server.rooms, 'anna', 'coordinator', 'arendelle');
    browser = await launch();
    desk = await watchedPage(browser, server.url, { viewport: DESKTOP, locale: 'en', acceptDownloads: true });
    await logIn(desk.page, scorecard());
    await desk.page.waitForSelector('.scorecard');
    session = await desk.page.context().storageState();
  });
  afterAll(async () => {
    await browser.close();
    await server.close();
  });

  const scorecard = (): string => `${server.url}/desk/#/rounds/${opened.plan.round}`;
  async function logIn(page: Page, at: string): Promise<void> {
    await page.goto(at);
    await page.fill('#name', 'anna');
    await page.fill('#password', password);
    await page.click('.log-in .button');
  }

  it('shows every factor score of the release, with interval and n, and never compares full scores', async () => {
    const { page, faults, violations } = desk;
    const [officials, traders] = release.populations;
    if (officials === undefined || traders === undefined) throw new Error('two populations were asked');
    const compared = await page.locator('#compare .table').first().locator('tbody tr').allInnerTexts();
    expect(compared).toHaveLength(1 + officials.commonFactors.length);
    officials.commonFactors.forEach((factor, index) => {
      const other = traders.commonFactors.find((each) => each.factor === factor.factor);
      for (const figure of [factor.score, other?.score]) {
        if (figure?.status !== 'estimated') continue;
        for (const number of [figure.value, figure.low, figure.high]) expect(compared[index + 1]).toContain(number.toLocaleString('en', { minimumFractionDigits: 1, maximumFractionDigits: 1 }));
        expect(compared[index + 1]).toContain(`n = ${String(figure.n)}`);
      }
    });
    const between = await page.locator('#compare .table').nth(1).locator('tbody tr').allInnerTexts();
    expect(between).toHaveLength(release.comparisons?.[0]?.factors.length ?? 0);
    expect(between.filter((row) => !/higher|lower|no clear difference|not enough data to tell|too few/.test(row))).toEqual([]);
    expect(await page.textContent('#overall')).toContain('different questions');
    expect(await page.textContent('#population-officials')).toContain('The intervals are margins of error');
    expect(await page.textContent('#population-private-sector')).toContain('There is no margin of error');
    expect([faults, await violations()]).toEqual([[], []]);
  });

  it('shows by which ways people answered, what prevented a second answer, and the board that belongs to the results as the board shows itself', async () => {
    const { page, faults, violations } = desk;
    // A server that shows the desk no board, then another than the release names, then the right one.
    const board = '**/board.json';
    await page.route(board, (route) => route.abort());
    await page.reload();
    await page.waitForSelector('#board [role=status] .link');
    await page.unroute(board);
    await page.route(board, async (route) => route.fulfill({ status: 200, body: `${await (await route.fetch()).text()} ` }));
    await page.click('#board [role=status] .link');
    await page.waitForSelector('#board .notice.danger');
    expect(await page.locator('#board tbody').count()).toBe(0);
    await page.unroute(board);
    await page.reload();
    await page.waitForSelector('#board .scores');
    await page.waitForSelector('#board .words li:nth-child(8)');
    const said = await page.innerText('#board');
    const digits = eightDigitGroups(await eightNumbers(release.board ?? ''));
    for (const part of ['belongs to these results.', 'Whoever answers another way gives up the card', release.board ?? '', digits, eightDigitGroups(await eightNumbers(release.manifest ?? ''))]) expect(said).toContain(part);
    const rows = await page.locator('#board tbody tr').allInnerTexts();
    expect(rows.map((row) => row.split(/\s*\t\s*|\n+/).join('|'))).toEqual(['Customs officials, invitation|40|36|36|95%', 'Customs officials, card|2|2|2|5%', 'Private sector, invitation|30|26|26|93%', 'Private sector, card|2|2|2|7%']);
    const [shown] = await Promise.all([page.context().waitForEvent('page'), page.click('#board a')]);
    await shown.waitForSelector('.fingerprint');
    expect([await shown.innerText('.fingerprint'), await shown.innerText('section[aria-labelledby=words-title] .notice')]).toEqual([digits, 'This is the survey that your link names.']);
    await shown.close();
    expect([faults, await violations()]).toEqual([[], []]);
  });

  it('shows every figure that is hidden or not estimable as a word: no cell is blank, NaN or null', async () => {
    const { page } = desk;
    const blank = await page.evaluate<string[]>(`[...document.querySelectorAll('.scores td:not(.plot-cell), .figure .value')].map((cell) => cell.textContent.trim()).filter((text) => text === '' || /NaN|null|undefined|Infinity/.test(text))`);
    expect(blank).toEqual([]);
    const hidden = JSON.stringify(release).match(/"status":"suppressed"/g) ?? [];
    expect(hidden.length).toBeGreaterThan(0);
    expect(await page.locator('.value.unknown').count()).toBeGreaterThan(0);
  });

  it('folds the questions under their factors, so that the factors come first, and unfolds all of it on paper', async () => {
    const { page } = desk;
    const folds = await page.locator('details.fold').count();
    expect(folds).toBeGreaterThan(10);
    expect(await page.locator('details.fold[open]').count()).toBe(0);
    expect(await page.evaluate<number>('document.documentElement.scrollHeight')).toBeLessThan(20_000);
    await page.evaluate(`window.dispatchEvent(new Event('beforeprint'))`);
    expect(await page.locator('details.fold[open]').count()).toBe(folds);
    expect(await page.locator('.item').first().isVisible()).toBe(true);
    await page.evaluate(`window.dispatchEvent(new Event('afterprint'))`);
    expect(await page.locator('details.fold[open]').count()).toBe(0);
    const [officials] = release.populations;
    const alpha = officials?.factors.find(({ reliability }) => reliability?.status === 'computed' && reliability.alpha.status === 'estimated')?.reliability;
    if (alpha?.status === 'computed' && alpha.alpha.status === 'estimated') expect(await page.textContent('#population-officials')).toContain(alpha.alpha.value.toFixed(2));
  });

  it('switches to 0–10 and prints the rule', async () => {
    const { page } = desk;
    const hundred = Number(await page.locator('#overall .value').first().textContent());
    await page.locator('.scale-switch input').nth(1).check();
    expect(await page.textContent('.scale-switch p')).toContain('divided by 10');
    expect(Number(await page.locator('#overall .value').first().textContent())).toBeCloseTo(hundred / 10, 1);
    await page.locator('.scale-switch input').first().check();
  });

  describe('in the languages of those who read it', () => {
    let spoken: Watched;
    let speak: (locale: string) => Promise<void>;
    beforeAll(async () => {
      spoken = await watchedPage(browser, server.url, { viewport: PHONE });
      speak = await languageOf(spoken.page);
    });
    afterAll(() => spoken.page.context().close());
    const open = async (locale: string, viewport: typeof PHONE): Promise<void> => {
      await speak(locale);
      await spoken.page.setViewportSize(viewport);
      await spoken.page.emulateMedia({ media: null });
      await loadAnew(spoken.page, `${server.url}/desk/`);
    };
    const enter = async (locale: string): Promise<void> => {
      await spoken.page.context().addCookies(session.cookies);
      await open(locale, A4);
      await spoken.page.click('.round .button');
      await spoken.page.waitForSelector('.scorecard');
    };

    it('tells a wrong password in words and shows nothing, and lets in who types the right one', async () => {
      const { page } = spoken;
      await open('fr', PHONE);
      await page.fill('#name', 'anna');
      await page.fill('#password', 'wrong');
      await page.click('.log-in .button');
      await page.waitForSelector('.notice.danger');
      expect(await page.textContent('.notice.danger')).toBe('Nom ou mot de passe incorrect.');
      expect(await page.locator('.rounds').count()).toBe(0);
      await page.fill('#password', password);
      await page.click('.log-in .button');
      await page.waitForSelector('.rounds');
    });

    it('is used by keyboard alone: log-in, round, a jump on the page, the scale, a fold', async () => {
      const { page } = spoken;
      await page.context().clearCookies();
      await open('en', DESKTOP);
      await page.waitForSelector('#name');
      await tabTo(page, '#name');
      await page.keyboard.type('anna');
      await page.keyboard.press('Tab');
      await page.keyboard.type(password);
      await page.keyboard.press('Enter');
      await page.waitForSelector('.rounds');
      expect(await page.evaluate('document.activeElement.tagName')).toBe('H1');
      await tabTo(page, '.round .button');
      await page.keyboard.press('Enter');
      await page.waitForSelector('.scorecard');
      await tabTo(page, '.contents .link:nth-last-child(2)');
      await page.keyboard.press('Enter');
      expect(await page.evaluate('document.activeElement.id')).toBe('population-private-sector');
      // The next Tab goes on from there.
      await page.keyboard.press('Tab');
      expect(await page.evaluate(`document.activeElement.closest('#population-private-sector') !== null`)).toBe(true);
      await tabTo(page, '#population-private-sector details.fold > summary');
      await page.keyboard.press('Enter');
      expect(await page.locator('#population-private-sector details.fold[open]').count()).toBe(1);
    });

    it('names the language and the direction of what a round says in a language that the reader’s is not', async () => {
      const { page } = spoken;
      const onlyFrench = { ...release, title: { fr: 'Sondage' }, populations: release.populations.map((result) => ({ ...result, languages: result.languages.filter(({ language }) => language === 'fr') })) };
      const replies = `**${paths.release(opened.plan.round)}`;
      await page.route(replies, (route) => route.fulfill({ json: Release.parse(onlyFrench) }));
      await enter('ar');
      const french = page.locator('.scorecard bdi[lang=fr]');
      const [title, group] = [page.locator('.scorecard h1'), page.locator('#population-officials tbody th')];
      expect(await title.innerHTML()).toBe('<bdi lang="fr" dir="auto">Sondage</bdi>');
      expect(await group.locator('bdi[lang=fr][dir=ltr]').count()).toBeGreaterThan(10);
      const unmarked = page.locator('.scorecard :is(th, dd, h4, h5, li):not(:has(bdi[lang=fr]))');
      const latin = (await unmarked.allInnerTexts()).filter((text) => /\p{Script=Latin}{4,}/u.test(text.replace(/F\d\S+/g, '')));
      expect([await french.count() > 100, latin]).toEqual([true, []]);
      await page.unroute(replies);
    });

    describe.each([
      ['fr', PHONE, 'Personnel des douanes'],
      ['en', PHONE, null],
      ['es', PHONE, null],
      ['pt', PHONE, null],
      ['ar', SMALLEST, 'موظفو الجمارك'],
    ])('in %s', (locale, viewport, group) => {
      it('has nothing serious for axe-core and no sideways scroll', async () => {
        const { page, faults, violations } = spoken;
        await page.context().clearCookies();
        await open(locale, viewport);
        await page.waitForSelector('#name');
        expect(await page.evaluate('document.documentElement.lang')).toBe(locale);
        expect([await seriousFindings(page), await violations()]).toEqual([[], []]);
        await page.context().addCookies(session.cookies);
        await page.reload();
        await page.waitForSelector('.rounds');
        expect(await seriousFindings(page)).toEqual([]);
        await page.click('.round .button');
        await page.waitForSelector('.scorecard');
        expect(await sidewaysScroll(page)).toBe(0);
        // A scorecard has thousands of elements, the same ones in every language: one left-to-right and one right-to-left.
        if (group !== null) expect(await seriousFindings(page)).toEqual([]);
        expect([faults, await violations()]).toEqual([[], []]);
      });

      if (group === null) return;
      it('goes on A4: every fold open, no control, nothing wider than the paper, no score without its interval', async () => {
        const { page } = spoken;
        if ((await page.locator(`html[lang=${locale}] .scorecard`).count()) === 0) await enter(locale);
        await page.setViewportSize(A4);
        const pdf = (await page.pdf({ preferCSSPageSize: true, printBackground: true })).toString('latin1');
        expect(pdf).toMatch(/MediaBox \[0 0 594\.\d+ 841\.\d+\]/);
        expect(pdf.match(/\/Type \/Page\b(?!s)/g)?.length).toBeLessThan(60);
        await page.emulateMedia({ media: 'print' });
        await page.evaluate(`window.dispatchEvent(new Event('beforeprint'))`);
        expect(await page.locator('details:not([open])').count()).toBe(0);
        expect(await page.locator('button:visible, a.button:visible, input:visible, select:visible').count()).toBe(0);
        expect(await sidewaysScroll(page)).toBe(0);
        const text = await page.innerText('.scorecard');
        expect(text).toContain(group);
        for (const { score } of release.populations.flatMap(({ factors }) => factors)) {
          if (score.status !== 'estimated') continue;
          for (const number of [score.value, score.low, score.high]) expect(text).toContain(number.toLocaleString(`${locale}-u-nu-latn`, { minimumFractionDigits: 1, maximumFractionDigits: 1 }));
        }
      });
    });
  });

  it('downloads the same release as JSON and as CSV', async () => {
    const { page } = desk;
    const download = async (ending: string): Promise<string> => {
      const [file] = await Promise.all([page.waitForEvent('download'), page.click(`a[download$="${ending}"]`)]);
      return readFileSync(await file.path(), 'utf8');
    };
    expect(Release.parse(JSON.parse(await download('.json')))).toEqual(release);
    expect((await download('.csv')).split('\n').length).toBeGreaterThan(100);
  });

  it('goes back to the log-in and says why when the session has ended, and shows the page after a new log-in', async () => {
    const { page } = desk;
    await page.context().clearCookies();
    await page.click('.bar-title');
    await page.waitForSelector('.log-in .notice');
    expect(await page.textContent('.log-in .notice')).toContain('session has ended');
    await page.fill('#name', 'anna');
    await page.fill('#password', password);
    await page.click('.log-in .button');
    await page.waitForSelector('.rounds');
    await page.click('.bar-button');
    await page.waitForSelector('.log-in');
    expect(await page.context().cookies()).toEqual([]);
  });
});
