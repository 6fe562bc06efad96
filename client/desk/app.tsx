// The desk's frame: the bar with language, account and log-out, and below it the page that the address names.
import { useMemo, useState } from 'react';
import type { ReactElement } from 'react';
import { PageBar } from '../ui/page-bar.tsx';
import { usePageLanguage } from '../ui/use-page-language.ts';
import { Failed } from './failed.tsx';
import { LogIn } from './log-in.tsx';
import type { ScoreScale } from './numbers.ts';
import { Rounds } from './rounds.tsx';
import { linkTo } from './route.ts';
import { Scorecard } from './scorecard.tsx';
import { DeskSpeechProvider, deskLanguages, deskSpeech, offeredLanguage, useSpeech } from './speech.ts';
import { useDesk } from './use-desk.ts';

type Desk = ReturnType<typeof useDesk>;

function Bar(props: { readonly desk: Desk; readonly choose: (language: string) => void }): ReactElement {
  const { say, language } = useSpeech();
  const { access, leave } = props.desk;
  return (
    <PageBar
      title={
        <a className="bar-title" href={linkTo({ page: 'rounds' })}>
          {say('page.title')}
        </a>
      }
      label={say('language.label')}
      languages={deskLanguages}
      chosen={language}
      choose={props.choose}
    >
      {access.kind === 'in' && (
        <>
          <span className="account">
            <bdi>{access.session.name}</bdi> ({say(`role.${access.session.role}`)})
          </span>
          <button type="button" className="bar-button" onClick={leave}>
            {say('logout.button')}
          </button>
        </>
      )}
    </PageBar>
  );
}

function Content(props: { readonly desk: Desk; readonly chooseScale: (scale: ScoreScale) => void }): ReactElement {
  const { say } = useSpeech();
  const { access, loaded, enter, route, again } = props.desk;
  if (access.kind === 'unknown') return <p role="status">{say('page.loading')}</p>;
  if (access.kind === 'out') {
    return <LogIn notice={access.because === 'expired' ? say('login.expired') : access.because === 'left' ? say('logout.done') : null} done={enter} />;
  }
  return (
    <>
      {route.page === 'scorecard' && (
        <p className="unprinted">
          <a href={linkTo({ page: 'rounds' })}>{say('rounds.back')}</a>
        </p>
      )}
      {loaded.kind === 'loading' && <p role="status">{say('page.loading')}</p>}
      {loaded.kind === 'failed' && <Failed refusal={loaded.refusal} again={again} />}
      {loaded.kind === 'rounds' && <Rounds rounds={loaded.rounds} />}
      {loaded.kind === 'release' && <Scorecard release={loaded.release} choose={props.chooseScale} />}
    </>
  );
}

export function App(): ReactElement {
  const [language, setLanguage] = useState(() => offeredLanguage(navigator.languages));
  const [scale, setScale] = useState<ScoreScale>('hundred');
  const speech = useMemo(() => deskSpeech(language, scale), [language, scale]);
  usePageLanguage(language, speech.direction, speech.say('page.title'));
  const desk = useDesk();
  return (
    <DeskSpeechProvider value={speech}>
      <a className="skip" href="#content" onClick={(event) => (event.preventDefault(), document.getElementById('content')?.focus())}>
        {speech.say('page.skip')}
      </a>
      <Bar desk={desk} choose={setLanguage} />
      <main id="content" tabIndex={-1}>
        <Content desk={desk} chooseScale={setScale} />
      </main>
    </DeskSpeechProvider>
  );
}
