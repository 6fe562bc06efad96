// A table of one row per thing (factor, question) and one column per figure. A cell that has nothing to say is a word,
// never a blank; on a phone each row becomes a block that names its figures.
import type { ReactElement, ReactNode } from 'react';
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
}): ReactElement {
  const { say } = useSpeech();
  return (
    <table className="table scores">
      <caption className="unseen">{props.caption}</caption>
      <thead>
        <tr>
          <th scope="col">{props.first}</th>
          {props.columns.map(({ title }) => (
            <th key={title} scope="col">
              {title}
            </th>
          ))}
        </tr>
      </thead>
      <tbody>
        {props.rows.map((row) => (
          <tr key={props.codeOf(row)}>
            <th scope="row">{props.nameOf(row)}</th>
            {props.columns.map(({ title, of }) => (
              <td key={title} data-title={title}>
                {of(row) ?? <span className="unknown">{say('figure.notEstimable')}</span>}
              </td>
            ))}
          </tr>
        ))}
      </tbody>
    </table>
  );
}
