// Why an attempt did not succeed, in the person's language, announced when it appears. It never claims to know more
// than the page knows: a reply that was lost may have been a success.
import type { ReactElement } from 'react';
import type { Trouble } from './journey.ts';
import { useSpeech } from './speech.ts';

/** `drawn`: a draw may have spent the code, so that only this page can still use it. */
export function TroubleNotice(props: { readonly trouble: Trouble; readonly lost: string; readonly offline: string; readonly drawn?: boolean }): ReactElement {
  const { say, refusal } = useSpeech();
  const { trouble } = props;
  const text = ((): string => {
    switch (trouble.kind) {
      case 'offline':
        return props.offline;
      case 'lost':
        return props.lost;
      case 'refused':
        return refusal(trouble.refusal);
      case 'unsaved':
        return say(props.drawn === true ? 'own.refusedDrawn' : 'own.refused');
      case 'occupied':
        return props.drawn === true ? say('own.occupiedDrawn') : say('own.occupied', { options: say('options.title') });
      case 'held':
        return say('own.held');
      case 'broken':
        return say('stopped.broken');
    }
  })();
  return (
    <div className={`notice ${trouble.kind === 'refused' || trouble.kind === 'broken' ? 'danger' : 'warn'}`} role="alert">
      <p>{text}</p>
    </div>
  );
}
