// A new code for somebody who lost theirs. The old token, if one was drawn, can't be called back: that nobody can tell
// whose it is is the point. So the number of re-issues is public and capped at max(3, 1 % of those invited), and it is
// counted before the code exists: a crash in between costs one of the cap, never an uncounted code.
import { randomBytes } from 'node:crypto';
import { reissueCap } from '../../shared/credential/board.ts';
import { CODE_BYTES, codeOfBytes } from '../../shared/credential/code.ts';
import type { CodeFrame } from '../../shared/credential/frame.ts';
import { Problem } from '../../shared/problem.ts';
import type { CodesStore, NewCode } from './codes-store.ts';
import type { IssuerRoundsStore } from './rounds-store.ts';
import type { UpkeepStore } from './upkeep-store.ts';

export type ReissueOrder = { readonly round: string; readonly population: string; readonly frame: CodeFrame; readonly stratum: string };
type ReissueParts = { readonly rounds: IssuerRoundsStore; readonly codes: CodesStore; readonly upkeep: UpkeepStore; readonly today: () => string };

function strangeWay(round: string, { population, frame, stratum }: Omit<ReissueOrder, 'round'>, strata: readonly string[]): string {
  if (strata.length === 0) return `Round ${round} has no codes for ${population}/${frame}.`;
  return `Round ${round} has no codes for ${population}/${frame}/${stratum}: name one of its strata with --stratum, ${[...strata].sort().join(', ')}.`;
}

/** Makes, counts and stores the code. Throws round.unknown, round.drawing-ended, population.unknown or round.wrong-state. */
export async function reissue(parts: ReissueParts, { round, ...way }: ReissueOrder): Promise<NewCode> {
  const found = await parts.rounds.get(round);
  if (found === null) throw new Problem('round.unknown', `The issuer has no round ${round}.`);
  if (found.drawing === 'ended' || parts.today() > found.drawingEnds) throw new Problem('round.drawing-ended', 'Drawing has ended: a new code could not be used any more.');
  const strata = (await parts.codes.counts(round)).filter(({ population, frame }) => population === way.population && frame === way.frame);
  if (!strata.some(({ stratum }) => stratum === way.stratum)) throw new Problem('population.unknown', strangeWay(round, way, strata.map(({ stratum }) => stratum)));
  const cap = reissueCap(strata.reduce((sum, { total }) => sum + total, 0));
  const counted = await parts.upkeep.countReissue(round, way, cap);
  if (counted === null) throw new Problem('round.wrong-state', `${String(cap)} codes of ${way.population}/${way.frame} were re-issued, which is the cap. More would let somebody answer twice unseen.`);
  const code: NewCode = { ...way, code: codeOfBytes(new Uint8Array(randomBytes(CODE_BYTES))), reissued: true };
  await parts.codes.add(round, [code]);
  return code;
}
