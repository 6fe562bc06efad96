// What keying paper is refused with, in words for whoever keys: issuer and collector speak to a person who answers, who
// keeps a ticket or a code. Here what counts is whether sheets wait signed, and what sends them until when.
import { Manifest } from '../../shared/credential/manifest.ts';
import { Problem } from '../../shared/problem.ts';
import type { CardPlace } from '../issuer/cards.ts';
import { readPaper } from './paper-file.ts';
import type { Rooms } from './rooms.ts';

/** What has to be done or waited for until what was refused so is taken; null for what nobody mends by a step of the round. */
function stepBefore(round: string, { code }: Problem, { twoPhase, drawingEnds }: Manifest): string | null {
  if (code === 'round.paused') return `spid round resume ${round}`;
  if (code === 'round.sending-ended') return `spid round extend ${round} --sending DAY`;
  return code === 'round.not-open' && twoPhase ? `after ${drawingEnds}, when the log says that the keys are destroyed` : null;
}

async function reworded(rooms: Rooms, place: CardPlace, problem: Problem): Promise<Problem> {
  const { round, population } = place;
  if (problem.code === 'round.drawing-ended') return new Problem(problem.code, `Drawing has ended for round ${round}: no further paper can be keyed, since each sheet draws with a card. Nothing was sent.`);
  const found = await rooms.collected.rounds.get(round);
  const step = found === null ? null : stepBefore(round, problem, Manifest.parse(JSON.parse(found.manifest)));
  if (found === null || step === null) return problem;
  const { length } = (await readPaper(rooms, place)).sheets;
  if (length === 0) return new Problem(problem.code, `Nothing was sent: ${step}, then the same command again.`);
  const until = problem.code === 'round.sending-ended' ? '' : ` Answers are taken until ${found.sendingEnds}.`;
  return new Problem(problem.code, `${String(length)} sheets keyed from paper for ${population} are signed and wait: ${step}, then spid paper key ${round} --population ${population} sends them.${until}`);
}

/** Does `work`, which keys paper of this place. Rejects as it does, in the words above where the round is what refuses. */
export async function inKeyingWords<Result>(rooms: Rooms, place: CardPlace, work: () => Promise<Result>): Promise<Result> {
  return work().catch(async (error: unknown) => {
    throw error instanceof Problem ? await reworded(rooms, place, error) : error;
  });
}
