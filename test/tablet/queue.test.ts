// The queue of finished sheets: nothing is `sent` without a proof, nothing is lost by any order of events, and batches
// have their least size.
import { describe, expect, it } from '@jest/globals';
import { advanceQueue, dueBatch, emptyQueue, idsIn, queueOf } from '../../client/tablet/queue.ts';
import type { Queue, QueueEvent } from '../../client/tablet/queue.ts';
import { seededRandom } from '../../analysis/inference/random.ts';

const ids = (count: number): readonly string[] => Array.from({ length: count }, (_, index) => `sheet-${String(index).padStart(3, '0')}`);
const after = (events: readonly QueueEvent[], from: Queue = emptyQueue): Queue => events.reduce(advanceQueue, from);
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

  it('loses no sheet and takes back no proof in 300 random histories', () => {
    const random = seededRandom(20261122);
    for (let history = 0; history < 300; history += 1) {
      let queue = emptyQueue;
      let stored = 0;
      let sent = 0;
      for (let step = 0; step < 40; step += 1) {
        const under = idsIn(queue, 'sending');
        const choice = random.below(6);
        if (choice <= 1) queue = advanceQueue(queue, { type: 'stored', id: `sheet-${String((stored += 1)).padStart(3, '0')}` });
        else if (choice === 2) queue = advanceQueue(queue, { type: 'sending', ids: dueBatch(queue) });
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
