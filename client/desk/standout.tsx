// The strongest and the weakest factor, named only where the release says that they lie clearly apart.
import type { ReactElement } from 'react';
import { factorKey } from '../../shared/questionnaire/text-keys.ts';
import type { PopulationResult } from '../../shared/results/population-result.ts';
import { Figure } from './figure.tsx';
import { ResultText } from './result-text.tsx';
import { useSpeech } from './speech.ts';

export function Standout({ result }: { readonly result: PopulationResult }): ReactElement | null {
  const { say } = useSpeech();
  const { standout } = result;
  if (standout === undefined) return null;
  const named = (['strongest', 'weakest'] as const).flatMap((end) => {
    const factor = standout[end];
    return factor === null ? [] : [{ end, factor, gap: standout.gaps.find((each) => each.factor === factor)?.gap }];
  });
  return (
    <section>
      <h3>{say('standout.title')}</h3>
      {named.length === 0 ? (
        <p>{say('standout.none')}</p>
      ) : (
        <dl className="ends">
          {named.map(({ end, factor, gap }) => (
            <div key={end} className={end}>
              <dt>{say(`standout.${end}`)}</dt>
              <dd>
                <strong><ResultText result={result} of={factorKey(factor)} /></strong>
                {gap !== undefined && (
                  <span className="pair">
                    <span className="detail">{say('standout.gap')}</span> <Figure figure={gap} unit="points-change" />
                  </span>
                )}
              </dd>
            </div>
          ))}
        </dl>
      )}
      <p className="hint">{say('standout.lead')}</p>
    </section>
  );
}
