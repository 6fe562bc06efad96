// The line beside a score that says what silence could hide: the score if those who were given a code and have no score
// stood ten points lower. Where strata weigh by their sizes, so do their silent: a large stratum that answered whole
// leaves little to suppose. It follows from what is published (score, n by stratum, sizes, codes), so it never opens a
// hidden cell: hidden strata, and people who name none beside them, stand in it as one.
import type { Estimate } from '../../shared/results/estimate.ts';
import type { GroupResult, PopulationResult, ScoreFigures } from '../../shared/results/population-result.ts';
import { publishedFigure } from '../disclosure/publish-figure.ts';
import { scoreIfSilentStoodLower } from '../quality/response.ts';

type Line = { readonly ifSilentStoodLower?: Estimate };
type Lined = Pick<PopulationResult, 'issued' | 'overall' | 'factors' | 'commonOverall' | 'commonFactors' | 'indicators' | 'strata'>;

/** Published persons with a score, everybody's and by stratum: of the overall score or of one factor. */
type Profile = { readonly everybody: Estimate | undefined; readonly of: (group: GroupResult) => Estimate | undefined };
type Part = { readonly size: number; readonly codes: number; readonly persons: number };

/** Persons behind a published figure; undefined where it is hidden. */
function personsOf(figure: Estimate | undefined): number | undefined {
  if (figure === undefined || figure.status === 'suppressed') return undefined;
  return figure.status === 'not-estimable' ? (figure.n ?? 0) : figure.n;
}

/** A published score under that supposition; nothing where codes are unknown or the score is not shown. `rate`: of those with a code, the part that has a score. */
function ifSilentStoodLower(score: Estimate, issued: number | null, rate?: number): Line {
  if (issued === null || issued === 0 || score.status === 'suppressed' || score.status === 'not-estimable') return {};
  return { ifSilentStoodLower: publishedFigure(scoreIfSilentStoodLower(score, rate ?? Math.min(1, score.n / issued))) };
}

/** A stratum's figures with their line, by its own codes. */
export const withSilentLine = <Figures extends ScoreFigures>(figures: Figures, issued: number | null): Figures => ({ ...figures, ...ifSilentStoodLower(figures.score, issued) });

function partsOf(groups: readonly GroupResult[], { everybody, of }: Profile): readonly Part[] {
  const parts = groups.map((group) => ({ size: group.size ?? 0, codes: group.issued ?? 0, persons: personsOf(of(group)) }));
  const shown = parts.flatMap(({ persons, ...part }) => (persons === undefined ? [] : [{ ...part, persons }]));
  const hidden = parts.filter(({ persons }) => persons === undefined);
  if (hidden.length === 0) return shown;
  const rest: Part = { size: 0, codes: 0, persons: (personsOf(everybody) ?? 0) - shown.reduce((sum, { persons }) => sum + persons, 0) };
  return [...shown, hidden.reduce<Part>((sum, { size, codes }) => ({ ...sum, size: sum.size + size, codes: sum.codes + codes }), rest)];
}

/**
 * Σ N_h · min(1, r_h/codes_h) / ΣN_h over strata that got codes, for a figure of n persons: r_h are its profile's, brought
 * to n, so that those who name no stratum count like those who do. Undefined where nothing is known of it.
 */
function rateByStrata(groups: readonly GroupResult[], profile: Profile, n: number): number | undefined {
  const parts = partsOf(groups, profile).filter(({ codes, persons }) => codes > 0 || persons > 0);
  const people = parts.reduce((sum, { size }) => sum + size, 0);
  const persons = parts.reduce((sum, part) => sum + part.persons, 0);
  if (people === 0 || persons === 0) return undefined;
  return parts.reduce((sum, part) => sum + (part.size / people) * Math.min(1, (part.persons * n) / persons / part.codes), 0);
}

/**
 * Everybody's figures, past the gate, with their lines. `weighsStrata`: strata weigh by their sizes; then their codes have
 * to be known too, otherwise the rate is plainly n/codes. An indicator and a common figure take the profile of their
 * factor, since their own persons by stratum are not published.
 */
export function withSilentLines<Scored extends Lined>(scored: Scored, weighsStrata: boolean): Scored & Line {
  const { issued, strata: { groups } } = scored;
  const isByStrata = weighsStrata && groups.length > 0 && groups.every(({ size, issued: codes }) => size !== null && codes !== null);
  const ofOverall: Profile = { everybody: scored.overall.score, of: ({ overall }) => overall.score };
  const ofFactor = (code: string): Profile => {
    const scoreIn = (factors: readonly { readonly factor: string; readonly score: Estimate }[]): Estimate | undefined => factors.find(({ factor }) => factor === code)?.score;
    return { everybody: scoreIn(scored.factors), of: ({ factors }) => scoreIn(factors) };
  };
  const lineOf = (score: Estimate, profile: Profile): Line => ifSilentStoodLower(score, issued, isByStrata ? rateByStrata(groups, profile, personsOf(score) ?? 0) : undefined);
  const withLine = <Figures extends ScoreFigures & { readonly factor: string }>(figures: Figures): Figures => ({ ...figures, ...lineOf(figures.score, ofFactor(figures.factor)) });
  return {
    ...scored,
    ...lineOf(scored.overall.score, ofOverall),
    factors: scored.factors.map(withLine),
    commonOverall: { ...scored.commonOverall, ...lineOf(scored.commonOverall.score, ofOverall) },
    commonFactors: scored.commonFactors.map(withLine),
    indicators: scored.indicators.map(withLine),
  };
}
