// Applies an adaptation to a version: own items join their page, items that are off leave, open lists are filled. What
// an adaptation may not do is said here; whether the result holds together is checked afterwards like any questionnaire.
import type { Adaptation, OwnItem } from './adaptation.ts';
import type { ItemCode, PlainCode } from './codes.ts';
import { itemsOfElement } from './definition.ts';
import type { Choice, Definition, Element, Page } from './definition.ts';
import { formProblem, repeated } from './form-problem.ts';
import type { FormProblem } from './form-problem.ts';
import type { Contradiction, Item, Scale, Scoring } from './scoring.ts';

/** A questionnaire after adaptation, not yet checked. */
export interface Adapted {
  readonly pages: Page[];
  readonly factors: PlainCode[];
  readonly indicators: { code: PlainCode; factor: PlainCode }[];
  readonly scales: Scale[];
  readonly items: Item[];
  readonly outcome?: ItemCode;
  readonly contradictions: readonly Contradiction[];
  /** Codes of the items switched off, to tell a typing error from the effect of a decision. */
  readonly off: readonly ItemCode[];
}

function withoutItems(element: Element, off: ReadonlySet<ItemCode>): Element[] {
  if (!itemsOfElement(element).some((code) => off.has(code))) return [element];
  if (element.type !== 'matrix') return [];
  const rows = element.rows.filter((row) => !off.has(row));
  return rows.length === 0 ? [] : [{ ...element, rows }];
}

function adaptPage(page: Page, adaptation: Adaptation, off: ReadonlySet<ItemCode>): Page[] {
  const own = adaptation.own.filter((addition) => addition.page === page.name).map((addition) => addition.element);
  const expand = (choice: Choice): Choice[] => {
    const list = typeof choice === 'string' && choice.startsWith('@') ? adaptation.lists[choice.slice(1)] : undefined;
    return list === undefined ? [choice] : list.map((entry) => entry.code);
  };
  const elements = [...page.elements.flatMap((element) => withoutItems(element, off)), ...own].map((element) =>
    'choices' in element ? { ...element, choices: element.choices.flatMap(expand) } : element,
  );
  return elements.length === 0 ? [] : [{ ...page, elements }];
}

const adaptScale = (scale: Scale, adaptation: Adaptation): Scale => {
  const entries = scale.list === undefined ? undefined : adaptation.lists[scale.list];
  return entries === undefined ? scale : { ...scale, points: entries.map((entry) => entry.code) };
};

function problemsOfOwn(own: OwnItem, definition: Definition): FormProblem[] {
  const place = `adaptation own.${own.element.name}`;
  const codes = [own.element.name, ...itemsOfElement(own.element), ...own.items.map((item) => item.code)];
  const strange = [...new Set(codes)].filter((code) => !code.startsWith('OWN_'));
  const scored = own.items.filter((item) => item.kind !== 'descriptive' && item.kind !== 'experience');
  const common = own.items.filter((item) => item.common);
  return [
    ...strange.map((code) => formProblem(place, `${code} does not begin with OWN_`, 'begin the codes of own items with OWN_')),
    ...scored.map((item) => formProblem(place, `${item.code} is ${item.kind}`, 'own items are descriptive or experience items; no factor may rest on them')),
    ...common.map((item) => formProblem(place, `${item.code} claims to be common to populations`, 'set common to false: nobody else asks it')),
    ...(definition.pages.some((page) => page.name === own.page) ? [] : [formProblem(place, `there is no page ${own.page}`, 'name a page of the questionnaire')]),
  ];
}

function problemsOfLists(scales: readonly Scale[], adaptation: Adaptation): FormProblem[] {
  const needed = [...new Set(scales.flatMap((scale) => (scale.list === undefined ? [] : [scale.list])))];
  return needed.flatMap((list) => {
    const entries = adaptation.lists[list];
    const place = `adaptation lists.${list}`;
    if (entries === undefined) return [formProblem(place, 'the questionnaire leaves this list open and nothing fills it', 'add the list with a code and a label per language for each entry')];
    return repeated(entries.map((entry) => entry.code)).map((code) => formProblem(place, `${code} stands twice`, 'give each entry a code of its own'));
  });
}

function problemsOfOff(scoring: Scoring, adaptation: Adaptation): FormProblem[] {
  const known = new Set(scoring.items.map((item) => item.code));
  return adaptation.off
    .filter((code) => !known.has(code))
    .map((code) => formProblem('adaptation off', `${code} is not an item of this questionnaire`, 'correct the code or take it off the list'));
}

/** The outcome of the round or of the questionnaire, and pairs of both; what the version declares goes with its items. */
function declaredOf(scoring: Scoring, adaptation: Adaptation, off: ReadonlySet<ItemCode>): Pick<Adapted, 'outcome' | 'contradictions'> {
  const outcome = adaptation.outcome ?? (scoring.outcome === undefined || off.has(scoring.outcome) ? undefined : scoring.outcome);
  const pairs = (scoring.contradictions ?? []).filter(({ first, second }) => !off.has(first.item) && !off.has(second.item));
  return { ...(outcome === undefined ? {} : { outcome }), contradictions: [...pairs, ...(adaptation.contradictions ?? [])] };
}

/** The adapted questionnaire, and what the adaptation does that it may not do. */
export function adapt(definition: Definition, scoring: Scoring, adaptation: Adaptation): { adapted: Adapted; problems: FormProblem[] } {
  const off = new Set(adaptation.off);
  const openScales = [...scoring.scales, ...adaptation.own.flatMap((own) => own.scales)];
  const items = [...scoring.items.filter((item) => !off.has(item.code)), ...adaptation.own.flatMap((own) => own.items)];
  const used = new Set(items.map((item) => item.scale));
  const usedIndicators = new Set(items.map((item) => item.indicator));
  const wasUsed = new Set(scoring.items.filter((item) => off.has(item.code)).flatMap((item) => [item.scale, item.indicator]));
  const scales = openScales.filter((scale) => used.has(scale.code) || !wasUsed.has(scale.code));
  const adapted: Adapted = {
    pages: definition.pages.flatMap((page) => adaptPage(page, adaptation, off)),
    factors: scoring.factors.map((factor) => factor.code),
    indicators: scoring.indicators.filter((indicator) => usedIndicators.has(indicator.code) || !wasUsed.has(indicator.code)),
    scales: scales.map((scale) => adaptScale(scale, adaptation)),
    items,
    ...declaredOf(scoring, adaptation, off),
    off: adaptation.off,
  };
  const problems = [
    ...problemsOfOff(scoring, adaptation),
    ...problemsOfLists(scales, adaptation),
    ...adaptation.own.flatMap((own) => problemsOfOwn(own, definition)),
  ];
  return { adapted, problems };
}
