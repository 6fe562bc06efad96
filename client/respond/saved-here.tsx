// What somebody saved on this device: goes on with it, or deletes it after a question, since the code may be spent. Both
// look into the browser's store, so both are buttons. What became of it is read out and has the focus, since the button
// that was pressed is gone by then.
import { useEffect, useRef, useState } from 'react';
import type { ReactElement } from 'react';
import { Confirm } from '../ui/confirm.tsx';
import { useSpeech } from './speech.ts';
import type { Forgotten, Keeping, Resumed } from './use-keeping.ts';

/** Said where the page itself deleted what it had saved, or could not: after sending, declining, a refusal that is final, or when the choice is taken away. */
export function ForgottenNote({ forgotten }: { readonly forgotten: Forgotten }): ReactElement {
  const { say } = useSpeech();
  return (
    <p role="status" className="deleted">
      {forgotten === 'none' ? '' : say(`own.${forgotten}`)}
    </p>
  );
}

type Told = Forgotten | Exclude<Resumed, 'resumed'>;

/** `resumed`: it stands on the page already, and can only be deleted. */
export function SavedHere({ keeping, busy, resumed = false }: { readonly keeping: Keeping; readonly busy: boolean; readonly resumed?: boolean }): ReactElement {
  const { say } = useSpeech();
  const [told, setTold] = useState<{ readonly what: Told; readonly times: number } | null>(null);
  const outcome = useRef<HTMLParagraphElement>(null);
  useEffect(() => {
    if (told !== null) outcome.current?.focus();
  }, [told]);
  const tell = (what: Told): void => setTold((before) => ({ what, times: (before?.times ?? 0) + 1 }));
  const resume = (): void => void keeping.resume().then((found) => (found === 'resumed' ? undefined : tell(found)));
  return (
    <div className="saved-here">
      {!resumed && (
        <button className="link" type="button" disabled={busy} onClick={resume}>
          {say('own.resume')}
        </button>
      )}
      <Confirm
        key={told?.times ?? 0}
        ask={say('own.forget')}
        sure={say('own.forgetSure')}
        no={say('own.forgetNo')}
        yes={say('own.forgetYes')}
        confirm={() => void keeping.forget().then(tell)}
        look="link"
        mark="forget"
      />
      <p ref={outcome} role="status" tabIndex={-1} className="hint">
        {told === null ? '' : say(`own.${told.what}`)}
      </p>
    </div>
  );
}
