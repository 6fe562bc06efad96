// Opens a planned round: forms, keys, codes, manifest, then the three rooms in the order that leaves nothing half open.
// The desk's state moves last; until then opening may fail at any point and simply be done again.
import { Problem } from '../../shared/problem.ts';
import { namedPlaces } from '../config.ts';
import type { Form } from '../../shared/questionnaire/form.ts';
import type { RoundPlan } from '../../shared/round/plan.ts';
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

/** Adds a plan as a draft. Throws plan.invalid or questionnaire.invalid where it could not be opened, or where the id is taken. */
export async function createRound(rooms: Rooms, plan: RoundPlan, demonstration = false): Promise<void> {
  formsOfSoundPlan(rooms, plan);
  frameOrders(plan);
  const added = await rooms.desk.rounds.add(plan, { demonstration });
  if (!added) throw new Problem('plan.invalid', `There is a round ${plan.round} already. Choose another id.`, { place: 'round' });
}

/** Opens a draft. `deliver` puts the codes where the printer finds them; the round is open only when that is done. Throws round.unknown, round.wrong-state, plan.invalid or questionnaire.invalid. */
export async function openRound(rooms: Rooms, round: string, deliver: (opened: OpenedRound) => Promise<void>): Promise<OpenedRound> {
  const found = await rooms.desk.rounds.get(round);
  if (found === null) throw new Problem('round.unknown', `There is no round ${round}.`);
  if (found.state !== 'draft') throw new Problem('round.wrong-state', `Round ${round} is ${found.state}; only a draft can be opened.`);
  const { plan } = found;
  const forms = formsOfSoundPlan(rooms, plan);
  const frames = await rooms.issuer.prepare(round, frameOrders(plan));
  const transportKey = frames.some(({ frame }) => frame === 'tablet') ? await rooms.collector.makeTransportKey(round) : null;
  const made = makeManifest(plan, forms, frames, namedPlaces(rooms.config), transportKey);
  await keepRecordings(rooms, plan, made.forms);
  await rooms.collector.open({ round, manifest: made.text, hash: made.hash, forms: made.forms, sendingEnds: plan.sendingEnds });
  await rooms.issuer.open(round, frames, plan.drawingEnds);
  const opened: OpenedRound = { plan, made, codes: frames.flatMap((frame) => frame.codes) };
  await deliver(opened);
  await rooms.desk.rounds.setManifest(round, made.hash);
  if (!(await rooms.desk.rounds.become(round, 'open'))) throw new Problem('round.wrong-state', `Round ${round} was opened by somebody else meanwhile.`);
  return opened;
}
