// The margins of the frame that weights are fitted to: a CSV of `margin,category,size`. A margin is named by an item code
// (its categories are the item's points) or is `stratum`. One margin is post-stratified, several are raked.
import { readFileSync } from 'node:fs';
import type { FrameMargin } from '../../analysis/scorecard/fit-weights.ts';
import { BadCsv } from './csv/csv-problem.ts';
import { namesOf, separatorOf } from './csv/header.ts';

const COLUMNS = ['margin', 'category', 'size'] as const;

/** Reads a weights file. Throws BadCsv with row, column and remedy. */
export function readMargins(path: string): readonly FrameMargin[] {
  const bad = (row: number, column: string, problem: string, remedy: string): never => { throw new BadCsv([{ row, column, problem, remedy }], path); };
  const lines = readFileSync(path, 'utf8').replace(/^\uFEFF/, '').split(/\r?\n/);
  const separator = separatorOf(lines[0] ?? '');
  const names = namesOf(lines[0] ?? '', separator);
  for (const name of COLUMNS) if (!names.includes(name)) bad(1, name, 'is missing in the weights file', 'begin the file with margin,category,size');
  const margins = new Map<string, Map<string, number>>();
  lines.slice(1).forEach((line, index) => {
    if (line.trim() === '') return;
    const fields = namesOf(line, separator);
    const [margin = '', category = '', size = ''] = COLUMNS.map((name) => fields[names.indexOf(name)]?.trim());
    if (margin === '' || category === '') bad(index + 2, margin === '' ? 'margin' : 'category', 'is empty', 'name the margin by its item code or stratum, the category by its code');
    if (!/^[0-9]{1,12}(\.[0-9]+)?$/.test(size)) bad(index + 2, 'size', 'is not a number of people', 'write a number from 0 up');
    const sizes = margins.get(margin) ?? new Map<string, number>();
    if (sizes.has(category)) bad(index + 2, 'category', `${category} stands twice in the margin ${margin}`, 'keep one of them');
    margins.set(margin, sizes.set(category, Number(size)));
  });
  if (margins.size === 0) bad(1, '(all)', 'the file has no margin', 'write a line per category: margin,category,size');
  return [...margins].map(([name, sizes]) => ({ name, sizes }));
}
