// What a person may choose before Start: to save progress on a device of their own, or a ticket for another device.
// Neither is chosen by default; each says what it costs.
import type { ReactElement } from 'react';
import { SavedHere } from './saved-here.tsx';
import { useSpeech } from './speech.ts';
import type { StartOptions } from './use-journey.ts';
import type { Keeping } from './use-keeping.ts';

function Choice(props: { readonly name: 'own' | 'ticket'; readonly chosen: boolean; readonly choose: (chosen: boolean) => void; readonly busy: boolean }): ReactElement {
  const { say } = useSpeech();
  const { name } = props;
  return (
    <div className="start-option">
      <label>
        <input type="checkbox" name={name} checked={props.chosen} disabled={props.busy} onChange={(event) => props.choose(event.target.checked)} aria-describedby={`${name}-hint`} /> {say(`${name}.label`)}
      </label>
      <p className="hint" id={`${name}-hint`}>
        {say(`${name}.hint`)}
      </p>
    </div>
  );
}

type StartChoicesProps = { readonly options: StartOptions; readonly chooseTicket: (chosen: boolean) => void; readonly offersTicket: boolean; readonly keeping: Keeping; readonly busy: boolean };

export function StartChoices({ options, chooseTicket, offersTicket, keeping, busy }: StartChoicesProps): ReactElement {
  const { say } = useSpeech();
  return (
    <details className="more start-options">
      <summary>{say('options.title')}</summary>
      <Choice name="own" chosen={options.keep} choose={keeping.choose} busy={busy} />
      {offersTicket && <Choice name="ticket" chosen={options.ticket} choose={chooseTicket} busy={busy} />}
      <SavedHere keeping={keeping} busy={busy} />
    </details>
  );
}
