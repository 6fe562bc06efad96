// A round that is open on a real server, its invitation links, and a person who walks through the respondent page.
import type { Page } from 'playwright-core';
import { DESKTOP } from './page-sizes.ts';
import type { OpenedRound } from '../../server/lifecycle/open-round.ts';
import { linkFragment } from '../../shared/credential/link.ts';
import { printCode } from '../../shared/credential/code.ts';

/** Links to the round of a population, one per code, each usable once. */
export function invitations(url: string, opened: OpenedRound, population: string): readonly { readonly link: string; readonly printed: string }[] {
  const at = opened.plan.populations.findIndex((each) => each.population === population);
  return opened.codes
    .filter((code) => code.population === population)
    .map(({ frame, code }) => {
      const parts = { round: opened.plan.round, population: at, frame, code };
      return { link: `${url}/a/${linkFragment({ kind: 'code', manifest: opened.made.hash, ...parts })}`, printed: printCode(parts) };
    });
}

/** Takes the next; throws where a test file uses more codes than the round has. */
export function nextOf<Value>(list: Iterator<Value>): Value {
  const next = list.next();
  if (next.done === true) throw new Error('the round has no further code');
  return next.value;
}

/** Opens the link and presses Start. */
export async function begin(page: Page, link: string): Promise<void> {
  await page.goto(link);
  await page.waitForSelector('.decision');
  await page.click('.decision .button:not(.quiet)');
  await page.waitForSelector('.questions');
}

/** One click per group of choices, in one turn: forty round trips to the browser a screen, or as many drawings of it, would be most of a run. */
export const ANSWER_SCREEN = `(() => {
  const names = new Set([...document.querySelectorAll('.survey-view input[type=radio]')].map((input) => input.name));
  for (const [index, name] of [...names].entries()) {
    const choices = document.querySelectorAll('.survey-view input[type=radio][name="' + CSS.escape(name) + '"]');
    choices[index % choices.length]?.click();
  }
})()`;

/** The whole walk in one turn, for the same reason; a step that leads nowhere is an error. */
const WALK = `(async () => {
  const heading = () => document.querySelector('h1')?.textContent;
  const forward = () => document.querySelector('.steps .button:not(.quiet)');
  for (let screen = 1; screen < 90; screen += 1) {
    ${ANSWER_SCREEN};
    const before = heading();
    forward().click();
    const isThere = () => heading() !== before && (forward() ?? document.querySelector('.review')) !== null;
    for (const begun = performance.now(); !isThere(); await new Promise((resolve) => setTimeout(resolve, 5))) {
      if (performance.now() - begun > 30_000) throw new Error('nothing follows on: ' + before);
    }
    if (document.querySelector('.review') !== null) return screen;
  }
  throw new Error('the questionnaire has no end');
})()`;

async function walkByHand(page: Page, eachScreen: (page: Page) => Promise<void>): Promise<number> {
  for (let screen = 1; screen < 90; screen += 1) {
    await eachScreen(page);
    await page.evaluate(ANSWER_SCREEN);
    const before = await page.textContent('h1');
    await page.click('.steps .button:not(.quiet)');
    await page.waitForFunction((text) => document.querySelector('h1')?.textContent !== text, before);
    if ((await page.locator('.review').count()) > 0) return screen;
  }
  throw new Error('the questionnaire has no end');
}

/**
 * Answers one choice in each question or grid line of the screen, then goes on; returns how many screens there were.
 * Where nothing is looked at on the way, the phone is a desk meanwhile, a quarter of the screens, and nobody's hand moves.
 */
export async function answerToReview(page: Page, eachScreen?: (page: Page) => Promise<void>): Promise<number> {
  if (eachScreen !== undefined) return walkByHand(page, eachScreen);
  const size = page.viewportSize();
  await page.setViewportSize(DESKTOP);
  const screens = await page.evaluate<number>(WALK);
  if (size !== null) await page.setViewportSize(size);
  return screens;
}
