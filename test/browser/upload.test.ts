// The file that a tablet exported, sent from another computer's browser: a result for each sheet, a second try for what
// did not arrive, and a clear reason for what comes after the last day of sending.
import { mkdtempSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, it, jest } from '@jest/globals';
import type { Browser } from 'playwright-core';
import type { OpenedRound } from '../../server/lifecycle/open-round.ts';
import { SEALED_FILE_FORMAT } from '../../shared/credential/send-sealed.ts';
import { aPopulationPlan, anOpenRound } from '../support/a-round.ts';
import { aServer } from '../support/a-server.ts';
import type { TestServer } from '../support/a-server.ts';
import { aRegisteredTablet, anEnvelope, drawSlots, enrol } from '../support/a-tablet.ts';
import { PHONE, launch, seriousFindings, sidewaysScroll, watchedPage, withBrowser } from './a-browser.ts';
import type { Watched } from './a-browser.ts';
import { languageOf, loadAnew } from './a-language.ts';

jest.setTimeout(120_000);
const client = process.env['SPID_CLIENT'];

withBrowser('the upload of a tablet’s file', () => {
  let server: TestServer;
  let browser: Browser;
  let watched: Watched;
  let speak: (locale: string) => Promise<void>;
  let opened: OpenedRound;
  let envelopes: readonly string[];
  let today = new Date().toISOString().slice(0, 10);
  const file = (name: string, texts: readonly string[]): string => {
    const path = join(mkdtempSync(join(tmpdir(), 'spid-upload-')), name);
    writeFileSync(path, JSON.stringify({ format: SEALED_FILE_FORMAT, round: opened.plan.round, manifest: opened.made.hash, envelopes: texts }));
    return path;
  };
  beforeAll(async () => {
    server = await aServer({ more: client === undefined ? {} : { SPID_CLIENT: client }, today: () => today });
    opened = await anOpenRound(server.rooms, { modes: ['tablet'], populations: [aPopulationPlan('officials', 5)] });
    const tablet = await aRegisteredTablet(server, opened, 3);
    await enrol(server, opened, tablet);
    const tickets = await drawSlots(server, opened, tablet, [0, 1, 2]);
    envelopes = await Promise.all(tickets.map(async (ticket) => (await anEnvelope(opened, ticket, { X10_11: 'no' })).text));
    browser = await launch();
    watched = await watchedPage(browser, server.url, { viewport: PHONE });
    speak = await languageOf(watched.page);
  }, 60_000);
  afterAll(async () => {
    await browser.close();
    await server.close();
  });

  it('tells for each sheet what became of it, tries again where the line broke, and keeps nothing readable', async () => {
    const { page, violations } = watched;
    await speak('ar');
    await loadAnew(page, `${server.url}/t/`);
    await page.setInputFiles('#upload-file', { name: 'a.json', mimeType: 'application/json', buffer: Buffer.from('{"format":1}') });
    await page.waitForSelector('.field-problem');
    const [one = '', other = ''] = envelopes;
    await page.setInputFiles('#upload-file', file('sheets.json', [one, other, `${one.slice(0, -4)}AAAA`]));
    await page.route('**/sealed', (route) => route.abort());
    await page.click('[data-upload]');
    await page.waitForSelector('[data-left="3"] + [role=alert]');
    await page.unroute('**/sealed');
    await page.click('[data-upload]');
    await page.waitForSelector('[data-left="1"]');
    expect(await page.locator('li[data-outcome]').evaluateAll((rows) => rows.map((row) => row.getAttribute('data-outcome')))).toEqual(['stored', 'stored', 'refused']);
    expect([await server.rooms.collected.sheets.size(opened.plan.round), await seriousFindings(page), await sidewaysScroll(page), await violations()]).toEqual([2, [], 0, []]);
  });

  it('says that sending has ended for a sheet that comes too late, and takes those that were in before', async () => {
    today = new Date(Date.parse(opened.plan.sendingEnds) + 86_400_000).toISOString().slice(0, 10);
    const { page } = watched;
    await speak('fr');
    await loadAnew(page, `${server.url}/t/`);
    await page.setInputFiles('#upload-file', file('late.json', envelopes));
    await page.click('[data-upload]');
    await page.waitForSelector('li[data-outcome=refused]');
    expect(await page.locator('li[data-outcome=stored]').count()).toBe(2);
    expect(await page.textContent('li[data-outcome=refused]')).toMatch(/envoi/i);
    expect(await server.rooms.collected.sheets.size(opened.plan.round)).toBe(2);
  });
});
