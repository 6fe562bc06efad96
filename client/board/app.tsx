// The public board: the bar with the language switch, and below it the round that was asked for. Nothing is stored, and
// the address keeps nothing but the round, so that a board can be passed on as a link.
import { useCallback, useEffect, useMemo, useState } from 'react';
import type { ReactElement } from 'react';
import { PageBar } from '../ui/page-bar.tsx';
import { usePageLanguage } from '../ui/use-page-language.ts';
import { hasWebCrypto } from '../credential/webcrypto.ts';
import { EnterRound } from './enter-round.tsx';
import type { Entry } from './entry.ts';
import { readFragment } from './entry.ts';
import { loadRound } from './load-round.ts';
import type { Loading } from './load-round.ts';
import { RoundView } from './round-view.tsx';
import { SpeechProvider, languageChoices, offeredLanguage, speechIn, useSpeech } from './speech.ts';

/** The round in the address, followed when the person edits it or goes back. */
function useEntry(): readonly [Entry | null, (round: string | null) => void] {
  const [entry, setEntry] = useState(() => readFragment(window.location.hash));
  useEffect(() => {
    const follow = (): void => setEntry(readFragment(window.location.hash));
    window.addEventListener('hashchange', follow);
    return () => window.removeEventListener('hashchange', follow);
  }, []);
  const go = useCallback((round: string | null): void => {
    window.location.hash = round === null ? '' : `r=${round}`;
  }, []);
  return [entry, go];
}

function Round(props: { readonly entry: Entry; readonly leave: () => void }): ReactElement {
  const { say, refusal } = useSpeech();
  const { round, manifest } = props.entry;
  const [attempt, setAttempt] = useState(0);
  const [loading, setLoading] = useState<Loading>({ kind: 'loading' });
  useEffect(() => {
    let wanted = true;
    setLoading({ kind: 'loading' });
    void loadRound(round).then((next) => (wanted ? setLoading(next) : undefined));
    return () => {
      wanted = false;
    };
  }, [round, attempt]);
  if (loading.kind === 'loaded') return <RoundView loaded={loading.loaded} named={manifest} leave={props.leave} />;
  if (loading.kind === 'loading') {
    return (
      <p role="status" className="card narrow">
        {say('page.loading')}
      </p>
    );
  }
  return (
    <section className="card narrow" role="alert">
      <p>{loading.kind === 'lost' ? say('page.offline') : refusal(loading.refusal)}</p>
      <div className="choices">
        <button className="button" type="button" onClick={() => setAttempt(attempt + 1)}>
          {say('page.retry')}
        </button>
        <button className="button quiet" type="button" onClick={props.leave}>
          {say('round.other')}
        </button>
      </div>
    </section>
  );
}

export function App(): ReactElement {
  const [language, setLanguage] = useState(() => offeredLanguage(navigator.languages));
  const [entry, go] = useEntry();
  const speech = useMemo(() => speechIn(language), [language]);
  const { say } = speech;
  usePageLanguage(language, speech.direction, say('page.title'));
  const screen = entry === null ? <EnterRound show={go} /> : <Round key={entry.round} entry={entry} leave={() => go(null)} />;
  return (
    <SpeechProvider value={speech}>
      <div className="page">
        <PageBar title={say('page.title')} label={say('language.label')} languages={languageChoices} chosen={language} choose={setLanguage} />
        <main>{hasWebCrypto() ? screen : <p className="card narrow notice warn">{say('page.browser')}</p>}</main>
      </div>
    </SpeechProvider>
  );
}
