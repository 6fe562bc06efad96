// Shares of two rounds against each other: favourable answers, experiences, prevalences behind garbled answers, and refusals
// where the question is delicate (a refusal is a finding of its own). From published figures alone; where a share is hidden in either round, nothing is said.
import type { Estimated } from '../../shared/results/estimate.ts';
import type { ShareComparison } from '../../shared/results/factor-comparison.ts';
import type { ItemResult } from '../../shared/results/item-result.ts';
import type { PopulationResult } from '../../shared/results/population-result.ts';
import { independentDifference } from '../comparison/independent-difference.ts';
import { differenceOfShares, testTwoShares } from '../comparison/two-shares.ts';
import type { Count } from '../comparison/two-shares.ts';
import { publishedFigure } from '../disclosure/publish-figure.ts';
import { wilson } from '../inference/wilson.ts';
import { withAdjusted } from './compare-items.ts';

type Share = ShareComparison['share'];
type Shares = readonly (readonly [Share, Estimated])[];

/** Refusals among persons who were asked: valid answers, refusals, don't know and blank. Counted, never weighted. */
function refusals({ sensitive, kind, missing, distribution }: ItemResult): Shares {
  if (!(sensitive || kind === 'experience') || missing.status !== 'counted') return [];
  const refused = missing.counts['prefer-not-to-say'];
  const valid = distribution.find(({ share }) => share.status === 'estimated')?.share;
  if (refused === undefined || valid?.status !== 'estimated') return [];
  const isKnowledge = distribution.some(({ point }) => point === 'dont-know');
  const n = valid.n + refused + (isKnowledge ? 0 : (missing.counts['dont-know'] ?? 0)) + (missing.counts.blank ?? 0);
  const figure = wilson(refused, n);
  return figure.status === 'estimated' ? [['prefer-not-to-say', figure]] : [];
}

function sharesOf(item: ItemResult): Shares {
  const favourable = item.scores?.favourable;
  const experience = item.experience?.share;
  return [
    ...(favourable?.status === 'estimated' ? [['favourable', favourable] as const] : []),
    ...(experience?.status === 'estimated' ? [['experience', experience] as const] : []),
    ...(item.indirect?.prevalence.status === 'estimated' ? [['indirect', item.indirect.prevalence] as const] : []),
    ...refusals(item),
  ];
}

const isKnownExactly = ({ se, low, high }: Estimated): boolean => se === 0 && low === high;
const countOf = ({ value, n }: Estimated): Count => ({ k: Math.round(value * n), n });

/** Counts have χ² or Fisher's test; weighted or exactly known shares the t of their difference. */
function testOf(first: Estimated, second: Estimated, isCounted: boolean): Pick<ShareComparison, 'method'> & { readonly p: number | undefined } {
  if (isCounted && !isKnownExactly(first) && !isKnownExactly(second)) {
    const { method, p } = testTwoShares(countOf(first), countOf(second));
    return { method, p };
  }
  // A share of 0 or 1 under a design has an interval and no standard error: there is no t.
  const isLacking = [first, second].some((share) => share.se === 0 && !isKnownExactly(share));
  return { method: 'design', p: isLacking ? undefined : independentDifference(first, second).p };
}

/**
 * Shares of items with the same wording: Newcombe's interval (or the same hybrid of two design intervals), Benjamini and Hochberg over the list.
 * R: `DescTools::BinomDiffCI(method = "score")`, `chisq.test(correct = FALSE)`, `fisher.test`, `p.adjust(p, "BH")`.
 */
export function compareShares(previous: PopulationResult, now: PopulationResult): ShareComparison[] {
  const isSimple = previous.estimation === 'simple' && now.estimation === 'simple';
  const compared = now.items.flatMap((item) => {
    const earlier = previous.items.find((one) => one.item === item.item && one.revision === item.revision);
    const before = new Map(earlier === undefined ? [] : sharesOf(earlier));
    return sharesOf(item).flatMap(([share, second]) => {
      const first = before.get(share);
      if (first === undefined) return [];
      const difference = publishedFigure(differenceOfShares(first, second));
      return [{ item: item.item, share, difference, ...testOf(first, second, share === 'prefer-not-to-say' || (isSimple && share !== 'indirect')) }];
    });
  });
  return withAdjusted(compared);
}
