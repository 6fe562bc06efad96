// Questions that were answered differently in two languages although the persons stand alike on the factor: a hint at
// the translation, not at the people.
import type { ReactElement } from 'react';
import type { PopulationResult } from '../../shared/results/population-result.ts';
import { FigureTable } from './figure-table.tsx';
import { ResultText } from './result-text.tsx';
import { useSpeech } from './speech.ts';

export function WordingDifferences({ result }: { readonly result: PopulationResult }): ReactElement | null {
  const { say, numbers } = useSpeech();
  const rows = (result.languageDifferences ?? []).filter(({ isFlagged }) => isFlagged);
  if (rows.length === 0) return null;
  const name = (code: string): string => result.languages.find(({ language }) => language === code)?.name ?? code;
  return (
    <section>
      <h3>{say('wording.title')}</h3>
      <p className="hint">{say('wording.lead')}</p>
      <FigureTable
        caption={say('wording.title')}
        first={say('experience.question')}
        columns={[
          { title: say('wording.languages'), of: ({ language, against }) => `${name(language)} – ${name(against)}` },
          { title: say('change.size'), of: ({ size }) => numbers.in('plain')(size) },
        ]}
        rows={rows}
        codeOf={({ item, language }) => `${item} ${language}`}
        nameOf={({ item }) => <ResultText result={result} of={item} />}
      />
    </section>
  );
}
