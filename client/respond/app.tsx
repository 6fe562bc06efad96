// The respondent page: the bar with the language switch, and below it the screen that the journey stands at.
import { useMemo, useState } from 'react';
import type { ReactElement } from 'react';
import { PageBar } from '../ui/page-bar.tsx';
import { usePageLanguage } from '../ui/use-page-language.ts';
import { Declined, Stopped } from './ending.tsx';
import { EnterCode } from './enter-code.tsx';
import { FaultGuard } from './fault-guard.tsx';
import { HaveTicket } from './have-ticket.tsx';
import { Opening } from './opening.tsx';
import { Questionnaire } from './questionnaire.tsx';
import { Receipt } from './receipt.tsx';
import { Review } from './review.tsx';
import { TicketPage } from './ticket-page.tsx';
import { holdsDraw } from './journey.ts';
import type { Journey, Opening as AtOpening } from './journey.ts';
import type { NamedLanguage } from '../words/catalogue.ts';
import { SpeechProvider, languagesFor, offeredLanguage, speechIn, useSpeech } from './speech.ts';
import { useJourney } from './use-journey.ts';
import { useSound } from './use-sound.ts';
import type { SoundUse } from './use-sound.ts';
import { useLeaveGuard } from './use-leave-guard.ts';

/** The round's languages, also where the round itself is gone; null where there is no round yet. */
const offeredBy = (journey: Journey): readonly NamedLanguage[] | null => ('round' in journey ? journey.round.form.languages : 'languages' in journey ? journey.languages : null);

type Way = ReturnType<typeof useJourney>;

function Reviewing({ way, journey }: { readonly way: Way; readonly journey: Extract<Journey, { screen: 'reviewing' }> }): ReactElement {
  const change = (at: string | null): void => way.report({ type: 'changed', at });
  useLeaveGuard(true, () => change(null));
  return <Review journey={journey} change={change} send={way.send} forgotten={way.keeping.forgotten} />;
}

function Beginning({ way, journey, heard }: { readonly way: Way; readonly journey: AtOpening; readonly heard: SoundUse }): ReactElement {
  useLeaveGuard(holdsDraw(journey), () => undefined);
  return <Opening round={journey.round} hearing={heard.hearing} attempt={journey.start} drawn={journey.draw !== null} work={journey.work} start={way.start} keeping={way.keeping} decline={() => way.report({ type: 'declined' })} />;
}

function Screen({ way, heard }: { readonly way: Way; readonly heard: SoundUse }): ReactElement {
  const { say } = useSpeech();
  const { journey, report } = way;
  switch (journey.screen) {
    case 'entering':
      return (
        <>
          <EnterCode problem={journey.problem} report={report} />
          <HaveTicket report={report} keeping={way.keeping} />
        </>
      );
    case 'loading':
      return (
        <p role="status" className="card narrow">
          {say('page.loading')}
        </p>
      );
    case 'opening':
      return <Beginning way={way} journey={journey} heard={heard} />;
    case 'ticket':
      return <TicketPage journey={journey} keeping={way.keeping} report={report} />;
    case 'declined':
      return <Declined journey={journey} forgotten={way.keeping.forgotten} />;
    case 'stopped':
      return <Stopped journey={journey} report={report} />;
    case 'answering':
      return <Questionnaire journey={journey} report={report} kept={way.keeping.kept} sound={heard.sound} hearing={heard.hearing} />;
    case 'reviewing':
      return <Reviewing way={way} journey={journey} />;
    case 'sent':
      return <Receipt journey={journey} forgotten={way.keeping.forgotten} />;
  }
}

export function App(): ReactElement {
  const [wanted, setWanted] = useState<readonly string[]>(navigator.languages);
  const way = useJourney(wanted);
  const offered = offeredBy(way.journey);
  const choices = useMemo(() => languagesFor(offered), [offered]);
  const spoken = offeredLanguage(offered, wanted);
  const heard = useSound(way.journey, spoken);
  const speech = useMemo(() => speechIn(spoken), [spoken]);
  usePageLanguage(spoken, speech.direction, speech.say('page.title'));
  const choose = (next: string): void => setWanted([next, ...wanted]);
  return (
    <SpeechProvider value={speech}>
      <div className="page">
        <PageBar title={speech.say('page.title')} label={speech.say('language.label')} languages={choices} chosen={spoken} choose={choose} />
        <main>
          <FaultGuard>
            <Screen way={way} heard={heard} />
          </FaultGuard>
        </main>
      </div>
    </SpeechProvider>
  );
}
