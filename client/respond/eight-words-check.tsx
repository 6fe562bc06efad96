// The eight words of the manifest, for the eye, to be compared with those on the invitation before Start.
import type { ReactElement } from 'react';
import { EightWords } from '../ui/eight-words.tsx';
import { useSpeech } from './speech.ts';

export function EightWordsCheck(props: { readonly manifestHash: string }): ReactElement {
  const { say, language } = useSpeech();
  return (
    <section className="check" aria-labelledby="check-title">
      <h2 id="check-title">{say('check.title')}</h2>
      <p>{say('check.lead')}</p>
      <EightWords hash={props.manifestHash} language={language} busy={say('check.busy')} digits={say('check.digits')} />
    </section>
  );
}
