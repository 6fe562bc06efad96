// I take part, or I don't. Above the buttons stands what Start costs; a failed Start can be repeated as long as the
// page is open, because the same blinded message is sent again.
import { useState } from 'react';
import type { ReactElement } from 'react';
import type { Attempt, Work } from './journey.ts';
import type { OpenedRound } from './open-round.ts';
import { useSpeech } from './speech.ts';
import type { Speech } from './speech.ts';
import { ForgottenNote } from './saved-here.tsx';
import { StartChoices } from './start-options.tsx';
import { TroubleNotice } from './trouble.tsx';
import type { StartOptions } from './use-journey.ts';
import type { Keeping } from './use-keeping.ts';

export type StartDecisionProps = {
  readonly round: OpenedRound;
  readonly attempt: Attempt;
  /** Whether there is a draw, which may have spent the code. */
  readonly drawn?: boolean;
  /** How far an open link's work is. */
  readonly work?: Work | undefined;
  readonly start: (options: StartOptions) => void;
  /** Left out on a shared device: then nothing can be saved or taken along. */
  readonly keeping?: Keeping;
  readonly decline: () => void;
};

/** What Start costs, by the way in which the person came. */
function costOf({ entry }: OpenedRound, options: StartOptions, takePart: string, { say }: Speech): string {
  if (entry.ticket !== undefined) return say('start.ticket');
  if (entry.frame === 'open-link') return say('start.open', { takePart });
  return say(options.keep ? 'start.kept' : 'start.spent', { takePart });
}

export function StartDecision(props: StartDecisionProps): ReactElement {
  const speech = useSpeech();
  const { say, formText } = speech;
  const [ticket, setTicket] = useState(false);
  const { round, work, keeping } = props;
  const options: StartOptions = { keep: keeping?.chosen ?? false, ticket };
  const { busy, trouble } = props.attempt;
  const takePart = formText(round.form, 'consent.take-part');
  const offersTicket = round.entry.ticket === undefined && !round.manifest.twoPhase;
  return (
    <section className="decision" aria-labelledby="decision-title">
      <h2 id="decision-title">{say('start.title')}</h2>
      <p>{costOf(round, options, takePart, speech)}</p>
      {keeping !== undefined && <StartChoices options={options} chooseTicket={setTicket} offersTicket={offersTicket} keeping={keeping} busy={busy} />}
      {trouble !== null && <TroubleNotice trouble={trouble} lost={say('start.failed')} offline={say('start.failed')} drawn={props.drawn ?? false} />}
      <ForgottenNote forgotten={keeping?.forgotten ?? 'none'} />
      <p role="status" className="busy">
        {busy ? say('start.busy') : ''}
      </p>
      {busy && work !== undefined && <progress value={work.solved} max={work.of} aria-label={say('start.busy')} />}
      <div className="choices">
        <button className="button" type="button" aria-disabled={busy} onClick={busy ? undefined : () => props.start(options)}>
          {trouble === null ? takePart : say('page.retry')}
        </button>
        <button className="button quiet" type="button" aria-disabled={busy} onClick={busy ? undefined : props.decline}>
          {formText(round.form, 'consent.decline')}
        </button>
      </div>
    </section>
  );
}
