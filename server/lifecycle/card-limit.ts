// How many cards a plan may have: as many as there are people, and the reserve that may be re-issued elsewhere too
// (max(3, 1 %)), so that a box can't hold cards for people who don't exist.
import { reissueCap } from '../../shared/credential/board.ts';
import { Problem } from '../../shared/problem.ts';
import type { FrameOrder } from '../issuer/make-codes.ts';
import type { PopulationPlan } from '../../shared/round/plan.ts';

/** Throws plan.invalid where cards are more than people and reserve. Where nobody knows how many there are, nothing can be held against it. */
export function insistCardLimit(population: PopulationPlan, orders: readonly FrameOrder[]): void {
  const cards = orders.filter((order) => order.population === population.population && order.frame === 'card').flatMap(({ strata }) => strata);
  const made = cards.reduce((sum, { codes }) => sum + codes, 0);
  if (population.size === null) return;
  const most = population.size + reissueCap(population.size);
  if (made > most) throw new Problem('plan.invalid', `${population.population} has ${String(population.size)} people and ${String(made)} cards; at most ${String(most)} are allowed, the reserve included.`, { place: 'populations.strata' });
}
