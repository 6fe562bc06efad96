// The header of a file of answers: which separator it uses, which column is which item. Columns may come in any order
// and items may be absent (they count as not asked there); a column that nobody knows is an error, never dropped.
import type { ItemLayout } from '../../../analysis/scoring/item-layout.ts';
import type { CsvProblem } from './csv-problem.ts';

export const DESIGN_COLUMNS = ['stratum', 'weight', 'psu', 'language'] as const;
export type DesignColumn = (typeof DESIGN_COLUMNS)[number];

export type Separator = ',' | ';' | '\t';

/** The separator: the first of comma, semicolon and tab that stands outside quotes; comma where there is none. */
export function separatorOf(line: string): Separator {
  const bare = line.replaceAll(/"(?:[^"]|"")*"/g, '');
  const found = /[,;\t]/.exec(bare)?.[0];
  return found === ';' || found === '\t' ? found : ',';
}

/** The names in a header line. */
export function namesOf(line: string, separator: Separator): readonly string[] {
  const names: string[] = [];
  const field = /(?:"((?:[^"]|"")*)"|([^"]*?))(?:([,;\t])|$)/y;
  for (;;) {
    const match = field.exec(line);
    if (match === null) return [...names, line.slice(field.lastIndex)];
    const { 1: quoted, 2: plain, 3: found } = match;
    names.push((quoted?.replaceAll('""', '"') ?? plain ?? '').trim());
    if (found === undefined) return names;
    if (found !== separator) names.push(`${names.pop() ?? ''}${found}`);
  }
}

/** What is wrong with the header: unknown names, names twice, no item at all. */
export function headerProblems(names: readonly string[], layouts: readonly ItemLayout[]): readonly CsvProblem[] {
  const known = new Set([...layouts.map(({ item }) => item.code), ...DESIGN_COLUMNS]);
  const problem = (column: string, what: string, remedy: string): CsvProblem => ({ row: 1, column, problem: what, remedy });
  const unknown = names.filter((name) => !known.has(name));
  const twice = [...new Set(names.filter((name, index) => names.indexOf(name) !== index))];
  const hasItem = layouts.some(({ item }) => names.includes(item.code));
  return [
    ...unknown.map((name) => problem(name === '' ? '(no name)' : name, 'is no item of this questionnaire', 'remove the column, or name it by its item code, stratum, weight, psu or language')),
    ...twice.map((name) => problem(name, 'stands twice in the header', 'keep one of them')),
    ...(hasItem ? [] : [problem('(all)', 'no item of this questionnaire is among them', 'name the columns by item codes')]),
  ];
}
