// The survey view in a real browser under the respondent page's policy, with the officials' questionnaire: what it
// shows, what it leaves behind when the language changes, how it mirrors in Arabic, and that it breaks no rule of the
// policy. The small form is walked with a React that complains. The whole respondent page has tests of its own.
import { afterAll, beforeAll, expect, it, jest } from '@jest/globals';
import type { Browser, Page } from 'playwright-core';
import { compileChecker } from '../../shared/questionnaire/answer-checker.ts';
import type { Answers } from '../../shared/questionnaire/answers.ts';
import { aForm } from '../support/a-form.ts';
import { aSurveyForm } from '../support/a-cips-form.ts';
import { serveSurveyPage } from '../surveyjs/page/survey-page.ts';
import type { SurveyPage } from '../surveyjs/page/survey-page.ts';
import { launch, seriousFindings, sidewaysScroll, watchedPage, withBrowser } from './a-browser.ts';
import { answerByHand } from './a-hand.ts';

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

/** Runs in the page. Presses the button onward, which is this page's own; `false` on the last screen. */
async function goOn(): Promise<boolean> {
  const { index, isLast } = window.session.state().position;
  if (isLast) return false;
  document.getElementById('next')?.click();
  if (window.session.state().position.index === index) throw new Error(`nothing follows on screen ${String(index)}`);
  for (let frame = 0; frame < 2; frame += 1) await new Promise(requestAnimationFrame);
  return true;
}

/** Runs in the page. Answers the screen at once, for the point is not the hand, and goes over to Arabic: Latin words in what is read or spoken then. */
async function latinInArabic(): Promise<readonly string[]> {
  const shown = async (language: string): Promise<void> => {
    window.session.setLanguage(language);
    for (const begun = performance.now(); document.querySelector(`.survey-view[lang="${language}"]`) === null; await new Promise(requestAnimationFrame)) {
      if (performance.now() - begun > 30_000) throw new Error(`the view does not change to ${language}`);
    }
    for (let frame = 0; frame < 2; frame += 1) await new Promise(requestAnimationFrame);
  };
  const groups = document.querySelectorAll('.survey-view fieldset, .survey-view .sd-table__row, .survey-view .sd-selectbase');
  for (const group of groups) group.querySelector<HTMLElement>('label:has(input) input')?.click();
  await shown('ar');
  const spoken = [...document.querySelectorAll('.survey-view *')].flatMap((node) =>
    ['aria-label', 'aria-description', 'aria-roledescription', 'placeholder', 'title', 'alt'].map((name) => node.getAttribute(name) ?? ''),
  );
  const view = document.querySelector<HTMLElement>('.survey-view');
  const left = [view?.innerText ?? '', ...spoken].flatMap((text) => text.match(/\p{Script=Latin}+/gu) ?? []);
  await shown('fr');
  return left;
}

interface Opened {
  readonly page: Page;
  /** Everything that should not be: violations of the policy, foreign requests, errors, and what the console complains of. */
  readonly faults: () => Promise<readonly string[]>;
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

type Layout = 'pages' | 'questions';

async function walk(page: Page, onScreen: () => Promise<void>): Promise<number> {
  for (let screens = 1; screens < 100; screens += 1) {
    await onScreen();
    if (!(await page.evaluate(goOn))) return screens;
  }
  throw new Error('the questionnaire does not end');
}

const answersOn = (page: Page): Promise<Answers> => page.evaluate(() => window.session.state().answers);

withBrowser('the survey view', () => {
  const form = aSurveyForm('cips/1/officials');
  let browser: Browser;
  let served: SurveyPage;

  beforeAll(async () => {
    served = await serveSurveyPage({ officials: form, small: aForm() });
    browser = await launch();
  });
  afterAll(async () => {
    await browser.close();
    await served.close();
  });

  async function open(shown: 'officials' | 'small', language: string, layout: Layout, width: number): Promise<Opened> {
    // Colours that fade would be drawn many times, and read by axe in between.
    const { page, faults, violations } = await watchedPage(browser, served.origin, { viewport: { width, height: 800 }, reducedMotion: 'reduce' });
    page.on('console', (message) => (message.type() === 'error' || message.type() === 'warning') && faults.push(message.text()));
    const build = shown === 'small' ? 'development' : 'production';
    await page.goto(`${served.origin}/${build}/?form=${shown}&language=${language}&layout=${layout}`);
    await page.waitForSelector('.sd-question');
    return { page, faults: async () => [...faults, ...(await violations())] };
  }

  async function walkWhole(language: string, layout: Layout, width: number): Promise<Walk> {
    const { page, faults } = await open('officials', language, layout, width);
    const broken: string[] = [];
    const distances: number[][] = [];
    let overflow = 0;
    const screens = await walk(page, async () => {
      await answerByHand(page);
      overflow = Math.max(overflow, await sidewaysScroll(page));
      broken.push(...(await seriousFindings(page)));
      distances.push(...(await page.evaluate(distancesOnScreen)));
    });
    const count = await page.evaluate(() => window.session.state().position.count);
    const walked = { faults: await faults(), broken, overflow, distances, answers: await answersOn(page), screens, count };
    await page.context().close();
    return walked;
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
    const { page } = await open('officials', 'fr', 'pages', 1280);
    await page.evaluate(goOn);
    const screens = await walk(page, async () => expect(await page.evaluate(latinInArabic)).toEqual([]));
    expect(screens).toBeGreaterThan(10);
    await page.context().close();
  });

  it.each([
    ['fr', 'pages', 1280],
    ['ar', 'questions', 320],
  ] as const)('shows drop-downs, comments and a missing filter in %s as %s at %i px without a serious fault', async (language, layout, width) => {
    const { page, faults } = await open('small', language, layout, width);
    const broken: string[] = [];
    await page.evaluate(() => window.session.goTo('X01'));
    expect(await page.evaluate(() => window.session.next())).toBe(false);
    await page.waitForSelector('.sd-error');
    broken.push(...(await seriousFindings(page)));
    await page.evaluate(() => window.session.goTo('F01_01'));
    await walk(page, async () => {
      await answerByHand(page);
      broken.push(...(await seriousFindings(page)));
    });
    expect({ broken, faults: await faults() }).toEqual({ broken: [], faults: [] });
    expect(await answersOn(page)).toMatchObject({ X01: 'yes', D_WHERE: ['port'], D_WORDS: 'one two', D_REGION: 'north' });
    await page.context().close();
  });

  it('takes an answer back, to a single question and to a grid', async () => {
    const { page } = await open('small', 'fr', 'pages', 1280);
    await answerByHand(page);
    expect(Object.keys(await answersOn(page))).toEqual(['F01_01', 'F01_02', 'F01_03', 'F02_01', 'X01']);
    await page.click('.spid-clear-answer >> nth=0');
    expect(Object.keys(await answersOn(page))).toEqual(['F01_02', 'F01_03', 'F02_01', 'X01']);
    await page.click('.spid-clear-answer >> nth=0');
    expect(await answersOn(page)).toEqual({ X01: 'yes' });
    await page.context().close();
  });

  it('keeps answers and place when a phone is turned', async () => {
    const { page } = await open('officials', 'fr', 'questions', 360);
    await answerByHand(page);
    await page.evaluate(goOn);
    await answerByHand(page);
    const before = await page.evaluate(() => ({ answers: window.session.state().answers, elements: window.session.state().position.elements }));
    await page.evaluate(() => window.session.setLayout('pages'));
    await page.waitForSelector('.survey-view-pages .sd-question');
    const after = await page.evaluate(() => ({ answers: window.session.state().answers, elements: window.session.state().position.elements }));
    expect(after.answers).toEqual(before.answers);
    expect(after.elements).toEqual(expect.arrayContaining([...before.elements]));
    await page.context().close();
  });
});
