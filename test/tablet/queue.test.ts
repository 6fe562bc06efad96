// The queue of finished sheets: nothing is `sent` without a proof, nothing is lost by any order of events, and batches
// have their least size.
import { describe, expect, it } from '@jest/globals';
import { advanceQueue, dueBatch, emptyQueue, exportable, heldBack, idsIn, queueOf } from '../../client/tablet/queue.ts';
import type { Queue, QueueEvent } from '../../client/tablet/queue.ts';
import { seededRandom } from '../../analysis/inference/random.ts';

const ids = (count: number): readonly string[] => Array.from({ length: count }, (_, index) => `sheet-${String(index).padStart(3, '0')}`);
const after = (events: readonly QueueEvent[], from: Queue = emptyQueue): Queue => events.reduce(advanceQueue, from);
/** As the disk gives it after a file, or after a batch of which nothing was heard. */
const departed = (queue: Queue, which: readonly string[]): Queue => ({ ...queue, sheets: queue.sheets.map((sheet) => (which.includes(sheet.id) ? { ...sheet, departed: true } : sheet)) });
const firstTimers = (queue: Queue, leaving: readonly string[]): number => queue.sheets.filter(({ id, departed: before = false }) => leaving.includes(id) && !before).length;
const holding = (count: number): Queue => after(ids(count).map((id) => ({ type: 'stored', id })));

describe('the queue of a tablet', () => {
  it('lets nothing go with nine sheets, ten with ten, and any number when the site has ended', () => {
    expect(dueBatch(holding(9))).toEqual([]);
    expect(dueBatch(holding(10))).toHaveLength(10);
    expect(dueBatch(after([{ type: 'ended' }], holding(1)))).toEqual(ids(1));
    expect(dueBatch(after([{ type: 'ended' }], emptyQueue))).toEqual([]);
  });

  it('leaves no rest of one to nine behind where a smaller batch avoids it', () => {
    const sizes = [20, 21, 25, 29, 30, 40].map((count) => dueBatch(holding(count)).length);
    expect(sizes).toEqual([20, 11, 15, 19, 20, 20]);
  });

  it('puts nine sheets into no file, ten into one, and any number when the site has ended', () => {
    expect([exportable(holding(9)), heldBack(holding(9))]).toEqual([[], ids(9)]);
    expect([exportable(holding(10)), heldBack(holding(10))]).toEqual([ids(10), []]);
    expect(exportable(after([{ type: 'ended' }], holding(1)))).toEqual(ids(1));
    expect(exportable(after([{ type: 'ended' }], emptyQueue))).toEqual([]);
  });

  it('keeps the eleventh sheet out of the file and the batch that the first ten may take again, until it is one of ten', () => {
    for (const count of [11, 19]) {
      const queue = departed(holding(count), ids(10));
      expect([exportable(queue), dueBatch(queue), heldBack(queue)]).toEqual([ids(10), ids(10), ids(count).slice(10)]);
    }
    const ten = departed(holding(20), ids(10));
    expect([exportable(ten), dueBatch(ten), heldBack(ten)]).toEqual([ids(20), ids(20).slice(10), []]);
    expect(dueBatch(after([{ type: 'sending', ids: ids(10) }, { type: 'lost', ids: ids(10), code: null }, { type: 'stored', id: 'sheet-010' }], holding(10)))).toEqual(ids(10));
  });

  it('lets a sheet that was refused for good into a file alone: it has left before', () => {
    const refused = after([{ type: 'sending', ids: ids(10) }, { type: 'answered', answers: ids(10).map((id) => (id === 'sheet-004' ? { id, outcome: 'refused', code: 'sheet.malformed' } : { id, outcome: 'stored' })) }, { type: 'stored', id: 'sheet-010' }], holding(10));
    expect([exportable(refused), heldBack(refused)]).toEqual([['sheet-004'], ['sheet-010']]);
  });

  it('sends nothing twice at once', () => {
    const batch = dueBatch(holding(30));
    expect(dueBatch(after([{ type: 'sending', ids: batch }], holding(30)))).toEqual([]);
  });

  it('calls a sheet sent by a proof alone: a lost, doubtful or passing answer leaves it waiting', () => {
    const under = after([{ type: 'sending', ids: ids(10) }], holding(10));
    expect(idsIn(after([{ type: 'lost', ids: ids(10), code: null }], under), 'waiting')).toHaveLength(10);
    const answered = after([{ type: 'answered', answers: [{ id: 'sheet-000', outcome: 'stored' }, { id: 'sheet-001', outcome: 'doubtful' }, { id: 'sheet-002', outcome: 'refused', code: 'round.paused' }, { id: 'sheet-003', outcome: 'refused', code: 'sheet.conflict' }] }], under);
    expect([idsIn(answered, 'sent'), idsIn(answered, 'refused'), answered.trouble]).toEqual([['sheet-000'], ['sheet-003'], 'doubtful']);
    expect(idsIn(answered, 'waiting')).toEqual(['sheet-001', 'sheet-002']);
  });

  it('ignores an answer about a sheet that is not under way', () => {
    const queue = after([{ type: 'answered', answers: [{ id: 'sheet-001', outcome: 'stored' }] }], holding(3));
    expect(idsIn(queue, 'sent')).toEqual([]);
  });

  it('takes what was under way when the power went as waiting', () => {
    const queue = after([{ type: 'sending', ids: ids(10) }], holding(10));
    expect(idsIn(queueOf(queue.sheets, false), 'waiting')).toHaveLength(10);
  });

  it('lets a refused sheet be tried again', () => {
    const refused = after([{ type: 'sending', ids: ids(10) }, { type: 'answered', answers: [{ id: 'sheet-004', outcome: 'refused', code: 'sheet.malformed' }] }], holding(10));
    expect(idsIn(after([{ type: 'retried', id: 'sheet-004' }], refused), 'refused')).toEqual([]);
  });

  it('loses no sheet, takes back no proof and never lets one to nine leave for the first time in 300 random histories', () => {
    const random = seededRandom(20261122);
    for (let history = 0; history < 300; history += 1) {
      let queue = emptyQueue;
      let stored = 0;
      let sent = 0;
      for (let step = 0; step < 40; step += 1) {
        const under = idsIn(queue, 'sending');
        const choice = random.below(6);
        if (choice <= 1) queue = advanceQueue(queue, { type: 'stored', id: `sheet-${String((stored += 1)).padStart(3, '0')}` });
        else if (choice === 2) {
          const [way, leaving] = random.below(2) === 0 ? ['file', exportable(queue)] : ['line', dueBatch(queue)];
          const first = firstTimers(queue, leaving);
          expect(queue.ended || first === 0 || first >= 10).toBe(true);
          queue = way === 'file' ? departed(queue, leaving) : advanceQueue(queue, { type: 'sending', ids: leaving });
        }
        else if (choice === 3) queue = advanceQueue(queue, { type: 'lost', ids: under, code: null });
        else if (choice === 4) queue = advanceQueue(queue, { type: 'answered', answers: under.map((id) => (random.below(2) === 0 ? { id, outcome: 'stored' } : { id, outcome: 'refused', code: 'sheet.malformed' })) });
        else queue = random.below(4) === 0 ? advanceQueue(queue, { type: 'ended' }) : queueOf(queue.sheets, queue.ended);
        expect(queue.sheets).toHaveLength(stored);
        expect(idsIn(queue, 'sent').length).toBeGreaterThanOrEqual(sent);
        sent = idsIn(queue, 'sent').length;
      }
    }
  });
});
