// Opens a planned round: forms, keys, codes, manifest, then the three rooms in the order that leaves nothing half open.
// The desk's state moves last; until then opening may fail at any point and simply be done again. What fails leaves no key.
import { isDeepStrictEqual } from 'node:util';
import { FRAMES } from '../../shared/credential/frame.ts';
import { Problem } from '../../shared/problem.ts';
import { isWhole, namedPlaces } from '../config.ts';
import type { Form } from '../../shared/questionnaire/form.ts';
import { RoundPlan } from '../../shared/round/plan.ts';
import { formOf } from '../questionnaires.ts';
import type { NewCode } from '../issuer/codes-store.ts';
import { frameOrders } from './frame-orders.ts';
import { keepRecordings } from './keep-recordings.ts';
import { makeManifest } from './make-manifest.ts';
import type { MadeManifest } from './make-manifest.ts';
import type { Rooms } from './rooms.ts';
import { insistSoundPlan } from './plan-check.ts';
import { insistSpoken } from './spoken-plan.ts';

/** What opening gives back, once: the codes in clear for the printer. */
export type OpenedRound = { readonly plan: RoundPlan; readonly made: MadeManifest; readonly codes: readonly NewCode[] };

/** The forms of a plan by population. Throws plan.invalid or questionnaire.invalid where it could not be opened today, or not be counted. */
export function formsOfSoundPlan(rooms: Rooms, plan: RoundPlan): ReadonlyMap<string, Form> {
  insistSpoken(plan);
  const forms = new Map(plan.populations.map((population) => [population.population, formOf(rooms.config.surveysFolder, plan, population)]));
  insistSoundPlan(plan, rooms.today(), forms);
  return forms;
}

/** Destroys the keys that an opening which failed left of this plan. */
async function discardOpening(rooms: Rooms, plan: RoundPlan): Promise<void> {
  await rooms.issuer.discard(plan.round, plan.populations.flatMap(({ population }) => FRAMES.map((frame) => ({ population, frame }))));
  await rooms.collector.setState(plan.round, 'closed');
}

/** Keeps a plan as a draft, in the place of one of its id that is not opened yet: what it is then. Throws plan.invalid or questionnaire.invalid where it could not be opened, or where a round of its id was. */
export async function createRound(rooms: Rooms, plan: RoundPlan, demonstration = false): Promise<'made' | 'replaced'> {
  formsOfSoundPlan(rooms, plan);
  frameOrders(plan);
  const { rounds } = rooms.desk;
  const before = await rounds.get(plan.round);
  if (before === null && (await rounds.add(plan, { demonstration }))) return 'made';
  if (!(await rounds.replaceDraft(plan, { demonstration }))) throw new Problem('plan.invalid', `There is a round ${plan.round} already, and it was opened: only a draft can be replaced. Choose another id.`, { place: 'round' });
  // Its opening may have been killed half way. One of the same plan may be going on, and needs its keys.
  if (before !== null && isWhole(rooms.config) && !isDeepStrictEqual(before.plan, RoundPlan.parse(plan))) await discardOpening(rooms, before.plan);
  return 'replaced';
}

/** Makes and opens all parts; the desk's state moves last. */
async function openParts(rooms: Rooms, plan: RoundPlan, forms: ReadonlyMap<string, Form>, deliver: (opened: OpenedRound) => Promise<void>): Promise<OpenedRound> {
  const { round } = plan;
  const frames = await rooms.issuer.prepare(round, frameOrders(plan));
  const transportKey = frames.some(({ frame }) => frame === 'tablet') ? await rooms.collector.makeTransportKey(round) : null;
  const made = makeManifest(plan, forms, frames, namedPlaces(rooms.config), transportKey);
  await keepRecordings(rooms, plan, made.forms);
  await rooms.collector.open({ round, manifest: made.text, hash: made.hash, forms: made.forms, sendingEnds: plan.sendingEnds });
  await rooms.issuer.open(round, frames, plan.drawingEnds);
  const opened: OpenedRound = { plan, made, codes: frames.flatMap((frame) => frame.codes) };
  await deliver(opened);
  if (!(await rooms.desk.rounds.open(plan, made.hash))) throw new Problem('round.wrong-state', `Round ${round} was opened, or its plan replaced, by somebody else meanwhile.`);
  return opened;
}

/** Opens a draft. `deliver` puts the codes where the printer finds them; the round is open only when that is done. Where it fails, no key is left. Throws round.unknown, round.wrong-state, plan.invalid or questionnaire.invalid. */
export async function openRound(rooms: Rooms, round: string, deliver: (opened: OpenedRound) => Promise<void>): Promise<OpenedRound> {
  const found = await rooms.desk.rounds.get(round);
  if (found === null) throw new Problem('round.unknown', `There is no round ${round}.`);
  if (found.state !== 'draft') throw new Problem('round.wrong-state', `Round ${round} is ${found.state}; only a draft can be opened.`);
  const { plan } = found;
  const forms = formsOfSoundPlan(rooms, plan);
  try {
    return await openParts(rooms, plan, forms, deliver);
  } catch (error) {
    // Where somebody else has opened it, the keys are theirs. Why it failed matters more than that tidying up fails too.
    if ((await rooms.desk.rounds.get(round).catch(() => null))?.state === 'draft') await discardOpening(rooms, plan).catch(() => undefined);
    throw error;
  }
}
