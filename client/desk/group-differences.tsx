// Two populations of a round against each other, on the questions that both were asked in the same words: the difference
// of each factor with one word. Full scores are never subtracted.
import type { ReactElement } from 'react';
import { factorKey } from '../../shared/questionnaire/text-keys.ts';
import { partName } from '../../shared/results/part-name.ts';
import type { PopulationComparison } from '../../shared/results/factor-comparison.ts';
import type { Release } from '../../shared/results/release.ts';
import { Figure } from './figure.tsx';
import { FigureTable } from './figure-table.tsx';
import { populationName } from './score-rows.ts';
import { ResultText } from './result-text.tsx';
import { useSpeech } from './speech.ts';
import { VerdictWords } from './verdict.tsx';

function Differences({ release, comparison }: { readonly release: Release; readonly comparison: PopulationComparison }): ReactElement | null {
  const speech = useSpeech();
  const { say } = speech;
  const [first, second] = [comparison.first, comparison.second].map((name) => release.populations.find((result) => partName(result) === name || result.population === name));
  if (first === undefined || second === undefined) return null;
  const names = { first: populationName(first, speech), second: populationName(second, speech) };
  type Row = (typeof comparison.factors)[number];
  return (
    <>
      <h3>{say('compare.differences')}</h3>
      <p className="hint">{say('compare.differencesLead', names)}</p>
      <FigureTable<Row>
        caption={say('compare.differencesLead', names)}
        first={say('factors.factor')}
        columns={[
          { title: say('change.verdict'), of: (row) => <VerdictWords comparison={row.comparison} between="groups" /> },
          { title: say('change.difference'), of: (row) => <Figure figure={row.comparison.difference} unit="points-change" /> },
          { title: say('change.size'), of: (row) => <Figure figure={row.comparison.hedgesG ?? row.comparison.difference} unit="plain" /> },
        ]}
        rows={comparison.factors}
        codeOf={({ factor }) => factor}
        nameOf={({ factor }) => <ResultText result={first} of={factorKey(factor)} />}
      />
    </>
  );
}

export function GroupDifferences({ release }: { readonly release: Release }): ReactElement {
  return (
    <>
      {release.comparisons?.map((comparison) => (
        <Differences key={`${comparison.first} ${comparison.second}`} release={release} comparison={comparison} />
      ))}
    </>
  );
}
