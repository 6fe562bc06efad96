// Closes a round, counts it and releases the result. Every step may be interrupted and done again: the state says
// where to go on. Drawing ends first and its keys are destroyed, so that nobody can mint a token once answers are seen.
import { createHash } from 'node:crypto';
import { release } from '../../analysis/release.ts';
import { BOARD_NAME } from '../../shared/credential/board-files.ts';
import { Problem } from '../../shared/problem.ts';
import { Form } from '../../shared/questionnaire/form.ts';
import type { PopulationResult } from '../../shared/results/population-result.ts';
import type { Release } from '../../shared/results/release.ts';
import type { RoundPlan } from '../../shared/round/plan.ts';
import { LEASE_MS, readyRound } from '../collector/open-rounds.ts';
import type { BoardDraft } from '../collector/board-draft.ts';
import type { CollectorRound } from '../collector/rounds-store.ts';
import { readSettled } from '../count/read-settled.ts';
import { readSheets } from '../count/read-sheets.ts';
import type { ReadSheets } from '../count/read-sheets.ts';
import type { DeskRound } from '../desk/rounds-store.ts';
import { closedNotice, insistSendingOver } from './before-its-day.ts';
import type { Ending } from './before-its-day.ts';
import { earlierRelease } from './earlier-release.ts';
import { endDrawing, rewriteRound } from './end-phases.ts';
import { isTold } from './keeping-notices.ts';
import { settleCards } from './cancel-cards.ts';
import { populationParts } from './population-parts.ts';
import { publishBoard, startBoard } from './publish-board.ts';
import type { Rooms } from './rooms.ts';
import { destroyUnsent, insistPaperSent } from './unsent-paper.ts';

type Progress = (line: string) => void;

const wait = (milliseconds: number): Promise<void> => new Promise((resolve) => setTimeout(resolve, milliseconds));

/** Ends drawing and sending, in public. Afterwards no process takes a sheet: the wait outlasts what any of them may still believe. */
async function endSending(rooms: Rooms, { round, sendingEnds }: RoundPlan): Promise<void> {
  await endDrawing(rooms, round);
  await rooms.collector.setState(round, 'closed');
  if (!(await isTold(rooms, round, 'closed'))) await rooms.collector.publish(round, closedNotice(rooms.today(), sendingEnds));
  await wait(2 * LEASE_MS);
}

/** Ends a round for good without counting it yet, and rewrites its stores. Throws round.unknown, or round.wrong-state, also before its day where `ending` doesn't say that it is meant. */
export async function endRound(rooms: Rooms, round: string, ending: Ending = {}): Promise<DeskRound> {
  const { progress = () => undefined } = ending;
  const found = await rooms.desk.rounds.get(round);
  if (found === null) throw new Problem('round.unknown', `There is no round ${round}.`);
  insistSendingOver(rooms, found, ending);
  if (found.state !== 'closed' && !(await rooms.desk.rounds.become(round, 'closed'))) throw new Problem('round.wrong-state', `Round ${round} is ${found.state} and can not be closed.`);
  progress(`Ending round ${round}: keys destroyed, no more sheets.`);
  await endSending(rooms, found.plan);
  await destroyUnsent(rooms, round, progress);
  await settleCards(rooms, round, progress);
  progress('Rewriting the stores in the order of random ids; the old files are destroyed…');
  await rewriteRound(rooms, round);
  return found;
}

async function erased({ desk }: Rooms, round: string): Promise<Problem> {
  const isReleased = (await desk.releases.get(round)) !== null;
  return new Problem('round.wrong-state', `Round ${round} is erased: ${isReleased ? 'its release stands, and can not be counted again' : 'it was never counted, its sheets are gone, and there is nothing to release'}.`);
}

/** Reads until nothing was added in between: a sheet that was acknowledged in the last moment counts. */
async function readAll(rooms: Rooms, round: CollectorRound, draftBoard: DraftBoard): Promise<ReadSheets> {
  const keeping = await rooms.collected.keeping.get(round.round);
  if (keeping.certificate !== null) throw await erased(rooms, round.round);
  if (keeping.settled !== null && (await rooms.collected.settled.exists(round.round))) return readSettled(readyRound(round), rooms.collected.settled, keeping.settled);
  for (;;) {
    const read = await readSheets(readyRound(round), rooms.collected.sheets, (await draftBoard(round)) ?? undefined);
    if ((await rooms.collected.sheets.size(round.round)) === read.stored) return read;
  }
}

/** Gives the board that watches one reading, or null where none is to be made. */
type DraftBoard = (round: CollectorRound) => Promise<BoardDraft | null>;
const noBoard: DraftBoard = () => Promise.resolve(null);

/** The release with the fingerprint of the round's board, once that is published. */
async function withBoard(rooms: Rooms, counted: Release): Promise<Release> {
  const text = await rooms.collected.boards.get(counted.round, BOARD_NAME);
  return text === null ? counted : { ...counted, board: createHash('sha256').update(text).digest('base64url') };
}

/** Counts a closed round into a release; stores nothing. The same sheets and board give the same release, bit for bit. */
export async function countRound(rooms: Rooms, plan: RoundPlan, demonstration: boolean, progress: Progress = () => undefined, draftBoard: DraftBoard = noBoard): Promise<Release> {
  const collected = await rooms.collected.rounds.get(plan.round);
  if (collected === null) throw new Problem('round.unknown', `The collector has no round ${plan.round}.`);
  const read = await readAll(rooms, collected, draftBoard);
  if (read.basis === 'verified-at-close') progress('These sheets were verified at close; since then they stand without keys and signatures.');
  for (const [reason, number] of read.excluded) progress(`${String(number)} sheets excluded: ${reason}`);
  const codes = { counts: await rooms.issuer.counts(plan.round), cards: await rooms.issuer.cardCodes(plan.round) };
  const populations = plan.populations.flatMap((population): readonly PopulationResult[] => {
    const text = collected.forms.find((each) => each.population === population.population)?.text ?? 'null';
    return populationParts(plan, population, Form.parse(JSON.parse(text)), read, codes);
  });
  const hashes = readyRound(collected).keys.manifest.questionnaires.map(({ population, form }) => [population, form] as const);
  const facts = { plan, administrationName: plan.names['administration'] ?? plan.title, manifest: collected.hash, forms: Object.fromEntries(hashes) };
  const previous = await earlierRelease(rooms, plan, demonstration);
  return withBoard(rooms, release({ ...facts, ...(demonstration ? { demonstration } : {}), ...(previous === null ? {} : { previous }) }, populations));
}

/** Closes, counts, releases. Throws round.unknown or round.wrong-state (a draft, one that is released, or one whose day has not passed, unless `ending` says that it is meant; one with keyed paper that is not sent). */
export async function closeRound(rooms: Rooms, round: string, ending: Ending = {}): Promise<Release> {
  const { progress = () => undefined } = ending;
  await insistPaperSent(rooms, round);
  const found = await endRound(rooms, round, ending);
  progress('Verifying and counting every sheet…');
  const board: { draft: BoardDraft | null } = { draft: null };
  const result = await countRound(rooms, found.plan, found.demonstration, progress, async (collected) => (board.draft = await startBoard(rooms, collected)));
  // The board first: the release names it, and a board that is published never changes.
  if (board.draft !== null) await publishBoard(rooms, round, board.draft);
  const named = await withBoard(rooms, result);
  progress(`The public board is published; its fingerprint is ${named.board ?? ''}.`);
  // Where an earlier attempt came this far, its release stands: it was counted from the same sheets.
  const added = await rooms.desk.releases.add(named);
  await rooms.collector.setState(round, 'released');
  await rooms.desk.rounds.become(round, 'released');
  return added ? named : ((await rooms.desk.releases.get(round)) ?? named);
}
