// The locked screen, the same before and after every person: a field for the PIN and nothing else. No count, no place,
// no name of a survey. After several wrong PINs it makes whoever stands there wait, and says for how long.
import { useEffect, useState } from 'react';
import type { FormEvent, ReactElement } from 'react';
import { ScreenHeading } from '../ui/screen-heading.tsx';
import { clockOf, pauseNow } from './pin-attempts.ts';
import { PinField } from './set-up.tsx';
import { useTabletSpeech } from './speech.ts';
import type { TabletStore } from './store.ts';

/** Seconds left; null until the disk has told. Looked up again after each attempt. */
function usePause(store: TabletStore | null, busy: boolean): number | null {
  const [left, setLeft] = useState<number | null>(null);
  useEffect(() => {
    if (store === null || busy) return undefined;
    let current = true;
    void pauseNow(store).then((seconds) => (current ? setLeft(seconds) : undefined), () => setLeft(0));
    const timer = setInterval(() => setLeft((before) => (before === null ? null : Math.max(0, before - 1))), 1000);
    return () => {
      current = false;
      clearInterval(timer);
    };
  }, [store, busy]);
  return left;
}

export function Locked(props: { readonly store: TabletStore | null; readonly busy: boolean; readonly trouble: string | null; readonly open: (pin: string) => void }): ReactElement {
  const { say } = useTabletSpeech();
  const left = usePause(props.store, props.busy);
  // Before that no PIN can be typed: it would be tried without its pause.
  const known = left !== null;
  const mayTry = !props.busy && left === 0;
  const waits = !props.busy && known && left > 0;
  const [pin, setPin] = useState('');
  const { trouble, busy } = props;
  // Where the next try begins, whether the last one was pressed or clicked.
  useEffect(() => {
    if (trouble !== null && !busy) document.getElementById('pin')?.focus();
  }, [trouble, busy]);
  const submit = (event: FormEvent): void => {
    event.preventDefault();
    if (!mayTry || pin === '') return;
    props.open(pin);
    setPin('');
  };
  return (
    <form className="card narrow" onSubmit={submit}>
      <ScreenHeading>{say('locked.title')}</ScreenHeading>
      <p>{say('locked.lead')}</p>
      {known && <PinField id="pin" label={say('locked.pin')} value={pin} set={setPin} wrong={props.trouble !== null} />}
      <p id="pin-problem" role="alert" className={props.trouble === null ? 'unseen' : 'field-problem'}>
        {props.trouble ?? ''}
      </p>
      {waits && (
        <div className="notice warn" data-wait={left}>
          <p role="alert">{say('locked.often')}</p>
          <p role="timer">{say('locked.wait', { time: clockOf(left) })}</p>
        </div>
      )}
      <p role="status" className="busy">
        {props.busy ? say('locked.busy') : ''}
      </p>
      <button className="button" type="submit" aria-disabled={!mayTry}>
        {say('locked.open')}
      </button>
    </form>
  );
}
