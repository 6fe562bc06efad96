// "Check everything": all public files, every check by name, on this device. The list stays whole when something fails:
// each failed check says what was found and where.
import { useState } from 'react';
import type { ReactElement } from 'react';
import { verifyBoard } from '../credential/verify-board.ts';
import type { BoardReport } from '../credential/verify-board.ts';
import type { BoardCheck } from '../credential/board/check.ts';
import type { Board } from '../../shared/credential/board.ts';
import type { PublishedBoard } from './load-round.ts';
import { useSpeech } from './speech.ts';

type Run = { readonly kind: 'none' | 'lost' } | { readonly kind: 'busy'; readonly percent: number } | { readonly kind: 'done'; readonly report: BoardReport };

const bytesOf = (board: Board): number =>
  [board.leaves, ...board.frames.flatMap(({ tokens, codes }) => [tokens, ...(codes === null ? [] : [codes.madeCodes, codes.usedCodes])])].reduce((sum, { records, recordBytes }) => sum + records * recordBytes, 0);

function CheckRow(props: { readonly check: BoardCheck }): ReactElement {
  const { say, way } = useSpeech();
  const { name, about, ok, findings, found } = props.check;
  return (
    <li className={ok ? 'check-row holds' : 'check-row fails'}>
      <span className="verdict">{say(ok ? 'check.ok' : 'check.failed')}</span>
      <span>{say(`checks.${name}`, { about: about === null ? '' : way(about.population, about.frame) })}</span>
      {findings.length > 0 && (
        <ul>
          {findings.map(({ fault, place }, index) => (
            <li key={index}>
              <bdi dir="ltr" className="digits">
                {place}
              </bdi>{' '}
              {say(`fault.${fault}`)}
            </li>
          ))}
          {found > findings.length && <li>{say('check.more', { count: found - findings.length })}</li>}
        </ul>
      )}
    </li>
  );
}

function Report(props: { readonly report: BoardReport }): ReactElement {
  const { say } = useSpeech();
  const asked = props.report.checks.filter((check) => check.asked);
  const failed = asked.filter(({ ok }) => !ok).length;
  return (
    <>
      <p className={failed === 0 ? 'notice good' : 'notice danger'}>{failed === 0 ? say('check.holds') : say('check.fails', { count: failed })}</p>
      <ul className="checks">
        {asked.map((check, index) => (
          <CheckRow key={index} check={check} />
        ))}
      </ul>
      <div className="choices unprinted">
        <button className="button quiet" type="button" onClick={() => window.print()}>
          {say('check.print')}
        </button>
      </div>
    </>
  );
}

export function FullCheck(props: { readonly published: PublishedBoard; readonly named: string | null }): ReactElement {
  const { say, size } = useSpeech();
  const { published, named } = props;
  const [run, setRun] = useState<Run>({ kind: 'none' });
  const start = (): void => {
    if (run.kind === 'busy') return;
    setRun({ kind: 'busy', percent: 0 });
    const progress = (done: number, total: number): void => setRun({ kind: 'busy', percent: total === 0 ? 100 : Math.floor((100 * done) / total) });
    const question = { tokens: true, log: published.log, ...(named === null ? {} : { manifest: { kind: 'hash', hash: named } as const }) };
    void verifyBoard(published.source, question, progress).then((report) => setRun({ kind: 'done', report }), () => setRun({ kind: 'lost' }));
  };
  return (
    <section className="card" aria-labelledby="check-title">
      <h2 id="check-title">{say('check.title')}</h2>
      <p className="unprinted">{say('check.lead', { size: size(bytesOf(published.board)) })}</p>
      <div className="choices unprinted">
        <button className="button" type="button" onClick={start} aria-disabled={run.kind === 'busy'}>
          {say('check.start')}
        </button>
      </div>
      {run.kind === 'busy' && (
        <>
          <progress className="progress" max={100} value={run.percent} aria-labelledby="check-progress" />
          <p id="check-progress">{say('check.busy', { percent: run.percent })}</p>
        </>
      )}
      <div role="status">
        {run.kind === 'lost' && <p className="notice warn">{say('check.network')}</p>}
        {run.kind === 'done' && <Report report={run.report} />}
      </div>
    </section>
  );
}
