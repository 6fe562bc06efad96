// The log-in. Wrong input is told in words beside the fields; a locked account says how long to wait.
import { useState } from 'react';
import type { FormEvent, ReactElement } from 'react';
import type { Session } from '../../shared/api/desk.ts';
import { logIn } from '../api/desk.ts';
import { ScreenHeading } from '../ui/screen-heading.tsx';
import { useSpeech } from './speech.ts';

type Failure = 'missing' | 'lost' | { readonly problem: string };

export function LogIn(props: { readonly notice: string | null; readonly done: (session: Session) => void }): ReactElement {
  const { say, problem } = useSpeech();
  const [name, setName] = useState('');
  const [password, setPassword] = useState('');
  const [busy, setBusy] = useState(false);
  const [failure, setFailure] = useState<Failure | null>(null);
  const attempt = async (): Promise<void> => {
    if (name === '' || password === '') return setFailure('missing');
    setBusy(true);
    const reply = await logIn({ name, password });
    setBusy(false);
    if (reply.kind === 'done') return props.done(reply.value);
    if (reply.kind === 'lost') return setFailure('lost');
    const wait = reply.refusal.retryAfterSeconds;
    setFailure({ problem: `${problem(reply.refusal.code)}${wait === undefined ? '' : ` ${say('login.seconds', { count: wait })}`}` });
  };
  const submit = (event: FormEvent): void => {
    event.preventDefault();
    if (!busy) void attempt();
  };
  const told = failure === null ? '' : failure === 'missing' ? say('login.missing') : failure === 'lost' ? say('page.lost') : failure.problem;
  return (
    <form className="card narrow log-in" onSubmit={submit} noValidate>
      <ScreenHeading>{say('login.title')}</ScreenHeading>
      {props.notice !== null && <p className="notice">{props.notice}</p>}
      <p>{say('login.lead')}</p>
      {told !== '' && (
        <p className="notice danger" role="alert">
          {told}
        </p>
      )}
      <label className="label" htmlFor="name">
        {say('login.name')}
      </label>
      <input id="name" className="field" dir="auto" autoComplete="username" autoCapitalize="none" spellCheck={false} value={name} onChange={(event) => setName(event.target.value)} />
      <label className="label" htmlFor="password">
        {say('login.password')}
      </label>
      <input id="password" className="field" dir="ltr" type="password" autoComplete="current-password" value={password} onChange={(event) => setPassword(event.target.value)} />
      <button className="button" type="submit" aria-disabled={busy}>
        {busy ? say('login.busy') : say('login.submit')}
      </button>
    </form>
  );
}
