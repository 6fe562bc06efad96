// How one item's answers stand in a column of bytes: 0 blank, 1…m its points in the scale's order, then the chosen
// missing kinds, then not shown. One layout for sheets and files, so that everything after it works on bytes alone.
// A multiple choice has a base column (1 = answered) and a column of 0 and 1 per point; a text only says "written".
import { MissingCode } from '../../shared/questionnaire/codes.ts';
import type { AnswerValue } from '../../shared/questionnaire/codes.ts';
import type { Form } from '../../shared/questionnaire/form.ts';
import type { Item, Scale } from '../../shared/questionnaire/scoring.ts';
import type { MissingKind } from '../../shared/results/item-result.ts';

export const BLANK = 0;
const CHOSEN_KINDS = MissingCode.options;

export type ItemLayout = {
  readonly index: number;
  readonly item: Item;
  readonly scale: Scale;
  /** Points that have a byte of their own in the base column; none for multiple choices and texts. */
  readonly points: readonly AnswerValue[];
  /** Highest byte that is an answer: the number of points, or 1 for multiple choices and texts. */
  readonly answers: number;
  readonly notShown: number;
  /** Number of different bytes: notShown + 1. */
  readonly width: number;
};

/** The byte of a chosen missing kind. */
export const missingByte = (layout: ItemLayout, kind: MissingCode): number => layout.answers + 1 + CHOSEN_KINDS.indexOf(kind);

/** The missing kind that a byte stands for, or null where it stands for an answer. */
export function missingKindOf(layout: ItemLayout, byte: number): MissingKind | null {
  if (byte === BLANK) return 'blank';
  if (byte <= layout.answers) return null;
  return byte === layout.notShown ? 'not-shown' : (CHOSEN_KINDS[byte - layout.answers - 1] ?? null);
}

function layoutOf(item: Item, scale: Scale, index: number): ItemLayout {
  const points = scale.kind === 'ordinal' || scale.kind === 'nominal' ? scale.points : [];
  const answers = points.length === 0 ? 1 : points.length;
  const notShown = answers + CHOSEN_KINDS.length + 1;
  return { index, item, scale, points, answers, notShown, width: notShown + 1 };
}

/** The layout of every item of a form, in the form's order. Throws a TypeError where a form names a scale that it lacks. */
export function itemLayouts(form: Pick<Form, 'items' | 'scales'>): readonly ItemLayout[] {
  const scales = new Map(form.scales.map((scale) => [scale.code, scale]));
  return form.items.map((item, index) => {
    const scale = scales.get(item.scale);
    if (scale === undefined) throw new TypeError(`item ${item.code} names the scale ${item.scale}, which the form lacks`);
    return layoutOf(item, scale, index);
  });
}

/** Byte by answer as text (`4`, `yes`, `dont-know`), for single choices and the missing kinds of multiple ones. */
export function bytesByText(layout: ItemLayout): ReadonlyMap<string, number> {
  return new Map([
    ...layout.points.map((point, rank) => [String(point), rank + 1] as const),
    ...layout.scale.missing.map((kind) => [kind, missingByte(layout, kind)] as const),
  ]);
}
