// What the calendar asks where issuer and collector stand apart: each does its own part by the papers that it keeps. The
// issuer ends drawing and erases codes; the collector ends sending, settles and erases sheets. Each step is idempotent.
import { readdir } from 'node:fs/promises';
import { join } from 'node:path';
import { Manifest } from '../../../shared/credential/manifest.ts';
import { RoundPaper } from '../../../shared/round/papers.ts';
import { LEASE_MS } from '../../collector/open-rounds.ts';
import { destroyKeyFile } from '../../issuer/key-file.ts';
import { rewriteRound } from '../end-phases.ts';
import { eraseRound } from '../erase-round.ts';
import type { Rooms } from '../rooms.ts';
import { settleRound } from '../settle-round.ts';
import { keptPaper, roundsOnPaper } from './papers.ts';
import { collectorOnPaper } from './rooms-on-paper.ts';

type Report = (line: string) => void;
type Days = Pick<Manifest, 'drawingEnds' | 'sendingEnds' | 'objectionEnds' | 'retentionDay'>;

async function doIssuer(rooms: Rooms, round: string, { drawingEnds, retentionDay }: Days, report: Report): Promise<void> {
  const today = rooms.today();
  if (today > drawingEnds && !(await rooms.issuer.hasEnded(round))) {
    await rooms.issuer.end(round);
    report(`Drawing has ended for round ${round}; its keys are destroyed.`);
  }
  if (today < retentionDay) return;
  await rooms.issuer.erase(round);
  const folder = join(rooms.config.dataFolder, 'codes');
  const files = (await readdir(folder).catch(() => [])).filter((name) => name === `${round}.csv` || name.startsWith(`${round}-`));
  for (const name of files) await destroyKeyFile(join(folder, name));
}

async function doCollector(rooms: Rooms, round: string, days: Days, report: Report): Promise<void> {
  const today = rooms.today();
  const [status, keeping] = [await rooms.collected.rounds.status(round), await rooms.collected.keeping.get(round)];
  if (status === null || keeping.erased) return;
  if (today >= days.retentionDay) {
    await eraseRound(rooms, round);
    return report(`Round ${round} is erased; its certificate is written.`);
  }
  const settled = status.notices.some((text) => (JSON.parse(text) as { kind?: string }).kind === 'settled');
  if (status.state === 'released' && today > days.objectionEnds && !settled) {
    await settleRound(rooms, round);
    return report(`Round ${round} is settled: its sheets stand without keys and signatures.`);
  }
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
  const onPaper = collectorOnPaper(rooms);
  let well = true;
  for (const round of roundsOnPaper(dataFolder)) {
    try {
      const days = Manifest.parse(JSON.parse(keptPaper(RoundPaper, dataFolder, round, 'round')?.manifest ?? 'null'));
      if (opens.includes('issuer')) await doIssuer(rooms, round, days, report);
      if (opens.includes('collector')) await doCollector(onPaper, round, days, report);
    } catch (error) {
      well = false;
      report(`Round ${round}: what is due today could not be done (${error instanceof Error ? error.name : 'unknown'}); it is tried again.`);
    }
  }
  return well;
}
