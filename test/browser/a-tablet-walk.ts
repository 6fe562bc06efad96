// What people do at a tablet, in the tests of it: the PIN, setting up, one person from hand-over to the receipt.
import type { Page } from 'playwright-core';
import { answerToReview } from './an-invitation.ts';

export const PIN = 'harbour-4711';

export async function unlock(page: Page, pin = PIN): Promise<void> {
  await page.fill('#pin', pin);
  await page.click('button[type=submit]');
}

/** Opens the link and chooses the PIN; until as many tokens are there. */
export async function setUpTablet(page: Page, link: string, tokens: number): Promise<void> {
  await page.goto(link);
  await page.fill('#pin', PIN);
  await page.fill('#again', PIN);
  await page.click('button[type=submit]');
  await page.waitForSelector(`[data-ready="${String(tokens)}"]`);
}

/** Hands over, answers everything by clicking, finishes, and locks; the receipt that was shown. */
export async function answerOneAt(page: Page, mode: 'tablet' | 'assisted' = 'tablet'): Promise<string> {
  await page.click(`[data-hand=${mode}]`);
  await page.waitForSelector('.decision');
  await page.click('.decision .button:not(.quiet)');
  await page.waitForSelector('.questions');
  await answerToReview(page);
  await page.click('.decision .button:not(.quiet)');
  const receipt = (await page.textContent('.receipt .digits')) ?? '';
  await page.click('[data-done]');
  await page.waitForSelector('#pin');
  return receipt;
}

/** How many sheets the screen in charge counts as `waiting`, `sent` or `refused`. */
export const countOf = async (page: Page, key: string): Promise<number> => Number(await page.textContent(`[data-count="queue.${key}"] dd`));

/** Presses the button that saves a file; the file's text. */
export async function savedFile(page: Page, button: string): Promise<string> {
  const [download] = await Promise.all([page.waitForEvent('download'), page.click(button)]);
  const chunks: Buffer[] = [];
  for await (const chunk of await download.createReadStream()) chunks.push(chunk as Buffer);
  return Buffer.concat(chunks).toString('utf8');
}

/** Runs in the page: from now on the browser refuses to write, as with a full disk or a withdrawn permission. */
export function withdrawStorage(): void {
  const begin = IDBDatabase.prototype.transaction;
  IDBDatabase.prototype.transaction = function (this: IDBDatabase, stores, mode, options) {
    if (mode === 'readwrite') throw new DOMException('no room', 'QuotaExceededError');
    return begin.call(this, stores, mode, options);
  };
}
