// One row of the dot-and-interval chart: a line from low to high with a dot, on an axis of 0–100. It stands in a table
// cell beside the printed figures, which are its accessible twin, so the drawing itself is hidden from screen readers.
// The grid is the cell's background, so that it runs through all rows (desk.css). Marks differ in shape as well as in
// colour. The axis runs left to right in every language, as numbers do.
import type { ReactElement } from 'react';
import type { Estimate } from '../../shared/results/estimate.ts';

export type Mark = 'dot' | 'diamond';
export type PlotLine = { readonly figure: Estimate; readonly mark: Mark };

const TICKS = [0, 25, 50, 75, 100] as const;
const ROW = 14;

function Shape({ x, y, mark, hollow }: { readonly x: number; readonly y: number; readonly mark: Mark; readonly hollow: boolean }): ReactElement {
  const place = `${mark}${hollow ? ' hollow' : ''}`;
  if (mark === 'dot') return <circle className={place} cx={x} cy={y} r={3} />;
  return <path className={place} d={`M${String(x)} ${String(y - 3.5)}l3.500 3.500l-3.500 3.500l-3.500-3.500z`} />;
}

/** A line with an upright end at either side: with some hundred answers the line alone is shorter than the mark on it. */
function Interval({ from, to, y, mark }: { readonly from: number; readonly to: number; readonly y: number; readonly mark: Mark }): ReactElement {
  return <path className={`interval-line ${mark}`} d={`M${String(from)} ${String(y - 4)}v8M${String(to)} ${String(y - 4)}v8M${String(from)} ${String(y)}H${String(to)}`} />;
}

function Line({ line, y, across }: { readonly line: PlotLine; readonly y: number; readonly across: (value: number) => number }): ReactElement | null {
  const { figure, mark } = line;
  if (figure.status !== 'estimated' && figure.status !== 'value-only') return null;
  return (
    <g>
      {figure.status === 'estimated' && <Interval from={across(figure.low)} to={across(figure.high)} y={y} mark={mark} />}
      <Shape x={across(figure.value)} y={y} mark={mark} hollow={figure.status === 'value-only'} />
    </g>
  );
}

/** `top`: the largest value on the axis (100 for scores, 1 for shares). */
export function IntervalPlot(props: { readonly lines: readonly PlotLine[]; readonly top?: number }): ReactElement {
  const top = props.top ?? 100;
  const width = 240;
  const height = ROW * props.lines.length + 8;
  const across = (value: number): number => 8 + (Math.min(Math.max(value, 0), top) / top) * (width - 16);
  return (
    <svg className="plot" viewBox={`0 0 ${String(width)} ${String(height)}`} aria-hidden="true" focusable="false" direction="ltr">
      {props.lines.map((line, index) => (
        <Line key={index} line={line} y={4 + ROW * (index + 0.5)} across={across} />
      ))}
    </svg>
  );
}

/** The axis labels above a column of plots, in the scale that is chosen. */
export function PlotAxis({ print }: { readonly print: (value: number) => string }): ReactElement {
  return (
    <svg className="plot axis" viewBox="0 0 240 14" aria-hidden="true" focusable="false" direction="ltr">
      {TICKS.map((tick) => (
        <text key={tick} x={8 + tick * 2.24} y={11} textAnchor={tick === 0 ? 'start' : tick === 100 ? 'end' : 'middle'}>
          {print(tick)}
        </text>
      ))}
    </svg>
  );
}
