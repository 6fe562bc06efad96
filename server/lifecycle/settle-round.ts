// Settles a released round after its objection period: each sheet is verified for the last time and rewritten, shuffled,
// as answers alone under a random id; then the signed ones are destroyed, also what keying paper may have left. From then
// on a receipt leads to no answers.
// Killed at any moment, it can be done again: what stands under the round's name is the one set or the other, whole.
import { randomBytes } from 'node:crypto';
import { canonicalText } from '../../shared/credential/canonical-json.ts';
import type { Json } from '../../shared/credential/canonical-json.ts';
import { Manifest } from '../../shared/credential/manifest.ts';
import { Problem } from '../../shared/problem.ts';
import type { SettledMark } from '../collector/keeping-store.ts';
import { readyRound } from '../collector/open-rounds.ts';
import type { ReadyRound } from '../collector/open-rounds.ts';
import type { SettledSheet } from '../collector/settled-store.ts';
import { sheetDigest } from '../count/read-settled.ts';
import { readSheet } from '../count/read-sheets.ts';
import { tellOnce } from './keeping-notices.ts';
import type { Rooms } from './rooms.ts';
import { destroyUnsent } from './unsent-paper.ts';

async function insistSettleable(rooms: Rooms, round: string): Promise<ReadyRound> {
  const found = await rooms.collected.rounds.get(round);
  if (found === null) throw new Problem('round.unknown', `There is no round ${round}.`);
  if (found.state !== 'released') throw new Problem('round.wrong-state', `Round ${round} is ${found.state}: only a released round is settled.`);
  const { objectionEnds } = Manifest.parse(JSON.parse(found.manifest));
  if (rooms.today() <= objectionEnds) throw new Problem('round.wrong-state', `Objections to round ${round} may come until ${objectionEnds}; it is settled after that day.`);
  return readyRound(found);
}

/** Verifies the sheet of an id. A string: why it doesn't count. */
async function sheetOf(rooms: Rooms, ready: ReadyRound, id: Uint8Array): Promise<SettledSheet | string> {
  const stored = await rooms.collected.sheets.get(ready.keys.manifest.round, Uint8Array.from(id));
  if (stored === null) throw new Error('a sheet vanished while the round was settled');
  const read = await readSheet(ready, stored);
  return typeof read === 'string' ? read : { population: stored.population, frame: stored.frame, answers: canonicalText(JSON.parse(JSON.stringify(read.answers)) as Json) };
}

/** Copies all sheets in the order of new random ids, which is how they are written: no journal shows the old order. */
async function fill(rooms: Rooms, ready: ReadyRound): Promise<{ readonly mark: SettledMark; readonly place: () => Promise<void> }> {
  const { round } = ready.keys.manifest;
  const attempt = await rooms.collected.settled.begin(round);
  const pairs = (await rooms.collected.settled.sentIds(round)).map((sent) => ({ sent, fresh: randomBytes(32) }));
  pairs.sort((one, other) => Buffer.compare(one.fresh, other.fresh));
  const digest = sheetDigest();
  const excluded = new Map<string, number>();
  let sheets = 0;
  for (const { sent, fresh } of pairs) {
    const sheet = await sheetOf(rooms, ready, sent);
    if (typeof sheet === 'string') {
      excluded.set(sheet, (excluded.get(sheet) ?? 0) + 1);
      continue;
    }
    await attempt.add(fresh, sheet);
    digest.add(sheet);
    sheets += 1;
  }
  return { mark: { sheets, digest: digest.end(), excluded: [...excluded].sort() }, place: attempt.place };
}

/** Throws round.unknown, or round.wrong-state before the release or within the objection period. */
export async function settleRound(rooms: Rooms, round: string): Promise<void> {
  const ready = await insistSettleable(rooms, round);
  const { settled, keeping } = rooms.collected;
  if ((await keeping.get(round)).erased) return;
  if (!(await settled.exists(round))) {
    const filled = await fill(rooms, ready);
    // The same sheets give the same mark whoever makes it; without it what is placed next could not be believed.
    await keeping.setSettled(round, filled.mark);
    await filled.place();
  }
  await settled.forget(round, false);
  await destroyUnsent(rooms, round);
  const mark = (await keeping.get(round)).settled;
  await tellOnce(rooms, round, 'settled', { sheets: mark?.sheets ?? 0 });
}
