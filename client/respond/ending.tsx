// The screens after which nothing more happens here: declined, and what stops the page. Each says what became of the
// code and where the person can turn.
import type { ReactElement } from 'react';
import { ScreenHeading } from '../ui/screen-heading.tsx';
import type { Journey, Step } from './journey.ts';
import { ForgottenNote } from './saved-here.tsx';
import { useSpeech } from './speech.ts';
import type { Speech } from './speech.ts';
import type { Stop } from './stop-reason.ts';
import type { Forgotten } from './use-keeping.ts';

export function Declined(props: { readonly journey: Extract<Journey, { screen: 'declined' }>; readonly forgotten: Forgotten }): ReactElement {
  const { say, day } = useSpeech();
  return (
    <article className="card narrow">
      <ScreenHeading>{say('declined.title')}</ScreenHeading>
      {props.journey.untouched && <p>{say('declined.text', { day: day(props.journey.drawingEnds) })}</p>}
      <ForgottenNote forgotten={props.forgotten} />
      <p>{say('declined.close')}</p>
    </article>
  );
}

/** Why the page stopped, in the person's language. */
export const stopText = ({ reason, refusal }: Stop, speech: Speech): string =>
  reason === 'refused' ? (refusal === null ? speech.say('stopped.broken') : speech.refusal(refusal)) : speech.say(`stopped.${reason}`);

export function Stopped(props: { readonly journey: Extract<Journey, { screen: 'stopped' }>; readonly report: (step: Step) => void }): ReactElement {
  const speech = useSpeech();
  const { say } = speech;
  const { reason, again } = props.journey;
  const final = reason === 'browser' || reason === 'broken' || reason === 'closed';
  const forged = reason === 'manifest' || reason === 'form';
  return (
    <article className="card narrow">
      <ScreenHeading>{say('stopped.title')}</ScreenHeading>
      <div className={`notice ${forged ? 'danger' : 'warn'}`}>
        <p>{stopText(props.journey, speech)}</p>
      </div>
      <div className="choices">
        {!final && !forged && again !== null && (
          <button className="button" type="button" onClick={() => props.report({ type: 'entered', entry: again })}>
            {say('page.retry')}
          </button>
        )}
        {reason !== 'browser' && (
          <button className="button quiet" type="button" onClick={() => props.report({ type: 'type-again' })}>
            {say('stopped.typeAgain')}
          </button>
        )}
      </div>
    </article>
  );
}
