// One page in place of many profiles: loads in another language and at another address in the browser that has read the
// page's scripts before. What a page draws is the same; navigator.languages, Accept-Language and Intl's default all change.
import type { Page } from 'playwright-core';

/** Gives what sets the language; the page has it after its next load. The page's context is opened without a locale. */
export async function languageOf(page: Page): Promise<(locale: string) => Promise<void>> {
  const session = await page.context().newCDPSession(page);
  const userAgent = await page.evaluate<string>('navigator.userAgent');
  return async (locale) => {
    await session.send('Emulation.setLocaleOverride', { locale });
    await session.send('Emulation.setUserAgentOverride', { userAgent, acceptLanguage: locale });
  };
}

/** Loads an address anew, also where it differs from the present one in its fragment alone or not at all: there `goto` loads nothing. */
export async function loadAnew(page: Page, address: string): Promise<void> {
  if (new URL(address).origin !== new URL(page.url()).origin) return void (await page.goto(address));
  await page.evaluate((next) => window.history.replaceState(null, '', next), address);
  await page.reload();
}
