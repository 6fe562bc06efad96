// The notices of keys, sheets and codes in the public log. A notice of a kind that happens once in
// a round is published once, whoever does the step and however often.
import { Notice } from '../../shared/credential/notices.ts';
import type { NoticeDraft, NoticeKind } from '../../shared/credential/notices.ts';
import { hasNotice } from '../collector/rounds-store.ts';
import { noticeTexts } from './notice-texts.ts';
import type { Rooms } from './rooms.ts';

type KeepingKind = Extract<NoticeKind, 'key-destroyed' | 'settled' | 'erased' | 'code-reissued'>;

/** The round's notices. */
export async function noticesOf(rooms: Rooms, round: string): Promise<readonly Notice[]> {
  return ((await rooms.collected.rounds.status(round))?.notices ?? []).map((text) => Notice.parse(JSON.parse(text)));
}

export const tell = (rooms: Rooms, round: string, kind: KeepingKind, details: NoticeDraft['details'] = {}): Promise<void> =>
  rooms.collector.publish(round, { kind, day: rooms.today(), texts: noticeTexts(kind), details });

/** Whether the log has a notice of that kind. */
export async function isTold(rooms: Rooms, round: string, kind: NoticeKind): Promise<boolean> {
  const status = await rooms.collected.rounds.status(round);
  return status !== null && hasNotice(status, kind);
}

/** Publishes unless the log has a notice of that kind. */
export async function tellOnce(rooms: Rooms, round: string, kind: KeepingKind, details: NoticeDraft['details'] = {}): Promise<void> {
  if (!(await isTold(rooms, round, kind))) await tell(rooms, round, kind, details);
}
