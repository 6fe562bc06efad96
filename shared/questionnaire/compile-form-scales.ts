// Whether a scale can be scored: points once each and none of them a missing code, scores rising with the points,
// favourable and neutral points among them. Whether a scale that is scored has favourable points: compile-form-items.ts.
import type { AnswerValue } from './codes.ts';
import { MissingCode } from './codes.ts';
import { formProblem, repeated } from './form-problem.ts';
import type { FormProblem } from './form-problem.ts';
import type { Scale } from './scoring.ts';

function checkPoints(scale: Scale, place: string): FormProblem[] {
  const twice = repeated<AnswerValue>([...scale.points, ...scale.missing]);
  const missing = scale.points.filter((point) => MissingCode.safeParse(point).success && !twice.includes(point));
  const empty = scale.points.length === 0 && scale.kind !== 'text' && scale.list === undefined;
  return [
    ...twice.map((point) => formProblem(place, `${point} stands twice`, 'name each point and each missing code once')),
    ...missing.map((point) => formProblem(place, `the point ${point} is a missing code`, 'move it to "missing": missing answers are never scored')),
    ...(empty ? [formProblem(place, 'the scale has no points', 'list its points from lowest to highest, or name an open list')] : []),
    ...(scale.kind === 'text' && scale.points.length + scale.missing.length > 0 ? [formProblem(place, 'a text scale has points', 'remove its points and missing codes')] : []),
  ];
}

function checkScores(scale: Scale, place: string): FormProblem[] {
  const { scores } = scale;
  if (scores === undefined) return [];
  if (scale.kind !== 'ordinal') return [formProblem(place, `a ${scale.kind} scale has scores`, 'only ordinal scales are scored')];
  if (scores.length !== scale.points.length) return [formProblem(place, `${scores.length} scores for ${scale.points.length} points`, 'give one score per point')];
  const falls = scores.some((score, index) => index > 0 && score < (scores[index - 1] ?? 0));
  return falls ? [formProblem(place, 'scores fall where points rise', 'list points and scores from lowest to highest; polarity turns them round')] : [];
}

function checkSubsets(scale: Scale, place: string): FormProblem[] {
  const subsets = [
    ['favourable', scale.favourable ?? [], scale.kind === 'ordinal'],
    ['neutral', scale.neutral ?? [], scale.kind === 'ordinal'],
    ['exclusive', scale.exclusive ?? [], scale.kind === 'multiple'],
  ] as const;
  const both = (scale.favourable ?? []).filter((point) => (scale.neutral ?? []).includes(point));
  return [
    ...subsets.flatMap(([name, points, fits]) => [
      ...(points.length > 0 && !fits ? [formProblem(`${place}.${name}`, `a ${scale.kind} scale has no ${name} points`, `remove ${name}`)] : []),
      ...points.filter((point) => !scale.points.includes(point)).map((point) => formProblem(`${place}.${name}`, `${point} is not a point`, 'name points of this scale')),
    ]),
    ...both.map((point) => formProblem(place, `${point} is both favourable and neutral`, 'choose one')),
  ];
}

export const checkScales = (scales: readonly Scale[]): readonly FormProblem[] =>
  scales.flatMap((scale) => {
    const place = `scoring.json scales.${scale.code}`;
    return [...checkPoints(scale, place), ...checkScores(scale, `${place}.scores`), ...checkSubsets(scale, place)];
  });
