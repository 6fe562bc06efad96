// For whoever drew on another device, or in the first phase: opens a ticket's file, which is read here and sent nowhere.
// And for whoever saved progress here: goes on with it, or deletes it.
import { useState } from 'react';
import type { ChangeEvent, ReactElement } from 'react';
import { readTicketFile } from './entry.ts';
import type { Step } from './journey.ts';
import { useSpeech } from './speech.ts';
import { SavedHere } from './saved-here.tsx';
import type { Keeping } from './use-keeping.ts';

export function HaveTicket(props: { readonly report: (step: Step) => void; readonly keeping: Keeping }): ReactElement {
  const { say } = useSpeech();
  const [wrong, setWrong] = useState(false);
  const read = (event: ChangeEvent<HTMLInputElement>): void => {
    void event.target.files?.[0]?.text().then((text) => {
      const entry = readTicketFile(text);
      setWrong(entry === null);
      if (entry !== null) props.report({ type: 'entered', entry });
    });
  };
  return (
    <details className="more card narrow">
      <summary>{say('ticket.have')}</summary>
      {/* The browser words a file field in its own language; the label stands for it in the person's. */}
      <p className="file-field">
        <input id="ticket-file" className="unseen" type="file" accept="application/json,.json" onChange={read} />
        <label className="button quiet" htmlFor="ticket-file">
          {say('ticket.open')}
        </label>
      </p>
      {wrong && (
        <p className="field-problem" role="alert">
          {say('ticket.wrong')}
        </p>
      )}
      <SavedHere keeping={props.keeping} busy={false} />
    </details>
  );
}
