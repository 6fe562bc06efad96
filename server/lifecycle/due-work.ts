// What the calendar asks of the rounds: ends drawing, ends sending, settles, erases. By whole days, each step idempotent,
// so that a server that was off for a week does it all when it is back, and two servers do no harm. Counting and
// releasing stay a person's act: a round whose sending has ended waits for `spid round close`.
import { endRound } from './close-round.ts';
import { endDrawing } from './end-phases.ts';
import { eraseRound } from './erase-round.ts';
import { Problem } from '../../shared/problem.ts';
import type { DeskRound } from '../desk/rounds-store.ts';
import { isTold } from './keeping-notices.ts';
import { destroyClearCodes } from './printed-files.ts';
import type { Rooms } from './rooms.ts';
import { settleRound } from './settle-round.ts';

type Report = (line: string) => void;

async function doStep(rooms: Rooms, { plan, state }: DeskRound, report: Report): Promise<void> {
  const { round } = plan;
  const today = rooms.today();
  const running = state === 'open' || state === 'paused';
  const keeping = await rooms.collected.keeping.get(round);
  if (state === 'draft' || keeping.erased) return;
  if (today >= plan.retentionDay) {
    // The day of erasing is a promise, also where sending may last until that very day.
    if (running) await endRound(rooms, round, { beforeItsDay: true, progress: report });
    await eraseRound(rooms, round);
    return report(`Round ${round} is erased; its certificate is written.`);
  }
  if (state === 'released' && today > plan.objectionEnds && !(await isTold(rooms, round, 'settled'))) {
    await settleRound(rooms, round);
    return report(`Round ${round} is settled: its sheets stand without keys and signatures.`);
  }
  if (today > plan.sendingEnds && (running || (state === 'closed' && !keeping.rewritten))) {
    await endRound(rooms, round, { progress: report });
    return report(`Sending has ended for round ${round}: spid round close ${round} counts it.`);
  }
  // Whatever the desk says: closing writes its state first, and may be killed there.
  if (today > plan.drawingEnds && !(await drawingIsOver(rooms, round))) {
    await endDrawing(rooms, round);
    report(`Drawing has ended for round ${round}; its keys are destroyed.`);
  }
}

async function doRound(rooms: Rooms, found: DeskRound, report: Report): Promise<void> {
  const { round } = found.plan;
  const hadEnded = await rooms.issuer.hasEnded(round);
  await doStep(rooms, found, report);
  // On every later day again: a command that read codes before drawing ended may have written them back after it.
  if (hadEnded) await destroyClearCodes(rooms, round);
}

/** Also true only when the public was told, so that a kill in between is made good. */
const drawingIsOver = async (rooms: Rooms, round: string): Promise<boolean> => (await rooms.issuer.hasEnded(round)) && (await isTold(rooms, round, 'key-destroyed'));

/** Our own words, or the kind of what was thrown: never a message with a value in it. */
export const reasonOf = (error: unknown): string => (error instanceof Problem ? error.message : error instanceof Error ? error.name : 'unknown');

/** Does what is due today. One round that fails doesn't stop the others; true where all went well. */
export async function doDueWork(rooms: Rooms, report: Report = () => undefined): Promise<boolean> {
  let well = true;
  for (const round of await rooms.desk.rounds.list()) {
    try {
      await doRound(rooms, round, report);
    } catch (error) {
      well = false;
      report(`Round ${round.plan.round}: what is due today could not be done (${reasonOf(error)}); it is tried again.`);
    }
  }
  return well;
}

/** Looks for due work now and then; does it once a day, and again soon where it failed. Resolves `stop` when idle. */
export function startDueWork(rooms: Rooms, report: Report, work = doDueWork, everyMs = 300_000): { readonly stop: () => Promise<void> } {
  let done = '';
  let running: Promise<void> = Promise.resolve();
  const look = async (): Promise<void> => {
    const today = rooms.today();
    if (done === today) return;
    if (await work(rooms, report).catch(() => false)) done = today;
  };
  const turn = (): void => void (running = running.then(look));
  const timer = setInterval(turn, everyMs);
  turn();
  return {
    async stop() {
      clearInterval(timer);
      await running;
    },
  };
}
