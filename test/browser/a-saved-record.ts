// What own-device mode has saved in a browser, as a test looks at it: whether it is there, that it goes, and the page that a
// person opens anew to take it up.
import { expect } from '@jest/globals';
import type { Page, Route } from 'playwright-core';

/** A script for a page whose store refuses the next reading. */
export const UNREAD_ONCE = `{
  const { get } = IDBObjectStore.prototype;
  IDBObjectStore.prototype.get = () => { IDBObjectStore.prototype.get = get; throw new DOMException('no', 'UnknownError'); };
}`;

/** For `page.route`: the request arrives, its reply does not. */
export async function losingReply(route: Route): Promise<void> {
  await route.fetch();
  await route.abort();
}

export const databases = (page: Page): Promise<number> => page.evaluate(async () => (await indexedDB.databases()).length);

/** Deleting takes the browser a moment. */
export async function noDatabaseLeft(page: Page): Promise<void> {
  for (let tries = 0; tries < 50 && (await databases(page)) !== 0; tries += 1) await page.waitForTimeout(100);
  expect(await databases(page)).toBe(0);
}

/** Leaves the page, opens it anew and takes up what was saved. `server`: its address. */
export async function openSaved(page: Page, server: string): Promise<void> {
  await page.goto('about:blank');
  await page.goto(`${server}/a/`);
  await page.click('details summary');
  await page.click('details .link');
}
