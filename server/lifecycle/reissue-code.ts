// Re-issues a lost code and says so in the notice log, with the number so far. The notice comes after the code: a crash
// in between leaves the counter, which the board prints, one ahead of the log.
import type { NewCode } from '../issuer/codes-store.ts';
import type { ReissueOrder } from '../issuer/reissue.ts';
import { Manifest } from '../../shared/credential/manifest.ts';
import { Problem } from '../../shared/problem.ts';
import { tell } from './keeping-notices.ts';
import type { Rooms } from './rooms.ts';

export type ReissuedCode = { readonly code: NewCode; readonly number: number; readonly manifest: string; readonly languages: readonly string[]; readonly index: number };

/** Throws round.unknown, round.drawing-ended, round.wrong-state (the cap) or population.unknown. */
export async function reissueCode(rooms: Rooms, order: ReissueOrder): Promise<ReissuedCode> {
  const found = await rooms.collected.rounds.get(order.round);
  if (found === null) throw new Problem('round.unknown', `There is no round ${order.round}.`);
  const code = await rooms.issuer.reissue(order);
  const number = (await rooms.issuer.reissued(order.round)).find(({ population, frame }) => population === order.population && frame === order.frame)?.codes ?? 0;
  await tell(rooms, order.round, 'code-reissued', { population: order.population, frame: order.frame, codes: number });
  const { questionnaires, languages } = Manifest.parse(JSON.parse(found.manifest));
  return { code, number, manifest: found.hash, languages, index: questionnaires.findIndex(({ population }) => population === order.population) };
}
