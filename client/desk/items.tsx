// Every question of one population, gathered under its factor in the questionnaire's order; what belongs to no factor
// (experience, description) stands at the end. Folded, so that the factors come first; paper has all of it.
import type { ReactElement } from 'react';
import { factorKey } from '../../shared/questionnaire/text-keys.ts';
import type { PopulationResult } from '../../shared/results/population-result.ts';
import { ItemCard } from './item-card.tsx';
import { ResultText } from './result-text.tsx';
import { useSpeech } from './speech.ts';

export function Items({ result }: { readonly result: PopulationResult }): ReactElement {
  const { say } = useSpeech();
  const groups = [...result.factors.map(({ factor }) => factor as string | null), null];
  return (
    <section>
      <h3>{say('items.title')}</h3>
      {groups.map((group) => {
        const items = result.items.filter(({ factor }) => factor === group);
        if (items.length === 0) return null;
        return (
          <details className="fold" key={group ?? 'none'}>
            <summary>
              <h4>{group === null ? say('items.none') : <ResultText result={result} of={factorKey(group)} />}</h4>
            </summary>
            {items.map((item) => (
              <ItemCard key={item.item} result={result} item={item} />
            ))}
          </details>
        );
      })}
    </section>
  );
}
