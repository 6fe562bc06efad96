// What a comparison says, in one of five words with a sign of its own, so that nobody needs the colour; between two
// groups of one round nothing improves, one is higher.
import type { ReactElement } from 'react';
import type { FactorComparison } from '../../shared/results/factor-comparison.ts';
import type { DeskKey } from '../words/desk-words.ts';
import { useSpeech } from './speech.ts';

type Verdict = FactorComparison['verdict'];
export type Between = 'rounds' | 'groups';

const SIGNS: Readonly<Record<Verdict, string>> = { improved: 'improved', worsened: 'worsened', 'no clear change': 'steady', 'not enough data to tell': 'open', 'too few': 'open' };
const WORDS: Readonly<Record<Between, Readonly<Record<Verdict, DeskKey>>>> = {
  rounds: { improved: 'verdict.improved', worsened: 'verdict.worsened', 'no clear change': 'verdict.unclear', 'not enough data to tell': 'verdict.unknown', 'too few': 'verdict.few' },
  groups: { improved: 'verdict.higher', worsened: 'verdict.lower', 'no clear change': 'verdict.same', 'not enough data to tell': 'verdict.unknown', 'too few': 'verdict.few' },
};

export function VerdictWords({ comparison, between }: { readonly comparison: FactorComparison; readonly between: Between }): ReactElement {
  const { say, numbers } = useSpeech();
  const { verdict, adjustedP, equivalence } = comparison;
  return (
    <span className="figure">
      <span className={`change ${SIGNS[verdict]}`}>{say(WORDS[between][verdict])}</span>
      {adjustedP !== null && <span className="detail">{say('change.p', { p: numbers.p(adjustedP) })}</span>}
      {between === 'rounds' && equivalence !== undefined && equivalence.p < 0.05 && <span className="detail">{say('change.equivalent')}</span>}
    </span>
  );
}
