// What each column of a file of answers may hold, as plain data: it can be handed to a thread, which then needs neither
// the questionnaire nor the analysis to read the column. `allowed` is what a remedy says.
import { MissingCode } from '../../../shared/questionnaire/codes.ts';
import { bytesByText } from '../../../analysis/scoring/item-layout.ts';
import type { ItemLayout } from '../../../analysis/scoring/item-layout.ts';
import { MOST_CODES } from './code-table.ts';
import { DESIGN_COLUMNS } from './header.ts';
import type { DesignColumn } from './header.ts';

type Plan<Kind extends string> = { readonly kind: Kind; readonly name: string; readonly allowed: string };

/** Bytes to store by code: its points, its missing codes, and the two absences by name. */
export type StoredCodes = readonly (readonly [code: string, stored: number])[];

export type ItemPlan =
  | (Plan<'single' | 'text'> & { readonly codes: StoredCodes })
  | (Plan<'multiple'> & { readonly codes: StoredCodes; readonly points: readonly string[] });

/** Codes that may stand in a column of numbers; `missing` mean "not stated". With `known`, only these are allowed. */
export type CodesPlan = Plan<'codes'> & { readonly known: readonly string[] | null; readonly missing: readonly string[] };

export type ColumnPlan = ItemPlan | CodesPlan | Plan<'weight'>;

const storedCodes = (layout: ItemLayout): StoredCodes => [...new Map([...bytesByText(layout), ['not-shown', layout.notShown], ['blank', 0]])];

export function itemPlan(layout: ItemLayout): ItemPlan {
  const codes = storedCodes(layout);
  const name = layout.item.code;
  const allowed = `write one of ${codes.map(([code]) => code).join(', ')}, or leave it empty`;
  if (layout.scale.kind !== 'multiple') return { kind: layout.scale.kind === 'text' ? 'text' : 'single', name, codes, allowed };
  return {
    ...{ kind: 'multiple', name, codes, points: layout.scale.points.map(String) },
    allowed: `write any of ${layout.scale.points.join(', ')} joined by |, or one of ${[...layout.scale.missing, 'not-shown'].join(', ')}, or leave it empty`,
  };
}

function designPlan(name: DesignColumn, strata: readonly string[] | null): ColumnPlan {
  if (name === 'weight') return { kind: 'weight', name, allowed: 'write a number from 0 up with a decimal point, such as 1.25' };
  const known = name === 'stratum' ? strata : null;
  const allowed = known === null ? `use lower-case letters, digits and hyphens, and at most ${String(MOST_CODES)} different codes` : `write one of ${known.join(', ')}, or leave it empty`;
  return { kind: 'codes', name, known, missing: MissingCode.options, allowed };
}

/** Plans in the order of the file. `strata` are those of a frame; null allows any. Names must have been checked. */
export function columnPlans(names: readonly string[], layouts: readonly ItemLayout[], strata: readonly string[] | null): readonly ColumnPlan[] {
  return names.flatMap((name) => {
    const design = DESIGN_COLUMNS.find((each) => each === name);
    if (design !== undefined) return [designPlan(design, strata)];
    return layouts.filter(({ item }) => item.code === name).map(itemPlan);
  });
}
