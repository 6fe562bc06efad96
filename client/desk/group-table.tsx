// Response and overall score per stratum, or per answer of a breakdown question. Sheets that don't say stand in a row
// of their own and count in totals only; a hidden count is a word.
import type { ReactElement } from 'react';
import type { GroupTable as Table, PopulationResult } from '../../shared/results/population-result.ts';
import { missingKey, pointKey } from '../../shared/questionnaire/text-keys.ts';
import { Figure } from './figure.tsx';
import { IntervalPlot } from './interval-plot.tsx';
import { CountText } from './method.tsx';
import { ResultText } from './result-text.tsx';
import { useSpeech } from './speech.ts';

/** The label of a group: the text of its answer, or "all" where there is one group only. */
function GroupName({ result, table, code }: { readonly result: PopulationResult; readonly table: Table; readonly code: string | number }): ReactElement {
  const { say } = useSpeech();
  if (code === 'all') return <>{say('strata.all')}</>;
  const scale = result.items.find(({ item }) => item === table.item)?.scale;
  if (scale === undefined) return <>{code}</>;
  const texts = result.languages[0]?.texts ?? {};
  const key = pointKey(scale, code);
  return <ResultText result={result} of={key in texts ? key : missingKey(String(code))} />;
}

/** A rate over a hidden number of sheets is hidden with it; over an unknown number of codes it is unknown. */
function Rate({ group }: { readonly group: Table['groups'][number] }): ReactElement {
  const { say, numbers } = useSpeech();
  if (group.responseRate !== null) return <>{numbers.share(group.responseRate)}</>;
  return group.sheets.status === 'suppressed' ? <CountText count={group.sheets} /> : <>{say('method.unknown')}</>;
}

export function GroupTable(props: { readonly result: PopulationResult; readonly table: Table; readonly caption: string }): ReactElement {
  const speech = useSpeech();
  const { say, numbers } = speech;
  const { result, table } = props;
  const number = (value: number | null): string => (value === null ? say('method.unknown') : numbers.count(value));
  // Of the answers to a question nobody knows how many people and codes there are: such columns are left out whole.
  const tellsPeople = table.groups.some(({ size }) => size !== null);
  const tellsCodes = table.groups.some(({ issued }) => issued !== null);
  const tellsRate = table.groups.some(({ responseRate }) => responseRate !== null);
  return (
    <table className="table scores" role="table">
      <caption className="unseen">{props.caption}</caption>
      <thead role="rowgroup">
        <tr role="row">
          <th role="columnheader" scope="col">{say('strata.stratum')}</th>
          {tellsPeople && <th role="columnheader" scope="col">{say('strata.people')}</th>}
          {tellsCodes && <th role="columnheader" scope="col">{say('strata.codes')}</th>}
          <th role="columnheader" scope="col">{say('strata.sheets')}</th>
          {tellsRate && <th role="columnheader" scope="col">{say('strata.rate')}</th>}
          <th role="columnheader" scope="col">{say('figure.score')}</th>
          <th role="columnheader" scope="col" className="plot-cell">
            <span className="plot-title">{say('factors.chart')}</span>
          </th>
        </tr>
      </thead>
      <tbody role="rowgroup">
        {table.groups.map((group) => (
          <tr role="row" key={group.code}>
            <th role="rowheader" scope="row">
              <GroupName result={result} table={table} code={group.code} />
              {group.flags.map((flag) => (
                <span key={flag} className="detail">
                  {speech.sayIf(`flag.${flag}`, flag)}
                </span>
              ))}
            </th>
            {tellsPeople && <td role="cell" data-title={say('strata.people')}>{number(group.size)}</td>}
            {tellsCodes && <td role="cell" data-title={say('strata.codes')}>{number(group.issued)}</td>}
            <td role="cell" data-title={say('strata.sheets')}>
              <CountText count={group.sheets} />
            </td>
            {tellsRate && (
              <td role="cell" data-title={say('strata.rate')}>
                <Rate group={group} />
              </td>
            )}
            <td role="cell" data-title={say('figure.score')}>
              <Figure figure={group.overall.score} unit="points" />
            </td>
            <td role="cell" className="plot-cell">
              <IntervalPlot lines={[{ figure: group.overall.score, mark: 'dot' }]} />
            </td>
          </tr>
        ))}
        <tr role="row">
          <th role="rowheader" scope="row" colSpan={1 + Number(tellsPeople) + Number(tellsCodes)}>
            {say('strata.notStated')}
          </th>
          <td role="cell" data-title={say('strata.sheets')} colSpan={3 + Number(tellsRate)}>
            <CountText count={table.notStated} />
          </td>
        </tr>
      </tbody>
    </table>
  );
}
