// A round on the board: what it is, its eight words, then either the board with its checks or, before close, the
// figure of the day; the notices; and what an auditor needs.
import type { ReactElement } from 'react';
import { ScreenHeading } from '../ui/screen-heading.tsx';
import { DigitsOf, useEightNumbers } from '../ui/eight-words.tsx';
import { addressOf } from '../api/places.ts';
import { boardPaths } from '../../shared/api/board.ts';
import type { Notice } from '../../shared/credential/notices.ts';
import { Counts, ParticipationFigure } from './counts.tsx';
import { EightWordsPanel } from './eight-words-panel.tsx';
import { FullCheck } from './full-check.tsx';
import type { LoadedRound } from './load-round.ts';
import { ReceiptCheck } from './receipt-check.tsx';
import { useSpeech } from './speech.ts';

function Facts(props: { readonly loaded: LoadedRound }): ReactElement {
  const { say, day, text } = useSpeech();
  const { manifest, state, published } = props.loaded;
  const facts: readonly (readonly [string, string])[] = [
    [say('round.administration'), text(manifest.administrationName, manifest.administration)],
    [say('round.state'), say(`state.${state}`)],
    [say('round.days'), say('round.until', { drawing: day(manifest.drawingEnds), sending: day(manifest.sendingEnds) })],
    ...(manifest.mixedWays === undefined ? [] : [[say('round.mixed'), say(`mixed.${manifest.mixedWays}`)] as const]),
    ...(published === null ? [] : [[say('round.published'), day(published.board.day)] as const]),
  ];
  return (
    <dl className="facts">
      {facts.map(([name, value]) => (
        <div key={name} className="fact">
          <dt>{name}</dt>
          <dd>{value}</dd>
        </div>
      ))}
    </dl>
  );
}

function Notices(props: { readonly notices: readonly Notice[] }): ReactElement {
  const { say, day, language } = useSpeech();
  return (
    <section className="card" aria-labelledby="notices-title">
      <h2 id="notices-title">{say('notices.title')}</h2>
      <p className="hint">{say(props.notices.length === 0 ? 'notices.none' : 'notices.lead')}</p>
      {props.notices.length > 0 && (
        <ol className="notices">
          {props.notices.map((notice) => {
            const spoken = language in notice.texts ? language : (Object.keys(notice.texts)[0] ?? language);
            return (
              <li key={notice.number}>
                <time dateTime={notice.day}>{day(notice.day)}</time> <span lang={spoken}>{notice.texts[spoken] ?? notice.kind}</span>
              </li>
            );
          })}
        </ol>
      )}
    </section>
  );
}

function Hash(props: { readonly name: string; readonly value: string }): ReactElement {
  return (
    <div className="fact">
      <dt>{props.name}</dt>
      <dd>
        <bdi dir="ltr" className="digits hash">
          {props.value}
        </bdi>
      </dd>
    </div>
  );
}

/** In digits as well, which two people can compare by telephone; the desk shows the same. */
function Fingerprint({ value }: { readonly value: string }): ReactElement {
  const { say } = useSpeech();
  const numbers = useEightNumbers(value);
  return (
    <div className="fact">
      <dt>{say('audit.fingerprint')}</dt>
      <dd>
        {numbers !== null && (
          <p className="fingerprint">
            <DigitsOf numbers={numbers} />
          </p>
        )}
        <bdi dir="ltr" className="digits hash">
          {value}
        </bdi>
      </dd>
    </div>
  );
}

function Audit(props: { readonly loaded: LoadedRound }): ReactElement {
  const { say } = useSpeech();
  const { published, manifestHash, round } = props.loaded;
  return (
    <section className="card" aria-labelledby="audit-title">
      <h2 id="audit-title">{say('audit.title')}</h2>
      {published !== null && (
        <>
          <p>{say('audit.lead')}</p>
          <pre className="command" dir="ltr">{`spid verify ${new URL(addressOf(`/board/${round}/`), window.location.href).href}`}</pre>
          <p>{say('audit.compare')}</p>
        </>
      )}
      <dl className="facts">
        {published !== null && <Fingerprint value={published.fingerprint} />}
        {published !== null && <Hash name={say('audit.root')} value={published.board.root} />}
        <Hash name={say('audit.manifest')} value={manifestHash} />
      </dl>
      {published !== null && (
        <p className="unprinted">
          <a href={addressOf(boardPaths.board(round))} download={`board-${round}.json`}>
            {say('audit.file')}
          </a>
        </p>
      )}
    </section>
  );
}

/** The focus goes along, so that the next Tab and a screen reader continue there. */
function goTo(id: string): void {
  const place = document.getElementById(id);
  place?.scrollIntoView();
  place?.focus({ preventScroll: true });
}

export function RoundView(props: { readonly loaded: LoadedRound; readonly named: string | null; readonly leave: () => void }): ReactElement {
  const { say } = useSpeech();
  const { loaded, named } = props;
  return (
    <>
      <section className="card">
        <ScreenHeading>{say('round.title', { round: loaded.round })}</ScreenHeading>
        <p>{say('page.lead')}</p>
        {loaded.published !== null && (
          <p className="unprinted">
            <button className="button" type="button" onClick={() => goTo('receipt-title')}>
              {say('receipt.title')}
            </button>
          </p>
        )}
        <Facts loaded={loaded} />
        <button className="button quiet unprinted" type="button" onClick={props.leave}>
          {say('round.other')}
        </button>
      </section>
      <EightWordsPanel manifestHash={loaded.manifestHash} named={named} />
      {loaded.published === null ? <p className="card notice">{say('participation.later')}</p> : <ReceiptCheck published={loaded.published} />}
      {loaded.participation !== null && <ParticipationFigure figure={loaded.participation} />}
      {loaded.published !== null && <Counts board={loaded.published.board} />}
      {loaded.published !== null && <FullCheck published={loaded.published} named={named} />}
      <Notices notices={loaded.notices} />
      <Audit loaded={loaded} />
    </>
  );
}
