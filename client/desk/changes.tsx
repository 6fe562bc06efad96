// A population against an earlier round: each factor's difference with one of five words and what else changed, then the
// questions and shares that changed clearly. Releases without an earlier round have none of it.
import type { ReactElement } from 'react';
import { factorKey } from '../../shared/questionnaire/text-keys.ts';
import type { ItemComparison, ShareComparison } from '../../shared/results/factor-comparison.ts';
import type { FactorResult, PopulationResult } from '../../shared/results/population-result.ts';
import { Figure } from './figure.tsx';
import { FigureTable } from './figure-table.tsx';
import type { FigureColumn } from './figure-table.tsx';
import { ResultText } from './result-text.tsx';
import { useSpeech } from './speech.ts';
import { VerdictWords } from './verdict.tsx';

const isClear = ({ adjustedP }: { readonly adjustedP: number | null }): boolean => adjustedP !== null && adjustedP < 0.05;

function useFactorColumns(factors: readonly FactorResult[]): readonly FigureColumn<FactorResult>[] {
  const { say } = useSpeech();
  const reweighted = factors.some(({ comparison }) => comparison?.reweighted !== undefined);
  return [
    { title: say('change.verdict'), of: ({ comparison }) => comparison && <VerdictWords comparison={comparison} between="rounds" /> },
    { title: say('change.difference'), of: ({ comparison }) => comparison && <Figure figure={comparison.difference} unit="points-change" /> },
    { title: say('change.size'), of: ({ comparison }) => comparison && <Figure figure={comparison.hedgesG ?? comparison.difference} unit="plain" /> },
    ...(reweighted ? [{ title: say('change.reweighted'), of: ({ comparison }: FactorResult) => comparison?.reweighted && <Figure figure={comparison.reweighted} unit="points-change" /> }] : []),
    { title: say('change.marks'), of: ({ comparison }) => comparison && (comparison.breakMarks.map((mark) => say(`break.${mark}`)).join(' · ') || say('change.none')) },
  ];
}

function ItemChanges({ result, items }: { readonly result: PopulationResult; readonly items: readonly ItemComparison[] }): ReactElement {
  const { say, numbers } = useSpeech();
  const clear = items.filter(isClear);
  const columns: readonly FigureColumn<ItemComparison>[] = [
    { title: say('change.difference'), of: ({ difference }) => difference && <Figure figure={difference} unit="points-change" /> },
    { title: say('change.probability'), of: ({ adjustedP }) => adjustedP !== null && `p ${numbers.p(adjustedP)}` },
  ];
  return (
    <>
      <h4>{say('change.items')}</h4>
      {clear.length === 0 ? (
        <p>{say('change.itemsNone')}</p>
      ) : (
        <FigureTable caption={say('change.items')} first={say('experience.question')} columns={columns} rows={clear} codeOf={({ item }) => item} nameOf={({ item }) => <ResultText result={result} of={item} />} />
      )}
    </>
  );
}

function ShareChanges({ result, shares }: { readonly result: PopulationResult; readonly shares: readonly ShareComparison[] }): ReactElement | null {
  const { say, numbers } = useSpeech();
  const clear = shares.filter(isClear);
  if (clear.length === 0) return null;
  const columns: readonly FigureColumn<ShareComparison>[] = [
    { title: say('change.share'), of: ({ share }) => say(`share.${share}`) },
    { title: say('change.difference'), of: ({ difference }) => <Figure figure={difference} unit="share-change" /> },
    { title: say('change.probability'), of: ({ adjustedP }) => adjustedP !== null && `p ${numbers.p(adjustedP)}` },
  ];
  return (
    <>
      <h4>{say('change.shares')}</h4>
      <FigureTable caption={say('change.shares')} first={say('experience.question')} columns={columns} rows={clear} codeOf={({ item, share }) => `${item} ${share}`} nameOf={({ item }) => <ResultText result={result} of={item} />} />
    </>
  );
}

export function Changes({ result }: { readonly result: PopulationResult }): ReactElement | null {
  const { say } = useSpeech();
  const factors = result.factors.filter(({ comparison }) => comparison !== undefined);
  const columns = useFactorColumns(factors);
  if (factors.length === 0) return null;
  return (
    <section>
      <h3>{say('change.title')}</h3>
      <p className="hint">{say('change.lead')}</p>
      <FigureTable caption={say('change.title')} first={say('factors.factor')} columns={columns} rows={factors} codeOf={({ factor }) => factor} nameOf={({ factor }) => <ResultText result={result} of={factorKey(factor)} />} />
      {result.itemComparisons !== undefined && <ItemChanges result={result} items={result.itemComparisons} />}
      {result.shareComparisons !== undefined && <ShareChanges result={result} shares={result.shareComparisons} />}
    </section>
  );
}
