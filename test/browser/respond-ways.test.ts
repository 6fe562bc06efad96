// The ways of the respondent page that are not the main one: by keyboard alone, in another language halfway, with a bad
// line, with a used code, with a forged link, without taking part.
import { afterAll, beforeAll, expect, it, jest } from '@jest/globals';
import type { Browser, Page } from 'playwright-core';
import { extendRound } from '../../server/lifecycle/extend-round.ts';
import type { OpenedRound } from '../../server/lifecycle/open-round.ts';
import { pauseRound, resumeRound } from '../../server/lifecycle/pause-round.ts';
import { paths } from '../../shared/api/round.ts';
import { Form } from '../../shared/questionnaire/form.ts';
import { Problem, problemBody } from '../../shared/problem.ts';
import { aServer } from '../support/a-server.ts';
import type { TestServer } from '../support/a-server.ts';
import { aTicket } from '../support/a-respondent.ts';
import { aPopulationPlan, anOpenRound } from '../support/a-round.ts';
import { DESKTOP, NOTHING_KEPT, PHONE, SMALLEST, keptByBrowser, launch, seriousFindings, sidewaysScroll, tabStraightTo, tabTo, watchedPage, withBrowser } from './a-browser.ts';
import { answerLittleToReview, answerToReview, begin, invitations, lookToReview, nextOf } from './an-invitation.ts';

jest.setTimeout(180_000);

/**
 * In the page: switches to Arabic and back to French, and waits until no word of the former language is left in anything that
 * is read or spoken, but for the language switch, whose names stand in their own. Then `stays` milliseconds later none has come back.
 */
const switchBothWays = (stays: number): string => `async () => {
  const lettersOf = (script) => {
    const spoken = [...document.querySelectorAll('body *')].filter((each) => !each.closest('.language-switch select, script, noscript'));
    const own = spoken.flatMap((each) => [...each.childNodes].filter((node) => node.nodeType === 3).map((node) => node.textContent));
    const attributes = spoken.flatMap((each) => ['aria-label', 'title', 'placeholder', 'alt'].map((name) => each.getAttribute(name) ?? ''));
    return [...own, ...attributes, document.title].filter((text) => (script === 'Latin' ? /\\p{Script=Latin}{2,}/u : /\\p{Script=Arabic}{2,}/u).test(text));
  };
  const leftAfter = async (language, direction, former) => {
    const list = document.querySelector('.language-switch select');
    list.value = language;
    list.dispatchEvent(new Event('change', { bubbles: true }));
    const begun = performance.now();
    while (document.documentElement.dir !== direction || lettersOf(former).length > 0) {
      if (performance.now() - begun > 30_000) throw new Error('switched to ' + language + ': ' + document.documentElement.dir + ' ' + lettersOf(former).join(' | '));
      await new Promise((resolve) => setTimeout(resolve, 5));
    }
    await new Promise((resolve) => setTimeout(resolve, ${String(stays)}));
    return lettersOf(former);
  };
  return [...(await leftAfter('ar', 'rtl', 'Latin')), ...(await leftAfter('fr', 'ltr', 'Arabic'))];
}`;

const press = async (page: Page, key: string, times = 1): Promise<void> => {
  for (let time = 0; time < times; time += 1) await page.keyboard.press(key);
};

interface Screen {
  readonly heading: string;
  readonly focus: string;
  readonly choices: number;
  readonly review: boolean;
}
/** Runs in the page, once another heading stands there. */
async function nextScreen(former: string | null): Promise<Screen> {
  const heading = (): string => document.querySelector('h1')?.textContent ?? '';
  for (const begun = performance.now(); heading() === former; await new Promise(requestAnimationFrame)) {
    if (performance.now() - begun > 30_000) throw new Error(`nothing follows on: ${heading()}`);
  }
  const choices = document.querySelectorAll('.survey-view input[type=radio]').length;
  return { heading: heading(), focus: document.activeElement?.tagName ?? '', choices, review: document.querySelector('.review') !== null };
}

withBrowser('other ways through the respondent page', () => {
  let server: TestServer;
  let opened: OpenedRound;
  let browser: Browser;
  let links: Iterator<{ link: string; printed: string }>;
  beforeAll(async () => {
    server = await aServer();
    opened = await anOpenRound(server.rooms);
    browser = await launch();
    links = invitations(server.url, opened, 'private-sector')[Symbol.iterator]();
  });
  afterAll(async () => {
    await browser.close();
    await server.close();
  });

  it('is completed with the keyboard alone, from the typed code to the receipt', async () => {
    const { page, faults, violations } = await watchedPage(browser, server.url, { viewport: PHONE, locale: 'en' });
    await page.goto(`${server.url}/a/`);
    await page.waitForSelector('#code');
    await tabTo(page, '#code');
    await page.keyboard.type(nextOf(links).printed.toLowerCase());
    await press(page, 'Enter');
    await page.waitForSelector('.decision');
    await tabTo(page, '.decision .button:not(.quiet)');
    await press(page, 'Enter');
    await page.waitForSelector('.questions');
    let at = await page.evaluate(nextScreen, null);
    for (let screen = 1; screen < 60 && !at.review; screen += 1) {
      expect(at.focus).toBe('H1');
      if (at.choices > 0) {
        await tabStraightTo(page, '.survey-view input[type=radio]');
        await press(page, screen % 2 === 0 ? 'ArrowDown' : 'Space');
        expect(await page.evaluate(`document.querySelectorAll('.survey-view input[type=radio]:checked').length`)).toBe(1);
      }
      await tabStraightTo(page, '.steps .button:not(.quiet)');
      await press(page, 'Enter');
      at = await page.evaluate(nextScreen, at.heading);
    }
    await tabTo(page, '.decision .button:not(.quiet)');
    await press(page, 'Enter');
    await page.waitForSelector('.receipt .digits');
    expect([faults, await violations()]).toEqual([[], []]);
    await page.context().close();
  });

  it('leaves no word of the former language on any screen when it is switched, on a phone and on a desk', async () => {
    const { page } = await watchedPage(browser, server.url, { viewport: DESKTOP, locale: 'fr' });
    const nothingLeft = async (stays: number): Promise<void> => expect(await page.evaluate(`(${switchBothWays(stays)})()`)).toEqual([]);
    const nothingLeftToReview = async (screens: number): Promise<void> => {
      const left = await lookToReview<readonly string[]>(page, switchBothWays(60));
      expect(left).toEqual(left.map(() => []));
      expect(left.length).toBeGreaterThan(screens);
      await nothingLeft(60);
    };
    await page.goto(nextOf(links).link);
    await page.waitForSelector('.words');
    await nothingLeft(800);
    await page.setViewportSize(PHONE);
    await nothingLeft(800);
    await page.click('.decision .button:not(.quiet)');
    await page.waitForSelector('.questions');
    await nothingLeftToReview(25);
    await page.setViewportSize(DESKTOP);
    await page.click('.review-row .link >> nth=0');
    await page.waitForSelector('.questions');
    await nothingLeftToReview(10);
    await page.context().close();
  });

  it('sends, where the round keeps it, the language of the round that stood on the page, not the one that the browser asks for', async () => {
    const other = await anOpenRound(server.rooms, { populations: [aPopulationPlan('officials', 20)], languages: ['fr', 'ar'], keepsLanguage: true });
    const { page } = await watchedPage(browser, server.url, { viewport: PHONE, locale: 'en' });
    await begin(page, invitations(server.url, other, 'officials')[0]?.link ?? '');
    await answerLittleToReview(page);
    await page.click('.decision .button:not(.quiet)');
    await page.waitForSelector('.receipt .digits, .decision .notice');
    const [language, offered] = [page.locator('html'), page.locator('.language-switch option')];
    expect([await page.locator('.receipt .digits').count(), await language.getAttribute('lang'), await offered.count()]).toEqual([1, 'fr', 2]);
    expect(await page.textContent('h1')).toMatch(/^Merci/);
    await page.context().close();
  });

  it('keeps the answers when Send meets a dead line, sends the same sheet again and gets its receipt', async () => {
    const { page } = await watchedPage(browser, server.url, { viewport: PHONE, locale: 'fr' });
    await begin(page, nextOf(links).link);
    await answerLittleToReview(page);
    const bodies: string[] = [];
    await page.route(`**${paths.sheets(opened.plan.round)}`, async (route) => {
      bodies.push(route.request().postData() ?? '');
      if (bodies.length === 1) {
        await route.fetch();
        return route.abort('connectionreset');
      }
      return route.continue();
    });
    await page.click('.decision .button:not(.quiet)');
    await page.waitForSelector('.notice.warn');
    expect(await page.locator('.review-row .link').count()).toBe(0);
    const provisional = await page.textContent('.decision .hint bdi');
    await page.click('.decision .button:not(.quiet)');
    await page.waitForSelector('.receipt .digits');
    expect(bodies[1]).toBe(bodies[0]);
    expect(await page.textContent('.receipt .digits')).toBe(provisional);
    await page.context().close();
  });

  it('loses nothing and changes what it likes while the device knows itself offline', async () => {
    const { page } = await watchedPage(browser, server.url, { viewport: PHONE, locale: 'es' });
    await begin(page, nextOf(links).link);
    await answerLittleToReview(page);
    await page.context().setOffline(true);
    await page.click('.decision .button:not(.quiet)');
    await page.waitForSelector('.notice.warn');
    expect(await page.locator('.review-row .link').count()).toBeGreaterThan(20);
    // Send was pressed: with the line back it goes by itself.
    await page.context().setOffline(false);
    await page.waitForSelector('.receipt');
    await page.context().close();
  });

  it('marks in words the answers that the server refused, leads to the first of them, and sends what was corrected', async () => {
    const { page } = await watchedPage(browser, server.url, { viewport: DESKTOP, locale: 'fr' });
    await begin(page, nextOf(links).link);
    await answerToReview(page);
    const form = Form.parse(JSON.parse(opened.made.forms.find(({ population }) => population === 'private-sector')?.text ?? 'null'));
    const [first, , third] = form.items;
    if (first === undefined || third === undefined) throw new Error('the form has items');
    const refusal = problemBody(new Problem('answers.invalid', 'two answers', { answers: [{ item: third.code, kind: 'outside-scale' }, { item: first.code, kind: 'outside-scale' }] }));
    const sheets = `**${paths.sheets(opened.plan.round)}`;
    await page.route(sheets, (route) => route.fulfill({ status: 422, contentType: 'application/problem+json', body: JSON.stringify(refusal) }));
    await page.setViewportSize(SMALLEST);
    await page.click('.decision .button:not(.quiet)');
    await page.waitForSelector('.review-row.unfit');
    const marked = page.locator('.review-row.unfit');
    expect(await marked.locator('.field-problem').allInnerTexts()).toEqual(Array(2).fill('Cette réponse ne convient pas à sa question. Veuillez choisir à nouveau.'));
    expect(await page.textContent('.decision .notice.danger')).toContain('Revoyez vos réponses');
    expect(await page.evaluate(`[document.activeElement.closest('.unfit') === document.querySelector('.unfit'), document.activeElement.getAttribute('aria-describedby')]`)).toEqual([true, `unfit-${first.code}`]);
    expect([await sidewaysScroll(page), await seriousFindings(page)]).toEqual([0, []]);
    // One press is enough: the focus stands on the way to the first of them, and what is corrected can be sent.
    await press(page, 'Enter');
    await page.waitForSelector('.questions');
    await page.unroute(sheets);
    await page.locator('.survey-view input[type=radio]').first().check({ force: true });
    await page.click('.steps .button.quiet >> nth=0');
    await page.waitForSelector('.review');
    expect(await page.locator('.review-row.unfit').count()).toBe(0);
    await page.click('.decision .button:not(.quiet)');
    await page.waitForSelector('.receipt .digits');
    await page.context().close();
  });

  it('tells on the opening page what changed since the round was opened, with the new days, in the person’s language', async () => {
    const other = await anOpenRound(server.rooms, { populations: [aPopulationPlan('officials', 20)] });
    const { round, drawingEnds, sendingEnds } = other.plan;
    await pauseRound(server.rooms, round);
    await resumeRound(server.rooms, round);
    const later = (day: string): string => new Date(Date.parse(day) + 5 * 86_400_000).toISOString().slice(0, 10);
    await extendRound(server.rooms, round, { drawingEnds: later(drawingEnds), sendingEnds: later(sendingEnds) });
    const { page } = await watchedPage(browser, server.url, { viewport: SMALLEST, locale: 'ar' });
    await page.goto(invitations(server.url, other, 'officials')[0]?.link ?? '');
    await page.waitForSelector('.changes');
    const told = page.locator('.changes li');
    expect(await told.locator('time').count()).toBe(3);
    expect(await told.locator('span').evaluateAll((texts) => texts.map((text) => text.getAttribute('lang')))).toEqual(['ar', 'ar', 'ar']);
    expect((await told.locator('span').allInnerTexts()).filter((text) => !/\p{Script=Arabic}/u.test(text))).toEqual([]);
    const newDay = new Intl.DateTimeFormat('ar-u-nu-latn', { dateStyle: 'long', timeZone: 'UTC', calendar: 'gregory' }).format(new Date(later(sendingEnds)));
    expect(await page.textContent('.facts')).toContain(newDay);
    expect([await sidewaysScroll(page), await seriousFindings(page)]).toEqual([0, []]);
    await page.context().close();
  });

  it('asks before a page is left whose Start lost its reply, repeats it with the same blinded message, and says that no ticket comes of it', async () => {
    const { page } = await watchedPage(browser, server.url, { viewport: PHONE, locale: 'pt' });
    const bodies: string[] = [];
    await page.route(`**${paths.draw(opened.plan.round)}`, async (route) => {
      bodies.push(route.request().postData() ?? '');
      if (bodies.length > 1) return route.continue();
      await route.fetch();
      return route.abort('connectionreset');
    });
    await page.goto(nextOf(links).link);
    await page.click('.decision .button:not(.quiet)');
    await page.waitForSelector('.decision .notice');
    expect(await page.evaluate(`window.dispatchEvent(new Event('beforeunload', { cancelable: true }))`)).toBe(false);
    await page.click('.start-options summary');
    await page.check('input[name=ticket]');
    await page.click('.decision .button:not(.quiet)');
    await page.click('article:not(:has(.ticket-code)):has-text("Nenhum bilhete") .choices .button');
    await page.waitForSelector('.questions');
    expect(bodies[1]).toBe(bodies[0]);
    await page.context().close();
  });

  it('says of a used code what happened and what to do', async () => {
    const code = opened.codes.filter(({ population }) => population === 'private-sector').at(-1);
    if (code === undefined) throw new Error('the round has codes');
    await aTicket(server.url, opened, code);
    const { page } = await watchedPage(browser, server.url, { viewport: PHONE, locale: 'fr' });
    await page.goto(invitations(server.url, opened, 'private-sector').at(-1)?.link ?? '');
    await page.click('.decision .button:not(.quiet)');
    await page.waitForSelector('.decision .notice.danger');
    expect(await page.textContent('.decision .notice.danger')).toContain('demandez un nouveau code');
    await page.context().close();
  });

  it('refuses a link that names another manifest, before anything is spent', async () => {
    const { page, requests } = await watchedPage(browser, server.url, { viewport: PHONE, locale: 'fr' });
    await page.goto(nextOf(links).link.replace(/m=..../, 'm=AAAA'));
    await page.waitForSelector('.notice.danger');
    expect(await page.textContent('h1')).toBe('Ce questionnaire ne peut pas être ouvert');
    expect(requests.filter((request) => request.startsWith('POST'))).toEqual([]);
    await page.context().close();
  });

  it('ends kindly and sends nothing when somebody does not take part', async () => {
    const { page, requests } = await watchedPage(browser, server.url, { viewport: PHONE, locale: 'fr' });
    await page.goto(nextOf(links).link);
    await page.click('.decision .button.quiet');
    await page.waitForFunction(`document.querySelector('h1')?.textContent === 'Merci de votre lecture'`);
    expect(requests.filter((request) => request.startsWith('POST'))).toEqual([]);
    expect(await keptByBrowser(page)).toEqual(NOTHING_KEPT);
    await page.context().close();
  });

  it('says in one sentence where else to answer when the browser has no WebCrypto', async () => {
    const { page } = await watchedPage(browser, server.url, { viewport: PHONE, locale: 'fr' });
    await page.addInitScript(`Object.defineProperty(Crypto.prototype, 'subtle', { get: () => undefined })`);
    await page.goto(nextOf(links).link);
    await page.waitForSelector('.notice');
    expect(await page.textContent('.notice')).toContain('questionnaire papier');
    expect(await page.locator('main button').count()).toBe(0);
    await page.context().close();
  });
});
