// Everything about one population, read by itself: factors on all its questions, indicators, experience, response,
// breakdowns, how people were asked, and each question.
import type { ReactElement } from 'react';
import { partName } from '../../shared/results/part-name.ts';
import type { PopulationResult } from '../../shared/results/population-result.ts';
import { Changes } from './changes.tsx';
import { Drivers } from './drivers.tsx';
import { Experience } from './experience.tsx';
import { FactorDetails } from './factor-details.tsx';
import { FactorTable } from './factor-table.tsx';
import { GroupTable } from './group-table.tsx';
import { Items } from './items.tsx';
import { Method } from './method.tsx';
import { QualityLine } from './quality-line.tsx';
import { columnOf, fullRows, indicatorRows, populationName } from './score-rows.ts';
import { useSpeech } from './speech.ts';
import { Standout } from './standout.tsx';
import { WordingDifferences } from './wording-differences.tsx';

export const populationAnchor = (result: PopulationResult): string => `population-${partName(result).replace('/', '-')}`;

export function PopulationSection(props: { readonly result: PopulationResult; readonly index: number; readonly several: boolean }): ReactElement {
  const speech = useSpeech();
  const { say, resultText } = speech;
  const { result } = props;
  const columns = [columnOf(result, props.index, speech)];
  const indicators = indicatorRows(result);
  return (
    <section className="population" id={populationAnchor(result)} tabIndex={-1} aria-labelledby={`${populationAnchor(result)}-title`}>
      <h2 id={`${populationAnchor(result)}-title`}>{populationName(result, speech)}</h2>
      <Method result={result} />
      <QualityLine result={result} />
      <h3>{result.factors.length === 10 ? say('factors.title') : say('factors.titleOther')}</h3>
      {props.several && <p className="hint">{say('factors.lead')}</p>}
      <FactorTable caption={say('factors.caption')} first={say('factors.factor')} columns={columns} rows={fullRows(result, speech)} />
      <Standout result={result} />
      <Changes result={result} />
      <FactorDetails result={result} />
      <Drivers result={result} />
      {indicators.length > 0 && (
        <>
          <h3>{say('indicators.title')}</h3>
          <FactorTable caption={say('indicators.title')} first={say('indicators.indicator')} columns={columns} rows={indicators} />
        </>
      )}
      <Experience result={result} />
      <h3>{say('strata.title')}</h3>
      <GroupTable result={result} table={result.strata} caption={say('strata.title')} />
      {result.breakdowns.map((table) => {
        const title = say('breakdown.title', { question: table.item === null ? '' : resultText(result, table.item) });
        return (
          <section key={table.item ?? 'none'}>
            <h3>{title}</h3>
            <GroupTable result={result} table={table} caption={title} />
          </section>
        );
      })}
      <WordingDifferences result={result} />
      <Items result={result} />
    </section>
  );
}
