// Slows down whoever tries PINs at the screen. Each attempt is on disk before it is tried, so that neither a reload nor
// a battery taken out gives a free one; the pause begins anew with every load, so that no clock can be set forward.
// It stops a colleague at the table; a disk that was taken out is slowed by the PIN's own key derivation (decision 0101).
import { StorageFailed } from './store.ts';
import type { TabletStore } from './store.ts';

const FREE = 3;
const LONGEST = 900;
/** Where the disk refuses to count: every load begins here, and sheets can still be exported. */
const UNCOUNTED = 6;

/** Seconds to wait after so many wrong attempts in a row: none for two, then 5, 10, 20 … up to a quarter of an hour. */
export const pauseAfter = (attempts: number): number => (attempts < FREE ? 0 : Math.min(LONGEST, 5 * 2 ** (attempts - FREE)));

let uncounted = 0;

async function write(store: TabletStore, attempts: number): Promise<void> {
  const device = await store.device();
  if (device === null) return;
  await store.change({ put: 'device', record: { ...device, attempts } }).catch((error: unknown) => {
    if (!(error instanceof StorageFailed)) throw error;
    uncounted = attempts === 0 ? 0 : Math.max(UNCOUNTED, uncounted + 1);
  });
}

/** To be called before a PIN is tried. */
export const countAttempt = async (store: TabletStore): Promise<void> => write(store, ((await store.device())?.attempts ?? 0) + 1);

/** The PIN was right. */
export const forgetAttempts = (store: TabletStore): Promise<void> => write(store, 0);

/** Seconds until a PIN may be tried on this device. */
export const pauseNow = async (store: TabletStore): Promise<number> => pauseAfter(Math.max(uncounted, (await store.device())?.attempts ?? 0));

/** `0:05`, `14:59`. */
export const clockOf = (seconds: number): string => `${String(Math.floor(seconds / 60))}:${String(seconds % 60).padStart(2, '0')}`;
