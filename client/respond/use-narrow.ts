// Whether the window is too narrow for a grid with all its columns in sight (a column that must be scrolled for is a
// column that is chosen less): then one question is one screen and grids are lists.
import { useSyncExternalStore } from 'react';

const NARROW = '(max-width: 56rem)';

function subscribe(listener: () => void): () => void {
  const query = window.matchMedia(NARROW);
  query.addEventListener('change', listener);
  return () => query.removeEventListener('change', listener);
}

export const useNarrow = (): boolean => useSyncExternalStore(subscribe, () => window.matchMedia(NARROW).matches);
