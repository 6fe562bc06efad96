// One row of the dot-and-interval chart: a line from low to high with a dot, on an axis of 0–100. It stands in a table
// cell beside the printed figures, which are its accessible twin, so the drawing itself is hidden from screen readers.
// Marks differ in shape as well as in colour. The axis runs left to right in every language, as numbers do.
import type { ReactElement } from 'react';
import type { Estimate } from '../../shared/results/estimate.ts';

export type Mark = 'dot' | 'diamond';
export type PlotLine = { readonly figure: Estimate; readonly mark: Mark };

const TICKS = [0, 25, 50, 75, 100] as const;
const ROW = 14;

function Shape({ x, y, mark, hollow }: { readonly x: number; readonly y: number; readonly mark: Mark; readonly hollow: boolean }): ReactElement {
  const place = `${mark}${hollow ? ' hollow' : ''}`;
  if (mark === 'dot') return <circle className={place} cx={x} cy={y} r={4.5} />;
  return <path className={place} d={`M${String(x)} ${String(y - 5.5)}l5.500 5.500l-5.500 5.500l-5.500-5.500z`} />;
}

function Line({ line, y, across }: { readonly line: PlotLine; readonly y: number; readonly across: (value: number) => number }): ReactElement | null {
  const { figure, mark } = line;
  if (figure.status !== 'estimated' && figure.status !== 'value-only') return null;
  return (
    <g>
      {figure.status === 'estimated' && <line className={mark} x1={across(figure.low)} x2={across(figure.high)} y1={y} y2={y} />}
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
      {TICKS.map((tick) => (
        <line key={tick} className={tick === 50 ? 'grid middle' : 'grid'} x1={across((tick / 100) * top)} x2={across((tick / 100) * top)} y1={0} y2={height} />
      ))}
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
