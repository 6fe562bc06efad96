// The ways that a person goes, in any engine: the respondent page to the receipt, the board with that receipt, the trust
// page, and the tablet page from its link to a sheet that was sent.
import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { OpenedRound } from '../../server/lifecycle/open-round.ts';
import { PHONE } from '../browser/page-sizes.ts';
import type { Engine } from './engine.ts';
import { answerAll, click, fill, leftBehind, textOf, waitFor, watchPolicy } from './page-steps.ts';

const folder = process.env['SPID_PICTURES'];
const TABLET = { width: 820, height: 1180 };
const PIN = 'harbour-4711';

async function picture(engine: Engine, name: string): Promise<void> {
  if (folder === undefined) return;
  mkdirSync(folder, { recursive: true });
  writeFileSync(join(folder, `${engine.name.split(' ')[0]?.toLowerCase() ?? ''}-${name}.png`), await engine.picture());
}

const same = (what: string, seen: unknown, wanted: unknown): void => {
  if (JSON.stringify(seen) !== JSON.stringify(wanted)) throw new Error(`${what}: ${JSON.stringify(seen)}, not ${JSON.stringify(wanted)}`);
};

/** From an invitation link to the receipt, in a language, on a phone. Resolves with the receipt. */
export async function answers(engine: Engine, link: string, language: string): Promise<string> {
  await engine.resize(PHONE.width, PHONE.height);
  await engine.open(link);
  await watchPolicy(engine);
  await waitFor(engine, '.decision');
  await fill(engine, '.language-switch select', language);
  await waitFor(engine, `html[lang=${language}][dir=${language === 'ar' ? 'rtl' : 'ltr'}]`);
  await picture(engine, `welcome-${language}`);
  await click(engine, '.decision .button:not(.quiet)');
  await waitFor(engine, '.questions');
  await answerAll(engine, (screen) => (screen === 3 ? picture(engine, `question-${language}`) : Promise.resolve()));
  await picture(engine, `review-${language}`);
  await click(engine, '.decision .button:not(.quiet)');
  const receipt = await textOf(engine, '.receipt .digits');
  await picture(engine, `receipt-${language}`);
  same('what is left behind', await leftBehind(engine), []);
  return receipt;
}

/** The board of the closed round finds the receipt and holds. */
export async function checksBoard(engine: Engine, url: string, opened: OpenedRound, receipt: string): Promise<void> {
  await engine.open(`${url}/board/#r=${opened.plan.round}&m=${opened.made.hash}`);
  await watchPolicy(engine);
  await waitFor(engine, '.words li:nth-child(8)');
  await fill(engine, '#receipt', receipt);
  await click(engine, 'form button[type=submit]');
  await waitFor(engine, 'section[aria-labelledby=receipt-title] [role=status] .notice');
  await click(engine, 'section[aria-labelledby=check-title] .button');
  await waitFor(engine, '.checks');
  await waitFor(engine, 'section[aria-labelledby=check-title] .notice');
  await picture(engine, 'board');
  same('failed checks', await engine.evaluate(`[...document.querySelectorAll('.check-row.fails')].map((row) => row.textContent)`), []);
  same('the receipt', await engine.evaluate(`document.querySelector('section[aria-labelledby=receipt-title] [role=status] .notice').classList.contains('danger')`), false);
  same('violations', await engine.evaluate('window.__violations'), []);
}

/** The trust page speaks. */
export async function readsTrust(engine: Engine, url: string, opened: OpenedRound): Promise<void> {
  await engine.open(`${url}/trust/#r=${opened.plan.round}&m=${opened.made.hash}`);
  await watchPolicy(engine);
  await waitFor(engine, 'h2');
  await picture(engine, 'trust');
  same('violations', await engine.evaluate('window.__violations'), []);
}

/** A tablet is set up, hands over once, and has sent the sheet at the site's end. */
export async function usesTablet(engine: Engine, link: string): Promise<void> {
  await engine.resize(TABLET.width, TABLET.height);
  await engine.open(link);
  await watchPolicy(engine);
  await fill(engine, '#pin', PIN);
  await fill(engine, '#again', PIN);
  await click(engine, 'button[type=submit]');
  await waitFor(engine, '[data-ready="3"]');
  await waitFor(engine, '[data-offline=true]');
  await picture(engine, 'tablet-charge');
  await click(engine, '[data-hand=tablet]');
  await click(engine, '.decision .button:not(.quiet)');
  await waitFor(engine, '.questions');
  await answerAll(engine);
  await click(engine, '.decision .button:not(.quiet)');
  await waitFor(engine, '.receipt .digits');
  same('violations', await engine.evaluate('window.__violations'), []);
  await click(engine, '[data-done]');
  await waitFor(engine, '#pin');
  await watchPolicy(engine);
  await fill(engine, '#pin', PIN);
  await click(engine, 'button[type=submit]');
  await waitFor(engine, '[data-count="queue.waiting"] dd');
  same('waiting sheets', await textOf(engine, '[data-count="queue.waiting"] dd'), '1');
  same('violations', await engine.evaluate('window.__violations'), []);
}
