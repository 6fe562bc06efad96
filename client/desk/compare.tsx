// Side by side: only the questions that every population was asked in the same words.
import type { ReactElement } from 'react';
import type { Release } from '../../shared/results/release.ts';
import { FactorTable } from './factor-table.tsx';
import { GroupDifferences } from './group-differences.tsx';
import { columnOf, commonRows } from './score-rows.ts';
import { useSpeech } from './speech.ts';

export function Compare({ release }: { readonly release: Release }): ReactElement | null {
  const speech = useSpeech();
  const { say } = speech;
  if (release.populations.length < 2) return null;
  const columns = release.populations.map((result, index) => columnOf(result, index, speech));
  const rows = commonRows(release, speech);
  const overall = { code: 'overall', name: say('overall.common'), figures: release.populations.map((result) => result.commonOverall.score) };
  return (
    <section id="compare" tabIndex={-1} aria-labelledby="compare-title">
      <h2 id="compare-title">{say('compare.title')}</h2>
      {rows.length === 0 ? (
        <p>{say('compare.none')}</p>
      ) : (
        <>
          <p>{say('compare.lead')}</p>
          <FactorTable caption={say('compare.caption')} first={say('factors.factor')} columns={columns} rows={[overall, ...rows]} />
          <GroupDifferences release={release} />
        </>
      )}
    </section>
  );
}
