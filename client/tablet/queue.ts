// The finished sheets on their way, as a pure state machine: which wait, which are under way, which the collector has
// proven to hold, which it refused. A sheet leaves `waiting` for `sent` by a proof alone; whatever else happens it waits
// again. Sheets leave the tablet for the first time ten or more at once, by line or by file, unless the site has ended:
// the difference of two departures would otherwise be the sheet of whoever sat there in between.
import { BATCH_AT_LEAST, BATCH_AT_MOST } from '../../shared/credential/send-sealed.ts';
import type { ProblemCode } from '../../shared/problem.ts';

export type SheetState = 'waiting' | 'sending' | 'sent' | 'refused';
/** `departed`: was in a batch or a file before, whatever became of that; it may go again at any time, in any company. */
export type QueuedSheet = { readonly id: string; readonly state: SheetState; readonly code: ProblemCode | null; readonly departed?: boolean };
/** `trouble`: why the last attempt did not bring everything home. */
export type Queue = { readonly sheets: readonly QueuedSheet[]; readonly ended: boolean; readonly trouble: 'lost' | 'storage' | 'doubtful' | ProblemCode | null };

/** `doubtful`: an answer without the proof, which anybody on the wire could have given. */
export type SheetAnswer = { readonly id: string; readonly outcome: 'stored' } | { readonly id: string; readonly outcome: 'doubtful' } | { readonly id: string; readonly outcome: 'refused'; readonly code: ProblemCode };

export type QueueEvent =
  | { readonly type: 'stored'; readonly id: string }
  | { readonly type: 'sending'; readonly ids: readonly string[] }
  | { readonly type: 'lost'; readonly ids: readonly string[]; readonly code: ProblemCode | 'storage' | null }
  | { readonly type: 'answered'; readonly answers: readonly SheetAnswer[] }
  | { readonly type: 'retried'; readonly id: string }
  | { readonly type: 'ended' };

/** Refusals that pass by themselves: the sheet goes on waiting. */
const PASSING: readonly ProblemCode[] = ['round.paused', 'round.not-open', 'store.unavailable', 'request.too-many', 'engine.unexpected'];
export const isPassing = (code: ProblemCode): boolean => PASSING.includes(code);

export const emptyQueue: Queue = { sheets: [], ended: false, trouble: null };

/** The queue of what lies on disk. What was under way when the power went waits again. */
export const queueOf = (records: readonly QueuedSheet[], ended: boolean): Queue => ({
  sheets: [...records].sort((one, other) => (one.id < other.id ? -1 : 1)).map(({ id, state, code, departed = false }) => ({ id, state: state === 'sending' ? 'waiting' : state, code, departed })),
  ended,
  trouble: null,
});

const change = (queue: Queue, ids: readonly string[], from: readonly SheetState[], to: (sheet: QueuedSheet) => QueuedSheet): Queue => ({
  ...queue,
  sheets: queue.sheets.map((sheet) => (ids.includes(sheet.id) && from.includes(sheet.state) ? to(sheet) : sheet)),
});

function answered(sheet: QueuedSheet, answer: SheetAnswer): QueuedSheet {
  if (answer.outcome === 'stored') return { ...sheet, state: 'sent', code: null };
  if (answer.outcome === 'doubtful') return { ...sheet, state: 'waiting' };
  return { ...sheet, state: isPassing(answer.code) ? 'waiting' : 'refused', code: answer.code };
}

function troubleOf(answers: readonly SheetAnswer[]): Queue['trouble'] {
  if (answers.some(({ outcome }) => outcome === 'doubtful')) return 'doubtful';
  const refused = answers.find((answer) => answer.outcome === 'refused');
  return refused?.outcome === 'refused' ? refused.code : null;
}

/** One step further. An event about a sheet that is not under way changes nothing. */
export function advanceQueue(queue: Queue, event: QueueEvent): Queue {
  switch (event.type) {
    case 'stored':
      return queue.sheets.some(({ id }) => id === event.id) ? queue : queueWith(queue, event.id);
    case 'sending':
      return { ...change(queue, event.ids, ['waiting'], (sheet) => ({ ...sheet, state: 'sending', code: null, departed: true })), trouble: null };
    case 'lost':
      return { ...change(queue, event.ids, ['sending'], (sheet) => ({ ...sheet, state: 'waiting' })), trouble: event.code ?? 'lost' };
    case 'answered':
      return event.answers.reduce((state, answer) => change(state, [answer.id], ['sending'], (sheet) => answered(sheet, answer)), { ...queue, trouble: troubleOf(event.answers) });
    case 'retried':
      return change(queue, [event.id], ['refused'], (sheet) => ({ ...sheet, state: 'waiting' }));
    case 'ended':
      return { ...queue, ended: true };
  }
}

const queueWith = (queue: Queue, id: string): Queue => ({
  ...queue,
  sheets: [...queue.sheets, { id, state: 'waiting' as const, code: null }].sort((one, other) => (one.id < other.id ? -1 : 1)),
});

export const idsIn = (queue: Queue, state: SheetState): readonly string[] => queue.sheets.filter((sheet) => sheet.state === state).map(({ id }) => id);

const idsOf = (sheets: readonly QueuedSheet[]): readonly string[] => sheets.map(({ id }) => id);
const isFresh = ({ departed = false }: QueuedSheet): boolean => !departed;

/** The finished sheets that have never left, while they are too few to. */
export function heldBack(queue: Queue): readonly string[] {
  const fresh = idsOf(queue.sheets.filter((sheet) => sheet.state !== 'sent' && isFresh(sheet)));
  return queue.ended || fresh.length >= BATCH_AT_LEAST ? [] : fresh;
}

/** The sheets that a file may hold now: all that are not proven to be with the collector, but those held back. */
export function exportable(queue: Queue): readonly string[] {
  const held = heldBack(queue);
  return idsOf(queue.sheets.filter(({ id, state }) => state !== 'sent' && !held.includes(id)));
}

/**
 * The sheets that may be sent now, in the order of their random ids. While a batch is under way, none. Fresh ones go first
 * and by themselves; a rest of one to nine of them that would stay behind is avoided by a smaller batch.
 */
export function dueBatch(queue: Queue): readonly string[] {
  if (idsIn(queue, 'sending').length > 0) return [];
  const waiting = queue.sheets.filter(({ state }) => state === 'waiting');
  if (queue.ended) return idsOf(waiting).slice(0, BATCH_AT_MOST);
  const fresh = idsOf(waiting.filter(isFresh));
  if (fresh.length < BATCH_AT_LEAST) return idsOf(waiting.filter((sheet) => !isFresh(sheet))).slice(0, BATCH_AT_MOST);
  const rest = fresh.length - BATCH_AT_MOST;
  return fresh.slice(0, rest > 0 && rest < BATCH_AT_LEAST ? fresh.length - BATCH_AT_LEAST : BATCH_AT_MOST);
}
