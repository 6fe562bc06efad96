// The finished sheets as the person in charge sees them: how many wait, arrived, were refused; each with its state and,
// where it was refused, a second try. A sheet is shown by the beginning of a random name that says nothing of whom.
import type { ReactElement } from 'react';
import { BATCH_AT_LEAST } from '../../shared/credential/send-sealed.ts';
import { dueBatch, idsIn } from './queue.ts';
import type { Queue, QueuedSheet } from './queue.ts';
import { useTabletSpeech } from './speech.ts';

export type QueueActions = { readonly send: () => void; readonly retry: (id: string) => void; readonly save: () => void };

function Row(props: { readonly sheet: QueuedSheet; readonly retry: (id: string) => void }): ReactElement {
  const { say, trouble } = useTabletSpeech();
  const { sheet } = props;
  return (
    <li>
      <bdi dir="ltr" className="digits">
        {sheet.id.slice(0, 4)}
      </bdi>{' '}
      {say(`queue.state.${sheet.state}`)}
      {sheet.state === 'refused' && (
        <>
          {sheet.code !== null && <span className="hint"> {trouble({ kind: 'refused', refusal: { code: sheet.code } })}</span>}
          <button type="button" className="link" onClick={() => props.retry(sheet.id)}>
            {say('queue.retry')}
          </button>
        </>
      )}
    </li>
  );
}

function Counts({ queue }: { readonly queue: Queue }): ReactElement {
  const { say } = useTabletSpeech();
  const waiting = idsIn(queue, 'waiting').length + idsIn(queue, 'sending').length;
  const counts = [
    ['queue.waiting', waiting],
    ['queue.sent', idsIn(queue, 'sent').length],
    ['queue.refused', idsIn(queue, 'refused').length],
  ] as const;
  return (
    <dl className="tablet-counts">
      {counts.map(([key, count]) => (
        <div key={key} data-count={key}>
          <dt>{say(key)}</dt>
          <dd>{count}</dd>
        </div>
      ))}
    </dl>
  );
}

function QueueTrouble({ queue }: { readonly queue: Queue }): ReactElement | null {
  const { say, trouble } = useTabletSpeech();
  if (queue.trouble === null) return null;
  const text = queue.trouble === 'lost' ? say('trouble.lost') : queue.trouble === 'doubtful' ? say('queue.doubtful') : trouble({ kind: 'refused', refusal: { code: queue.trouble } });
  return (
    <div className="notice warn" role="alert">
      <p>{text}</p>
    </div>
  );
}

export function QueuePanel({ queue, actions }: { readonly queue: Queue; readonly actions: QueueActions }): ReactElement {
  const { say } = useTabletSpeech();
  const unsent = queue.sheets.filter(({ state }) => state !== 'sent').length;
  const sending = idsIn(queue, 'sending').length > 0;
  return (
    <section aria-labelledby="queue-title">
      <h2 id="queue-title">{say('queue.title')}</h2>
      <Counts queue={queue} />
      <QueueTrouble queue={queue} />
      {!queue.ended && unsent < BATCH_AT_LEAST && <p className="hint">{say('queue.ten')}</p>}
      <p role="status" className="busy">
        {sending ? say('queue.sending') : ''}
      </p>
      <div className="choices">
        {dueBatch(queue).length > 0 && (
          <button type="button" className="button" onClick={actions.send}>
            {say('queue.send')}
          </button>
        )}
        {unsent > 0 && (
          <button type="button" className="button quiet" onClick={actions.save}>
            {say('queue.export')}
          </button>
        )}
      </div>
      {unsent > 0 && <p className="hint">{say('queue.exportHint')}</p>}
      {queue.sheets.length > 0 && (
        <details className="more">
          <summary>{say('queue.list')}</summary>
          <ul>
            {queue.sheets.map((sheet) => (
              <Row key={sheet.id} sheet={sheet} retry={actions.retry} />
            ))}
          </ul>
        </details>
      )}
    </section>
  );
}
