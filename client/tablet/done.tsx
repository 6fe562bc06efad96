// After Finish: thanks and the receipt, once, then the locked screen in a fresh document. The form's own thanks are not
// shown: they say that the answers have arrived, and they have not. Where the sheet could not be stored this says so,
// keeps the sealed sheet in memory, and lets it be stored again or saved as a file.
import { useEffect } from 'react';
import type { ReactElement } from 'react';
import { ScreenHeading } from '../ui/screen-heading.tsx';
import { useLeaveGuard } from '../respond/use-leave-guard.ts';
import { useTabletSpeech } from './speech.ts';

/** How long the receipt stands where nobody presses anything. */
const SHOWN_MS = 120_000;

export function Done(props: { readonly receipt: string; readonly exported: boolean; readonly back: () => void }): ReactElement {
  const { say } = useTabletSpeech();
  const { back } = props;
  useEffect(() => {
    const timer = setTimeout(back, SHOWN_MS);
    return () => clearTimeout(timer);
  }, [back]);
  return (
    <article className="card narrow">
      <ScreenHeading>{say('done.title')}</ScreenHeading>
      <p>{say(props.exported ? 'store.exported' : 'done.sealed')}</p>
      <p className="receipt">
        <bdi dir="ltr" className="digits">
          {props.receipt}
        </bdi>
      </p>
      <p>{say('done.receipt')}</p>
      <button type="button" className="button" data-done onClick={back}>
        {say('done.back')}
      </button>
    </article>
  );
}

export function NotStored(props: { readonly retry: () => void; readonly save: () => void }): ReactElement {
  const { say } = useTabletSpeech();
  // Neither a reload nor the back button takes the sheet away unasked.
  useLeaveGuard(true, () => undefined);
  return (
    <article className="card narrow" data-not-stored>
      <ScreenHeading>{say('store.title')}</ScreenHeading>
      <div className="notice danger" role="alert">
        <p>{say('store.lead')}</p>
      </div>
      <div className="choices">
        <button type="button" className="button" onClick={props.retry}>
          {say('queue.retry')}
        </button>
        <button type="button" className="button quiet" onClick={props.save}>
          {say('store.export')}
        </button>
      </div>
    </article>
  );
}
