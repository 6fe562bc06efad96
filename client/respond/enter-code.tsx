// The field for a typed code. A wrong code is answered here, before any request, and says where to look.
import { useEffect, useRef, useState } from 'react';
import type { FormEvent, ReactElement } from 'react';
import { ScreenHeading } from '../ui/screen-heading.tsx';
import { readTyped } from './entry.ts';
import type { EntryProblem } from './entry.ts';
import type { Step } from './journey.ts';
import { useSpeech } from './speech.ts';
import { TrustLink } from './trust-link.tsx';

export function EnterCode(props: { readonly problem: EntryProblem | null; readonly report: (step: Step) => void }): ReactElement {
  const { say } = useSpeech();
  const [typed, setTyped] = useState('');
  const field = useRef<HTMLInputElement>(null);
  const { problem, report } = props;
  useEffect(() => {
    if (problem !== null && problem.kind !== 'damaged') field.current?.focus();
  }, [problem]);
  const submit = (event: FormEvent): void => {
    event.preventDefault();
    const reading = readTyped(typed);
    report(reading.ok ? { type: 'entered', entry: reading.entry } : { type: 'misread', problem: reading.problem });
  };
  return (
    <form className="card narrow" onSubmit={submit} noValidate>
      <ScreenHeading>{say('enter.title')}</ScreenHeading>
      <p>{say('enter.lead')}</p>
      <label className="label" htmlFor="code">
        {say('enter.label')}
      </label>
      <p className="hint" id="code-hint">
        {say('enter.hint')}
      </p>
      {problem !== null && (
        <p className="field-problem" id="code-problem" role="alert">
          {say(`enter.${problem.kind}`, { count: problem.count })}
        </p>
      )}
      <input
        ref={field}
        id="code"
        className="field code-field"
        dir="ltr"
        value={typed}
        onChange={(event) => setTyped(event.target.value)}
        autoComplete="off"
        autoCapitalize="characters"
        autoCorrect="off"
        spellCheck={false}
        aria-invalid={problem !== null}
        aria-describedby={problem === null ? 'code-hint' : 'code-hint code-problem'}
      />
      <div className="choices">
        <button className="button" type="submit">
          {say('enter.continue')}
        </button>
      </div>
      <p className="hint">{say('enter.why')}</p>
      <TrustLink named={null} words="trust.title" />
    </form>
  );
}
