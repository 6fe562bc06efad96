// The trust page: for each party what it could learn and what it couldn't, what the way of answering changes, what
// remains, and what the person can do. It promises no more than docs/anonymity.md shows.
import { useEffect, useMemo, useState } from 'react';
import type { ReactElement } from 'react';
import { PageBar } from '../ui/page-bar.tsx';
import { usePageLanguage } from '../ui/use-page-language.ts';
import { FactsPanel } from './facts-panel.tsx';
import { loadFacts } from './load-facts.ts';
import type { Facts, Loading } from './load-facts.ts';
import { SpeechProvider, languageChoices, offeredLanguage, speechIn, useSpeech } from './speech.ts';

const PARTIES = ['operator', 'coordinator', 'analyst', 'colleague', 'facilitator', 'network'] as const;
const REMAINS = ['sheets', 'receipt', 'codes', 'live', 'history', 'ticket', 'device'] as const;
const ADVICE = ['phone', 'private', 'words', 'onion', 'alone', 'rare', 'receipt'] as const;

function Parties(): ReactElement {
  const { say } = useSpeech();
  return (
    <section aria-labelledby="parties">
      <h2 id="parties">{say('parties.title')}</h2>
      {PARTIES.map((party) => (
        <section className="party" key={party} aria-labelledby={`party-${party}`}>
          <h3 id={`party-${party}`}>{say(`${party}.title`)}</h3>
          <dl>
            <div className="could">
              <dt>{say('parties.could')}</dt>
              <dd>{say(`${party}.could`)}</dd>
            </div>
            <div className="could-not">
              <dt>{say('parties.couldNot')}</dt>
              <dd>{say(`${party}.couldNot`)}</dd>
            </div>
          </dl>
        </section>
      ))}
    </section>
  );
}

function Ways({ facts }: { readonly facts: Facts }): ReactElement {
  const { say } = useSpeech();
  return (
    <section aria-labelledby="ways">
      <h2 id="ways">{say('ways.title')}</h2>
      <dl className="ways">
        {facts.ways.map((way) => (
          <div key={way}>
            <dt>{say(`ways.${way}`)}</dt>
            <dd>{say(`ways.${way}.text`)}</dd>
          </div>
        ))}
      </dl>
    </section>
  );
}

function Lists(): ReactElement {
  const { say } = useSpeech();
  return (
    <>
      <section aria-labelledby="remains">
        <h2 id="remains">{say('remains.title')}</h2>
        <ul>
          {REMAINS.map((each) => (
            <li key={each}>{say(`remains.${each}`)}</li>
          ))}
        </ul>
      </section>
      <section aria-labelledby="advice">
        <h2 id="advice">{say('advice.title')}</h2>
        <ul>
          {ADVICE.map((each) => (
            <li key={each}>{say(`advice.${each}`)}</li>
          ))}
        </ul>
      </section>
    </>
  );
}

function Page({ loading }: { readonly loading: Loading }): ReactElement {
  const { say } = useSpeech();
  return (
    <main>
      <article className="card">
        <h1>{say('page.heading')}</h1>
        <p>{say('page.lead')}</p>
        {loading.kind === 'known' && <p className="hint unprinted">{say('page.tab')}</p>}
        <p className="unprinted">
          <button className="button quiet" type="button" onClick={() => window.print()}>
            {say('page.print')}
          </button>
        </p>
        {loading.kind === 'loading' ? <p role="status">{say('page.loading')}</p> : <FactsPanel loading={loading} />}
        <Parties />
        {loading.kind !== 'loading' && <Ways facts={loading.facts} />}
        <Lists />
      </article>
    </main>
  );
}

export function App(): ReactElement {
  const [language, setLanguage] = useState(() => offeredLanguage(navigator.languages));
  const [loading, setLoading] = useState<Loading>({ kind: 'loading' });
  useEffect(() => {
    let wanted = true;
    void loadFacts(window.location.hash).then((next) => (wanted ? setLoading(next) : undefined));
    return () => {
      wanted = false;
    };
  }, []);
  const speech = useMemo(() => speechIn(language), [language]);
  const { say } = speech;
  usePageLanguage(language, speech.direction, say('page.title'));
  return (
    <SpeechProvider value={speech}>
      <PageBar title={say('page.title')} label={say('language.label')} languages={languageChoices} chosen={language} choose={setLanguage} />
      <Page loading={loading} />
    </SpeechProvider>
  );
}
