// Behind the factor scores, folded: how persons spread, how well the questions hang together, what silence could change,
// and each question within its factor. Older releases have none of it, and then nothing stands here.
import type { ReactElement, ReactNode } from 'react';
import { factorKey } from '../../shared/questionnaire/text-keys.ts';
import type { Quartiles } from '../../shared/results/detail-result.ts';
import type { Estimate } from '../../shared/results/estimate.ts';
import type { FactorResult, PopulationResult } from '../../shared/results/population-result.ts';
import { Figure } from './figure.tsx';
import { FigureTable } from './figure-table.tsx';
import type { FigureColumn } from './figure-table.tsx';
import { ItemReliability } from './item-reliability.tsx';
import { ResultText } from './result-text.tsx';
import { useSpeech } from './speech.ts';

/** A hidden balance takes its bound from a share, of which it says nothing. */
const boundless = (figure: Estimate): Estimate => (figure.status === 'suppressed' ? { status: 'suppressed', reason: figure.reason } : figure);

function QuartileText({ quartiles }: { readonly quartiles: Quartiles }): ReactElement {
  const { numbers } = useSpeech();
  if (quartiles.status === 'suppressed') return <Figure figure={quartiles} unit="points" />;
  return (
    <bdi className="value" dir="ltr">
      {[quartiles.lower, quartiles.median, quartiles.upper].map(numbers.score).join(' · ')}
    </bdi>
  );
}

function Coefficient({ factor, name }: { readonly factor: FactorResult; readonly name: 'alpha' | 'omega' }): ReactElement | null {
  const { say, sayIf, numbers } = useSpeech();
  const { reliability } = factor;
  if (reliability === undefined) return null;
  if (reliability.status === 'suppressed') return <Figure figure={reliability} unit="plain" />;
  const figure = reliability[name];
  const flags = figure.status === 'estimated' ? (figure.flags ?? []) : [];
  return (
    <>
      <Figure figure={figure} unit="plain" />
      {name === 'alpha' && reliability.spearmanBrown !== null && <span className="detail">{`${say('reliability.pair')} ${numbers.in('plain')(reliability.spearmanBrown)}`}</span>}
      {flags.map((flag) => (
        <span key={flag} className="detail">
          {sayIf(`flag.${flag}`, flag)}
        </span>
      ))}
    </>
  );
}

function useColumns(result: PopulationResult): readonly FigureColumn<FactorResult>[] {
  const { say } = useSpeech();
  const gaps = new Map(result.standout?.gaps.map(({ factor, gap }) => [factor, gap] as const));
  const gapOf = (factor: FactorResult): ReactNode => {
    const gap = gaps.get(factor.factor);
    return gap && <Figure figure={gap} unit="points-change" />;
  };
  const has = (name: 'balance' | 'reliability' | 'ifSilentStoodLower' | 'quartiles'): boolean => result.factors.some((factor) => factor[name] !== undefined);
  const shown = (is: boolean, title: string, of: FigureColumn<FactorResult>['of']): readonly FigureColumn<FactorResult>[] => (is ? [{ title, of }] : []);
  return [
    ...shown(gaps.size > 0, say('standout.gap'), gapOf),
    ...shown(has('quartiles'), say('detail.quartiles'), ({ quartiles }) => quartiles && <QuartileText quartiles={quartiles} />),
    ...shown(has('balance'), say('detail.balance'), ({ balance }) => balance && <Figure figure={boundless(balance)} unit="share-change" />),
    ...shown(has('reliability'), say('detail.alpha'), (factor) => factor.reliability && <Coefficient factor={factor} name="alpha" />),
    ...shown(has('reliability'), say('detail.omega'), (factor) => factor.reliability && <Coefficient factor={factor} name="omega" />),
    ...shown(has('ifSilentStoodLower'), say('detail.silent'), ({ ifSilentStoodLower }) => ifSilentStoodLower && <Figure figure={ifSilentStoodLower} unit="points" />),
  ];
}

export function FactorDetails({ result }: { readonly result: PopulationResult }): ReactElement | null {
  const { say } = useSpeech();
  const columns = useColumns(result);
  if (columns.length === 0) return null;
  return (
    <details className="fold">
      <summary>
        <h3>{say('detail.title')}</h3>
      </summary>
      <p className="hint">{say('detail.lead')}</p>
      <div className="dense">
        <FigureTable caption={say('detail.title')} first={say('factors.factor')} columns={columns} rows={result.factors} codeOf={({ factor }) => factor} nameOf={({ factor }) => <ResultText result={result} of={factorKey(factor)} />} />
      </div>
      <ItemReliability result={result} />
    </details>
  );
}
