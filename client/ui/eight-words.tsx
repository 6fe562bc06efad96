// Eight words for the eye and the same bits in digits, worked out on the device (a tenth of a second on purpose) from a
// hash that the page has itself worked out or checked. A language without a list shows the digits, which are the same
// check.
import { useEffect, useState } from 'react';
import type { ReactElement } from 'react';
import { eightDigitGroups, eightNumbers, eightWords } from '../credential/eight-words.ts';
import { wordListOf } from '../words/word-lists.ts';

type Numbers = readonly number[];

/** Eight numbers of a hash (base64url), null until they are there. */
export function useEightNumbers(hash: string): Numbers | null {
  const [known, setKnown] = useState<{ readonly hash: string; readonly numbers: Numbers } | null>(null);
  useEffect(() => {
    void eightNumbers(hash).then((numbers) => setKnown({ hash, numbers }), () => undefined);
  }, [hash]);
  return known?.hash === hash ? known.numbers : null;
}

/** In the reader's language; nothing until its list and the numbers are there. The list is asked for at once. */
export function WordsOf(props: { readonly numbers: Numbers | null; readonly language: string }): ReactElement | null {
  const { language } = props;
  const [list, setList] = useState<{ readonly language: string; readonly words: readonly string[] } | null>(null);
  useEffect(() => {
    void wordListOf(language).then((words) => setList(words === null ? null : { language, words }));
  }, [language]);
  const { numbers } = props;
  if (numbers === null || list?.language !== language) return null;
  return (
    <ol className="words">
      {eightWords(numbers, list.words).map((word, index) => (
        <li key={index}>{word}</li>
      ))}
    </ol>
  );
}

/** Where a line is short it breaks after the fourth group, and nowhere else before. */
export const DigitsOf = ({ numbers }: { readonly numbers: Numbers }): ReactElement => (
  <bdi className="digits" dir="ltr">
    <span>{eightDigitGroups(numbers.slice(0, 4))}</span> <span>{eightDigitGroups(numbers.slice(4))}</span>
  </bdi>
);

/** Words and digits with what the page says beside them. */
export function EightWords(props: { readonly hash: string; readonly language: string; readonly busy: string; readonly digits: string }): ReactElement {
  const numbers = useEightNumbers(props.hash);
  return (
    <>
      <WordsOf numbers={numbers} language={props.language} />
      <p className="hint">
        {numbers === null ? props.busy : props.digits}
        <br />
        {numbers !== null && <DigitsOf numbers={numbers} />}
      </p>
    </>
  );
}
