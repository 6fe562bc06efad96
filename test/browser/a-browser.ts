// A real Chromium on the built pages of a real server. Each page reports what would betray a person: violations of the
// page's policy, requests to other origins, errors of the page. Every test file ends with these being empty.
import { existsSync, readFileSync } from 'node:fs';
import { describe } from '@jest/globals';
import { chromium } from 'playwright-core';
import type { Browser, BrowserContextOptions, Page } from 'playwright-core';

/** The places of scripts/chromium.js. The headless shell draws the same pages with half the work of the whole browser. */
const WHOLE = ['/usr/bin/chromium', '/usr/bin/chromium-browser', '/usr/bin/google-chrome'];
const SHELL = '/usr/bin/chromium-headless-shell';
const chosen = process.env['CHROMIUM'];
const placesOf = (more: readonly string[]): readonly string[] => (chosen === undefined ? more : [chosen, ...more]);
const found = placesOf([SHELL, ...WHOLE]).find((path) => existsSync(path));
/** The shell reads no settings from its profile, so a test of the browser's own settings takes the whole browser. */
const foundWhole = placesOf(WHOLE).find((path) => existsSync(path) && !path.endsWith('-shell'));

export const executablePath = found ?? 'chromium';
export const wholeBrowserPath = foundWhole ?? 'chromium';

const orSkipped = (path: string | undefined): typeof describe.skip => (path === undefined && process.env['CI'] === undefined ? describe.skip : describe);
/** Skipped where there is no Chromium, unless CI is set: then the missing browser is a failure. */
export const withBrowser = orSkipped(found);
export const withWholeBrowser = orSkipped(foundWhole);

export const launch = (): Promise<Browser> =>
  chromium.launch({
    executablePath,
    args: ['--headless', '--no-sandbox', '--disable-gpu', '--disable-background-networking', '--disable-component-update', '--disable-sync'],
  });

export { A4, DESKTOP, PHONE, SMALLEST } from './page-sizes.ts';

/** `requests`: method and path of each since the last `clear`. */
export type Watched = { readonly page: Page; readonly requests: string[]; readonly faults: string[]; readonly violations: () => Promise<readonly string[]> };

const VIOLATIONS = `window.__violations = []; document.addEventListener('securitypolicyviolation', (event) => window.__violations.push(event.violatedDirective + ' ' + event.blockedURI));`;

/** A page in a profile of its own. Faults are foreign requests and errors of the page's scripts. */
export async function watchedPage(browser: Browser, origin: string, options: BrowserContextOptions): Promise<Watched> {
  const context = await browser.newContext(options);
  const page = await context.newPage();
  const requests: string[] = [];
  const faults: string[] = [];
  await page.addInitScript(VIOLATIONS);
  page.on('request', (request) => {
    const url = new URL(request.url());
    if (url.origin !== origin) faults.push(`foreign request ${request.url()}`);
    requests.push(`${request.method()} ${url.pathname}`);
  });
  page.on('pageerror', (error) => faults.push(error.message));
  return { page, requests, faults, violations: () => page.evaluate('window.__violations') };
}

const axe = readFileSync(new URL('../../node_modules/axe-core/axe.min.js', import.meta.url), 'utf8');

/** What is left of axe's findings is picked in the page: the whole account would be a megabyte on the way here. */
const SERIOUS = `axe.run(document, { resultTypes: ['violations'] }).then(({ violations }) => violations
  .filter(({ impact }) => impact === 'serious' || impact === 'critical')
  .flatMap(({ id, nodes }) => nodes.map((node) => id + ': ' + node.html.slice(0, 200))))`;

/** Serious and critical findings of axe-core, each with its element. */
export async function seriousFindings(page: Page): Promise<readonly string[]> {
  if (!(await page.evaluate<boolean>(`'axe' in window`))) await page.evaluate(axe);
  return page.evaluate<readonly string[]>(SERIOUS);
}

/** How far the page can be scrolled sideways, in pixels. */
export const sidewaysScroll = (page: Page): Promise<number> => page.evaluate('document.documentElement.scrollWidth - document.documentElement.clientWidth');

/** Everything that a browser could have kept of a visit; empty strings and lists where nothing is. */
export async function keptByBrowser(page: Page): Promise<unknown> {
  const cookies = await page.context().cookies();
  const script = `(async () => ({
    local: localStorage.length, session: sessionStorage.length, caches: await caches.keys(),
    databases: (await indexedDB.databases()).map((each) => each.name), workers: (await navigator.serviceWorker.getRegistrations()).length, hash: location.hash }))()`;
  return { cookies, ...(await page.evaluate<object>(script)) };
}
export const NOTHING_KEPT = { cookies: [], local: 0, session: 0, caches: [], databases: [], workers: 0, hash: '' };

/** Presses Tab until the focus is on what matches. */
export async function tabTo(page: Page, selector: string): Promise<void> {
  for (let time = 0; time < 120; time += 1) {
    await page.keyboard.press('Tab');
    if (await page.evaluate((wanted) => document.activeElement?.matches(wanted) ?? false, selector)) return;
  }
  throw new Error(`Tab never reaches ${selector}`);
}

/** Runs in the page. How often Tab leads on until it meets what matches, by the order of the document; radio buttons of a group share one stop. */
function stopsUntil(wanted: string): number {
  const from = document.activeElement ?? document.body;
  const stops = [...document.querySelectorAll<HTMLInputElement>('a[href], button, input, select, textarea, summary, [tabindex="0"]')]
    .filter((each) => !each.disabled && each.tabIndex >= 0 && each.checkVisibility({ visibilityProperty: true }))
    .filter((each) => (from.compareDocumentPosition(each) & Node.DOCUMENT_POSITION_FOLLOWING) !== 0);
  const until = stops.slice(0, stops.findIndex((each) => each.matches(wanted)) + 1);
  const group = (each: Element): unknown => (each instanceof HTMLInputElement && each.type === 'radio' ? each.name : each);
  const left = new Set<unknown>(until.map(group));
  left.delete(group(from));
  return left.size;
}

/** `tabTo` with two questions to the page instead of one after each press, for walks of many screens. */
export async function tabStraightTo(page: Page, selector: string): Promise<void> {
  for (let left = await page.evaluate(stopsUntil, selector); left > 0; left -= 1) await page.keyboard.press('Tab');
  if (!(await page.evaluate((wanted) => document.activeElement?.matches(wanted) ?? false, selector))) await tabTo(page, selector);
}

/** In the page: an element's name, the same whatever changes in it; radio buttons of a group share one. */
const NAME = `const name = (each) => {
  if (each.type === 'radio') return each.name;
  const known = window.__stops ??= new Map();
  if (!known.has(each)) known.set(each, known.size + ' ' + each.outerHTML.slice(0, 160));
  return known.get(each);
};`;
/** What Tab should reach, and what has the focus with whether one sees that. */
const REACHABLE = `(() => {
  ${NAME}
  return [...new Set([...document.querySelectorAll('a[href], button, input, select, textarea, summary, [tabindex="0"]')]
    .filter((each) => !each.disabled && each.tabIndex >= 0 && each.checkVisibility({ visibilityProperty: true })).map(name))];
})()`;
const FOCUSED = `(() => {
  ${NAME}
  const at = document.activeElement;
  if (at === null || at === document.body) return null;
  const shown = getComputedStyle(at.classList.contains('unseen') && at.nextElementSibling || at);
  return { name: name(at), seen: (shown.outlineStyle !== 'none' && parseFloat(shown.outlineWidth) > 0) || shown.boxShadow !== 'none' };
})()`;

/** More than any page has; what is to be reached is listed at the end, since a page may still grow while one walks. */
const MOST_STOPS = 200;

/** Presses Tab until it has been everywhere once. `missed`: what it never reaches; `unseen`: where nobody sees that the focus is. Throws at a trap. */
export async function tabRound(page: Page): Promise<{ readonly stops: number; readonly missed: readonly string[]; readonly unseen: readonly string[] }> {
  const stops = new Map<string, boolean>();
  let first: string | null = null;
  for (let time = 0; time < MOST_STOPS; time += 1) {
    await page.keyboard.press('Tab');
    const at = await page.evaluate<{ name: string; seen: boolean } | null>(FOCUSED);
    if (at === null) continue;
    if (at.name === first) return { stops: stops.size, missed: (await page.evaluate<string[]>(REACHABLE)).filter((each) => !stops.has(each)), unseen: [...stops].flatMap(([name, seen]) => (seen ? [] : [name])) };
    first ??= at.name;
    stops.set(at.name, at.seen);
  }
  throw new Error(`Tab never comes round; it was at ${[...stops.keys()].join('\n')}`);
}
