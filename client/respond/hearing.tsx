// Says on the opening page that the questions can be heard, once they can; and that earphones are wise.
import type { ReactElement } from 'react';
import { useSpeech } from './speech.ts';
import type { Hearing } from './use-sound.ts';

export function HearingNote({ hearing }: { readonly hearing: Hearing }): ReactElement | null {
  const { say } = useSpeech();
  if (hearing === 'none') return null;
  return (
    <p role="status" className="hint" data-hearing={hearing}>
      {say(`hear.${hearing}`)}
    </p>
  );
}
