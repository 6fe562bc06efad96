// Hands out bundles of cards, and cancels what is left of them. Cancelling takes two people with accounts of the round's
// administration: one alone could keep left-over cards and answer with them. The public log says how many were
// cancelled; nobody learns which cards of those that came back had been used.
import { readCode } from '../../shared/credential/code.ts';
import { Manifest } from '../../shared/credential/manifest.ts';
import { Problem } from '../../shared/problem.ts';
import { passwordMatches } from '../desk/password.ts';
import type { CardPlace } from '../issuer/cards.ts';
import { noticesOf } from './keeping-notices.ts';
import { noticeTexts } from './notice-texts.ts';
import { forgetHandedOut } from './printed-files.ts';
import type { Rooms } from './rooms.ts';

export type Confirmation = { readonly name: string; readonly password: string };
/** `leftover`: codes of cards that came back, as printed or as links. */
export type Cancelling = CardPlace & { readonly bundles: readonly number[]; readonly leftover: readonly string[]; readonly confirmedBy: readonly [Confirmation, Confirmation] };
/** Cards cancelled by now, used ones in bundles that should have been sealed, and used ones of those that a keying computer was given. */
export type Cancelled = { readonly total: number; readonly usedInSealed: number; readonly usedByKeying: number };

async function insistPerson(rooms: Rooms, administration: string, { name, password }: Confirmation): Promise<void> {
  const account = await rooms.desk.accounts.get(name);
  const fits = account !== null && account.role === 'coordinator' && [administration, 'programme'].includes(account.administration);
  if (!fits || !(await passwordMatches(password, account.password))) throw new Problem('login.failed', `${name} did not confirm: wrong name or password, or no coordinator of this round.`);
}

async function insistRound(rooms: Rooms, { round, population }: CardPlace): Promise<string> {
  const found = await rooms.collected.rounds.get(round);
  if (found === null) throw new Problem('round.unknown', `There is no open round ${round}.`);
  if (found.state !== 'open' && found.state !== 'paused') throw new Problem('round.wrong-state', `Round ${round} is ${found.state}: its cards are what they are.`);
  const manifest = Manifest.parse(JSON.parse(found.manifest));
  const frames = manifest.questionnaires.find((each) => each.population === population)?.frames ?? [];
  if (!frames.some(({ frame }) => frame === 'card')) throw new Problem('population.unknown', `Round ${round} has no cards for ${population}.`);
  return manifest.administration;
}

/** The codes of left-over cards, as printed or as links. Throws code.unknown for what is no card of the round. */
export function leftoverCodes(round: string, leftover: readonly string[]): readonly string[] {
  return leftover.map((text, index) => {
    const reading = readCode(text.replace(/^.*#c=/, '').replace(/&.*$/, ''));
    if (!reading.ok || reading.value.round !== round || reading.value.frame !== 'card') throw new Problem('code.unknown', `Line ${String(index + 1)} of the left-over cards is no card of round ${round}.`, { place: `line ${String(index + 1)}` });
    return reading.value.code;
  });
}

/** Publishes how many cards were cancelled since the log last said so; done again after a crash, it says nothing twice. */
export async function tellCancelled(rooms: Rooms, place: CardPlace): Promise<number> {
  const total = await rooms.issuer.cards.cancelled(place);
  const told = (await noticesOf(rooms, place.round))
    .filter(({ kind, details }) => kind === 'codes-cancelled' && details['population'] === place.population && details['frame'] === 'card')
    .reduce((sum, { details }) => sum + Number(details['codes']), 0);
  if (total > told) await rooms.collector.publish(place.round, { kind: 'codes-cancelled', day: rooms.today(), texts: noticeTexts('codes-cancelled'), details: { population: place.population, frame: 'card', codes: total - told } });
  return total;
}

/** Which cards lay in these bundles is forgotten in the store and in every file. Throws round.*, population.unknown, card.bundle or store.unavailable. */
export async function handOutBundles(rooms: Rooms, place: CardPlace, numbers: readonly number[]): Promise<void> {
  await insistRound(rooms, place);
  await rooms.issuer.cards.handOut(place, numbers);
  await forgetHandedOut(rooms, place, numbers);
}

/** Cancels what two people have confirmed. Throws round.*, population.unknown or card.bundle; nothing is changed then. */
export async function cancelNow(rooms: Rooms, place: CardPlace, bundles: readonly number[], codes: readonly string[]): Promise<Cancelled> {
  await insistRound(rooms, place);
  const { unexpected, keying } = await rooms.issuer.cards.cancel(place, { bundles, codes });
  return { total: await tellCancelled(rooms, place), usedInSealed: unexpected, usedByKeying: keying };
}

/** Throws login.failed, round.*, population.unknown, card.bundle or code.unknown; nothing is changed then. */
export async function cancelCards(rooms: Rooms, order: Cancelling): Promise<Cancelled> {
  const administration = await insistRound(rooms, order);
  const [one, other] = order.confirmedBy;
  if (one.name === other.name) throw new Problem('login.failed', 'Two different people confirm, each with an account of their own.');
  const codes = leftoverCodes(order.round, order.leftover);
  for (const person of order.confirmedBy) await insistPerson(rooms, administration, person);
  return cancelNow(rooms, order, order.bundles, codes);
}

/** The bundles of each population that nobody handed out or cancelled, in words. */
export async function leftBundles(rooms: Rooms, round: string): Promise<readonly string[]> {
  const sealed = (await rooms.issuer.cards.bundles(round)).filter(({ state }) => state === 'sealed');
  return [...new Set(sealed.map(({ population }) => population))].map((population) => {
    const numbers = sealed.filter((bundle) => bundle.population === population).map(({ number }) => number);
    return `Bundles ${numbers.join(', ')} of ${population} were neither handed out nor cancelled; the board counts their cards as handed out.`;
  });
}

/** Before a board is made: tells what a crash kept untold, and says which bundles nobody handed out or cancelled. */
export async function settleCards(rooms: Rooms, round: string, progress: (line: string) => void): Promise<void> {
  const cards = (await rooms.issuer.counts(round)).filter(({ frame }) => frame === 'card');
  for (const population of new Set(cards.map((each) => each.population))) await tellCancelled(rooms, { round, population });
  for (const line of await leftBundles(rooms, round)) progress(line);
}
