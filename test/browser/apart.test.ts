// The respondent page where issuer and collector stand on two other origins: Start and Send go to the right one, the
// page's policy names the three and no fourth, and the board of the page's origin reads the collector's files.
import { afterAll, beforeAll, expect, it, jest } from '@jest/globals';
import type { Browser } from 'playwright-core';
import { registerTablet } from '../../server/lifecycle/tablets.ts';
import { paths } from '../../shared/api/round.ts';
import type { RoundPlan } from '../../shared/round/plan.ts';
import { aPopulationPlan, aRoundPlan } from '../support/a-round.ts';
import { openOverServers, threeServers } from '../support/three-servers.ts';
import type { ThreeServers } from '../support/three-servers.ts';
import { NOTHING_KEPT, PHONE, keptByBrowser, launch, watchedPage, withBrowser } from './a-browser.ts';
import { answerToReview, begin } from './an-invitation.ts';
import { answerOneAt, setUpTablet, unlock } from './a-tablet-walk.ts';

jest.setTimeout(180_000);

withBrowser('the respondent page with issuer and collector on origins of their own', () => {
  let hosts: ThreeServers;
  let browser: Browser;
  let plan: RoundPlan;
  let link = '';
  beforeAll(async () => {
    [hosts, browser] = await Promise.all([threeServers(), launch()]);
    const coordinators = { ...aPopulationPlan('coordinators', 12), strata: [{ code: 'all', size: 12, codes: 12, tablets: 3 }] };
    plan = aRoundPlan({ survey: 'coordinator-feedback', populations: [coordinators], languages: ['en'], modes: ['online', 'tablet'], mixedWays: 'list-ticked' });
    link = (await openOverServers(hosts, plan))[0] ?? '';
  });
  afterAll(async () => {
    await browser.close();
    await hosts.close();
  });

  it('is answered from Start to the receipt, asks the three origins alone and breaks no policy', async () => {
    const { page, faults, violations } = await watchedPage(browser, hosts.desk.url, { viewport: PHONE, locale: 'en' });
    const asked: string[] = [];
    page.on('request', (request) => void (new URL(request.url()).origin === hosts.desk.url ? undefined : asked.push(`${request.method()} ${request.url()}`)));
    await begin(page, link);
    await answerToReview(page);
    await page.click('.decision .button:not(.quiet)');
    await page.waitForSelector('.receipt .digits');
    expect(await page.locator('.notice.danger').count()).toBe(0);
    const [issuer, collector] = [hosts.issuer.url, hosts.collector.url];
    expect(new Set(asked.filter((each) => !each.startsWith('OPTIONS')))).toEqual(new Set([
      `GET ${collector}${paths.round(plan.round)}`, `GET ${collector}${paths.form(plan.round, 'coordinators')}`, `POST ${issuer}${paths.draw(plan.round)}`, `POST ${collector}${paths.sheets(plan.round)}`,
    ]));
    expect(faults.filter((fault) => !fault.includes(issuer) && !fault.includes(collector))).toEqual([]);
    expect(await violations()).toEqual([]);
    expect(await keptByBrowser(page)).toEqual(NOTHING_KEPT);
    await page.goto(`${hosts.desk.url}/board/#r=${plan.round}`);
    await page.waitForSelector('.words');
    await page.context().close();
  });

  it('has a tablet that draws at the issuer, seals to the collector and tells the issuer what it destroyed', async () => {
    const tablet = await registerTablet(hosts.issuer.rooms, { round: plan.round, population: 'coordinators', site: 'Port', stratum: null, tokens: 3 });
    expect(new URL(tablet).origin).toBe(hosts.desk.url);
    const { page, faults, violations } = await watchedPage(browser, hosts.desk.url, { viewport: PHONE, locale: 'en' });
    await setUpTablet(page, tablet, 3);
    await answerOneAt(page);
    await unlock(page);
    await page.focus('[data-confirm=end]');
    for (const key of ['Enter', 'Tab', 'Enter']) await page.keyboard.press(key);
    await page.waitForSelector('[data-destroyed="2"]');
    await page.waitForSelector('[data-count="queue.sent"] dd:text-is("1")');
    const listed = () => hosts.issuer.rooms.issuer.tablets.list(plan.round);
    while ((await listed())[0]?.destroyed === null) await new Promise((resolve) => setTimeout(resolve, 200));
    expect(await listed()).toMatchObject([{ tokens: 3, drawn: 3, destroyed: 2 }]);
    expect(faults.filter((fault) => !fault.includes(hosts.issuer.url) && !fault.includes(hosts.collector.url))).toEqual([]);
    expect(await violations()).toEqual([]);
    await page.context().close();
  });
});
