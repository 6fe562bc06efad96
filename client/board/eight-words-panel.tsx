// The eight words of the round's manifest and the same in digits, worked out here from the text that was received.
import { useEffect, useState } from 'react';
import type { ReactElement } from 'react';
import { eightDigitGroups, eightNumbers, eightWords } from '../credential/eight-words.ts';
import { wordListOf } from '../words/word-lists.ts';
import { useSpeech } from './speech.ts';

function Words(props: { readonly numbers: readonly number[] }): ReactElement | null {
  const { language } = useSpeech();
  const [list, setList] = useState<{ readonly language: string; readonly words: readonly string[] } | null>(null);
  useEffect(() => {
    void wordListOf(language).then((words) => setList(words === null ? null : { language, words }));
  }, [language]);
  if (list?.language !== language) return null;
  return (
    <ol className="words">
      {eightWords(props.numbers, list.words).map((word, index) => (
        <li key={index}>{word}</li>
      ))}
    </ol>
  );
}

export function EightWordsPanel(props: { readonly manifestHash: string; readonly named: string | null }): ReactElement {
  const { say } = useSpeech();
  const { manifestHash, named } = props;
  const [numbers, setNumbers] = useState<readonly number[]>([]);
  useEffect(() => {
    void eightNumbers(manifestHash).then(setNumbers, () => undefined);
  }, [manifestHash]);
  return (
    <section className="card" aria-labelledby="words-title">
      <h2 id="words-title">{say('words.title')}</h2>
      {named !== null && <p className={named === manifestHash ? 'notice good' : 'notice danger'}>{say(named === manifestHash ? 'words.same' : 'words.other')}</p>}
      <p>{say('words.lead')}</p>
      {numbers.length === 0 ? <p className="hint">{say('words.busy')}</p> : <Words numbers={numbers} />}
      {numbers.length > 0 && (
        <p className="hint">
          {say('words.digits')}
          <br />
          <bdi className="digits" dir="ltr">
            {eightDigitGroups(numbers)}
          </bdi>
        </p>
      )}
    </section>
  );
}
