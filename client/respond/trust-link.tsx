// The way to the trust page, in a tab of its own: leaving this one would lose what it holds. No screen between Start
// and Send has it, since nothing is asked of the server there. What it names is the same for everybody of the round.
import type { ReactElement } from 'react';
import { useSpeech } from './speech.ts';

export function TrustLink(props: { readonly named: { readonly round: string; readonly hash: string } | null; readonly words: 'trust.more' | 'trust.title' }): ReactElement {
  const { say } = useSpeech();
  const { named } = props;
  return (
    <p className="unprinted">
      <a className="aside-link" href={named === null ? '/trust/' : `/trust/#r=${named.round}&m=${named.hash}`} target="_blank" rel="noreferrer noopener">
        {say(props.words)}
      </a>
    </p>
  );
}
