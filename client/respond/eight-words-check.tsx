// The eight words of the manifest, for the eye. They are worked out on the device (a tenth of a second on purpose);
// the list of one language is fetched before Start, and the digits say the same where no list can be had.
import { useEffect, useState } from 'react';
import type { ReactElement } from 'react';
import { eightDigitGroups, eightNumbers, eightWords } from '../credential/eight-words.ts';
import { wordListOf } from '../words/word-lists.ts';
import { useSpeech } from './speech.ts';

export function EightWordsCheck(props: { readonly manifestHash: string }): ReactElement {
  const { say, language } = useSpeech();
  const { manifestHash } = props;
  const [numbers, setNumbers] = useState<readonly number[]>([]);
  const [list, setList] = useState<{ readonly language: string; readonly words: readonly string[] } | null>(null);
  useEffect(() => {
    void eightNumbers(manifestHash).then(setNumbers, () => undefined);
  }, [manifestHash]);
  useEffect(() => {
    void wordListOf(language).then((words) => setList(words === null ? null : { language, words }));
  }, [language]);
  const words = list?.language === language && numbers.length > 0 ? eightWords(numbers, list.words) : [];
  return (
    <section className="check" aria-labelledby="check-title">
      <h2 id="check-title">{say('check.title')}</h2>
      <p>{say('check.lead')}</p>
      {numbers.length === 0 ? <p className="hint">{say('check.busy')}</p> : null}
      {words.length > 0 && (
        <ol className="words">
          {words.map((word, index) => (
            <li key={index}>{word}</li>
          ))}
        </ol>
      )}
      {numbers.length > 0 && (
        <p className="hint">
          {say('check.digits')}
          <br />
          <bdi className="digits" dir="ltr">
            {eightDigitGroups(numbers)}
          </bdi>
        </p>
      )}
    </section>
  );
}
