// Factor scores as a table whose last column is the chart: the printed figures are the chart's accessible twin, and on
// paper or a phone neither gets lost. One column of figures per population shown.
import type { ReactElement } from 'react';
import type { Estimate } from '../../shared/results/estimate.ts';
import { Figure } from './figure.tsx';
import { IntervalPlot, PlotAxis } from './interval-plot.tsx';
import type { Mark } from './interval-plot.tsx';
import { ResultText } from './result-text.tsx';
import type { ResultName } from './result-text.tsx';
import { useSpeech } from './speech.ts';

export type ScoreColumn = { readonly title: string; readonly mark: Mark };
/** `figures`: one per column, in its order; null where that population has no such factor. */
export type ScoreRow = { readonly code: string; readonly name: ResultName | string; readonly detail?: ResultName | string; readonly figures: readonly (Estimate | null)[] };

export function MarkSign({ mark }: { readonly mark: Mark }): ReactElement {
  return (
    <svg className="plot sign" viewBox="0 0 14 14" width="14" height="14" aria-hidden="true" focusable="false">
      {mark === 'dot' ? <circle className="dot" cx="7" cy="7" r="5" /> : <path className="diamond" d="M7 1l6 6l-6 6l-6-6z" />}
    </svg>
  );
}

/** How the axis writes its ticks: on the chosen scale, without a needless decimal. */
function useTicks(): (value: number) => string {
  const { numbers } = useSpeech();
  return (value) => numbers.score(value).replace(/[.,٫]0$/, '');
}

const Name = ({ of }: { readonly of: ResultName | string }): ReactElement => (typeof of === 'string' ? <>{of}</> : <ResultText {...of} />);

function Row({ row, columns }: { readonly row: ScoreRow; readonly columns: readonly ScoreColumn[] }): ReactElement {
  const { say } = useSpeech();
  const printTick = useTicks();
  const lines = row.figures.flatMap((figure, index) => {
    const column = columns[index];
    return figure === null || column === undefined ? [] : [{ figure, mark: column.mark }];
  });
  return (
    <tr role="row">
      <th role="rowheader" scope="row">
        <Name of={row.name} />
        {row.detail !== undefined && (
          <span className="detail">
            <Name of={row.detail} />
          </span>
        )}
      </th>
      {columns.map((column, index) => {
        const figure = row.figures[index] ?? null;
        return (
          <td role="cell" key={column.title} data-title={column.title} className={`marked ${column.mark}`}>
            {figure === null ? <span className="unknown">{say('figure.notEstimable')}</span> : <Figure figure={figure} unit="points" n />}
          </td>
        );
      })}
      <td role="cell" className="plot-cell">
        <IntervalPlot lines={lines} />
        <span className="phone-only">
          <PlotAxis print={printTick} />
        </span>
      </td>
    </tr>
  );
}

export function FactorTable(props: { readonly caption: string; readonly first: string; readonly columns: readonly ScoreColumn[]; readonly rows: readonly ScoreRow[] }): ReactElement {
  const { say } = useSpeech();
  const printTick = useTicks();
  return (
    <table className="table scores" role="table">
      <caption className="unseen">{props.caption}</caption>
      <thead role="rowgroup">
        <tr role="row">
          <th role="columnheader" scope="col">{props.first}</th>
          {props.columns.map((column) => (
            <th key={column.title} role="columnheader" scope="col">
              <MarkSign mark={column.mark} /> {column.title}
            </th>
          ))}
          <th role="columnheader" scope="col" className="plot-cell">
            <span className="plot-title">{say('factors.chart')}</span>
            <PlotAxis print={printTick} />
          </th>
        </tr>
      </thead>
      <tbody role="rowgroup">
        {props.rows.map((row) => (
          <Row key={row.code} row={row} columns={props.columns} />
        ))}
      </tbody>
    </table>
  );
}
