// The overall marks. Two populations answer different questions, so between their full scores stand those words, and
// below them the overall score on the shared questions alone, which may be compared.
import { Fragment } from 'react';
import type { ReactElement } from 'react';
import type { PopulationResult } from '../../shared/results/population-result.ts';
import { partName } from '../../shared/results/part-name.ts';
import type { Release } from '../../shared/results/release.ts';
import { Figure } from './figure.tsx';
import { MarkSign } from './factor-table.tsx';
import { columnOf } from './score-rows.ts';
import { useSpeech } from './speech.ts';

function Favourable({ result }: { readonly result: PopulationResult }): ReactElement {
  const { say } = useSpeech();
  return (
    <p className="pair">
      {say('figure.favourable')} <Figure figure={result.overall.favourable} unit="share" />
    </p>
  );
}

function Card({ result, index }: { readonly result: PopulationResult; readonly index: number }): ReactElement {
  const speech = useSpeech();
  const { title, mark } = columnOf(result, index, speech);
  return (
    <section className="mark-card">
      <h3>
        <MarkSign mark={mark} /> {title}
      </h3>
      <Figure figure={result.overall.score} unit="points" n large />
      <p className="hint">{speech.say('overall.full')}</p>
      <Favourable result={result} />
    </section>
  );
}

export function Overall({ release }: { readonly release: Release }): ReactElement {
  const { say } = useSpeech();
  const several = release.populations.length > 1;
  return (
    <section id="overall" tabIndex={-1} aria-labelledby="overall-title">
      <h2 id="overall-title">{say('overall.title')}</h2>
      <div className="mark-cards">
        {release.populations.map((result, index) => (
          <Fragment key={partName(result)}>
            {index > 0 && <p className="different">{say('overall.differentShort')}</p>}
            <Card result={result} index={index} />
          </Fragment>
        ))}
      </div>
      {several && (
        <p className="notice warn">
          {say('overall.different')}
        </p>
      )}
      <p className="hint">{say('overall.rule')}</p>
    </section>
  );
}
