// Which codes a plan asks for: one frame per way in that has codes. Ways in that are not built yet are refused by name
// before anything is made.
import { Problem } from '../../shared/problem.ts';
import type { Mode, PopulationPlan, RoundPlan } from '../../shared/round/plan.ts';
import type { FrameOrder } from '../issuer/make-codes.ts';

const READY: readonly Mode[] = ['online', 'card', 'tablet', 'assisted', 'paper', 'open-link'];

/** Throws plan.invalid for a way in that this version can't open. */
export function insistReadyModes(plan: RoundPlan): void {
  const missing = plan.modes.filter((mode) => !READY.includes(mode));
  if (missing.length > 0) throw new Problem('plan.invalid', `This version opens rounds by ${READY.join(' and ')} only, not by ${missing.join(', ')}.`, { place: 'modes' });
}

/** A way in that has codes or tokens of its own, and where a stratum says how many. */
export type WayWithCodes = { readonly frame: 'invited' | 'card' | 'tablet'; readonly field: 'codes' | 'cards' | 'tablets' };

/** The first way of a plan counts in `codes`, the others beside it in a field of their own. */
export function waysWithCodes({ modes }: Pick<RoundPlan, 'modes'>): readonly WayWithCodes[] {
  const byInvitation = modes.includes('online');
  // Paper is keyed through codes of the card frame.
  const byCard = modes.includes('card') || modes.includes('paper');
  const byTablet = modes.includes('tablet') || modes.includes('assisted');
  return [
    ...(byInvitation ? [{ frame: 'invited', field: 'codes' } as const] : []),
    ...(byCard ? [{ frame: 'card', field: byInvitation ? 'cards' : 'codes' } as const] : []),
    ...(byTablet ? [{ frame: 'tablet', field: byInvitation || byCard ? 'tablets' : 'codes' } as const] : []),
  ];
}

function ordersOfPopulation(plan: RoundPlan, { population, strata }: PopulationPlan): readonly FrameOrder[] {
  const orders: FrameOrder[] = waysWithCodes(plan).map(({ frame, field }) => ({ population, frame, strata: strata.map((stratum) => ({ stratum: stratum.code, codes: stratum[field] ?? 0 })) }));
  return plan.modes.includes('open-link') ? [...orders, { population, frame: 'open-link', strata: [] }] : orders;
}

/** Where people could answer two ways, the plan needs something that prevents it. */
function insistOneAnswer(plan: RoundPlan): void {
  // An open link proves nothing of anybody and is counted apart; every other way is one answer of one person.
  const ways = new Set(plan.modes.filter((mode) => mode !== 'open-link').map((mode) => (mode === 'assisted' ? 'tablet' : mode)));
  if (ways.size > 1 && plan.mixedWays === undefined) {
    throw new Problem('plan.invalid', 'Say in mixedWays what keeps a person from answering one way and another way too: card-handed-in, list-ticked or way-by-stratum.', { place: 'mixedWays' });
  }
}

/** The frames of a round with their codes per stratum. Throws plan.invalid where one would have none. */
export function frameOrders(plan: RoundPlan): readonly FrameOrder[] {
  insistReadyModes(plan);
  insistOneAnswer(plan);
  const orders = plan.populations.flatMap((population) => ordersOfPopulation(plan, population));
  const empty = orders.find((order) => order.frame !== 'open-link' && order.strata.every(({ codes }) => codes === 0));
  if (empty !== undefined) throw new Problem('plan.invalid', `${empty.population} has no codes for ${empty.frame}.`, { place: 'populations.strata' });
  return orders;
}
