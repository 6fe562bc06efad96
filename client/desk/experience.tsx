// Experience: what happened to people, as the share of those whom the question concerns. It never enters a score.
import type { ReactElement } from 'react';
import type { PopulationResult } from '../../shared/results/population-result.ts';
import { Figure } from './figure.tsx';
import { IntervalPlot } from './interval-plot.tsx';
import { useSpeech } from './speech.ts';

export function Experience({ result }: { readonly result: PopulationResult }): ReactElement | null {
  const { say, resultText } = useSpeech();
  const rows = result.items.flatMap((item) => (item.experience === null ? [] : [{ item, experience: item.experience }]));
  if (rows.length === 0) return null;
  return (
    <section>
      <h3>{say('experience.title')}</h3>
      <p>{say('experience.lead')}</p>
      <table className="table scores" role="table">
        <caption className="unseen">{say('experience.title')}</caption>
        <thead role="rowgroup">
          <tr role="row">
            <th role="columnheader" scope="col">{say('experience.question')}</th>
            <th role="columnheader" scope="col">{say('experience.share')}</th>
            <th role="columnheader" scope="col" className="plot-cell">
              <span className="plot-title">{say('experience.chart')}</span>
            </th>
          </tr>
        </thead>
        <tbody role="rowgroup">
          {rows.map(({ item, experience }) => (
            <tr role="row" key={item.item}>
              <th role="rowheader" scope="row">
                {resultText(result, item.item)}
                {experience.months !== null && <span className="detail">{say('experience.months', { count: experience.months })}</span>}
              </th>
              <td role="cell" data-title={say('experience.share')}>
                <Figure figure={experience.share} unit="share" n />
              </td>
              <td role="cell" className="plot-cell">
                <IntervalPlot lines={[{ figure: experience.share, mark: 'dot' }]} top={1} />
              </td>
            </tr>
          ))}
        </tbody>
      </table>
    </section>
  );
}
