// Each scored question within its factor: how far it runs along with the others, what alpha would be without it, and
// what is odd about it. Small differences of alpha mean nothing; a question that runs against the others does.
import type { ReactElement } from 'react';
import { factorKey } from '../../shared/questionnaire/text-keys.ts';
import type { PopulationResult } from '../../shared/results/population-result.ts';
import { FigureTable } from './figure-table.tsx';
import { ResultText } from './result-text.tsx';
import { useSpeech } from './speech.ts';

export function ItemReliability({ result }: { readonly result: PopulationResult }): ReactElement | null {
  const { say, sayIf, numbers } = useSpeech();
  const print = numbers.in('plain');
  const rows = result.factors.flatMap(({ factor, reliability }) => (reliability?.status === 'computed' ? reliability.items.map((item) => ({ ...item, factor })) : []));
  if (rows.length === 0) return null;
  const number = (value: number | null): string | null => (value === null ? null : print(value));
  const columns = [
    { title: say('reliability.with'), of: ({ itemTotal }: (typeof rows)[number]) => number(itemTotal) },
    { title: say('reliability.without'), of: ({ alphaIfDropped }: (typeof rows)[number]) => number(alphaIfDropped) },
    { title: say('reliability.remark'), of: ({ flags }: (typeof rows)[number]) => (flags.length === 0 ? '–' : flags.map((flag) => sayIf(`flag.${flag}`, flag)).join(' · ')) },
  ];
  return (
    <>
      <h4>{say('reliability.title')}</h4>
      <p className="hint">{say('reliability.lead')}</p>
      <FigureTable
        caption={say('reliability.title')}
        first={say('experience.question')}
        columns={columns}
        rows={rows}
        codeOf={({ item }) => item}
        nameOf={({ item, factor }) => (
          <>
            <ResultText result={result} of={item} />
            <span className="detail"><ResultText result={result} of={factorKey(factor)} /></span>
          </>
        )}
      />
    </>
  );
}
