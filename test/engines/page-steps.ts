// One person's steps on a page, as scripts that any engine runs: wait for an element, click it, fill a field, choose a
// language, answer all questions. Clicks are the page's own, so that no driver's idea of visibility stands between.
import { ANSWER_SCREEN } from '../browser/an-invitation.ts';
import type { Engine } from './engine.ts';

const text = (value: string): string => JSON.stringify(value);

/** Whether a page answers true; one that is being left answers nothing, which is no fault. */
const answersTrue = (engine: Engine, expression: string): Promise<boolean> =>
  engine.evaluate<boolean>(expression).catch((error: unknown) => {
    if (error instanceof Error && /unload event/.test(error.message)) return false;
    throw error;
  });

export const waitFor = async (engine: Engine, selector: string, seconds = 60): Promise<void> => {
  const end = Date.now() + seconds * 1000;
  while (!(await answersTrue(engine, `document.querySelector(${text(selector)}) !== null`))) {
    if (Date.now() > end) throw new Error(`${engine.name}: nothing at ${selector}; the page says: ${(await engine.evaluate<string>('document.body.innerText')).slice(0, 300)}`);
    await new Promise((resolve) => setTimeout(resolve, 100));
  }
};

/** In a turn of its own: a click that leaves the page would otherwise take the driver's answer with it. */
export const click = async (engine: Engine, selector: string): Promise<void> => {
  await waitFor(engine, selector);
  await engine.evaluate(`void setTimeout(() => document.querySelector(${text(selector)}).click())`);
};

export const textOf = async (engine: Engine, selector: string): Promise<string> => {
  await waitFor(engine, selector);
  return engine.evaluate<string>(`document.querySelector(${text(selector)}).textContent`);
};

/** Fills a field or a list of choices as a person does, so that React sees it. */
export const fill = async (engine: Engine, selector: string, value: string): Promise<void> => {
  await waitFor(engine, selector);
  await engine.evaluate(`(() => {
    const field = document.querySelector(${text(selector)});
    Object.getOwnPropertyDescriptor(Object.getPrototypeOf(field), 'value').set.call(field, ${text(value)});
    field.dispatchEvent(new Event('input', { bubbles: true }));
    field.dispatchEvent(new Event('change', { bubbles: true }));
  })()`);
};

/** What a page must never have done, read from now on: the browser tells of each violation of the policy as it comes. */
export const watchPolicy = (engine: Engine): Promise<unknown> =>
  engine.evaluate(`(() => { window.__violations ??= []; document.addEventListener('securitypolicyviolation', (event) => window.__violations.push(event.violatedDirective + ' ' + event.blockedURI)); })()`);

/** What the browser holds of the visit, and where the page went; empty lists where nothing is. */
export const leftBehind = (engine: Engine): Promise<readonly string[]> =>
  engine.evaluate(`(async () => [
    ...window.__violations, ...(document.cookie === '' ? [] : ['a cookie']), ...(localStorage.length === 0 ? [] : ['local storage']), ...(sessionStorage.length === 0 ? [] : ['session storage']),
    ...(await indexedDB.databases()).map(({ name }) => 'database ' + name), ...(await caches.keys()).map((name) => 'cache ' + name), ...(location.hash === '' ? [] : ['fragment']),
    ...(await navigator.serviceWorker.getRegistrations()).map(() => 'a service worker'),
    ...performance.getEntriesByType('resource').map(({ name }) => new URL(name)).filter(({ origin, protocol }) => origin !== location.origin && !['blob:', 'data:'].includes(protocol)).map(({ href }) => 'request ' + href)])()`);

const SIDEWAYS = 'document.documentElement.scrollWidth - document.documentElement.clientWidth';

/** Answers every screen up to the review; `each` sees each screen. Throws where a screen scrolls sideways. */
export async function answerAll(engine: Engine, each: (screen: number) => Promise<void> = () => Promise.resolve()): Promise<number> {
  for (let screen = 1; screen < 90; screen += 1) {
    const sideways = await engine.evaluate<number>(SIDEWAYS);
    if (sideways > 0) throw new Error(`${engine.name}: screen ${String(screen)} scrolls sideways by ${String(sideways)} pixels`);
    await engine.evaluate(ANSWER_SCREEN);
    await each(screen);
    const before = await textOf(engine, 'h1');
    await click(engine, '.steps .button:not(.quiet)');
    for (let wait = 0; wait < 200 && (await engine.evaluate<string>(`document.querySelector('h1')?.textContent ?? ''`)) === before; wait += 1) await new Promise((resolve) => setTimeout(resolve, 25));
    if (await engine.evaluate<boolean>(`document.querySelector('.review') !== null`)) return screen;
  }
  throw new Error(`${engine.name}: the questionnaire has no end`);
}
