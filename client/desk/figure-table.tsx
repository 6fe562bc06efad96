// A table of one row per thing (factor, question) and one column per figure. A cell that has nothing to say is a word,
// never a blank; on a phone each row becomes a block that names its figures. Roles are written out, because some browsers
// forget that a restyled table is one.
import type { ReactElement, ReactNode } from 'react';
import type { Estimate } from '../../shared/results/estimate.ts';
import { IntervalPlot } from './interval-plot.tsx';
import { useSpeech } from './speech.ts';

/** `of` gives the cell; null or undefined is printed as "not estimable". */
export type FigureColumn<Row> = { readonly title: string; readonly of: (row: Row) => ReactNode };

export function FigureTable<Row>(props: {
  readonly caption: string;
  readonly first: string;
  readonly columns: readonly FigureColumn<Row>[];
  readonly rows: readonly Row[];
  readonly codeOf: (row: Row) => string;
  readonly nameOf: (row: Row) => ReactNode;
  /** A last column that draws a figure and its interval. */
  readonly plot?: { readonly title: string; readonly of: (row: Row) => Estimate };
}): ReactElement {
  const { say } = useSpeech();
  const { plot } = props;
  return (
    <table className="table scores" role="table">
      <caption className="unseen">{props.caption}</caption>
      <thead role="rowgroup">
        <tr role="row">
          <th role="columnheader" scope="col">{props.first}</th>
          {props.columns.map(({ title }) => (
            <th key={title} role="columnheader" scope="col">
              {title}
            </th>
          ))}
          {plot !== undefined && (
            <th role="columnheader" scope="col" className="plot-cell">
              <span className="plot-title">{plot.title}</span>
            </th>
          )}
        </tr>
      </thead>
      <tbody role="rowgroup">
        {props.rows.map((row) => (
          <tr role="row" key={props.codeOf(row)}>
            <th role="rowheader" scope="row">{props.nameOf(row)}</th>
            {props.columns.map(({ title, of }) => (
              <td role="cell" key={title} data-title={title}>
                {of(row) ?? <span className="unknown">{say('figure.notEstimable')}</span>}
              </td>
            ))}
            {plot !== undefined && (
              <td role="cell" className="plot-cell">
                <IntervalPlot lines={[{ figure: plot.of(row), mark: 'dot' }]} top={1} />
              </td>
            )}
          </tr>
        ))}
      </tbody>
    </table>
  );
}
