// Says on the opening page that the questions can be heard, once they can, and that earphones are wise; and below the
// questions, where another language was chosen after Start, that its recordings have not come yet or will not. Below, since
// what goes away above an answer moves it from under a finger.
import type { ReactElement } from 'react';
import { useSpeech } from './speech.ts';
import type { Hearing } from './use-sound.ts';

/** `started`: what could be heard is offered beside each question, and to open the page again would cost the code. */
export function HearingNote({ hearing, started = false }: { readonly hearing: Hearing; readonly started?: boolean }): ReactElement | null {
  const { say } = useSpeech();
  if (hearing === 'none') return null;
  const words = started ? ({ loading: 'hear.loading', ready: null, failed: 'hear.without' } as const)[hearing] : (`hear.${hearing}` as const);
  return (
    <p role="status" className={words === null ? 'unseen' : 'hint'} data-hearing={hearing}>
      {words !== null && say(words)}
    </p>
  );
}
