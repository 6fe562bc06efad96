// Sixty awkward sheets sent over HTTP like any others; after closing, every number of the release is R's own
// (test/analysis/fixtures/round-60/reference.R), and what is hidden or missing is so where R says that it must be.
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { Form } from '../../shared/questionnaire/form.ts';
import type { Estimate } from '../../shared/results/estimate.ts';
import type { PopulationResult, ScoreFigures } from '../../shared/results/population-result.ts';
import { distance, readReference } from '../analysis/reference.ts';
import { answerOnce } from '../support/a-respondent.ts';
import { anOpenRound } from '../support/a-round.ts';
import { aServer } from '../support/a-server.ts';
import type { TestServer } from '../support/a-server.ts';
import { closeEarly } from '../support/close-early.ts';
import { ROUND_60_PLAN, round60Adaptation, round60Sheets } from '../support/round-60.ts';

type Figure = { readonly n: number; readonly value?: number; readonly se?: number | null; readonly low?: number | null; readonly high?: number | null };
type Four = Readonly<Record<'score' | 'favourable' | 'neutral' | 'unfavourable', Figure>>;
type Of<Value> = Readonly<Record<string, Value>>;
type Item = { readonly n: number; readonly distribution: Of<Figure>; readonly missing: Of<number>; readonly scores?: Four; readonly experience?: Figure };
type Reference = {
  readonly overall: Four; readonly commonOverall: Four; readonly factors: Of<Four>; readonly commonFactors: Of<Four>; readonly indicators: Of<Four>;
  readonly items: Of<Item>; readonly strata: Of<{ readonly overall: Four; readonly factors: Of<Four> }>;
};

const reference = readReference<Reference>('round-60');

/** Places at which the release differs from R, and how many numbers were compared. */
type Verdict = { readonly wrong: string[]; numbers: number };

function judge(verdict: Verdict, place: string, got: Estimate, wanted: Figure | undefined): void {
  if (wanted === undefined) verdict.wrong.push(`${place}: R has none`);
  else if (got.status === 'estimated' || got.status === 'value-only') {
    const pairs: (readonly [number, number | null | undefined])[] = [[got.n, wanted.n], [got.value, wanted.value]];
    if (got.status === 'estimated') pairs.push([got.se, wanted.se], [got.low, wanted.low], [got.high, wanted.high]);
    verdict.numbers += pairs.length;
    if (pairs.some(([one, other]) => distance(one, other ?? NaN, 1) > 1e-9)) verdict.wrong.push(`${place}: ${JSON.stringify(got)} is ${JSON.stringify(wanted)} in R`);
  } else if (got.status === 'not-estimable' && wanted.n !== 0) verdict.wrong.push(`${place}: R has ${String(wanted.n)} answers`);
}

const judgeFour = (verdict: Verdict, place: string, got: ScoreFigures, wanted: Four | undefined): void => {
  for (const figure of ['score', 'favourable', 'neutral', 'unfavourable'] as const) judge(verdict, `${place} ${figure}`, got[figure], wanted?.[figure]);
};

function judgeItems(verdict: Verdict, result: PopulationResult): void {
  for (const item of result.items) {
    const wanted = reference.items[item.item];
    for (const { point, share } of item.distribution) judge(verdict, `${item.item} ${String(point)}`, share, wanted?.distribution[String(point)]);
    if (item.scores !== null) judgeFour(verdict, item.item, item.scores, wanted?.scores);
    if (item.experience !== null) judge(verdict, `${item.item} experience`, item.experience.share, wanted?.experience ?? { n: 0 });
    if (item.missing.status !== 'counted') continue;
    verdict.numbers += 5;
    if (Object.entries(item.missing.counts).some(([kind, n]) => wanted?.missing[kind] !== n)) verdict.wrong.push(`${item.item} missing`);
  }
}

describe('sixty sheets through the whole engine', () => {
  let server: TestServer;
  let result: PopulationResult;
  beforeAll(async () => {
    server = await aServer();
    const population = { population: 'officials', off: [], own: [], ...ROUND_60_PLAN, strata: [...ROUND_60_PLAN.strata] };
    const { names, lists } = round60Adaptation(['en']);
    const opened = await anOpenRound(server.rooms, { populations: [population], names, lists, languages: ['en'] });
    const sheets = round60Sheets(Form.parse(JSON.parse(opened.made.forms[0]?.text ?? 'null')));
    for (const [index, answers] of sheets.entries()) {
      const code = opened.codes[index];
      if (code === undefined) throw new Error('no code left');
      await answerOnce(server.url, opened, code, answers);
    }
    const [counted] = (await closeEarly(server.rooms, opened.plan.round)).populations;
    if (counted === undefined) throw new Error('nothing was counted');
    result = counted;
  }, 300_000);
  afterAll(() => server.close());

  it('gives R’s number at every place of the release', () => {
    const verdict: Verdict = { wrong: [], numbers: 0 };
    judgeFour(verdict, 'overall', result.overall, reference.overall);
    judgeFour(verdict, 'common overall', result.commonOverall, reference.commonOverall);
    for (const factor of result.factors) judgeFour(verdict, factor.factor, factor, reference.factors[factor.factor]);
    for (const factor of result.commonFactors) judgeFour(verdict, `common ${factor.factor}`, factor, reference.commonFactors[factor.factor]);
    for (const indicator of result.indicators) judgeFour(verdict, indicator.indicator, indicator, reference.indicators[indicator.indicator]);
    judgeItems(verdict, result);
    for (const group of result.strata.groups) {
      const wanted = reference.strata[String(group.code)];
      judgeFour(verdict, String(group.code), group.overall, wanted?.overall);
      for (const factor of group.factors) judgeFour(verdict, `${String(group.code)} ${factor.factor}`, factor, wanted?.factors[factor.factor]);
    }
    expect(verdict.wrong).toEqual([]);
    expect(verdict.numbers).toBeGreaterThan(3000);
  });

  it('hides the factor of nine persons, shows that of ten, and says of the one that nobody knows that there is nothing', () => {
    const statuses = Object.fromEntries(result.factors.map(({ factor, score }) => [factor, score.status]));
    expect([reference.factors['rad-3']?.score.n, statuses['rad-3']]).toEqual([9, 'suppressed']);
    expect([reference.factors['rad-4']?.score.n, statuses['rad-4']]).toEqual([10, 'estimated']);
    expect([reference.factors['rad-5']?.score.n, statuses['rad-5']]).toEqual([0, 'not-estimable']);
  });

  it('counts sixty sheets on 105 codes and leaves the two out that answered too little', () => {
    expect([result.sheets, result.issued, result.excluded]).toEqual([60, 105, { status: 'counted', n: 2 }]);
  });
});
