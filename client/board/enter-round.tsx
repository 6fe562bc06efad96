// Asks for the round where the link names none. The first six characters of a code are the round, so that a whole code
// typed by mistake is cut to them and never used.
import { useState } from 'react';
import type { ReactElement, SyntheticEvent } from 'react';
import { ScreenHeading } from '../ui/screen-heading.tsx';
import { readRound } from './entry.ts';
import { useSpeech } from './speech.ts';

export function EnterRound(props: { readonly show: (round: string) => void }): ReactElement {
  const { say } = useSpeech();
  const [typed, setTyped] = useState('');
  const [wrong, setWrong] = useState(false);
  const submit = (event: SyntheticEvent): void => {
    event.preventDefault();
    const round = readRound(typed);
    setWrong(round === null);
    if (round === null) document.getElementById('round')?.focus();
    else props.show(round);
  };
  return (
    <section className="card narrow">
      <ScreenHeading>{say('enter.title')}</ScreenHeading>
      <p>{say('page.lead')}</p>
      <form onSubmit={submit} noValidate>
        <label className="label" htmlFor="round">
          {say('enter.label')}
        </label>
        <p className="hint" id="round-hint">
          {say('enter.lead')}
        </p>
        {wrong && (
          <p className="field-problem" id="round-problem" role="alert">
            {say('enter.wrong')}
          </p>
        )}
        <input
          className="field code-field"
          id="round"
          dir="ltr"
          autoComplete="off"
          autoCapitalize="characters"
          spellCheck={false}
          value={typed}
          aria-invalid={wrong}
          aria-describedby={wrong ? 'round-problem round-hint' : 'round-hint'}
          onChange={(event) => setTyped(event.target.value)}
        />
        <div className="choices">
          <button className="button" type="submit">
            {say('enter.show')}
          </button>
        </div>
      </form>
    </section>
  );
}
