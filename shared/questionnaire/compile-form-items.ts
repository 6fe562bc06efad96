// Whether every item can mean what its kind says: an evaluative item scores in one factor on an ordinal scale, an
// experience item names the answers that it counts, an indirect item its design; and no factor stands without items.
import type { Adapted } from './compile-form-adaptation.ts';
import { formProblem } from './form-problem.ts';
import type { FormProblem } from './form-problem.ts';
import type { Item, Scale } from './scoring.ts';

type Rule = readonly [broken: boolean, problem: string, remedy: string];

function evaluativeRules(item: Item, scale: Scale): readonly Rule[] {
  return [
    [item.factor === undefined, 'an evaluative item has no factor', 'name the factor that it scores in'],
    [item.polarity === undefined, 'an evaluative item has no polarity', 'say whether the top of its scale speaks well (positive) or ill (reversed)'],
    [scale.kind !== 'ordinal', `an evaluative item has the ${scale.kind} scale ${scale.code}`, 'give it an ordinal scale or make it descriptive'],
    [scale.kind === 'ordinal' && scale.list === undefined && scale.points.length < 2, `the scale ${scale.code} has fewer than two points`, 'a score needs two points at least'],
    [(scale.favourable ?? []).length === 0, `the scale ${scale.code} names no favourable points`, 'add "favourable" to the scale: the share favourable needs it'],
  ];
}

function unscoredRules(item: Item, scale: Scale): readonly Rule[] {
  const strange = (item.counted ?? []).filter((value) => !scale.points.includes(value));
  return [
    [item.polarity !== undefined, `${item.kind} items have no polarity`, 'remove polarity, or make the item evaluative'],
    [item.kind === 'experience' && (item.counted ?? []).length === 0, 'an experience item counts no answer', 'add "counted": the answers whose share is reported'],
    [strange.length > 0, `${strange.join(', ')}: counted and not a point of ${scale.code}`, 'count points of its own scale'],
    [item.kind === 'indirect' && item.indirect === undefined, 'an indirect item has no design', 'add "indirect" with the design and its constants'],
  ];
}

function generalRules(item: Item, scale: Scale, adapted: Adapted): readonly Rule[] {
  const indicator = adapted.indicators.find((one) => one.code === item.indicator);
  return [
    [item.factor !== undefined && !adapted.factors.includes(item.factor), `there is no factor ${item.factor ?? ''}`, 'name a factor of scoring.json'],
    [item.indicator !== undefined && indicator === undefined, `there is no indicator ${item.indicator ?? ''}`, 'name an indicator of scoring.json'],
    [indicator !== undefined && indicator.factor !== item.factor, `its indicator belongs to ${indicator?.factor ?? ''}`, "give the item its indicator's factor"],
    [item.kind !== 'experience' && item.counted !== undefined, `${item.kind} items count no answers`, 'remove "counted", or make it an experience item'],
    [item.kind !== 'experience' && item.base !== undefined, `${item.kind} items have no base`, 'remove "base", or make it an experience item'],
    [item.kind !== 'indirect' && item.indirect !== undefined, `${item.kind} items have no indirect design`, 'remove "indirect", or make it an indirect item'],
    [item.knowledge === true && !scale.missing.includes('dont-know'), `knowledge is asked and ${scale.code} has no dont-know`, 'add dont-know to the scale'],
  ];
}

function checkItem(item: Item, adapted: Adapted): FormProblem[] {
  const place = `scoring.json items.${item.code}`;
  const scale = adapted.scales.find((one) => one.code === item.scale);
  if (scale === undefined) return [formProblem(`${place}.scale`, `there is no scale ${item.scale}`, 'name a scale of scoring.json')];
  const rules = [...generalRules(item, scale, adapted), ...(item.kind === 'evaluative' ? evaluativeRules(item, scale) : unscoredRules(item, scale))];
  return rules.filter(([broken]) => broken).map(([, problem, remedy]) => formProblem(place, problem, remedy));
}

function checkFactors({ factors, indicators, items, off }: Adapted): FormProblem[] {
  const scored = new Set(items.filter((item) => item.kind === 'evaluative').map((item) => item.factor));
  const remedy = off.length > 0 ? 'leave at least one of its evaluative items on' : 'give it at least one evaluative item, or remove it';
  return [
    ...factors.filter((factor) => !scored.has(factor)).map((factor) => formProblem(`scoring.json factors.${factor}`, 'no evaluative item is left to score it', remedy)),
    ...indicators
      .filter((indicator) => !factors.includes(indicator.factor))
      .map((indicator) => formProblem(`scoring.json indicators.${indicator.code}`, `there is no factor ${indicator.factor}`, 'name a factor of scoring.json')),
  ];
}

export const checkItems = (adapted: Adapted): readonly FormProblem[] => [...adapted.items.flatMap((item) => checkItem(item, adapted)), ...checkFactors(adapted)];
