// A page that could not be loaded: why, in words, and a button that tries again.
import type { ReactElement } from 'react';
import type { Refusal } from '../api/request.ts';
import { ScreenHeading } from '../ui/screen-heading.tsx';
import { useSpeech } from './speech.ts';

export function Failed(props: { readonly refusal: Refusal | null; readonly again: () => void }): ReactElement {
  const { say, problem } = useSpeech();
  return (
    <>
      <ScreenHeading>{say('scorecard.failed')}</ScreenHeading>
      <p className="notice danger" role="alert">
        {props.refusal === null ? say('page.lost') : problem(props.refusal.code)}
      </p>
      <button className="button" type="button" onClick={props.again}>
        {say('page.retry')}
      </button>
    </>
  );
}
