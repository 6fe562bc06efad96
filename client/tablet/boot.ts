// How the page begins: which device this is, or why it can be none. The link's secret leaves the address bar before
// anything else happens. One window at a time, since two would open questionnaires with the same token.
import { readTabletFragment } from '../../shared/credential/tablet.ts';
import type { TabletLink } from '../../shared/credential/tablet.ts';
import { hasWebCrypto } from '../credential/webcrypto.ts';
import type { DeviceRecord } from './records.ts';
import { openStore } from './store.ts';
import type { TabletStore } from './store.ts';

export type Unfit = 'browser' | 'storage' | 'empty' | 'link' | 'twice' | 'forged';
export type Begun =
  | { readonly kind: 'unfit'; readonly reason: Unfit }
  | { readonly kind: 'new'; readonly store: TabletStore; readonly link: TabletLink }
  | { readonly kind: 'known'; readonly store: TabletStore; readonly device: DeviceRecord };

/** Holds this window's claim until it is closed; false where another window has it. Old browsers have no locks. */
function claimWindow(): Promise<boolean> {
  const locks = (navigator as { locks?: LockManager }).locks;
  if (locks === undefined) return Promise.resolve(true);
  return new Promise((resolve) => {
    const asked = locks.request('tablet', { ifAvailable: true }, (lock) => {
      resolve(lock !== null);
      return lock === null ? undefined : new Promise(() => undefined);
    });
    // Refused where the person has withdrawn storage, which is told by the store itself.
    asked.catch(() => resolve(true));
  });
}

/** A page that replaces itself may come before the old one has let go. */
async function claimPatiently(): Promise<boolean> {
  for (let attempt = 0; attempt < 10; attempt += 1) {
    if (await claimWindow()) return true;
    await new Promise((resolve) => setTimeout(resolve, 200));
  }
  return false;
}

/** Whether a device has nothing left to do, so that it may become another tablet. */
async function isDone(store: TabletStore, device: DeviceRecord): Promise<boolean> {
  return device.ended?.reported === true && (await store.sealed()).every(({ state }) => state === 'sent');
}

export async function begin(): Promise<Begun> {
  const fragment = window.location.hash;
  if (fragment !== '') window.history.replaceState(null, '', window.location.pathname);
  if (!hasWebCrypto()) return { kind: 'unfit', reason: 'browser' };
  if (!(await claimPatiently())) return { kind: 'unfit', reason: 'twice' };
  try {
    const store = await openStore();
    const [device, link] = [await store.device(), readTabletFragment(fragment)];
    if (device !== null && !(link !== null && (await isDone(store, device)))) return { kind: 'known', store, device };
    if (link === null) return { kind: 'unfit', reason: fragment.length > 1 ? 'link' : 'empty' };
    if (device !== null) await store.change({ clear: 'device' }, { clear: 'pool' }, { clear: 'sealed' }, { clear: 'recordings' });
    return { kind: 'new', store, link };
  } catch {
    return { kind: 'unfit', reason: 'storage' };
  }
}

/** A fresh document: whatever the last person's page still had in memory goes with it. */
export const startAfresh = (): void => window.location.replace(window.location.pathname);
