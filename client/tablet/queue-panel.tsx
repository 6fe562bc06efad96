// The finished sheets as the person in charge sees them: how many wait, arrived, were refused; each with its state and,
// where it was refused, a second try. A sheet is shown by the beginning of a random name that says nothing of whom.
import type { ReactElement } from 'react';
import { dueBatch, exportable, heldBack, idsIn } from './queue.ts';
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
  const { trouble: code } = queue;
  const text = code === 'doubtful' ? say('queue.doubtful') : trouble(code === 'lost' || code === 'storage' ? { kind: code } : { kind: 'refused', refusal: { code } });
  return (
    <div className="notice warn" role="alert">
      <p>{text}</p>
    </div>
  );
}

/** The file for where no line is; while too few sheets are new the button says why it waits. */
function Export({ queue, save }: { readonly queue: Queue; readonly save: () => void }): ReactElement {
  const { say } = useTabletSpeech();
  const held = heldBack(queue).length;
  const may = exportable(queue).length > 0;
  return (
    <>
      <p>
        <button type="button" className="button quiet" data-export aria-disabled={!may} aria-describedby={held > 0 ? 'export-waits' : undefined} onClick={() => (may ? save() : undefined)}>
          {say('queue.export')}
        </button>
      </p>
      {held > 0 && (
        <p className="hint" id="export-waits">
          {say('queue.exportWaits', { count: held })}
        </p>
      )}
      {may && <p className="hint">{say('queue.exportHint')}</p>}
    </>
  );
}

export function QueuePanel({ queue, actions }: { readonly queue: Queue; readonly actions: QueueActions }): ReactElement {
  const { say } = useTabletSpeech();
  const unsent = queue.sheets.filter(({ state }) => state !== 'sent').length;
  const tooFew = unsent === 0 || heldBack(queue).length > 0;
  const sending = idsIn(queue, 'sending').length > 0;
  return (
    <section aria-labelledby="queue-title">
      <h2 id="queue-title">{say('queue.title')}</h2>
      <Counts queue={queue} />
      <QueueTrouble queue={queue} />
      {!queue.ended && tooFew && <p className="hint">{say('queue.ten')}</p>}
      <p role="status" className="busy">
        {sending ? say('queue.sending') : ''}
      </p>
      <div className="choices">
        {dueBatch(queue).length > 0 && (
          <button type="button" className="button" onClick={actions.send}>
            {say('queue.send')}
          </button>
        )}
      </div>
      {unsent > 0 && <Export queue={queue} save={actions.save} />}
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
