// `spid explain F07`: where a figure comes from — its items with scale and polarity, its formula, and the source. For a
// factor, an indicator or an item of a questionnaire, or for a word of method such as `wilson`.
import { itemLayouts } from '../../analysis/scoring/item-layout.ts';
import type { ItemLayout } from '../../analysis/scoring/item-layout.ts';
import { itemScores } from '../../analysis/scoring/item-scores.ts';
import { scoreGroups } from '../../analysis/scoring/score-groups.ts';
import type { ScoreGroup } from '../../analysis/scoring/score-groups.ts';
import { Problem } from '../../shared/problem.ts';
import type { Form } from '../../shared/questionnaire/form.ts';
import { UsageProblem } from './command.ts';
import type { Command, Writers } from './command.ts';
import { METHODS } from './explain-methods.ts';
import { scoreForm } from './score-form.ts';

const HELP = `spid explain CODE [--questionnaire DIR]

Says how a figure is made: its items, formula and source. CODE is an item (F07_01), a factor (rad-7, or F07 after its
items), an indicator, or a method: ${Object.keys(METHODS).join(', ')}.
DIR is a questionnaire folder (surveys/cips/1/officials).`;

const DEFAULT_FOLDER = 'surveys/cips/1/officials';

const rounded = (value: number): string => String(Number(value.toFixed(2)));

/** Points of an item with their scores, as read after polarity. */
function pointsLine(layout: ItemLayout): string {
  const { scores, tendency } = itemScores(layout);
  const words = layout.points.map((point, rank) => {
    const leaning = tendency[rank + 1] === 1 ? ' favourable' : tendency[rank + 1] === 0 ? ' neutral' : '';
    return `${String(point)} = ${rounded(scores[rank + 1] ?? 0)}${leaning}`;
  });
  return words.join(', ');
}

function itemLines(layout: ItemLayout, form: Form): readonly string[] {
  const { item, scale } = layout;
  const prompt = form.languages.find(({ language }) => language === 'en')?.texts[item.code] ?? form.languages[0]?.texts[item.code] ?? '';
  const head = `${item.code} (${item.kind}, scale ${scale.code}${item.polarity === undefined ? '' : `, ${item.polarity}`}${item.common ? ', common to populations' : ''})`;
  const missing = scale.missing.length === 0 ? '' : `; never scored: ${scale.missing.join(', ')}`;
  return [head, ...(prompt === '' ? [] : [`    ${prompt}`]), ...(item.kind === 'evaluative' ? [`    ${pointsLine(layout)}${missing}`] : [])];
}

function groupLines(kind: string, group: ScoreGroup, form: Form): readonly string[] {
  return [
    `${group.code}: ${kind} of ${String(group.items.length)} items`,
    ...group.items.flatMap((layout) => itemLines(layout, form).map((line) => `  ${line}`)),
    '',
    ...(METHODS['factor-score'] ?? []),
    ...(METHODS['favourable'] ?? []),
  ];
}

function singleLines(layout: ItemLayout, form: Form): readonly string[] {
  const { item } = layout;
  const method = item.kind === 'experience' ? 'experience' : item.kind === 'evaluative' ? 'item-score' : 'share';
  const base = item.base === undefined ? [] : [`Base: people whose ${item.base.item} is ${item.base.values.join(' or ')}.`];
  return [...itemLines(layout, form), ...base, '', ...(METHODS[method] ?? []), ...(METHODS['wilson'] ?? [])];
}

/** Lines that explain a code, or null where the form has no such code. */
export function explanationOf(code: string, form: Form): readonly string[] | null {
  const layouts = itemLayouts(form);
  const groups = scoreGroups(form, layouts);
  const wanted = code.toLowerCase();
  const factor = groups.factors.find((group) => group.code === wanted) ?? groups.factors.find((group) => group.items.some(({ item }) => item.code.startsWith(`${code.toUpperCase()}_`)));
  const item = layouts.find((layout) => layout.item.code === code.toUpperCase());
  if (item !== undefined) return singleLines(item, form);
  if (factor !== undefined) return groupLines('factor', factor, form);
  const indicator = groups.indicators.find((group) => group.code === wanted);
  return indicator === undefined ? null : groupLines(`indicator of ${indicator.factor}`, indicator, form);
}

function explain(words: readonly string[], writers: Writers): number {
  const at = words.indexOf('--questionnaire');
  const folder = at === -1 ? DEFAULT_FOLDER : words[at + 1];
  const [code, ...more] = words.filter((_, index) => at === -1 || (index !== at && index !== at + 1));
  if (code === '--help') {
    writers.out(HELP);
    return 0;
  }
  if (code === undefined || more.length > 0 || folder === undefined) throw new UsageProblem('explain takes one code, such as F07');
  try {
    const lines = METHODS[code] ?? explanationOf(code, scoreForm(folder, null));
    lines?.forEach((line) => writers.out(line));
    if (lines === null) writers.err(`${folder} has no item, factor or indicator ${code}; methods are ${Object.keys(METHODS).join(', ')}`);
    return lines === null ? 3 : 0;
  } catch (error) {
    if (!(error instanceof Problem)) throw error;
    writers.err(error.message);
    return 3;
  }
}

export const explainCommand: Command = {
  name: 'explain',
  summary: 'says how a factor, item or method is computed, and after whom',
  help: HELP,
  run: async (words, writers) => explain(words, writers),
};
