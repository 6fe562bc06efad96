// What each party could learn and what remains possible, in plain words, folded so that it doesn't stand between the
// person and the decision. It promises no more than docs/anonymity.md shows.
import type { ReactElement } from 'react';
import { useSpeech } from './speech.ts';

export function WhoCouldLearn(): ReactElement {
  const { say } = useSpeech();
  return (
    <details className="more">
      <summary>{say('trust.title')}</summary>
      <ul>
        <li>{say('trust.operator')}</li>
        <li>{say('trust.administration')}</li>
        <li>{say('trust.codes')}</li>
        <li>{say('trust.network')}</li>
        <li>{say('trust.limits')}</li>
        <li>{say('trust.advice')}</li>
      </ul>
    </details>
  );
}
