// Whether pages, elements and items fit together: every code once, every item asked in exactly one element, the
// choices of each element exactly the points of its scale with some of the scale's missing codes after them.
import type { Adapted } from './compile-form-adaptation.ts';
import type { AnswerValue, ItemCode } from './codes.ts';
import { itemsOfElement } from './definition.ts';
import type { Element } from './definition.ts';
import { formProblem, repeated } from './form-problem.ts';
import type { FormProblem } from './form-problem.ts';
import type { Scale } from './scoring.ts';

const KINDS: Record<Element['type'], readonly Scale['kind'][]> = {
  radiogroup: ['ordinal', 'nominal'],
  dropdown: ['ordinal', 'nominal'],
  matrix: ['ordinal', 'nominal'],
  checkbox: ['multiple'],
  comment: ['text'],
};

function checkCodes({ pages, items, scales, factors, indicators }: Adapted): FormProblem[] {
  const elements = pages.flatMap((page) => page.elements);
  const lists: readonly (readonly [string, readonly string[]])[] = [
    ['questionnaire.json pages', [...pages.map((page) => page.name), ...elements.flatMap((element) => [...new Set([element.name, ...itemsOfElement(element)])])]],
    ['questionnaire.json rows', elements.flatMap((element) => (element.type === 'matrix' ? [element.name, ...element.rows] : []))],
    ['scoring.json items', items.map((item) => item.code)],
    ['scoring.json scales', scales.map((scale) => scale.code)],
    ['scoring.json factors', factors],
    ['scoring.json indicators', indicators.map((indicator) => indicator.code)],
  ];
  const seen = new Set<string>();
  return lists.flatMap(([place, codes]) =>
    repeated(codes)
      .filter((code) => !seen.has(code) && seen.add(code))
      .map((code) => formProblem(place, `the code ${code} stands more than once`, 'give each page, element, row, item, scale and factor a code of its own')),
  );
}

function checkPairing({ pages, items, off }: Adapted): FormProblem[] {
  const asked = new Set(pages.flatMap((page) => page.elements.flatMap(itemsOfElement)));
  const known = new Set(items.map((item) => item.code));
  const unscored = [...asked].filter((code) => !known.has(code));
  const unasked = [...known].filter((code) => !asked.has(code) && !off.includes(code));
  return [
    ...unscored.map((code) => formProblem(`questionnaire.json ${code}`, 'scoring.json does not know this item', 'add the item to scoring.json')),
    ...unasked.map((code) => formProblem(`scoring.json items.${code}`, 'no element asks this item', 'ask it in questionnaire.json or remove it')),
  ];
}

const sameOrder = (one: readonly unknown[], other: readonly unknown[]): boolean => one.length === other.length && one.every((value, index) => value === other[index]);

/** Choices against a scale. Ordinal points keep their order (or turn it round as a whole), so that a ladder reads as one. */
function checkOffered(place: string, offered: readonly AnswerValue[], scale: Scale): FormProblem[] {
  const remedy = `offer the points of ${scale.code}, then those of its missing codes that make sense here`;
  const missing: readonly AnswerValue[] = scale.missing;
  const points = offered.filter((value) => !missing.includes(value));
  const twice = repeated(offered);
  if (twice.length > 0) return [formProblem(place, `${twice.join(', ')}: offered twice`, remedy)];
  const strange = points.filter((value) => !scale.points.includes(value));
  if (strange.length > 0) return [formProblem(place, `${strange.join(', ')}: not in the scale ${scale.code}`, remedy)];
  const left = scale.points.filter((value) => !points.includes(value));
  if (left.length > 0) return [formProblem(place, `${left.join(', ')}: in the scale ${scale.code} and not offered`, remedy)];
  if (!sameOrder(offered.slice(0, points.length), points)) return [formProblem(place, 'a missing code stands among the points', remedy)];
  const ordered = sameOrder(points, scale.points) || sameOrder(points, [...scale.points].reverse());
  return scale.kind !== 'ordinal' || ordered ? [] : [formProblem(place, `the points of ${scale.code} are out of order`, remedy)];
}

function offeredBy(element: Element): { property: string; values: readonly AnswerValue[] } | undefined {
  if (element.type === 'comment') return undefined;
  return element.type === 'matrix' ? { property: 'columns', values: element.columns } : { property: 'choices', values: element.choices };
}

function checkElement(element: Element, { items, scales }: Adapted): FormProblem[] {
  const place = `questionnaire.json ${element.name}`;
  const asked = new Set<ItemCode>(itemsOfElement(element));
  const codes = [...new Set(items.filter((item) => asked.has(item.code)).map((item) => item.scale))];
  if (codes.length > 1) return [formProblem(place, `its rows have different scales: ${codes.join(', ')}`, 'make one grid per scale')];
  const scale = scales.find((one) => one.code === codes[0]);
  if (scale === undefined) return [];
  if (!KINDS[element.type].includes(scale.kind)) {
    return [formProblem(place, `a ${element.type} cannot ask the ${scale.kind} scale ${scale.code}`, `a ${element.type} asks: ${KINDS[element.type].join(', ')}`)];
  }
  const offered = offeredBy(element);
  // An open list that nothing fills has been told already.
  if (offered === undefined || offered.values.some((value) => String(value).startsWith('@'))) return problemsOfOpen(place, offered?.values, scale);
  return checkOffered(`${place}.${offered.property}`, offered.values, scale);
}

const problemsOfOpen = (place: string, values: readonly AnswerValue[] | undefined, scale: Scale): FormProblem[] =>
  (values ?? [])
    .filter((value) => String(value).startsWith('@') && value !== `@${scale.list ?? ''}`)
    .map((value) => formProblem(`${place}.choices`, `${value} is not the list of the scale ${scale.code}`, `set "list": "${String(value).slice(1)}" in the scale`));

/** All structural checks of pages and elements of an adapted questionnaire. */
export const checkPages = (adapted: Adapted): readonly FormProblem[] => [
  ...checkCodes(adapted),
  ...checkPairing(adapted),
  ...adapted.pages.flatMap((page) => page.elements.flatMap((element) => checkElement(element, adapted))),
];
