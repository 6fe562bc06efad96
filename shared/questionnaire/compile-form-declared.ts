// Whether what a questionnaire declares beyond its items can be counted: the outcome of a driver analysis, answers that
// contradict each other, and the second item that two indirect designs need (a list without the sensitive statement, an
// anchor that nobody is guilty of).
import type { Adapted } from './compile-form-adaptation.ts';
import { routingOf } from './compile-form-routing.ts';
import { formProblem } from './form-problem.ts';
import type { FormProblem } from './form-problem.ts';
import type { Contradiction, Item, Scale } from './scoring.ts';

const scaleOf = (adapted: Adapted, item: Item | undefined): Scale | undefined => adapted.scales.find(({ code }) => code === item?.scale);
const itemOf = (adapted: Adapted, code: string): Item | undefined => adapted.items.find((item) => item.code === code);

function checkOutcome(adapted: Adapted): FormProblem[] {
  if (adapted.outcome === undefined) return [];
  const scale = scaleOf(adapted, itemOf(adapted, adapted.outcome));
  if (scale?.kind === 'ordinal' && scale.points.length > 1) return [];
  return [formProblem('outcome', `${adapted.outcome} is no item with an ordinal scale here`, 'name an ordinal item that is asked, or take the outcome off')];
}

function checkSide(adapted: Adapted, side: Contradiction['first'], place: string): FormProblem[] {
  const scale = scaleOf(adapted, itemOf(adapted, side.item));
  if (scale === undefined || !['ordinal', 'nominal'].includes(scale.kind)) return [formProblem(place, `${side.item} is no single-choice item here`, 'name a single-choice item that is asked')];
  const strange = side.values.filter((value) => !scale.points.includes(value));
  return strange.length === 0 ? [] : [formProblem(place, `${strange.join(', ')}: no point of ${scale.code}`, `name points of the scale of ${side.item}`)];
}

const checkPair = (adapted: Adapted, { first, second }: Contradiction, index: number): FormProblem[] => {
  const place = `contradictions.${String(index)}`;
  const same = first.item === second.item ? [formProblem(place, `${first.item} stands on both sides`, 'pair two different items')] : [];
  return [...same, ...checkSide(adapted, first, `${place}.first`), ...checkSide(adapted, second, `${place}.second`)];
};

/** Points of a list: 0 to the number of its statements. */
const countsTo = (scale: Scale | undefined, statements: number): boolean =>
  scale?.kind === 'ordinal' && scale.points.length === statements + 1 && scale.points.every((point, rank) => point === rank);

/** Routing that can't ask one person both: some single choice, of which each side wants other answers. */
function areApart(adapted: Adapted, one: string, two: string): boolean {
  const routing = routingOf(adapted);
  const isSingle = (code: string): boolean => scaleOf(adapted, itemOf(adapted, code))?.kind !== 'multiple';
  return (routing.get(one) ?? []).some((clause) =>
    isSingle(clause.item) && (routing.get(two) ?? []).some((other) => other.item === clause.item && !other.values.some((value) => clause.values.includes(value))));
}

function checkIndirect(adapted: Adapted, item: Item): FormProblem[] {
  const { indirect } = item;
  const place = `scoring.json items.${item.code}.indirect`;
  if (indirect?.design === 'crosswise' && indirect.anchor !== undefined) {
    const anchor = itemOf(adapted, indirect.anchor);
    if (anchor?.indirect?.design === 'crosswise' && anchor !== item) return [];
    return [formProblem(place, `the anchor ${indirect.anchor} is no other crosswise item here`, 'name a crosswise item whose sensitive half nobody is guilty of')];
  }
  if (indirect?.design !== 'list') return [];
  const wanted = indirect.statements + (indirect.treated ? 1 : 0);
  const points = countsTo(scaleOf(adapted, item), wanted) ? [] : [formProblem(place, `its scale does not count from 0 to ${String(wanted)}`, `give it an ordinal scale with the points 0 to ${String(wanted)}`)];
  if (!indirect.treated) return points;
  const control = itemOf(adapted, indirect.control ?? '')?.indirect;
  const isPaired = control?.design === 'list' && !control.treated && control.statements === indirect.statements;
  const apart = !isPaired || areApart(adapted, item.code, indirect.control ?? '') ? [] : [formProblem(place, 'one person could be asked both lists', 'route the two by an item of chance (a month of birth), each by other answers')];
  return isPaired ? [...points, ...apart] : [...points, formProblem(place, 'no list without the sensitive statement stands beside it', 'add "control": the item with the same statements but the sensitive one, "treated": false')];
}

/** Problems of outcome, contradictions, anchors and lists. */
export const checkDeclared = (adapted: Adapted): readonly FormProblem[] => [
  ...checkOutcome(adapted),
  ...adapted.contradictions.flatMap((pair, index) => checkPair(adapted, pair, index)),
  ...adapted.items.flatMap((item) => checkIndirect(adapted, item)),
];
