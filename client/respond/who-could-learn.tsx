// What each party could learn and what remains possible, in plain words, folded so that it doesn't stand between the
// person and the decision. It promises no more than docs/anonymity.md shows.
import type { ReactElement } from 'react';
import type { OpenedRound } from './open-round.ts';
import { useSpeech } from './speech.ts';
import { TrustLink } from './trust-link.tsx';

export function WhoCouldLearn({ round }: { readonly round: OpenedRound }): ReactElement {
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
      <TrustLink named={{ round: round.manifest.round, hash: round.place.manifest }} words="trust.more" />
    </details>
  );
}
