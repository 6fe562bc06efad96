// Pauses and resumes a round. Both are public: the notice log tells everybody when and that nothing else changed.
import { Problem } from '../../shared/problem.ts';
import { noticeTexts } from './notice-texts.ts';
import type { Rooms } from './rooms.ts';

async function change(rooms: Rooms, round: string, kind: 'paused' | 'resumed'): Promise<void> {
  const state = kind === 'paused' ? 'paused' : 'open';
  const found = await rooms.desk.rounds.get(round);
  if (found === null) throw new Problem('round.unknown', `There is no round ${round}.`);
  // A draft may become open as well, but by opening it, which makes its keys and codes.
  const allowed = found.state === (kind === 'paused' ? 'open' : 'paused') && (await rooms.desk.rounds.become(round, state));
  if (!allowed) throw new Problem('round.wrong-state', `Round ${round} is ${found.state} and can not be ${kind}.`);
  await rooms.issuer.setDrawing(round, state);
  await rooms.collector.setState(round, state);
  await rooms.collector.publish(round, { kind, day: rooms.today(), texts: noticeTexts(kind), details: {} });
}

/** Throws round.unknown or round.wrong-state. */
export const pauseRound = (rooms: Rooms, round: string): Promise<void> => change(rooms, round, 'paused');
export const resumeRound = (rooms: Rooms, round: string): Promise<void> => change(rooms, round, 'resumed');
