// The survey view in a real browser under the respondent page's policy, with the officials' questionnaire: what it
// shows, what it leaves behind when the language changes, how it mirrors in Arabic, and that it breaks no rule of the
// policy. The whole respondent page has tests of its own.
import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { afterAll, beforeAll, expect, it, jest } from '@jest/globals';
import type { Browser, Page } from 'playwright-core';
import { compileChecker } from '../../shared/questionnaire/answer-checker.ts';
import type { Answers } from '../../shared/questionnaire/answers.ts';
import { aForm } from '../support/a-form.ts';
import { aSurveyForm } from '../support/a-cips-form.ts';
import { serveSurveyPage } from '../surveyjs/page/survey-page.ts';
import type { SurveyPage } from '../surveyjs/page/survey-page.ts';
import { launch, withBrowser } from './a-browser.ts';

const axe = readFileSync(fileURLToPath(new URL('../../node_modules/axe-core/axe.min.js', import.meta.url)), 'utf8');

jest.setTimeout(120_000);

/** Runs in the page. For each control: how far it stands from the start of its question, and its words from it. */
function distancesOnScreen(): number[][] {
  const rtl = document.querySelector('.survey-view')?.getAttribute('dir') === 'rtl';
  const start = (box: DOMRect): number => (rtl ? -box.right : box.left);
  const end = (box: DOMRect): number => (rtl ? -box.left : box.right);
  return [...document.querySelectorAll('.survey-view .sd-question')].flatMap((question) => {
    const frame = question.getBoundingClientRect();
    const labels = [...question.querySelectorAll('label:has(input)')].map((label) => {
      const mark = label.querySelector('.sd-item__decorator')?.getBoundingClientRect();
      const words = label.querySelector('.sv-string-viewer')?.getBoundingClientRect();
      if (mark === undefined) return [];
      // The cells of a table are as wide as the words of a language; the distance inside a label is not.
      const inTable = label.closest('table') !== null && words === undefined;
      return [inTable ? 0 : start(mark) - start(frame), words === undefined ? 0 : start(words) - end(mark)].map(Math.round);
    });
    const clear = question.querySelector('.spid-clear-answer')?.getBoundingClientRect();
    return [...labels, clear === undefined ? [] : [Math.round(end(frame) - end(clear))]];
  });
}

withBrowser('the survey view', () => {
  const form = aSurveyForm('cips/1/officials');
  let browser: Browser | undefined;
  let served: SurveyPage | undefined;

  beforeAll(async () => {
    served = await serveSurveyPage({ officials: form, small: aForm() });
    browser = await launch();
  });
  afterAll(async () => {
    await browser?.close();
    await served?.close();
  });

  async function open(language: string, layout: 'pages' | 'questions', width: number, shown = 'officials'): Promise<{ page: Page; faults: string[] }> {
    if (browser === undefined || served === undefined) throw new Error('no browser');
    const { address } = served;
    const page = await browser.newPage({ viewport: { width, height: 800 } });
    const faults: string[] = [];
    page.on('pageerror', (error) => faults.push(error.message));
    page.on('console', (message) => (message.type() === 'error' || message.type() === 'warning') && faults.push(message.text()));
    page.on('request', (request) => !request.url().startsWith(address) && faults.push(request.url()));
    await page.exposeFunction('reportViolation', (text: string) => faults.push(text));
    await page.addInitScript(
      "document.addEventListener('securitypolicyviolation', (event) => reportViolation(event.violatedDirective + ' ' + event.blockedURI))",
    );
    await page.goto(`${address}?form=${shown}&language=${language}&layout=${layout}`);
    await page.waitForSelector('.sd-question');
    return { page, faults };
  }

  const isLast = (page: Page): Promise<boolean> => page.evaluate(() => window.session.state().position.isLast);

  /** Answers the first choice of everything on the screen by clicking, then goes on. */
  async function answerScreen(page: Page): Promise<void> {
    for (const group of await page.locator('.survey-view fieldset, .survey-view .sd-table__row, .survey-view .sd-selectbase').all()) {
      const first = group.locator('label:has(input)').first();
      if ((await first.count()) > 0) await first.click();
    }
    for (const list of await page.locator('.survey-view select').all()) await list.selectOption({ index: 1 });
    for (const words of await page.locator('.survey-view textarea').all()) await words.fill('one two');
  }

  /** The same in one turn, where the point is not the hand. */
  const answerAtOnce = (page: Page): Promise<void> =>
    page.evaluate(() => {
      const groups = [...document.querySelectorAll('.survey-view fieldset, .survey-view .sd-table__row, .survey-view .sd-selectbase')];
      for (const group of groups) group.querySelector<HTMLElement>('label:has(input) input')?.click();
    });

  async function walk(page: Page, onScreen: () => Promise<void>, answer = answerScreen): Promise<number> {
    for (let screens = 1; screens < 100; screens += 1) {
      await answer(page);
      await onScreen();
      if (await isLast(page)) return screens;
      const before = await page.evaluate(() => window.session.state().position.index);
      await page.click('#next');
      await page.waitForFunction((index) => window.session.state().position.index !== index, before);
    }
    throw new Error('the questionnaire does not end');
  }

  /** What axe-core calls serious or critical on the screen: rule and element. */
  async function seriousFaults(page: Page): Promise<string[]> {
    if (!(await page.evaluate<boolean>(`'axe' in window`))) await page.evaluate(axe);
    const found = await page.evaluate<{ id: string; impact: string; html: string }[]>(
      `axe.run(document.querySelector('.survey-view'), { resultTypes: ['violations'] }).then(({ violations }) => violations.map(({ id, impact, nodes }) => ({ id, impact, html: nodes[0].html })))`,
    );
    return found.filter(({ impact }) => impact === 'serious' || impact === 'critical').map(({ id, html }) => `${id}: ${html}`);
  }

  /** What one walk through the whole questionnaire saw, everything answered by hand. */
  interface Walk {
    readonly faults: readonly string[];
    readonly broken: readonly string[];
    readonly overflow: number;
    readonly distances: readonly (readonly number[])[];
    readonly answers: Answers;
    readonly screens: number;
    readonly count: number;
  }

  async function walkWhole(language: string, layout: 'pages' | 'questions', width: number): Promise<Walk> {
    const { page, faults } = await open(language, layout, width);
    const broken: string[] = [];
    const distances: number[][] = [];
    let overflow = 0;
    const screens = await walk(page, async () => {
      overflow = Math.max(overflow, await page.evaluate(() => document.documentElement.scrollWidth - document.documentElement.clientWidth));
      broken.push(...(await seriousFaults(page)));
      distances.push(...(await page.evaluate(distancesOnScreen)));
    });
    const { answers, count } = await page.evaluate(() => ({ answers: window.session.state().answers, count: window.session.state().position.count }));
    await page.close();
    return { faults, broken, overflow, distances, answers, screens, count };
  }

  it.each([
    ['pages', 1280],
    ['questions', 320],
  ] as const)('is answered by hand in French and in Arabic as %s at %i px: no violation, no sideways scroll, nothing serious for axe, distances mirrored', async (layout, width) => {
    const walked = await Promise.all((['fr', 'ar'] as const).map((language) => walkWhole(language, layout, width)));
    for (const { faults, broken, overflow, answers, screens, count } of walked) {
      expect({ faults, broken, overflow }).toEqual({ faults: [], broken: [], overflow: 0 });
      expect(compileChecker(form)(answers)).toEqual({ ok: true, answers });
      expect(Object.keys(answers).length).toBeGreaterThan(55);
      expect(screens).toBe(count);
    }
    const [french, arabic] = walked.map(({ distances }) => distances);
    expect(french?.length).toBeGreaterThan(100);
    expect(arabic).toEqual(french);
  });

  it('leaves no Latin word on any screen after a live switch from French to Arabic, labels for screen readers included', async () => {
    const { page } = await open('fr', 'pages', 1280);
    await page.evaluate(() => window.session.next());
    await walk(page, async () => {
      await page.evaluate(() => window.session.setLanguage('ar'));
      await page.waitForSelector('.survey-view[lang="ar"]');
      const left = await page.evaluate(() => {
        const spoken = [...document.querySelectorAll('.survey-view *')].flatMap((node) =>
          ['aria-label', 'aria-description', 'aria-roledescription', 'placeholder', 'title', 'alt'].map((name) => node.getAttribute(name) ?? ''),
        );
        const view = document.querySelector<HTMLElement>('.survey-view');
        return [view?.innerText ?? '', ...spoken].flatMap((text) => text.match(/\p{Script=Latin}+/gu) ?? []);
      });
      expect(left).toEqual([]);
      await page.evaluate(() => window.session.setLanguage('fr'));
      await page.waitForSelector('.survey-view[lang="fr"]');
    }, answerAtOnce);
    await page.close();
  });

  it.each([
    ['fr', 'pages', 1280],
    ['ar', 'questions', 320],
  ] as const)('shows drop-downs, comments and a missing filter in %s as %s at %i px without a serious fault', async (language, layout, width) => {
    const { page, faults } = await open(language, layout, width, 'small');
    const broken: string[] = [];
    await page.evaluate(() => window.session.goTo('X01'));
    expect(await page.evaluate(() => window.session.next())).toBe(false);
    await page.waitForSelector('.sd-error');
    broken.push(...(await seriousFaults(page)));
    await page.evaluate(() => window.session.goTo('F01_01'));
    await walk(page, async () => {
      broken.push(...(await seriousFaults(page)));
    });
    expect({ broken, faults }).toEqual({ broken: [], faults: [] });
    expect(await page.evaluate(() => window.session.state().answers)).toMatchObject({ X01: 'yes', D_WHERE: ['port'], D_WORDS: 'one two', D_REGION: 'north' });
    await page.close();
  });

  it('takes an answer back, to a single question and to a grid', async () => {
    const { page } = await open('fr', 'pages', 1280);
    await answerScreen(page);
    expect(Object.keys(await page.evaluate(() => window.session.state().answers))).toHaveLength(1);
    await page.click('.spid-clear-answer');
    expect(await page.evaluate(() => window.session.state().answers)).toEqual({});
    await page.close();
  });

  it('keeps answers and place when a phone is turned', async () => {
    const { page } = await open('fr', 'questions', 360);
    await answerScreen(page);
    await page.click('#next');
    await answerScreen(page);
    const before = await page.evaluate(() => ({ answers: window.session.state().answers, elements: window.session.state().position.elements }));
    await page.evaluate(() => window.session.setLayout('pages'));
    await page.waitForSelector('.survey-view-pages .sd-question');
    const after = await page.evaluate(() => ({ answers: window.session.state().answers, elements: window.session.state().position.elements }));
    expect(after.answers).toEqual(before.answers);
    expect(after.elements).toEqual(expect.arrayContaining([...before.elements]));
    await page.close();
  });
});
