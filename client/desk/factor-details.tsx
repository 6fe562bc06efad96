// What a later release adds to its factors: balance, reliability, what silence could change, and the comparison with an
// earlier round with its five words and marks. Older releases have none of it, and then nothing stands here.
import type { ReactElement, ReactNode } from 'react';
import { factorKey } from '../../shared/questionnaire/text-keys.ts';
import type { Estimate } from '../../shared/results/estimate.ts';
import type { FactorComparison } from '../../shared/results/factor-comparison.ts';
import type { FactorResult, PopulationResult } from '../../shared/results/population-result.ts';
import type { DeskKey } from '../words/desk-words.ts';
import { Figure } from './figure.tsx';
import { useSpeech } from './speech.ts';

/** A hidden balance takes its bound from a share, of which it says nothing. */
const boundless = (figure: Estimate): Estimate => (figure.status === 'suppressed' ? { status: 'suppressed', reason: figure.reason } : figure);

type Column = { readonly title: string; readonly of: (factor: FactorResult) => ReactNode };

const VERDICTS: Readonly<Record<FactorComparison['verdict'], DeskKey>> = {
  improved: 'verdict.improved',
  worsened: 'verdict.worsened',
  'no clear change': 'verdict.unclear',
  'not enough data to tell': 'verdict.unknown',
  'too few': 'verdict.few',
};

function Table(props: { readonly result: PopulationResult; readonly caption: string; readonly columns: readonly Column[] }): ReactElement {
  const { say, resultText } = useSpeech();
  return (
    <table className="scores">
      <caption className="unseen">{props.caption}</caption>
      <thead>
        <tr>
          <th scope="col">{say('factors.factor')}</th>
          {props.columns.map(({ title }) => (
            <th key={title} scope="col">
              {title}
            </th>
          ))}
        </tr>
      </thead>
      <tbody>
        {props.result.factors.map((factor) => (
          <tr key={factor.factor}>
            <th scope="row">{resultText(props.result, factorKey(factor.factor))}</th>
            {props.columns.map(({ title, of }) => (
              <td key={title} data-title={title}>
                {of(factor) ?? <span className="unknown">{say('figure.notEstimable')}</span>}
              </td>
            ))}
          </tr>
        ))}
      </tbody>
    </table>
  );
}

export function FactorChanges({ result }: { readonly result: PopulationResult }): ReactElement | null {
  const { say } = useSpeech();
  if (!result.factors.some(({ comparison }) => comparison !== undefined)) return null;
  const columns: readonly Column[] = [
    { title: say('change.difference'), of: ({ comparison }) => comparison && <Figure figure={comparison.difference} unit="points" /> },
    { title: say('change.verdict'), of: ({ comparison }) => comparison && <strong>{say(VERDICTS[comparison.verdict])}</strong> },
    { title: say('change.marks'), of: ({ comparison }) => comparison && (comparison.breakMarks.map((mark) => say(`break.${mark}`)).join(' · ') || say('change.none')) },
  ];
  return (
    <section>
      <h3>{say('change.title')}</h3>
      <Table result={result} caption={say('change.title')} columns={columns} />
    </section>
  );
}

export function FactorDetails({ result }: { readonly result: PopulationResult }): ReactElement | null {
  const { say } = useSpeech();
  const has = (name: 'balance' | 'reliability' | 'ifSilentStoodLower'): boolean => result.factors.some((factor) => factor[name] !== undefined);
  const coefficient = ({ reliability }: FactorResult, name: 'alpha' | 'omega'): ReactNode =>
    reliability && <Figure figure={reliability.status === 'computed' ? reliability[name] : reliability} unit="plain" />;
  const columns: readonly Column[] = [
    ...(has('balance') ? [{ title: say('detail.balance'), of: ({ balance }: FactorResult) => balance && <Figure figure={boundless(balance)} unit="share" /> }] : []),
    ...(has('reliability')
      ? [
          { title: say('detail.alpha'), of: (factor: FactorResult) => coefficient(factor, 'alpha') },
          { title: say('detail.omega'), of: (factor: FactorResult) => coefficient(factor, 'omega') },
        ]
      : []),
    ...(has('ifSilentStoodLower') ? [{ title: say('detail.silent'), of: (factor: FactorResult) => factor.ifSilentStoodLower && <Figure figure={factor.ifSilentStoodLower} unit="points" /> }] : []),
  ];
  if (columns.length === 0) return null;
  return (
    <details className="fold">
      <summary>
        <h3>{say('detail.title')}</h3>
      </summary>
      <Table result={result} caption={say('detail.title')} columns={columns} />
    </details>
  );
}
