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

/** The first question alone, where it is the way that matters and not the answers: half the work of a desk's screen. */
const ANSWER_FIRST = `document.querySelector('.survey-view input[type=radio]')?.click()`;

/** In the page: ends when what is there has been drawn, and what follows on a drawing has run. */
const DRAWN = `() => new Promise((resolve) => requestAnimationFrame(() => requestAnimationFrame(() => setTimeout(resolve))))`;

/** In the page: presses where a hand would, and only what a hand would meet there. */
const PRESS = `(button) => {
  const met = () => {
    const { left, top, width, height } = button.getBoundingClientRect();
    return button.contains(document.elementFromPoint(left + width / 2, top + height / 2));
  };
  if (!met()) button.scrollIntoView({ block: 'center', behavior: 'instant' });
  if (!met() || button.disabled) throw new Error('no hand can press: ' + button.outerHTML);
  button.click();
}`;

/** The whole walk in one turn, for the same reason as a screen; a step that leads nowhere is an error. Returns what each screen's `look` gave. */
const walk = (answer: string, look: string, press: string): string => `(async () => {
  const heading = () => document.querySelector('h1')?.textContent;
  const forward = () => document.querySelector('.steps .button:not(.quiet)');
  const seen = [];
  while (seen.length < 90) {
    seen.push(await (${look})(seen.length + 1));
    ${answer};
    const before = heading();
    (${press})(forward());
    const isThere = () => heading() !== before && (forward() ?? document.querySelector('.review')) !== null;
    for (const begun = performance.now(); !isThere(); await new Promise((resolve) => setTimeout(resolve, 5))) {
      if (performance.now() - begun > 30_000) throw new Error('nothing follows on: ' + before);
    }
    if (document.querySelector('.review') !== null) return seen;
  }
  throw new Error('the questionnaire has no end');
})()`;

/** Where nothing is looked at on the way, the phone is a desk meanwhile, a quarter of the screens, and nobody's hand moves. */
async function walkUnseen(page: Page, answer: string): Promise<number> {
  const size = page.viewportSize();
  await page.setViewportSize(DESKTOP);
  const seen = await page.evaluate<unknown[]>(walk(answer, '() => null', '(button) => button.click()'));
  if (size !== null) await page.setViewportSize(size);
  return seen.length;
}

/** Answers one choice in each question or grid line of each screen, then goes on to the review; returns how many screens there were. */
export const answerToReview = (page: Page): Promise<number> => walkUnseen(page, ANSWER_SCREEN);

/** The same with one answer a screen. */
export const answerLittleToReview = (page: Page): Promise<number> => walkUnseen(page, ANSWER_FIRST);

/**
 * The same at the size that the page has, with a hand's presses. `look` is a function's text that runs in the page on each
 * screen as it is drawn, before it is answered: it gets the screen's number from 1 and may return a promise. Its results come back in order.
 */
export const lookToReview = <Seen>(page: Page, look: string): Promise<readonly Seen[]> =>
  page.evaluate<Seen[]>(walk(ANSWER_SCREEN, `async (screen) => { await (${DRAWN})(); return (${look})(screen); }`, PRESS));
