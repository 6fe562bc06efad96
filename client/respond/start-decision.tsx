// I take part, or I don't. Above the buttons stands what Start costs; a failed Start can be repeated as long as the
// page is open, because the same blinded message is sent again.
import type { ReactElement } from 'react';
import type { Attempt } from './journey.ts';
import type { OpenedRound } from './open-round.ts';
import { useSpeech } from './speech.ts';
import { TroubleNotice } from './trouble.tsx';

export function StartDecision(props: { readonly round: OpenedRound; readonly attempt: Attempt; readonly start: () => void; readonly decline: () => void }): ReactElement {
  const { say, formText } = useSpeech();
  const { form } = props.round;
  const { busy, trouble } = props.attempt;
  const takePart = formText(form, 'consent.take-part');
  return (
    <section className="decision" aria-labelledby="decision-title">
      <h2 id="decision-title">{say('start.title')}</h2>
      <p>{say('start.spent', { takePart })}</p>
      {trouble !== null && <TroubleNotice trouble={trouble} lost={say('start.failed')} offline={say('start.failed')} />}
      <p role="status" className="busy">
        {busy ? say('start.busy') : ''}
      </p>
      <div className="choices">
        <button className="button" type="button" aria-disabled={busy} onClick={busy ? undefined : props.start}>
          {trouble === null ? takePart : say('page.retry')}
        </button>
        <button className="button quiet" type="button" aria-disabled={busy} onClick={busy ? undefined : props.decline}>
          {formText(form, 'consent.decline')}
        </button>
      </div>
    </section>
  );
}
