// Why an attempt did not succeed, in the person's language, announced when it appears. It never claims to know more
// than the page knows: a reply that was lost may have been a success.
import type { ReactElement } from 'react';
import type { Trouble } from './journey.ts';
import { useSpeech } from './speech.ts';

export function TroubleNotice(props: { readonly trouble: Trouble; readonly lost: string; readonly offline: string }): ReactElement {
  const { say, refusal } = useSpeech();
  const { trouble } = props;
  const text =
    trouble.kind === 'offline' ? props.offline : trouble.kind === 'lost' ? props.lost : trouble.kind === 'refused' ? refusal(trouble.refusal) : say(trouble.kind === 'unsaved' ? 'own.refused' : 'stopped.broken');
  return (
    <div className={`notice ${trouble.kind === 'refused' || trouble.kind === 'broken' ? 'danger' : 'warn'}`} role="alert">
      <p>{text}</p>
    </div>
  );
}
