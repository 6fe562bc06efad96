// After sending: thanks, and the receipt that the page worked out itself beside what the server answered. Nothing else
// is left in memory; the receipt goes as soon as the person wants it gone.
import { useEffect, useRef, useState } from 'react';
import type { ReactElement } from 'react';
import { ScreenHeading } from '../ui/screen-heading.tsx';
import type { Journey } from './journey.ts';
import { ForgottenNote } from './saved-here.tsx';
import { useSpeech } from './speech.ts';
import type { Forgotten } from './use-keeping.ts';

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

type Sent = Extract<Journey, { screen: 'sent' }>;

function ReceiptBox(props: { readonly receipt: string; readonly board: Sent['board']; readonly close: () => void }): ReactElement {
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
      <p className="hint">
        {say('receipt.where')}{' '}
        <a className="aside-link" href={`/board/#r=${props.board.round}&m=${props.board.hash}`} target="_blank" rel="noreferrer noopener">
          {say('receipt.board')}
        </a>
      </p>
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

/** Takes the focus, since the button that it was on has gone. */
function Gone(): ReactElement {
  const { say } = useSpeech();
  const place = useRef<HTMLParagraphElement>(null);
  useEffect(() => place.current?.focus(), []);
  return (
    <p ref={place} tabIndex={-1}>
      {say('receipt.gone')}
    </p>
  );
}

export function Receipt(props: { readonly journey: Sent; readonly forgotten: Forgotten }): ReactElement {
  const { say, language } = useSpeech();
  const { receipt, theirs, thanks, board } = props.journey;
  const [shown, setShown] = useState(true);
  return (
    <article className="card narrow">
      <ScreenHeading>{thanks[language]}</ScreenHeading>
      {receipt !== theirs && (
        <div className="notice danger" role="alert">
          <p>{say('send.mismatch')}</p>
          <p>
            <span className="label">{say('send.theirs')}</span>
            <bdi dir="ltr" className="digits">
              {theirs}
            </bdi>
          </p>
        </div>
      )}
      {shown ? <ReceiptBox receipt={receipt} board={board} close={() => setShown(false)} /> : <Gone />}
      <ForgottenNote forgotten={props.forgotten} />
      <p>{say('receipt.cleared')}</p>
    </article>
  );
}
