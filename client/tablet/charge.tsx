// The screen of the person in charge: hand over the next questionnaire, see what waits, fetch missing permissions,
// close the site. It shows counts and never an answer.
import { useEffect, useState } from 'react';
import type { ReactElement } from 'react';
import { Confirm } from '../ui/confirm.tsx';
import { ScreenHeading } from '../ui/screen-heading.tsx';
import type { Site } from './device.ts';
import type { PoolCounts } from './pool.ts';
import { QueuePanel } from './queue-panel.tsx';
import type { QueueActions } from './queue-panel.tsx';
import type { Queue } from './queue.ts';
import { useTabletSpeech } from './speech.ts';

export type ChargeState = { readonly place: string; readonly site: Site; readonly pool: PoolCounts; readonly busy: 'fetching' | 'other' | null; readonly trouble: string | null };
export type ChargeActions = QueueActions & { readonly hand: (mode: 'tablet' | 'assisted') => void; readonly fetch: () => void; readonly end: () => void; readonly lock: () => void };

/** Whether the page itself opens without a line, and whether the browser promised to keep the data. */
function useReadiness(): { readonly offline: boolean; readonly kept: boolean } {
  const [ready, setReady] = useState({ offline: false, kept: true });
  useEffect(() => {
    const kept = navigator.storage?.persisted?.() ?? Promise.resolve(false);
    void kept.then((promised) => setReady((before) => ({ ...before, kept: promised })), () => undefined);
    void navigator.serviceWorker?.ready.then(() => setReady((before) => ({ ...before, offline: true })), () => undefined);
  }, []);
  return ready;
}

/** The device's day; its clock may be wrong, so that this warns and forbids nothing. */
const dayHere = (): string => new Date().toISOString().slice(0, 10);

function HandOver({ state, actions }: { readonly state: ChargeState; readonly actions: ChargeActions }): ReactElement {
  const { say, person } = useTabletSpeech();
  const { pool, site, busy } = state;
  const { modes, sendingEnds } = site.manifest;
  const ready = useReadiness();
  const may = busy === null && pool.ready > 0;
  return (
    <section aria-labelledby="next-title">
      <h2 id="next-title">{say('desk.next')}</h2>
      {dayHere() > sendingEnds && <p className="field-problem">{say('desk.over', { day: person.day(sendingEnds) })}</p>}
      <p data-ready={pool.ready}>{say('desk.ready', { count: pool.ready })}</p>
      {pool.ready === 0 && busy === null && <p className="field-problem">{say('trouble.empty')}</p>}
      <div className="choices">
        {modes.includes('tablet') && (
          <button type="button" className="button" data-hand="tablet" aria-disabled={!may} onClick={() => (may ? actions.hand('tablet') : undefined)}>
            {say('desk.open')}
          </button>
        )}
        {modes.includes('assisted') && (
          <button type="button" className="button quiet" data-hand="assisted" aria-disabled={!may} onClick={() => (may ? actions.hand('assisted') : undefined)}>
            {say('desk.assisted')}
          </button>
        )}
      </div>
      {modes.includes('assisted') && <p className="hint">{say('desk.assistedHint')}</p>}
      <p className="hint">
        {say('desk.drawn', { count: pool.drawn, total: pool.total })} {say('desk.until', { day: person.day(sendingEnds) })}
      </p>
      <p className="hint" data-offline={ready.offline}>
        {say(ready.offline ? 'desk.offline' : 'desk.notOffline')} {ready.kept ? '' : say('desk.persist')}
      </p>
      {pool.drawn < pool.total && (
        <button type="button" className="button quiet" aria-disabled={busy !== null} onClick={() => (busy === null ? actions.fetch() : undefined)}>
          {say('desk.fetch')}
        </button>
      )}
      <p role="status" className="busy">
        {busy === 'fetching' ? say('desk.fetching') : ''}
      </p>
    </section>
  );
}

function EndOfSite({ state, end }: { readonly state: ChargeState; readonly end: () => void }): ReactElement {
  const { say } = useTabletSpeech();
  const { ended } = state.site.device;
  return (
    <section aria-labelledby="end-title" className="decision">
      <h2 id="end-title">{say('end.title')}</h2>
      {ended === null ? <p>{say('end.lead')}</p> : <p data-destroyed={ended.destroyed}>{say('end.done', { count: ended.destroyed })}</p>}
      {ended?.reported === false && <p className="field-problem">{say('end.unreported')}</p>}
      {ended === null && <Confirm ask={say('end.title')} sure={say('end.sure')} no={say('end.cancel')} yes={say('end.confirm')} confirm={end} look="button quiet" mark="end" />}
    </section>
  );
}

export function Charge({ state, queue, actions }: { readonly state: ChargeState; readonly queue: Queue; readonly actions: ChargeActions }): ReactElement {
  const { say } = useTabletSpeech();
  return (
    <article className="card tablet-charge">
      <p className="kicker">{say('desk.kicker')}</p>
      <ScreenHeading>{state.place}</ScreenHeading>
      {state.trouble !== null && (
        <div className="notice warn" role="alert">
          <p>{state.trouble}</p>
        </div>
      )}
      {state.site.device.ended === null && <HandOver state={state} actions={actions} />}
      <QueuePanel queue={queue} actions={actions} />
      <EndOfSite state={state} end={actions.end} />
      <div className="choices">
        <button type="button" className="button quiet" data-lock onClick={actions.lock}>
          {say('desk.lock')}
        </button>
      </div>
    </article>
  );
}
