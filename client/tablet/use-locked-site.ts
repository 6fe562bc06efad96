// The public half of a locked tablet, so that finished sheets can go out without the PIN: sending needs no secret.
import { useEffect, useState } from 'react';
import { siteOf } from './device.ts';
import type { Site } from './device.ts';
import type { TabletStore } from './store.ts';

export function useLockedSite(store: TabletStore | null, locked: boolean): Site | null {
  const [site, setSite] = useState<Site | null>(null);
  useEffect(() => {
    if (store === null || !locked) return;
    void store.device().then(async (device) => setSite(device === null ? null : await siteOf(device))).catch(() => undefined);
  }, [store, locked]);
  return locked ? site : null;
}
