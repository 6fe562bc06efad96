// The page before Start: who asks, under which conditions, what is kept, what pressing Start costs. Nothing is spent
// and nothing is sent until the person decides; declining takes one press and is as large as taking part.
import type { ReactElement, ReactNode } from 'react';
import { ScreenHeading } from '../ui/screen-heading.tsx';
import { Changes } from './changes.tsx';
import { daysOf } from './days-of.ts';
import { EightWordsCheck } from './eight-words-check.tsx';
import { HearingNote } from './hearing.tsx';
import type { Attempt, Work } from './journey.ts';
import type { OpenedRound } from './open-round.ts';
import { useSpeech } from './speech.ts';
import { StartDecision } from './start-decision.tsx';
import type { StartOptions } from './use-journey.ts';
import type { Keeping } from './use-keeping.ts';
import type { Hearing } from './use-sound.ts';
import { WhoCouldLearn } from './who-could-learn.tsx';

function Fact(props: { readonly title: string; readonly children: ReactNode }): ReactElement {
  return (
    <div className="fact">
      <dt>{props.title}</dt>
      <dd>{props.children}</dd>
    </div>
  );
}

function Facts({ round }: { readonly round: OpenedRound }): ReactElement {
  const { say, day, formText } = useSpeech();
  const { manifest, form } = round;
  const days = daysOf(round);
  const text = (key: string): string => formText(form, key, { minutes: manifest.minutes, retentionDay: day(manifest.retentionDay) });
  return (
    <dl className="facts">
      <Fact title={say('opening.who')}>{text('consent.who')}</Fact>
      <Fact title={say('opening.server')}>{text('consent.operator')}</Fact>
      <Fact title={say('opening.why')}>{text('consent.why')}</Fact>
      <Fact title={say('opening.time')}>
        {text('consent.time')} {say('opening.deadline', { drawing: day(days.drawing), sending: day(days.sending) })}
      </Fact>
      <Fact title={say('opening.free')}>
        <p>{text('consent.voluntary')}</p>
        <p>{text('consent.final')}</p>
      </Fact>
      <Fact title={say('opening.kept')}>
        <p>{text('consent.kept')}</p>
        {manifest.keepsLanguage && <p>{say('opening.language')}</p>}
        <p>{say('opening.threshold', { threshold: manifest.disclosure.threshold })}</p>
      </Fact>
      <Fact title={say('opening.report')}>{text('consent.reporting')}</Fact>
    </dl>
  );
}

export function Opening(props: { readonly round: OpenedRound; readonly hearing?: Hearing; readonly attempt: Attempt; readonly drawn?: boolean; readonly work?: Work | undefined; readonly start: (options: StartOptions) => void; readonly keeping?: Keeping; readonly decline: () => void }): ReactElement {
  const { say, formText } = useSpeech();
  const { round } = props;
  const notice = formText(round.form, 'notice');
  return (
    <article className="card">
      <p className="kicker">{say('opening.kicker')}</p>
      <ScreenHeading>{formText(round.form, 'title')}</ScreenHeading>
      {notice !== '' && (
        <div className="notice warn">
          <p>{notice}</p>
        </div>
      )}
      <Changes notices={round.notices ?? []} />
      <Facts round={round} />
      <EightWordsCheck manifestHash={round.place.manifest} />
      <WhoCouldLearn round={round} />
      <HearingNote hearing={props.hearing ?? 'none'} />
      <StartDecision {...props} />
    </article>
  );
}
