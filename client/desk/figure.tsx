// One figure as it stands in a table or a card: the value, its interval, its n, or the word and the reason why not.
import type { ReactElement } from 'react';
import type { Estimate } from '../../shared/results/estimate.ts';
import { figureWords } from './figure-words.ts';
import type { FigureUnit } from './numbers.ts';
import { useSpeech } from './speech.ts';

export function Figure(props: { readonly figure: Estimate; readonly unit: FigureUnit; readonly n?: boolean; readonly large?: boolean }): ReactElement {
  const { say, numbers } = useSpeech();
  const words = figureWords(props.figure, props.unit, numbers, say);
  return (
    <span className={`figure${props.large === true ? ' large' : ''}`}>
      <span className={words.known ? 'value' : 'value unknown'}>{words.value}</span>
      {words.interval !== null && (
        <span className="interval">
          <span className="unseen">{say('figure.intervalNamed')} </span>
          <bdi>{words.interval}</bdi>
        </span>
      )}
      {words.reason !== null && <span className="reason">{words.reason}</span>}
      {props.n === true && words.n !== null && <span className="n">{say('figure.n', { n: numbers.count(words.n) })}</span>}
    </span>
  );
}
