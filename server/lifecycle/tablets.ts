// Registering a tablet and taking the file that it exported: what the command line does and tests do.
import { BATCH_AT_MOST, SealedFile } from '../../shared/credential/send-sealed.ts';
import { TOKENS_AT_MOST, tabletFragment } from '../../shared/credential/tablet.ts';
import { Problem } from '../../shared/problem.ts';
import type { RoundPlan } from '../../shared/round/plan.ts';
import { publicOrigin } from '../config.ts';
import { frameOrders } from './frame-orders.ts';
import type { Rooms } from './rooms.ts';

/** `stratum`: null where the population has one alone. */
export type TabletOrder = { readonly round: string; readonly population: string; readonly site: string; readonly stratum: string | null; readonly tokens: number };

type Released = { readonly stratum: string; readonly codes: number };

function releasedOf(plan: RoundPlan, order: TabletOrder): Released {
  const frame = frameOrders(plan).find((each) => each.population === order.population && each.frame === 'tablet');
  if (frame === undefined) throw new Problem('population.unknown', `Round ${plan.round} has no tablets for ${order.population}.`, { place: 'population' });
  const [first, ...others] = frame.strata;
  const found = order.stratum === null && others.length === 0 ? first : frame.strata.find(({ stratum }) => stratum === order.stratum);
  if (found === undefined) throw new Problem('plan.invalid', `Name the stratum of the site: one of ${frame.strata.map(({ stratum }) => stratum).join(', ')}.`, { place: 'stratum' });
  return found;
}

/** The enrolment link of a new tablet. It stands nowhere else. Throws round.*, population.unknown, plan.invalid or tablet.too-many. */
export async function registerTablet(rooms: Rooms, order: TabletOrder): Promise<string> {
  const found = await rooms.desk.rounds.get(order.round);
  if (found === null) throw new Problem('round.unknown', `There is no round ${order.round}.`);
  if (found.state !== 'open') throw new Problem('round.wrong-state', `Round ${order.round} is ${found.state}; tablets are registered while it is open.`);
  if (!Number.isInteger(order.tokens) || order.tokens < 1 || order.tokens > TOKENS_AT_MOST) throw new Problem('plan.invalid', `A tablet gets 1 to ${String(TOKENS_AT_MOST)} tokens.`, { place: 'tokens' });
  const { stratum, codes } = releasedOf(found.plan, order);
  const tablet = await rooms.issuer.tablets.register(order.round, { population: order.population, site: order.site, stratum, tokens: order.tokens }, codes);
  const manifest = (await rooms.collected.rounds.status(order.round))?.hash ?? '';
  return `${publicOrigin(rooms.config)}/t/${tabletFragment({ tablet, round: order.round, manifest })}`;
}

export type Imported = { readonly round: string; readonly stored: number; readonly refused: ReadonlyMap<string, number> };

function readFile(text: string): SealedFile {
  try {
    return SealedFile.parse(JSON.parse(text));
  } catch {
    throw new Problem('sheet.malformed', 'This is no file of sealed sheets, or it is damaged.');
  }
}

/** Takes an exported file. What was in before counts as stored: the file may be taken again. Throws sheet.malformed, round.* or manifest.mismatch. */
export async function importSealed(rooms: Rooms, text: string): Promise<Imported> {
  const { round, manifest, envelopes } = readFile(text);
  const refused = new Map<string, number>();
  let stored = 0;
  for (let start = 0; start < envelopes.length; start += BATCH_AT_MOST) {
    for (const result of await rooms.collector.takeSealed(round, { manifest, envelopes: envelopes.slice(start, start + BATCH_AT_MOST) })) {
      if (result.outcome === 'stored') stored += 1;
      else refused.set(result.code, (refused.get(result.code) ?? 0) + 1);
    }
  }
  return { round, stored, refused };
}
