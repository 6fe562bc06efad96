// The board of a round that is being closed: begun before the sheets are read, published after the count. Counts of
// codes come from the issuer as plain numbers; so neither room sees the other.
import { beginBoard } from '../collector/board-draft.ts';
import type { BoardDraft } from '../collector/board-draft.ts';
import type { FrameIssue } from '../collector/board-assembly.ts';
import { readyRound } from '../collector/open-rounds.ts';
import type { CollectorRound } from '../collector/rounds-store.ts';
import type { Rooms } from './rooms.ts';

/** What the issuer tells of each frame of a round. */
async function issuesOf(rooms: Rooms, round: string): Promise<readonly FrameIssue[]> {
  const [counts, cards, reissued] = [await rooms.issuer.counts(round), await rooms.issuer.cardCodes(round), await rooms.issuer.reissued(round)];
  const destroyed = await rooms.issuer.tablets.destroyed(round);
  const ways = new Map(counts.map(({ population, frame }) => [`${population}/${frame}`, { population, frame }]));
  return [...ways.values()].map(({ population, frame }) => ({
    population,
    frame,
    issued: counts.filter((each) => each.population === population && each.frame === frame).reduce((sum, each) => sum + each.issued, 0),
    reissued: reissued.find((each) => each.population === population && each.frame === frame)?.codes ?? 0,
    ...(frame === 'tablet' ? { destroyed: destroyed.find((each) => each.population === population)?.tokens ?? 0 } : {}),
    codes: frame === 'card' ? (cards.find((each) => each.population === population) ?? { made: [], used: [] }) : null,
  }));
}

/** Starts the board of a round. Null where an earlier attempt to close has published it. */
export const startBoard = (rooms: Rooms, round: CollectorRound): Promise<BoardDraft | null> => beginBoard(rooms.collected.boards, round, readyRound(round).keys.manifest);

/** Publishes what the draft has gathered; the figure of before is then gone. */
export async function publishBoard(rooms: Rooms, round: string, draft: BoardDraft): Promise<void> {
  const status = await rooms.collected.rounds.status(round);
  const text = await draft.finish(await issuesOf(rooms, round), status?.notices ?? [], rooms.today());
  await rooms.collected.boards.publish(round, text);
  await rooms.collected.participation.drop(round);
}
