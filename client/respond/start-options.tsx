// What a person may choose before Start: to save progress on a device of their own, or a ticket for another device.
// Neither is chosen by default; each says what it costs.
import { useState } from 'react';
import type { ReactElement } from 'react';
import { useSpeech } from './speech.ts';
import type { StartOptions } from './use-journey.ts';

function Choice(props: { readonly name: 'own' | 'ticket'; readonly chosen: boolean; readonly choose: (chosen: boolean) => void }): ReactElement {
  const { say } = useSpeech();
  const { name } = props;
  return (
    <div className="start-option">
      <label>
        <input type="checkbox" name={name} checked={props.chosen} onChange={(event) => props.choose(event.target.checked)} aria-describedby={`${name}-hint`} /> {say(`${name}.label`)}
      </label>
      <p className="hint" id={`${name}-hint`}>
        {say(`${name}.hint`)}
      </p>
    </div>
  );
}

export function ResumeButton(props: { readonly resume: () => Promise<boolean> }): ReactElement {
  const { say } = useSpeech();
  const [missing, setMissing] = useState(false);
  return (
    <>
      <button className="link" type="button" onClick={() => void props.resume().then((found) => setMissing(!found))}>
        {say('own.resume')}
      </button>
      <p role="status" className="hint">
        {missing ? say('own.none') : ''}
      </p>
    </>
  );
}

export function StartChoices(props: { readonly options: StartOptions; readonly change: (options: StartOptions) => void; readonly offersTicket: boolean; readonly resume: () => Promise<boolean> }): ReactElement {
  const { say } = useSpeech();
  const { options, change } = props;
  return (
    <details className="more start-options">
      <summary>{say('options.title')}</summary>
      <Choice name="own" chosen={options.keep} choose={(keep) => change({ ...options, keep })} />
      {props.offersTicket && <Choice name="ticket" chosen={options.ticket} choose={(ticket) => change({ ...options, ticket })} />}
      <ResumeButton resume={props.resume} />
    </details>
  );
}
