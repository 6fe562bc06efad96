// Own-device mode: from the moment the person chose it, each step is saved, and after sending all of it is deleted.
// Without that choice this hook touches no store at all.
import { useCallback, useEffect, useRef, useState } from 'react';
import { isResumable } from './journey.ts';
import type { Journey, Resumable, Step } from './journey.ts';
import { clearProgress, saveProgress, savedProgress } from './own-device.ts';

export type Keeping = {
  /** Whether the last save succeeded. */
  readonly kept: boolean;
  readonly keep: () => void;
  /** Resolves when the step is written, or couldn't be; at once where nothing is kept. */
  readonly written: (journey: Resumable) => Promise<void>;
  /** Takes up what was saved; false where there is nothing. */
  readonly resume: () => Promise<boolean>;
};

export function useKeeping(journey: Journey, report: (step: Step) => void): Keeping {
  const keeping = useRef(false);
  const [kept, setKept] = useState(false);
  useEffect(() => {
    if (!keeping.current) return;
    if (isResumable(journey)) void saveProgress(journey).then(() => setKept(true), () => setKept(false));
    if (journey.screen === 'sent') {
      keeping.current = false;
      void clearProgress().then(() => setKept(false));
    }
  }, [journey]);
  const keep = useCallback(() => {
    keeping.current = true;
  }, []);
  const written = useCallback(async (step: Resumable) => {
    if (keeping.current) await saveProgress(step).catch(() => undefined);
  }, []);
  const resume = useCallback(async () => {
    const found = await savedProgress();
    if (found === null) return false;
    keeping.current = true;
    report({ type: 'resumed', journey: found });
    return true;
  }, [report]);
  return { kept, keep, written, resume };
}
