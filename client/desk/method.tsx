// How people were asked, how many answered, and what the intervals may be called. A margin of error is spoken of only
// where everybody or a random sample was asked; otherwise the page says that there is none.
import type { ReactElement, ReactNode } from 'react';
import type { Count, PopulationResult } from '../../shared/results/population-result.ts';
import { figureWords } from './figure-words.ts';
import { useSpeech } from './speech.ts';

export function CountText({ count }: { readonly count: Count }): ReactElement {
  const { say, numbers } = useSpeech();
  if (count.status === 'counted') return <>{numbers.count(count.n)}</>;
  const words = figureWords(count, 'points', numbers, say);
  return (
    <span className="figure">
      <span className="unknown">{words.value}</span>
      <span className="reason">{words.reason}</span>
    </span>
  );
}

function Term({ title, children }: { readonly title: string; readonly children: ReactNode }): ReactElement {
  return (
    <div>
      <dt>{title}</dt>
      <dd>{children}</dd>
    </div>
  );
}

export function Method({ result }: { readonly result: PopulationResult }): ReactElement {
  const { say, numbers } = useSpeech();
  const number = (value: number | null): string => (value === null ? say('method.unknown') : numbers.count(value));
  const effective = result.weights === undefined ? say('method.unknown') : numbers.count(result.weights.effective);
  return (
    <section className="method">
      <h3>{say('method.title')}</h3>
      <dl className="terms">
        <Term title={say('method.selection')}>{say(`selection.${result.selection}`)}</Term>
        <Term title={say('method.frame')}>{number(result.frame)}</Term>
        <Term title={say('method.issued')}>{number(result.issued)}</Term>
        <Term title={say('method.sheets')}>{numbers.count(result.sheets)}</Term>
        <Term title={say('method.excluded')}>
          <CountText count={result.excluded} />
        </Term>
        <Term title={say('method.usable')}>
          <CountText count={result.usable} />
        </Term>
        <Term title={say('method.rate')}>{result.responseRate === null ? say('method.unknown') : numbers.share(result.responseRate)}</Term>
        <Term title={say('method.estimation')}>{result.estimation === 'simple' ? say('method.simple') : say('method.design', { effective })}</Term>
      </dl>
      <p>{result.marginOfError ? say('method.margin') : say('method.noMargin')}</p>
      {result.cards !== undefined && <p>{say('method.cards', result.cards)}</p>}
      {result.notes.length > 0 && (
        <ul className="notes">
          {result.notes.map((note) => (
            <li key={note}>{say(`note.${note}`)}</li>
          ))}
        </ul>
      )}
    </section>
  );
}
