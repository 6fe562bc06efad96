// The eight words of the round's manifest and the same in digits, worked out here from the text that was received.
import type { ReactElement } from 'react';
import { EightWords } from '../ui/eight-words.tsx';
import { useSpeech } from './speech.ts';

export function EightWordsPanel(props: { readonly manifestHash: string; readonly named: string | null }): ReactElement {
  const { say, language } = useSpeech();
  const { manifestHash, named } = props;
  return (
    <section className="card" aria-labelledby="words-title">
      <h2 id="words-title">{say('words.title')}</h2>
      {named !== null && <p className={named === manifestHash ? 'notice good' : 'notice danger'}>{say(named === manifestHash ? 'words.same' : 'words.other')}</p>}
      <p>{say('words.lead')}</p>
      <EightWords hash={manifestHash} language={language} busy={say('words.busy')} digits={say('words.digits')} />
    </section>
  );
}
