// After sending: thanks, and the receipt that the page worked out itself beside what the server answered. Nothing else
// is left in memory; the receipt goes as soon as the person wants it gone.
import { useState } from 'react';
import type { ReactElement } from 'react';
import { ScreenHeading } from '../ui/screen-heading.tsx';
import type { Journey } from './journey.ts';
import { useSpeech } from './speech.ts';

type Copying = 'no' | 'done' | 'failed';

/** Old browsers have no clipboard, or refuse it: then the person is told to write the receipt down. */
async function copied(text: string): Promise<Copying> {
  try {
    await navigator.clipboard.writeText(text);
    return 'done';
  } catch {
    return 'failed';
  }
}

function ReceiptBox(props: { readonly receipt: string; readonly close: () => void }): ReactElement {
  const { say } = useSpeech();
  const [copying, setCopying] = useState<Copying>('no');
  const copy = (): void => {
    void copied(props.receipt).then(setCopying);
  };
  return (
    <>
      <p className="receipt">
        <span className="label">{say('receipt.label')}</span>
        <bdi dir="ltr" className="digits">
          {props.receipt}
        </bdi>
      </p>
      <p>{say('receipt.lead')}</p>
      <p className="hint">{say('receipt.where')}</p>
      <div className="choices unprinted">
        <button className="button quiet" type="button" onClick={copy}>
          {say('receipt.copy')}
        </button>
        <button className="button quiet" type="button" onClick={() => window.print()}>
          {say('receipt.print')}
        </button>
        <button className="button quiet" type="button" onClick={props.close}>
          {say('receipt.close')}
        </button>
      </div>
      <p role="status">{copying === 'done' ? say('receipt.copied') : copying === 'failed' ? say('receipt.copyFailed') : ''}</p>
    </>
  );
}

export function Receipt(props: { readonly journey: Extract<Journey, { screen: 'sent' }> }): ReactElement {
  const { say, language } = useSpeech();
  const { receipt, theirs, thanks } = props.journey;
  const [shown, setShown] = useState(true);
  return (
    <article className="card narrow">
      <ScreenHeading>{thanks[language]}</ScreenHeading>
      {receipt !== theirs && (
        <div className="notice danger" role="alert">
          <p>{say('send.mismatch')}</p>
          <p>
            {say('send.theirs')}: <bdi dir="ltr">{theirs}</bdi>
          </p>
        </div>
      )}
      {shown ? <ReceiptBox receipt={receipt} close={() => setShown(false)} /> : <p>{say('receipt.gone')}</p>}
      <p>{say('receipt.cleared')}</p>
    </article>
  );
}
