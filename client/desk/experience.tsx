// Experience: what happened to people, as the share of those whom the question concerns. It never enters a score.
import type { ReactElement } from 'react';
import type { PopulationResult } from '../../shared/results/population-result.ts';
import { Figure } from './figure.tsx';
import { FigureTable } from './figure-table.tsx';
import { ResultText } from './result-text.tsx';
import { useSpeech } from './speech.ts';

export function Experience({ result }: { readonly result: PopulationResult }): ReactElement | null {
  const { say } = useSpeech();
  const rows = result.items.flatMap((item) => (item.experience === null ? [] : [{ item, experience: item.experience }]));
  if (rows.length === 0) return null;
  return (
    <section>
      <h3>{say('experience.title')}</h3>
      <p>{say('experience.lead')}</p>
      <FigureTable
        caption={say('experience.title')}
        first={say('experience.question')}
        columns={[{ title: say('experience.share'), of: ({ experience }) => <Figure figure={experience.share} unit="share" n /> }]}
        plot={{ title: say('experience.chart'), of: ({ experience }) => experience.share }}
        rows={rows}
        codeOf={({ item }) => item.item}
        nameOf={({ item, experience }) => (
          <>
            <ResultText result={result} of={item.item} />
            {experience.months !== null && <span className="detail">{say('experience.months', { count: experience.months })}</span>}
          </>
        )}
      />
    </section>
  );
}
