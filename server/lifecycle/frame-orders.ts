// Which codes a plan asks for: one frame per way in that has codes. Ways in that are not built yet are refused by name
// before anything is made.
import { Problem } from '../../shared/problem.ts';
import type { Mode, PopulationPlan, RoundPlan } from '../../shared/round/plan.ts';
import type { FrameOrder } from '../issuer/make-codes.ts';
import { insistCardLimit } from './card-limit.ts';

const READY: readonly Mode[] = ['online', 'card', 'tablet', 'assisted', 'paper', 'open-link'];

/** Throws plan.invalid for a way in that this version can't open. */
export function insistReadyModes(plan: RoundPlan): void {
  const missing = plan.modes.filter((mode) => !READY.includes(mode));
  if (missing.length > 0) throw new Problem('plan.invalid', `This version opens rounds by ${READY.join(' and ')} only, not by ${missing.join(', ')}.`, { place: 'modes' });
}

function ordersOfPopulation(plan: RoundPlan, population: PopulationPlan): readonly FrameOrder[] {
  const byInvitation = plan.modes.includes('online');
  // Paper is keyed through codes of the card frame.
  const byCard = plan.modes.includes('card') || plan.modes.includes('paper');
  const byTablet = plan.modes.includes('tablet') || plan.modes.includes('assisted');
  const elsewhere = byInvitation || byCard;
  const strata = (codesOf: (stratum: PopulationPlan['strata'][number]) => number): FrameOrder['strata'] => population.strata.map((stratum) => ({ stratum: stratum.code, codes: codesOf(stratum) }));
  const orders: FrameOrder[] = [];
  if (byInvitation) orders.push({ population: population.population, frame: 'invited', strata: strata((stratum) => stratum.codes) });
  if (byCard) orders.push({ population: population.population, frame: 'card', strata: strata((stratum) => (byInvitation ? (stratum.cards ?? 0) : stratum.codes)) });
  if (byTablet) orders.push({ population: population.population, frame: 'tablet', strata: strata((stratum) => (elsewhere ? (stratum.tablets ?? 0) : stratum.codes)) });
  if (plan.modes.includes('open-link')) orders.push({ population: population.population, frame: 'open-link', strata: [] });
  return orders;
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
  for (const population of plan.populations) insistCardLimit(population, orders);
  return orders;
}
