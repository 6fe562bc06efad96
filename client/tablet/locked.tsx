// The locked screen, the same before and after every person: a field for the PIN and nothing else. No count, no place,
// no name of a survey.
import { useState } from 'react';
import type { FormEvent, ReactElement } from 'react';
import { ScreenHeading } from '../ui/screen-heading.tsx';
import { PinField } from './set-up.tsx';
import { useTabletSpeech } from './speech.ts';

export function Locked(props: { readonly busy: boolean; readonly trouble: string | null; readonly open: (pin: string) => void }): ReactElement {
  const { say } = useTabletSpeech();
  const [pin, setPin] = useState('');
  const submit = (event: FormEvent): void => {
    event.preventDefault();
    if (!props.busy && pin !== '') props.open(pin);
    setPin('');
  };
  return (
    <form className="card narrow" onSubmit={submit}>
      <ScreenHeading>{say('locked.title')}</ScreenHeading>
      <p>{say('locked.lead')}</p>
      <PinField id="pin" label={say('locked.pin')} value={pin} set={setPin} wrong={props.trouble !== null} />
      <p id="pin-problem" role="alert" className={props.trouble === null ? 'unseen' : 'field-problem'}>
        {props.trouble ?? ''}
      </p>
      <p role="status" className="busy">
        {props.busy ? say('locked.busy') : ''}
      </p>
      <button className="button" type="submit" aria-disabled={props.busy}>
        {say('locked.open')}
      </button>
    </form>
  );
}
