// The questions: SurveyJS's view inside the page's own frame of progress and buttons. Answers go up into the journey
// when the person goes to the review; until then the session holds them, in memory as well.
import { useEffect, useMemo, useState } from 'react';
import type { ReactElement } from 'react';
import type { Sound } from '../sound/sound.ts';
import { SurveyView, useSurveyState } from '../surveyjs/survey-view.tsx';
import { createSurveySession } from '../surveyjs/survey-session.ts';
import type { SurveySession } from '../surveyjs/survey-session.ts';
import { surveyLanguagesOf } from '../surveyjs/word-files.ts';
import { ScreenHeading } from '../ui/screen-heading.tsx';
import { HearingNote } from './hearing.tsx';
import type { Journey, Step } from './journey.ts';
import { useSpeech } from './speech.ts';
import { useLeaveGuard } from './use-leave-guard.ts';
import { useNarrow } from './use-narrow.ts';
import type { Hearing } from './use-sound.ts';

type Answering = Extract<Journey, { screen: 'answering' }>;

function Steps(props: { readonly session: SurveySession; readonly returning: boolean; readonly report: (step: Step) => void }): ReactElement {
  const { say } = useSpeech();
  const { session, report } = props;
  const { answers } = useSurveyState(session);
  const { isFirst, isLast } = useSurveyState(session).position;
  const review = (): void => {
    if (session.mayLeave()) report({ type: 'reviewed', answers });
  };
  const forward = (): void => {
    if (isLast) review();
    else session.next();
  };
  return (
    <div className="choices steps">
      <button className="button" type="button" onClick={forward}>
        {isLast ? say('questions.review') : say('questions.next')}
      </button>
      {props.returning && !isLast && (
        <button className="button quiet" type="button" onClick={review}>
          {say('questions.review')}
        </button>
      )}
      {!isFirst && (
        <button className="button quiet" type="button" onClick={session.back}>
          {say('questions.previous')}
        </button>
      )}
    </div>
  );
}

function Progress({ session }: { readonly session: SurveySession }): ReactElement {
  const { say } = useSpeech();
  const { position, layout } = useSurveyState(session);
  const number = position.index + 1;
  const text = say(layout === 'questions' ? 'questions.progress' : 'questions.page', { number, total: position.count });
  return (
    <>
      <ScreenHeading mark={`${layout}${String(number)}`}>{text}</ScreenHeading>
      <progress value={number} max={position.count} aria-label={text} />
    </>
  );
}

/** In own-device mode every answer goes up at once with the place, so that both can be saved; otherwise only the review asks for them. */
function useSaving(session: SurveySession, kept: boolean, report: (step: Step) => void): void {
  const { answers, position } = useSurveyState(session);
  const at = position.elements[0] ?? null;
  useEffect(() => {
    if (kept) report({ type: 'answered', answers, at });
  }, [kept, answers, at, report]);
}

/** Keeps the buttons in step with the recordings; on leaving there is silence. */
function useHearing(session: SurveySession, sound: Sound | undefined): void {
  useEffect(() => {
    if (sound === undefined) return undefined;
    const leave = sound.subscribe(session.refresh);
    session.refresh();
    return () => {
      leave();
      sound.stop();
    };
  }, [session, sound]);
}

export function Questionnaire(props: { readonly journey: Answering; readonly report: (step: Step) => void; readonly kept?: boolean; readonly sound?: Sound; readonly hearing?: Hearing }): ReactElement {
  const { say, language } = useSpeech();
  const { form } = props.journey.round;
  const layout = useNarrow() ? 'questions' : 'pages';
  const languages = useMemo(() => surveyLanguagesOf(form), [form]);
  const [session] = useState(() => {
    const { answers, at } = props.journey;
    const heard = props.sound === undefined ? {} : { sound: props.sound };
    return createSurveySession({ form, languages, language, layout, answers, ...heard, ...(at === null ? {} : { startAt: at }) });
  });
  useEffect(() => session.setLanguage(language), [session, language]);
  useEffect(() => session.setLayout(layout), [session, layout]);
  useHearing(session, props.sound);
  useSaving(session, props.kept === true, props.report);
  useLeaveGuard(true, session.back);
  return (
    <div className="questions">
      <Progress session={session} />
      <SurveyView session={session} languages={languages} />
      <Steps session={session} returning={props.journey.returning} report={props.report} />
      <p className="hint">
        {say('questions.leave')} {say(props.kept === true ? 'own.kept' : 'questions.stay')}
      </p>
      <HearingNote hearing={props.hearing ?? 'none'} started />
    </div>
  );
}
