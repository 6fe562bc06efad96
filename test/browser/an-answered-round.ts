// A round for the desk's pages to show: two populations, invitations and cards, answered at random with a seed and closed.
import type { OpenedRound } from '../../server/lifecycle/open-round.ts';
import { Form } from '../../shared/questionnaire/form.ts';
import { Release } from '../../shared/results/release.ts';
import { answerOnce } from '../support/a-respondent.ts';
import { aPopulationPlan, anOpenRound } from '../support/a-round.ts';
import type { TestServer } from '../support/a-server.ts';
import { closeEarly } from '../support/close-early.ts';
import { randomSheets } from '../support/random-sheets.ts';

/** In each population so many answer by a card, the others by their invitation. */
const CARDS = 2;

async function fill(server: TestServer, opened: OpenedRound, population: string, sheets: number): Promise<void> {
  const of = (frame: string): typeof opened.codes => opened.codes.filter((code) => code.population === population && code.frame === frame);
  const codes = [...of('card').slice(0, CARDS), ...of('invited').slice(0, sheets - CARDS)];
  const form = Form.parse(JSON.parse(opened.made.forms.find((each) => each.population === population)?.text ?? 'null'));
  const answers = randomSheets(form, 5, codes.length);
  // Several at once, as people do: most of each one's time is waiting.
  for (let first = 0; first < codes.length; first += 6) {
    await Promise.all(codes.slice(first, first + 6).map((code, index) => answerOnce(server.url, opened, code, answers[first + index] ?? {})));
  }
}

/** 38 officials of 40 and 28 traders, whose number nobody knows. */
export async function anAnsweredRound(server: TestServer): Promise<{ readonly opened: OpenedRound; readonly release: Release }> {
  const withCards = (population: string, codes: number) => ({ ...aPopulationPlan(population, codes), strata: [{ code: 'all', size: codes, codes, cards: CARDS }] });
  const traders = { ...withCards('private-sector', 30), selection: 'associations' as const, size: null };
  const opened = await anOpenRound(server.rooms, { modes: ['online', 'card'], mixedWays: 'card-handed-in', populations: [withCards('officials', 40), traders] });
  await fill(server, opened, 'officials', 38);
  await fill(server, opened, 'private-sector', 28);
  return { opened, release: Release.parse(await closeEarly(server.rooms, opened.plan.round)) };
}
