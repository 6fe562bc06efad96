// Whether the window is as narrow as a phone: then one question is one screen and grids are lists.
import { useSyncExternalStore } from 'react';

const NARROW = '(max-width: 44rem)';

function subscribe(listener: () => void): () => void {
  const query = window.matchMedia(NARROW);
  query.addEventListener('change', listener);
  return () => query.removeEventListener('change', listener);
}

export const useNarrow = (): boolean => useSyncExternalStore(subscribe, () => window.matchMedia(NARROW).matches);
