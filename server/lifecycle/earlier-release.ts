// The earlier round that a closing round is compared with: the administration's last released one of the same survey. Nobody
// chooses it after seeing results; which it was stands in the release, and a recount takes the same.
import type { Release } from '../../shared/results/release.ts';
import type { RoundPlan } from '../../shared/round/plan.ts';
import type { DeskRound } from '../desk/rounds-store.ts';
import type { Rooms } from './rooms.ts';

const isEarlier = (plan: RoundPlan, demonstration: boolean) => (round: DeskRound): boolean =>
  round.state === 'released' && round.demonstration === demonstration && round.plan.round !== plan.round && round.plan.survey === plan.survey && round.plan.sendingEnds < plan.sendingEnds;

const byEnd = (one: DeskRound, two: DeskRound): number =>
  one.plan.sendingEnds === two.plan.sendingEnds ? (one.plan.round < two.plan.round ? 1 : -1) : one.plan.sendingEnds < two.plan.sendingEnds ? 1 : -1;

/** The release to compare with, or null where there is none. A round that is released already keeps the one it has. */
export async function earlierRelease(rooms: Rooms, plan: RoundPlan, demonstration: boolean): Promise<Release | null> {
  const own = await rooms.desk.releases.get(plan.round);
  if (own !== null) return own.previous === undefined ? null : rooms.desk.releases.get(own.previous.round);
  const [last] = (await rooms.desk.rounds.list(plan.administration)).filter(isEarlier(plan, demonstration)).sort(byEnd);
  return last === undefined ? null : rooms.desk.releases.get(last.plan.round);
}
