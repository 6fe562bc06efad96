// `spid explain F07`: where a figure comes from — its items with scale and polarity, its formula, and the source. For a
// factor, an indicator or an item of a questionnaire, or for a word of method such as `wilson`.
import { join } from 'node:path';
import { itemLayouts } from '../../analysis/scoring/item-layout.ts';
import type { ItemLayout } from '../../analysis/scoring/item-layout.ts';
import { itemScores } from '../../analysis/scoring/item-scores.ts';
import { scoreGroups } from '../../analysis/scoring/score-groups.ts';
import type { ScoreGroup } from '../../analysis/scoring/score-groups.ts';
import { Problem } from '../../shared/problem.ts';
import type { Form } from '../../shared/questionnaire/form.ts';
import { ConfigProblem, readConfig } from '../config.ts';
import { EXIT, UsageProblem } from './command.ts';
import type { Command, Writers } from './command.ts';
import { METHODS } from './explain-methods.ts';
import { scoreForm } from './score-form.ts';

/** Below the folder of questionnaires. */
const DEFAULT_VERSION = 'cips/1/officials';


/** Names of methods in lines that a terminal shows whole. */
function methodList(): string {
  const lines: string[] = [];
  for (const name of Object.keys(METHODS)) {
    const last = lines.at(-1);
    if (last === undefined || last.length + name.length > 116) lines.push(`  ${name}`);
    else lines[lines.length - 1] = `${last}, ${name}`;
  }
  return lines.join(',\n');
}

const HELP = `spid explain CODE [--questionnaire DIR]

Says how a figure is made: its items, formula, source and the R call that gives the same. CODE is an item (F07_01), a
factor (rad-7, or F07 after its items), an indicator (leaders), or a method:
${methodList()}
DIR is a questionnaire folder, ${DEFAULT_VERSION} below SPID_SURVEYS (surveys) unless given. More on every method: docs/statistics.md.

spid explain F07
spid explain I09_11
spid explain F01_12 --questionnaire surveys/cips/1/private-sector`;

const DESIGN_TOO = 'With weights, strata or clusters: spid explain design, korn-graubard, weights.';

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
    `${group.code}: ${kind} of ${String(group.items.length)} ${group.items.length === 1 ? 'item' : 'items'}`,
    ...group.items.flatMap((layout) => itemLines(layout, form).map((line) => `  ${line}`)),
    '',
    ...(METHODS['factor-score'] ?? []),
    ...(METHODS['favourable'] ?? []),
    DESIGN_TOO,
  ];
}

/** The constants of an indirect design, as its formula needs them. */
const constantsOf = (indirect: NonNullable<ItemLayout['item']['indirect']>): string =>
  Object.entries(indirect).map(([name, value]) => (name === 'design' ? String(value) : `${name} ${String(value)}`)).join(', ');

/** What an item that is no part of a score counts, and among whom. */
function countedLines({ item, scale }: ItemLayout): readonly string[] {
  return [
    ...(item.kind === 'evaluative' ? [] : [`    Answers: ${scale.points.join(', ')}${scale.missing.length === 0 ? '' : `; or ${scale.missing.join(', ')}`}`]),
    ...(item.counted === undefined ? [] : [`Counted: ${item.counted.join(' or ')}.`]),
    ...(item.base === undefined ? [] : [`Base: people whose ${item.base.item} is ${item.base.values.join(' or ')}.`]),
    ...(item.indirect === undefined ? [] : [`Design: ${constantsOf(item.indirect)}.`]),
  ];
}

function methodsOf({ item }: ItemLayout): readonly string[] {
  if (item.kind === 'indirect' && item.indirect !== undefined) return item.indirect.design === 'crosswise' && item.indirect.anchor !== undefined ? ['crosswise', 'anchor'] : [item.indirect.design];
  if (item.kind === 'evaluative') return ['item-score', 'share', 'wilson'];
  return [item.kind === 'experience' ? 'experience' : 'share', 'wilson'];
}

const singleLines = (layout: ItemLayout, form: Form): readonly string[] => [
  ...itemLines(layout, form), ...countedLines(layout), '', ...methodsOf(layout).flatMap((method) => METHODS[method] ?? []), DESIGN_TOO,
];

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
  const given = at === -1 ? null : words[at + 1];
  const [code, ...more] = words.filter((_, index) => at === -1 || (index !== at && index !== at + 1));
  if (code === undefined || more.length > 0 || given === undefined) throw new UsageProblem('explain takes one code, such as F07');
  try {
    const folder = given ?? join(readConfig().surveysFolder, DEFAULT_VERSION);
    const lines = METHODS[code] ?? explanationOf(code, scoreForm(folder, null));
    lines?.forEach((line) => writers.out(line));
    if (lines === null) writers.err(`${folder} has no item, factor or indicator ${code}; methods are ${Object.keys(METHODS).join(', ')}`);
    return lines === null ? 3 : 0;
  } catch (error) {
    if (!(error instanceof Problem || error instanceof ConfigProblem)) throw error;
    writers.err(error.message);
    return error instanceof Problem ? 3 : EXIT.usage;
  }
}

export const explainCommand: Command = {
  name: 'explain',
  summary: 'says how a factor, item or method is computed, and after whom',
  help: HELP,
  run: async (words, writers) => explain(words, writers),
};
