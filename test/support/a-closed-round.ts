// A round by invitation and card that was paused, resumed, answered over HTTP by real clients, and closed: what a board
// is made of. Receipts come in the order in which people sent.
import type { OpenedRound } from '../../server/lifecycle/open-round.ts';
import { pauseRound, resumeRound } from '../../server/lifecycle/pause-round.ts';
import { Form } from '../../shared/questionnaire/form.ts';
import { answerOnce } from './a-respondent.ts';
import { aPopulationPlan, anOpenRound } from './a-round.ts';
import type { TestServer } from './a-server.ts';
import { closeEarly } from './close-early.ts';
import { randomSheets } from './random-sheets.ts';

export type AnsweredRound = { readonly opened: OpenedRound; readonly receipts: readonly string[] };

/** How many people of each population and frame answer. */
const ANSWERS = { 'officials/invited': 7, 'officials/card': 5, 'private-sector/invited': 4, 'private-sector/card': 2 };

/** Opens a round of two populations by invitation and card, and answers 18 times. */
export async function anAnsweredRound(server: TestServer): Promise<AnsweredRound> {
  const population = (code: string, codes: number, cards: number) => ({ ...aPopulationPlan(code, codes), strata: [{ code: 'all', size: codes, codes, cards }] });
  const opened = await anOpenRound(server.rooms, { modes: ['online', 'card'], mixedWays: 'card-handed-in', populations: [population('officials', 12, 8), population('private-sector', 6, 4)] });
  await pauseRound(server.rooms, opened.plan.round);
  await resumeRound(server.rooms, opened.plan.round);
  const receipts: string[] = [];
  for (const [way, number] of Object.entries(ANSWERS)) {
    const codes = opened.codes.filter((code) => `${code.population}/${code.frame}` === way).slice(0, number);
    const form = Form.parse(JSON.parse(opened.made.forms.find((each) => each.population === way.split('/')[0])?.text ?? 'null'));
    const sheets = randomSheets(form, 11, codes.length);
    for (const [index, code] of codes.entries()) receipts.push(await answerOnce(server.url, opened, code, sheets[index] ?? {}));
  }
  return { opened, receipts };
}

/** The same, closed: its board is published. */
export async function aClosedRound(server: TestServer): Promise<AnsweredRound> {
  const answered = await anAnsweredRound(server);
  await closeEarly(server.rooms, answered.opened.plan.round);
  return answered;
}
