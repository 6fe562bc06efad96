// What goes with an outcome that the plan declared: each factor's share of the differences between persons, or why there
// are none and how the factors run along with it instead. It says "goes with" and never "causes".
import type { ReactElement } from 'react';
import type { Drivers as Result } from '../../shared/results/detail-result.ts';
import { factorKey } from '../../shared/questionnaire/text-keys.ts';
import type { PopulationResult } from '../../shared/results/population-result.ts';
import { Figure } from './figure.tsx';
import { FigureTable } from './figure-table.tsx';
import { figureWords } from './figure-words.ts';
import { ResultText } from './result-text.tsx';
import { useSpeech } from './speech.ts';

type Of<Status extends string> = Extract<Result['result'], { readonly status: Status }>;

function Shares({ result, found, caption }: { readonly result: PopulationResult; readonly found: Of<'computed'>; readonly caption: string }): ReactElement {
  const { say, sayIf, numbers } = useSpeech();
  const { r2, n, completeShare, flags } = found;
  return (
    <>
      <FigureTable
        caption={caption}
        first={say('factors.factor')}
        columns={[{ title: say('drivers.share'), of: ({ share }) => <Figure figure={share} unit="share" /> }]}
        plot={{ title: say('experience.chart'), of: ({ share }) => share }}
        rows={found.shares}
        codeOf={({ factor }) => factor}
        nameOf={({ factor }) => <ResultText result={result} of={factorKey(factor)} />}
      />
      <p>{say('drivers.fit', { share: numbers.share(r2), n: numbers.count(n), complete: numbers.share(completeShare) })}</p>
      {flags.length > 0 && <p className="hint">{flags.map((flag) => sayIf(`flag.${flag}`, flag)).join(' ')}</p>}
    </>
  );
}

function Refused({ result, found, caption }: { readonly result: PopulationResult; readonly found: Of<'refused'>; readonly caption: string }): ReactElement {
  const { say, sayIf, numbers } = useSpeech();
  const { reason, n, correlations } = found;
  return (
    <>
      <p>{say('drivers.refused', { reason: sayIf(`reason.${reason}`, reason) })}</p>
      {correlations !== undefined && (
        <>
          <p>{say('drivers.correlations', { n: n === undefined ? say('method.unknown') : numbers.count(n) })}</p>
          <FigureTable
            caption={caption}
            first={say('factors.factor')}
            columns={[{ title: say('drivers.correlation'), of: ({ value }) => value !== null && numbers.in('plain')(value) }]}
            rows={correlations}
            codeOf={({ factor }) => factor}
            nameOf={({ factor }) => <ResultText result={result} of={factorKey(factor)} />}
          />
        </>
      )}
    </>
  );
}

export function Drivers({ result }: { readonly result: PopulationResult }): ReactElement | null {
  const { say, numbers, resultText } = useSpeech();
  const { drivers } = result;
  if (drivers === undefined) return null;
  const title = say('drivers.title', { question: resultText(result, drivers.outcome) });
  const found = drivers.result;
  const hidden = found.status === 'suppressed' ? figureWords(found, 'share', numbers, say) : null;
  return (
    <section>
      <h3>{title}</h3>
      <p className="hint">{say('drivers.lead')}</p>
      {hidden !== null && (
        <p className="pair">
          <span className="unknown">{hidden.value}</span> <span className="reason">{hidden.reason}</span>
        </p>
      )}
      {found.status === 'computed' && <Shares result={result} found={found} caption={title} />}
      {found.status === 'refused' && <Refused result={result} found={found} caption={title} />}
    </section>
  );
}
