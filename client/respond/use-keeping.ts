// Own-device mode: from Start on each step is saved, and all of it is deleted once nothing can come of it any more: after
// sending, after declining, after a refusal that is final, or when the person says so. Nobody's choice, no store: without
// it this hook touches none. What somebody saved earlier, or another tab meanwhile, is never written over.
import { useCallback, useEffect, useRef, useState } from 'react';
import type { RefObject } from 'react';
import type { PreparedDraw } from '../credential/draw-token.ts';
import { getRound } from '../api/collector.ts';
import { isResumable, mayResume, rightOf } from './journey.ts';
import type { Journey, Opening, Resumable, Step } from './journey.ts';
import { changeProgress, clearProgress, savedProgress } from './own-device.ts';
import type { OpenedRound } from './open-round.ts';
import { askPhase } from './second-phase.ts';
import { endsSaving, savedRight, startToSave, stepToSave } from './saved-progress.ts';

/** `draw`: the one to send, which is the saved one where the same code is tried again. */
export type Claim = { readonly kind: 'saved'; readonly draw: PreparedDraw | null } | { readonly kind: 'unsaved' } | { readonly kind: 'occupied' };
export type Forgotten = 'none' | 'deleted' | 'undeleted';
/** `held`: this page holds a draw that is not to be lost for what is saved. */
export type Resumed = 'resumed' | 'none' | 'unread' | 'held';

export type Keeping = {
  /** Whether progress is to be saved. Choosing alone opens no store; taking the choice away deletes what this visit saved. */
  readonly chosen: boolean;
  readonly choose: (chosen: boolean) => void;
  /** Whether the last save succeeded. */
  readonly kept: boolean;
  /** What became of what this visit saved, where it was to be deleted by itself or by taking the choice away. */
  readonly forgotten: Forgotten;
  /** Before anything leaves: saves this start, unless something else is saved already. */
  readonly claim: (journey: Opening, draw: PreparedDraw | null) => Promise<Claim>;
  /** Resolves when the step is written, or couldn't be; at once where nothing is kept. */
  readonly written: (journey: Resumable) => Promise<void>;
  /** Takes up what was saved, unless there is nothing, it can't be read, or this page must not be left for it; deletes nothing. */
  readonly resume: () => Promise<Resumed>;
  /** Asks once more whether a saved ticket's second phase has begun, which taking it up asks too. */
  readonly askAgain: (round: OpenedRound) => Promise<void>;
  /** Deletes what was saved, in this visit or before. */
  readonly forget: () => Promise<Forgotten>;
};

/** Saves a start, unless something else is saved; `draw` is then the one that is saved. */
async function claimed(journey: Opening, fresh: PreparedDraw | null): Promise<Claim> {
  const put = await changeProgress(true, (saved) => startToSave(saved, journey, fresh));
  return put?.screen === 'opening' ? { kind: 'saved', draw: put.draw } : { kind: 'occupied' };
}

/** Deletes what is saved, or only what is of this right. What can't be read is deleted unread only by who asks for it: it may be another attempt's. */
async function forgotten(only: string | null): Promise<Forgotten> {
  const found = await savedProgress().catch(() => undefined);
  if (found === undefined && only !== null) return 'undeleted';
  if (found === null || (found !== undefined && only !== null && savedRight(found) !== only)) return 'none';
  return (await clearProgress()) ? 'deleted' : 'undeleted';
}

/** False where it is gone. */
const savedStep = async (step: Resumable): Promise<boolean> => (await changeProgress(false, (saved) => stepToSave(saved, step))) !== null;

type Marks = {
  /** The right of this visit of which something is saved. */
  readonly ours: RefObject<string | null>;
  /** Where the person stands now. */
  readonly stands: RefObject<Journey>;
  readonly stop: () => void;
  readonly setChosen: (chosen: boolean) => void;
  readonly setKept: (kept: boolean) => void;
  readonly setForgotten: (forgotten: Forgotten) => void;
};

/** Saves each step, or deletes all where nothing can come of it. A visit that goes on to another questionnaire leaves what it saved. */
function useEachStep(journey: Journey, { ours, stop, setKept, setForgotten }: Marks): void {
  useEffect(() => {
    if (journey.screen === 'loading') stop();
    // What was deleted earlier is no news once another Start has begun.
    if (journey.screen === 'loading' || (journey.screen === 'opening' && journey.start.busy)) setForgotten('none');
    const right = ours.current;
    if (right === null) return;
    const tell = (kept: boolean): void => {
      // Meanwhile the choice may have been taken away.
      if (ours.current !== right) return;
      if (kept) setKept(true);
      else stop();
    };
    if (endsSaving(journey)) {
      stop();
      void forgotten(right).then(setForgotten);
    } else if (isResumable(journey)) {
      void savedStep(journey).then(tell, () => setKept(false));
    }
  }, [journey, ours, stop, setKept, setForgotten]);
}

/** What Start and Send ask of the store. */
function useStore({ ours, setChosen }: Marks): Pick<Keeping, 'claim' | 'written'> {
  const claim = useCallback(async (opening: Opening, draw: PreparedDraw | null) => {
    const result = await claimed(opening, draw).catch((): Claim => ({ kind: 'unsaved' }));
    if (result.kind === 'saved') {
      ours.current = rightOf({ ...opening, draw: result.draw });
      setChosen(true);
    }
    return result;
  }, [ours, setChosen]);
  const written = useCallback(async (step: Resumable) => {
    if (ours.current !== null) await savedStep(step).catch(() => false);
  }, [ours]);
  return { claim, written };
}

/** What a person asks of the store. */
function useChoices({ ours, stands, stop, setChosen, setForgotten }: Marks, report: (step: Step) => void): Pick<Keeping, 'choose' | 'resume' | 'askAgain' | 'forget'> {
  const choose = useCallback((next: boolean) => {
    const right = ours.current;
    stop();
    setChosen(next);
    setForgotten('none');
    if (right !== null) void forgotten(right).then(setForgotten);
  }, [ours, stop, setChosen, setForgotten]);
  const askAgain = useCallback((round: OpenedRound) => askPhase(round, getRound, report), [report]);
  const resume = useCallback(async (): Promise<Resumed> => {
    const found = await savedProgress().catch(() => undefined);
    if (found === null) return 'none';
    const right = found === undefined ? null : savedRight(found);
    if (found === undefined || right === null) return 'unread';
    if (!mayResume(stands.current, found)) return 'held';
    ours.current = right;
    setChosen(true);
    report({ type: 'resumed', journey: found });
    if (found.screen === 'ticket' && found.waits) void askAgain(found.round);
    return 'resumed';
  }, [ours, stands, setChosen, report, askAgain]);
  const forget = useCallback(() => {
    stop();
    return forgotten(null);
  }, [stop]);
  return { choose, resume, askAgain, forget };
}

export function useKeeping(journey: Journey, report: (step: Step) => void): Keeping {
  const ours = useRef<string | null>(null);
  const stands = useRef(journey);
  useEffect(() => {
    stands.current = journey;
  }, [journey]);
  const [chosen, setChosen] = useState(false);
  const [kept, setKept] = useState(false);
  const [told, setForgotten] = useState<Forgotten>('none');
  const stop = useCallback(() => {
    ours.current = null;
    setChosen(false);
    setKept(false);
  }, []);
  const marks: Marks = { ours, stands, stop, setChosen, setKept, setForgotten };
  useEachStep(journey, marks);
  return { chosen, kept, forgotten: told, ...useStore(marks), ...useChoices(marks, report) };
}
