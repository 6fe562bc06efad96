// One item's line in a release, from its tally: distribution, missing by kind, score, experience. The gate is in here,
// since it needs the counts: fewer than the threshold hides all of it; (almost) everybody alike leaves a coarse bound.
import type { AnswerValue } from '../../shared/questionnaire/codes.ts';
import type { Estimate } from '../../shared/results/estimate.ts';
import type { ItemResult, MissingCounts, PointShare } from '../../shared/results/item-result.ts';
import { ALL_ALIKE, boundedShare, publishedFigure, publishMean, publishShare, TOO_FEW } from '../disclosure/publish-figure.ts';
import { at } from '../inference/at.ts';
import { momentsOfValues } from '../moments.ts';
import type { Estimator, WeightedCount } from '../scoring/estimator.ts';
import { missingByte, missingKindOf } from '../scoring/item-layout.ts';
import type { ItemLayout } from '../scoring/item-layout.ts';
import { itemScores } from '../scoring/item-scores.ts';
import type { ItemTally } from '../scoring/item-tally.ts';
import type { Tallies } from '../scoring/tally.ts';
import { asShare } from '../scoring/simple-estimate.ts';
import { indirectResult } from './indirect-result.ts';
import { HIDDEN_FIGURES } from './score-figures.ts';
import { addCountsByCell, countsOfKey, totalOf } from './tally-reader.ts';

type ByCell = readonly WeightedCount[];

/** What an item's figures rest on. */
type ItemCounts = {
  readonly layout: ItemLayout;
  /** Each point that is shown, with its persons by cell; don't know among them where knowledge is asked. */
  readonly points: readonly { readonly point: AnswerValue; readonly counts: ByCell }[];
  /** Persons in the base of shares. */
  readonly base: ByCell;
  readonly byByte: readonly ByCell[];
  /** Persons with one of the counted answers. */
  readonly counted: ByCell;
};

function shownPoints(tally: ItemTally, byByte: readonly ByCell[], tallies: Tallies): ItemCounts['points'] {
  const { layout } = tally;
  const { scale, item } = layout;
  const known =
    scale.kind === 'multiple'
      ? scale.points.map((point, rank) => ({ point, counts: countsOfKey(at(tally.choices, rank), 1, tallies) }))
      : layout.points.map((point, rank) => ({ point, counts: at(byByte, rank + 1) }));
  const asksKnowledge = item.knowledge === true && scale.missing.includes('dont-know');
  return asksKnowledge ? [...known, { point: 'dont-know', counts: at(byByte, missingByte(layout, 'dont-know')) }] : known;
}

function countItem(tally: ItemTally, tallies: Tallies): ItemCounts {
  const { layout } = tally;
  const byByte = Array.from({ length: layout.width }, (_, byte) => countsOfKey(tally.bytes, byte, tallies));
  const points = shownPoints(tally, byByte, tallies);
  const cells = tallies.cells - 1;
  const answers = byByte.slice(1, layout.answers + 1);
  const dontKnow = points.filter(({ point }) => point === 'dont-know').map(({ counts }) => counts);
  const wanted = new Set((layout.item.counted ?? []).map(String));
  const anyCounted = tally.choices[layout.scale.points.length];
  const counted =
    anyCounted === undefined
      ? addCountsByCell(points.filter(({ point }) => wanted.has(String(point))).map(({ counts }) => counts), cells)
      : countsOfKey(anyCounted, 1, tallies);
  return { layout, points, base: addCountsByCell([...answers, ...dontKnow], cells), byByte, counted };
}

/** Persons with a valid answer to an evaluative item, whether or not its figures are shown. */
export function validPersons({ layout, bytes }: ItemTally, tallies: Tallies): number {
  const { valid } = itemScores(layout);
  return valid.reduce((sum, isValid, byte) => (isValid === 1 ? sum + totalOf(countsOfKey(bytes, byte, tallies)) : sum), 0);
}

/** Persons whose answer speaks well, neither or ill. */
function leaningCounts({ layout, byByte, base }: ItemCounts): readonly [ByCell, ByCell, ByCell] {
  const { tendency, valid } = itemScores(layout);
  const of = (leaning: number): ByCell =>
    addCountsByCell(byByte.filter((_, byte) => valid[byte] === 1 && tendency[byte] === leaning), base.length);
  return [of(1), of(0), of(-1)];
}

/** All, or all but one, gave the same answer, or lean the same way. Points of a multiple choice are judged one by one. */
function areAllAlike(counts: ItemCounts): boolean {
  const { layout, points, base } = counts;
  if (layout.scale.kind === 'multiple') return false;
  const n = totalOf(base);
  const parts = points.map((point) => totalOf(point.counts));
  if (layout.item.kind === 'evaluative') {
    const [well, , ill] = leaningCounts(counts);
    parts.push(totalOf(well), totalOf(ill));
  }
  return n > 0 && Math.max(...parts) > n - 2;
}

/** Under the threshold: persons with a valid answer, or, where there are none, persons who were asked at all. */
function isTooSmall({ layout, byByte, base }: ItemCounts, threshold: number): boolean {
  const valid = totalOf(base);
  const asked = byByte.reduce((sum, cells, byte) => sum + (byte === layout.notShown ? 0 : totalOf(cells)), 0);
  const persons = valid === 0 ? asked : valid;
  return persons > 0 && persons < threshold;
}

function distributionOf(counts: ItemCounts, estimator: Estimator, threshold: number): PointShare[] {
  const n = totalOf(counts.base);
  const alike = areAllAlike(counts);
  const tooSmall = isTooSmall(counts, threshold);
  return counts.points.map(({ point, counts: persons }) => {
    if (tooSmall) return { point, share: TOO_FEW };
    const figure = estimator.share(persons, counts.base);
    const count = totalOf(persons);
    if (counts.layout.scale.kind === 'multiple') return { point, share: publishShare(figure, count, n, threshold) };
    return { point, share: alike ? boundedShare(count, n) : publishedFigure(figure) };
  });
}

function missingOf(item: ItemCounts, threshold: number): MissingCounts {
  if (isTooSmall(item, threshold)) return TOO_FEW;
  const { layout, byByte } = item;
  const counts: Record<string, number> = {};
  byByte.forEach((cells, byte) => {
    const kind = missingKindOf(layout, byte);
    if (kind !== null) counts[kind] = totalOf(cells);
  });
  return { status: 'counted', counts };
}

function scoresOf(counts: ItemCounts, estimator: Estimator, threshold: number): NonNullable<ItemResult['scores']> {
  if (isTooSmall(counts, threshold)) return HIDDEN_FIGURES;
  const { layout, byByte, base } = counts;
  const { scores, valid } = itemScores(layout);
  const validBytes = byByte.map((cells, byte) => ({ cells, byte })).filter(({ byte }) => valid[byte] === 1);
  const moments = base.map((_, cell) => momentsOfValues(validBytes.map(({ cells, byte }) => ({ value: at(scores, byte), ...at(cells, cell) }))));
  const n = totalOf(base);
  const alike = areAllAlike(counts);
  const share = (persons: ByCell): Estimate => {
    const figure = estimator.share(persons, base);
    return alike && figure.status !== 'not-estimable' ? boundedShare(totalOf(persons), n) : publishedFigure(figure);
  };
  const [well, neither, ill] = leaningCounts(counts);
  const score = publishMean(estimator.mean(moments), threshold, false);
  const isShown = score.status === 'estimated' || score.status === 'value-only';
  const balance = alike && n > 0 ? ALL_ALIKE : balanceOf(well, ill, base, estimator);
  return { score: alike && isShown ? ALL_ALIKE : score, favourable: share(well), neutral: share(neither), unfavourable: share(ill), balance };
}

/** Balance of an item: favourable less unfavourable, as the mean of +1, 0 and −1. */
function balanceOf(well: ByCell, ill: ByCell, base: ByCell, estimator: Estimator): Estimate {
  const moments = base.map((all, cell) => {
    const [up, down] = [at(well, cell), at(ill, cell)];
    return momentsOfValues([{ value: 100, ...up }, { value: -100, ...down }, { value: 0, n: all.n - up.n - down.n, w: all.w - up.w - down.w, ww: all.ww - up.ww - down.ww }]);
  });
  return publishedFigure(asShare(estimator.mean(moments)));
}

/** The result of one item. */
export function itemResult(tally: ItemTally, tallies: Tallies, estimator: Estimator, threshold: number): ItemResult {
  const counts = countItem(tally, tallies);
  const { item, scale } = tally.layout;
  const n = totalOf(counts.base);
  const experience = (): ItemResult['experience'] => ({
    share: isTooSmall(counts, threshold) ? TOO_FEW : publishShare(estimator.share(counts.counted, counts.base), totalOf(counts.counted), n, threshold),
    months: item.months ?? null,
  });
  return {
    item: item.code,
    revision: item.revision,
    kind: item.kind,
    scale: scale.code,
    scaleKind: scale.kind,
    factor: item.factor ?? null,
    indicator: item.indicator ?? null,
    polarity: item.polarity ?? null,
    common: item.common,
    sensitive: item.sensitive,
    distribution: scale.kind === 'text' ? [] : distributionOf(counts, estimator, threshold),
    missing: missingOf(counts, threshold),
    scores: item.kind === 'evaluative' ? scoresOf(counts, estimator, threshold) : null,
    experience: item.kind === 'experience' && item.counted !== undefined ? experience() : null,
    ...indirectResult(counts, estimator, (figure) => (isTooSmall(counts, threshold) ? TOO_FEW : areAllAlike(counts) ? ALL_ALIKE : publishedFigure(figure))),
  };
}
