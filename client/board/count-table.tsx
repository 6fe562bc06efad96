// A table of counts with one row per population and frame. On a phone each row becomes a block with its measures named
// beside the numbers; roles are written out, because some browsers forget that a restyled table is one.
import type { ReactElement, ReactNode } from 'react';

export type CountRow = { readonly name: string; readonly cells: readonly ReactNode[] };

export function CountTable(props: { readonly caption: string; readonly first: string; readonly measures: readonly string[]; readonly rows: readonly CountRow[] }): ReactElement {
  return (
    <table className="table counts" role="table">
      <caption className="unseen">{props.caption}</caption>
      <thead role="rowgroup">
        <tr role="row">
          <th role="columnheader" scope="col">
            {props.first}
          </th>
          {props.measures.map((measure) => (
            <th key={measure} role="columnheader" scope="col" className="number">
              {measure}
            </th>
          ))}
        </tr>
      </thead>
      <tbody role="rowgroup">
        {props.rows.map(({ name, cells }) => (
          <tr key={name} role="row">
            <th role="rowheader" scope="row">
              {name}
            </th>
            {cells.map((cell, index) => (
              <td key={props.measures[index]} role="cell" className="number" data-title={props.measures[index]}>
                <span>{cell}</span>
              </td>
            ))}
          </tr>
        ))}
      </tbody>
    </table>
  );
}
