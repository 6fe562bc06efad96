// Answers as typed columns: one Uint8Array per item (analysis/scoring/item-layout.ts tells the bytes), column after
// column, no object per person. Everything that is counted is counted over these.
// Rows keep the order in which they came; no figure depends on it.
import type { Answers } from '../shared/questionnaire/answers.ts';
import type { ItemLayout } from './scoring/item-layout.ts';
import { bytesByText } from './scoring/item-layout.ts';

export type Columns = {
  readonly rows: number;
  /** By index of the item. */
  readonly items: readonly Uint8Array[];
  /** Per point of a multiple choice, by index of the item: 1 where chosen. */
  readonly choices: ReadonlyMap<number, readonly Uint8Array[]>;
};

/** Empty columns for a number of rows. */
export function emptyColumns(layouts: readonly ItemLayout[], rows: number): Columns {
  const multiple = layouts.filter(({ scale }) => scale.kind === 'multiple');
  return {
    rows,
    items: layouts.map(() => new Uint8Array(rows)),
    choices: new Map(multiple.map(({ index, scale }) => [index, scale.points.map(() => new Uint8Array(rows))])),
  };
}

/** An answer that the item's scale does not have. Checked sheets hold none; whoever reads a file says where it stood. */
export class UnknownAnswer extends RangeError {
  readonly item: string;
  readonly row: number;

  constructor(item: string, row: number) {
    super(`row ${row + 1} answers ${item} outside its scale`);
    this.name = 'UnknownAnswer';
    this.item = item;
    this.row = row;
  }
}

type Writer = (answer: unknown, row: number) => boolean;

function singleWriter(layout: ItemLayout, column: Uint8Array): Writer {
  const bytes = bytesByText(layout);
  return (answer, row) => {
    const byte = typeof answer === 'string' || typeof answer === 'number' ? bytes.get(String(answer)) : undefined;
    if (byte !== undefined) column[row] = byte;
    return byte !== undefined;
  };
}

function multipleWriter(layout: ItemLayout, column: Uint8Array, points: readonly Uint8Array[]): Writer {
  const missing = bytesByText(layout);
  const rankOf = new Map(layout.scale.points.map((point, rank) => [String(point), rank]));
  return (answer, row) => {
    if (!Array.isArray(answer) || answer.length === 0) return false;
    const byte = answer.length === 1 ? missing.get(String(answer[0])) : undefined;
    column[row] = byte ?? 1;
    if (byte !== undefined) return true;
    return answer.every((value) => {
      const chosen = points[rankOf.get(String(value)) ?? -1];
      if (chosen !== undefined) chosen[row] = 1;
      return chosen !== undefined;
    });
  };
}

const textWriter = (column: Uint8Array): Writer => (answer, row) => {
  column[row] = 1;
  return typeof answer === 'string';
};

function writerOf(layout: ItemLayout, columns: Columns): Writer {
  const column = columns.items[layout.index] ?? new Uint8Array(0);
  if (layout.scale.kind === 'text') return textWriter(column);
  const points = columns.choices.get(layout.index);
  return points === undefined ? singleWriter(layout, column) : multipleWriter(layout, column, points);
}

/**
 * Columns from answer sheets. Blank and not shown are both 0 here; `resolveRouting` tells them apart.
 * Throws UnknownAnswer for a value outside an item's scale; answers to items that the form lacks are not looked at,
 * since sheets are checked before (shared/questionnaire/answer-checker.ts).
 */
export function columnsFromSheets(layouts: readonly ItemLayout[], sheets: readonly Answers[]): Columns {
  const columns = emptyColumns(layouts, sheets.length);
  for (const layout of layouts) {
    const write = writerOf(layout, columns);
    const { code } = layout.item;
    sheets.forEach((answers, row) => {
      const answer = answers[code];
      if (answer !== undefined && !write(answer, row)) throw new UnknownAnswer(code, row);
    });
  }
  return columns;
}
