// Choosing the PIN of a new tablet. Enrolment follows; where it fails the PIN stays and trying again is safe.
import { useState } from 'react';
import type { FormEvent, ReactElement } from 'react';
import { ScreenHeading } from '../ui/screen-heading.tsx';
import { PIN_AT_LEAST } from './pin.ts';
import { useTabletSpeech } from './speech.ts';

export function PinField(props: { readonly id: string; readonly label: string; readonly value: string; readonly set: (value: string) => void; readonly wrong: boolean }): ReactElement {
  return (
    <p>
      <label className="label" htmlFor={props.id}>
        {props.label}
      </label>
      <input id={props.id} className="field" type="password" autoComplete="off" dir="ltr" value={props.value} aria-invalid={props.wrong} aria-describedby="pin-problem" onChange={(event) => props.set(event.target.value)} />
    </p>
  );
}

export function SetUp(props: { readonly busy: boolean; readonly trouble: string | null; readonly choose: (pin: string) => void }): ReactElement {
  const { say } = useTabletSpeech();
  const [pin, setPin] = useState('');
  const [again, setAgain] = useState('');
  const [problem, setProblem] = useState<'enrol.short' | 'enrol.differ' | null>(null);
  const submit = (event: FormEvent): void => {
    event.preventDefault();
    const found = pin.length < PIN_AT_LEAST ? 'enrol.short' : pin !== again ? 'enrol.differ' : null;
    setProblem(found);
    if (found !== null) document.getElementById(found === 'enrol.short' ? 'pin' : 'again')?.focus();
    if (found === null && !props.busy) props.choose(pin);
  };
  return (
    <form className="card narrow" onSubmit={submit}>
      <ScreenHeading>{say('enrol.title')}</ScreenHeading>
      <p>{say('enrol.lead')}</p>
      <PinField id="pin" label={say('enrol.pin')} value={pin} set={setPin} wrong={problem !== null} />
      <p className="hint">{say('enrol.hint', { count: PIN_AT_LEAST })}</p>
      <PinField id="again" label={say('enrol.again')} value={again} set={setAgain} wrong={problem === 'enrol.differ'} />
      <p id="pin-problem" role="alert" className={problem === null && props.trouble === null ? 'unseen' : 'field-problem'}>
        {problem === null ? (props.trouble ?? '') : say(problem)}
      </p>
      <p role="status" className="busy">
        {props.busy ? say('enrol.busy') : ''}
      </p>
      <button className="button" type="submit" aria-disabled={props.busy}>
        {say('enrol.start')}
      </button>
    </form>
  );
}
