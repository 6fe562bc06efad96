// Own-device mode: from Start on each step is saved, and all of it is deleted once nothing can come of it any more: after
// sending, after declining, after a refusal that is final, or when the person says so. Nobody's choice, no store: without
// it this hook touches none. What somebody saved earlier is never written over.
import { useCallback, useEffect, useRef, useState } from 'react';
import type { RefObject } from 'react';
import type { PreparedDraw } from '../credential/draw-token.ts';
import { isResumable } from './journey.ts';
import type { Journey, Opening, Resumable, Step } from './journey.ts';
import { clearProgress, saveProgress, savedProgress } from './own-device.ts';
import { drawOfSameAttempt, endsSaving } from './saved-progress.ts';

/** `draw`: the one to send, which is the saved one where the same code is tried again. */
export type Claim = { readonly kind: 'saved'; readonly draw: PreparedDraw | null } | { readonly kind: 'unsaved' } | { readonly kind: 'occupied' };
export type Forgotten = 'none' | 'deleted' | 'undeleted';

export type Keeping = {
  /** Whether progress is to be saved. Choosing alone opens no store; taking the choice away deletes what this visit saved. */
  readonly chosen: boolean;
  readonly choose: (chosen: boolean) => void;
  /** Whether the last save succeeded. */
  readonly kept: boolean;
  /** Whether what this visit saved was deleted without being asked. */
  readonly deleted: boolean;
  /** Before anything leaves: saves this start, unless something else is saved already. */
  readonly claim: (journey: Opening, draw: PreparedDraw | null) => Promise<Claim>;
  /** Resolves when the step is written, or couldn't be; at once where nothing is kept. */
  readonly written: (journey: Resumable) => Promise<void>;
  /** Takes up what was saved; false where there is nothing. */
  readonly resume: () => Promise<boolean>;
  /** Deletes what was saved, in this visit or before. */
  readonly forget: () => Promise<Forgotten>;
};

/** Saves a start. `isOurs`: what is saved is of this visit, and may be replaced. */
async function claimed(journey: Opening, fresh: PreparedDraw | null, isOurs: boolean): Promise<Claim> {
  const found = isOurs ? null : await savedProgress();
  const draw = found === null ? fresh : drawOfSameAttempt(found, journey);
  if (found !== null && draw === null) return { kind: 'occupied' };
  return saveProgress({ ...journey, draw }).then((): Claim => ({ kind: 'saved', draw }), (): Claim => ({ kind: 'unsaved' }));
}

type Marks = {
  /** Whether what is saved is of this visit. */
  readonly ours: RefObject<boolean>;
  readonly stop: () => void;
  readonly setKept: (kept: boolean) => void;
  readonly setDeleted: (deleted: boolean) => void;
};

/** Saves each step, or deletes all where nothing can come of it. A visit that goes on to another questionnaire leaves what it saved. */
function useEachStep(journey: Journey, { ours, stop, setKept, setDeleted }: Marks): void {
  useEffect(() => {
    if (journey.screen === 'loading') {
      stop();
      setDeleted(false);
    }
    if (!ours.current) return;
    if (endsSaving(journey)) {
      stop();
      void clearProgress().then(setDeleted);
    } else if (isResumable(journey)) {
      void saveProgress(journey).then(() => setKept(ours.current), () => setKept(false));
    }
  }, [journey, ours, stop, setKept, setDeleted]);
}

/** What a step asks of the store; none of it changes what is shown. */
function useStore(ours: RefObject<boolean>): Pick<Keeping, 'claim' | 'written'> {
  const claim = useCallback(async (opening: Opening, draw: PreparedDraw | null) => {
    const result = await claimed(opening, draw, ours.current).catch((): Claim => ({ kind: 'unsaved' }));
    if (result.kind === 'saved') ours.current = true;
    return result;
  }, [ours]);
  const written = useCallback(async (step: Resumable) => {
    if (ours.current) await saveProgress(step).catch(() => undefined);
  }, [ours]);
  return { claim, written };
}

export function useKeeping(journey: Journey, report: (step: Step) => void): Keeping {
  const ours = useRef(false);
  const [chosen, setChosen] = useState(false);
  const [kept, setKept] = useState(false);
  const [deleted, setDeleted] = useState(false);
  const stop = useCallback(() => {
    ours.current = false;
    setChosen(false);
    setKept(false);
  }, []);
  useEachStep(journey, { ours, stop, setKept, setDeleted });
  const store = useStore(ours);
  const choose = useCallback((next: boolean) => {
    const hadSaved = ours.current;
    stop();
    setChosen(next);
    if (hadSaved) void clearProgress();
  }, [stop]);
  const resume = useCallback(async () => {
    const found = await savedProgress();
    if (found === null) return false;
    ours.current = true;
    setChosen(true);
    report({ type: 'resumed', journey: found });
    return true;
  }, [report]);
  const forget = useCallback(async (): Promise<Forgotten> => {
    stop();
    if ((await savedProgress()) === null) return 'none';
    return (await clearProgress()) ? 'deleted' : 'undeleted';
  }, [stop]);
  return { chosen, choose, kept, deleted, ...store, resume, forget };
}
