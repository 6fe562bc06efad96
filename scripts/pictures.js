// npm run pictures: makes the pictures of the README from the real pages on a real server with the demonstration, so
// that they stay true. Takes a minute or two, since the demonstration's people really draw, answer and send.
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { chromium } from 'playwright-core';
import { register } from 'tsx/esm/api';
import { ensureChromium } from './chromium.js';

register();
const { readConfig } = await import('../server/config.ts');
const { startServer } = await import('../server/main.ts');
const { makeDemonstration } = await import('../server/demo/make-demonstration.ts');

const executablePath = await ensureChromium();
if (executablePath === undefined) process.exit(1);

const dataFolder = mkdtempSync(join(tmpdir(), 'spid-pictures-'));
const settings = { PORT: '0', SPID_DATA: dataFolder, SPID_RATE_BURST: '100000', SPID_RATE_PER_SECOND: '10000' };
const server = await startServer(readConfig(settings));
const browser = await chromium.launch({ executablePath, args: ['--headless', '--no-sandbox', '--disable-gpu', '--disable-background-networking', '--disable-sync'] });

const picture = async (page, name, clip) => {
  await page.screenshot({ path: `docs/pictures/${name}.png`, ...(clip === undefined ? {} : { clip, fullPage: true }) });
  console.log(`docs/pictures/${name}.png`);
};

const pageOf = async (locale, viewport) => (await browser.newContext({ locale, viewport, deviceScaleFactor: 2 })).newPage();

const respondent = async (link) => {
  const page = await pageOf('fr', { width: 390, height: 780 });
  await page.goto(link);
  await page.waitForSelector('.words');
  await picture(page, 'respond-phone');
  await page.click('.decision .button:not(.quiet)');
  await page.waitForSelector('.questions');
  await page.selectOption('.language-switch select', 'ar');
  await page.click('.steps .button:not(.quiet)');
  await page.waitForTimeout(500);
  await picture(page, 'respond-phone-arabic');
};

const scorecard = async (name, password) => {
  const page = await pageOf('en', { width: 1180, height: 900 });
  await page.goto(`${server.url}/desk/`);
  await page.fill('#name', name);
  await page.fill('#password', password);
  await page.click('.log-in .button');
  await page.click('.round .button');
  await page.waitForSelector('#compare tbody');
  await page.waitForTimeout(300);
  const end = await page.evaluate(() => document.querySelector('#compare').getBoundingClientRect().bottom + window.scrollY);
  await picture(page, 'scorecard', { x: 0, y: 0, width: 1180, height: Math.ceil(end) });
};

try {
  const lines = [];
  await makeDemonstration(server.rooms, server.url, (line) => lines.push(line));
  const link = lines.map((line) => /officials\s+(http\S+)/.exec(line)?.[1]).find((found) => found !== undefined);
  const logIns = lines.slice(lines.findIndex((line) => line.startsWith('Log-ins')) + 1).map((line) => line.trim().split(/\s+/));
  const [name, password] = logIns[0];
  await respondent(link);
  await scorecard(name, password);
} finally {
  await browser.close();
  await server.close();
  rmSync(dataFolder, { recursive: true, force: true });
}
