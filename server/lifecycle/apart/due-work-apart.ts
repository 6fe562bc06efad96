// What the calendar asks where issuer and collector stand apart: each does its own part by the papers that it keeps. The
// issuer ends drawing and erases codes; the collector ends sending, settles and erases sheets. Each step is idempotent.
import { PublicPaper } from '../../../shared/round/papers.ts';
import type { RoundPlan } from '../../../shared/round/plan.ts';
import { LEASE_MS } from '../../collector/open-rounds.ts';
import { hasNotice } from '../../collector/rounds-store.ts';
import { reasonOf } from '../due-work.ts';
import { endDrawing, rewriteRound } from '../end-phases.ts';
import { eraseRound } from '../erase-round.ts';
import { isTold } from '../keeping-notices.ts';
import { destroyClearCodes } from '../printed-files.ts';
import type { Rooms } from '../rooms.ts';
import { settleRound } from '../settle-round.ts';
import { eraseIssuerApart, isErasedApart } from './erase-apart.ts';
import { keptPaper, roundsOnPaper } from './papers.ts';
import { roomsHere } from './rooms-on-paper.ts';

type Report = (line: string) => void;
/** As extended, where they were. */
type Days = Pick<RoundPlan, 'twoPhase' | 'drawingEnds' | 'sendingEnds' | 'objectionEnds' | 'retentionDay'>;

/** Whether the log says that the keys are destroyed, or a paper that waits to be carried to it does. */
const destroyingIsTold = async (rooms: Rooms, round: string): Promise<boolean> =>
  keptPaper(PublicPaper, rooms.config.dataFolder, round, 'public')?.keysDestroyed === true || isTold(rooms, round, 'key-destroyed');

async function doIssuer(rooms: Rooms, round: string, { drawingEnds, retentionDay }: Days, report: Report): Promise<void> {
  const today = rooms.today();
  if (isErasedApart(rooms, round)) return;
  const isOver = today > drawingEnds || (await rooms.issuer.hasEnded(round));
  // Also where the keys went before, by hand or in a try that was killed or failed at a file.
  if (isOver && !((await rooms.issuer.keysAreDestroyed(round)) && (await destroyingIsTold(rooms, round)))) {
    await endDrawing(rooms, round);
    report(`Drawing has ended for round ${round}; its keys are destroyed.`);
  } else if (isOver) await destroyClearCodes(rooms, round);
  if (today < retentionDay) return;
  await eraseIssuerApart(rooms, round);
  report(`The codes of round ${round} are erased; a certificate is written.`);
}

/** Nobody tells the desk that sending has ended: it goes by the days that it ordered, until the release comes. */
async function doDesk(rooms: Rooms, round: string, { sendingEnds }: Days, report: Report): Promise<void> {
  if (rooms.today() > sendingEnds && (await rooms.desk.rounds.become(round, 'closed'))) report(`Sending has ended for round ${round}; its release comes from the collector.`);
}

async function doCollector(rooms: Rooms, round: string, days: Days, report: Report): Promise<void> {
  const today = rooms.today();
  const [status, keeping] = [await rooms.collected.rounds.status(round), await rooms.collected.keeping.get(round)];
  if (status === null || keeping.erased) return;
  if (today >= days.retentionDay) {
    await eraseRound(rooms, round);
    return report(`Round ${round} is erased; its certificate is written.`);
  }
  if (status.state === 'released' && today > days.objectionEnds && !hasNotice(status, 'settled')) {
    await settleRound(rooms, round);
    return report(`Round ${round} is settled: its sheets stand without keys and signatures.`);
  }
  if (days.twoPhase && today > days.drawingEnds && today <= days.sendingEnds && !hasNotice(status, 'key-destroyed')) report(`Round ${round} takes no answers until the issuer's paper says that the keys are destroyed: spid apart tell ${round}-public.json.`);
  if (today <= days.sendingEnds || status.state === 'released' || (status.state === 'closed' && keeping.rewritten)) return;
  await rooms.collector.setState(round, 'closed');
  // Longer than any process may still believe that the round is open.
  await new Promise((resolve) => setTimeout(resolve, 2 * LEASE_MS));
  await rewriteRound(rooms, round);
  report(`Sending has ended for round ${round}: spid apart close counts it with the issuer's counts.`);
}

/** Does what is due today. True where all went well. */
export async function doDueWorkApart(rooms: Rooms, report: Report = () => undefined): Promise<boolean> {
  const { opens, dataFolder } = rooms.config;
  const here = roomsHere(rooms, report);
  let well = true;
  for (const round of roundsOnPaper(dataFolder)) {
    try {
      const days = (await here.desk.rounds.get(round))?.plan;
      if (days === undefined) continue;
      if (opens.includes('issuer')) await doIssuer(here, round, days, report);
      if (opens.includes('collector')) await doCollector(here, round, days, report);
      if (opens.includes('desk')) await doDesk(here, round, days, report);
    } catch (error) {
      well = false;
      report(`Round ${round}: what is due today could not be done (${reasonOf(error)}); it is tried again.`);
    }
  }
  return well;
}
