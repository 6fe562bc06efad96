// Keeps the queue in step with the disk and sends by itself what may go: after each finished sheet, when the line comes
// back, and every minute. One sender at a time; what fails waits, and says why.
import { useCallback, useEffect, useReducer, useRef } from 'react';
import type { Site } from './device.ts';
import { advanceQueue, dueBatch, emptyQueue, idsIn, queueOf } from './queue.ts';
import type { Queue, QueueEvent } from './queue.ts';
import { sendBatch } from './sheets.ts';
import { StorageFailed } from './store.ts';
import type { TabletStore } from './store.ts';

const EVERY_MS = 60_000;

type Event = QueueEvent | { readonly type: 'read'; readonly queue: Queue };
const step = (queue: Queue, event: Event): Queue => (event.type === 'read' ? { ...event.queue, trouble: queue.trouble } : advanceQueue(queue, event));

export type QueueUse = { readonly queue: Queue; readonly reload: () => Promise<void>; readonly retry: (id: string) => Promise<void>; readonly send: () => void };

async function retrySheet(store: TabletStore, id: string): Promise<void> {
  const record = (await store.sealed()).find((each) => each.id === id);
  if (record?.state === 'refused') await store.change({ put: 'sealed', record: { ...record, state: 'waiting' } });
}

function useSendingByItself(queue: Queue, active: boolean, send: () => void): void {
  const latest = useRef(send);
  useEffect(() => {
    latest.current = send;
  }, [send]);
  const waiting = idsIn(queue, 'waiting').length;
  const troubled = queue.trouble !== null;
  useEffect(() => {
    if (!active) return undefined;
    const go = (): void => (navigator.onLine ? latest.current() : undefined);
    // After a failure it waits for the line or the minute, instead of asking without a pause.
    if (!troubled) go();
    window.addEventListener('online', go);
    const timer = setInterval(go, EVERY_MS);
    return () => {
      window.removeEventListener('online', go);
      clearInterval(timer);
    };
  }, [active, waiting, troubled, queue.ended]);
}

/** `site`: null until the tablet is enrolled; `active`: false while a person answers, so that nothing is sent then. */
export function useQueue(store: TabletStore | null, site: Site | null, active: boolean): QueueUse {
  const [queue, report] = useReducer(step, emptyQueue);
  const busy = useRef(false);
  const reload = useCallback(async () => {
    if (store === null || busy.current) return;
    const [records, device] = [await store.sealed(), await store.device()];
    report({ type: 'read', queue: queueOf(records, device?.ended !== null && device !== null) });
  }, [store]);
  const due = dueBatch(queue);
  const send = useCallback(() => {
    if (store === null || site === null || busy.current || due.length === 0) return;
    busy.current = true;
    report({ type: 'sending', ids: due });
    void sendBatch(store, site, due)
      .then(report, (error: unknown) => report({ type: 'lost', ids: due, code: error instanceof StorageFailed ? 'storage' : 'engine.unexpected' }))
      .finally(() => {
        busy.current = false;
        // The disk has the last word, also where a reading came in between.
        void reload().catch(() => undefined);
      });
  }, [store, site, due, reload]);
  const retry = useCallback(
    async (id: string) => {
      if (store === null) return;
      await retrySheet(store, id);
      report({ type: 'retried', id });
    },
    [store],
  );
  useSendingByItself(queue, active && site !== null, send);
  return { queue, reload, retry, send };
}
