// Sensitive items: estimators by hand and through survey, a published list experiment, and simulation of what they promise.
import { describe, expect, it } from '@jest/globals';
import { designShare } from '../../../analysis/inference/design-mean.ts';
import { prepareDesign } from '../../../analysis/inference/sample-design.ts';
import { seededRandom } from '../../../analysis/inference/random.ts';
import { anchoredCrosswise } from '../../../analysis/sensitive/anchored-crosswise.ts';
import type { AnchoredCrosswise } from '../../../analysis/sensitive/anchored-crosswise.ts';
import type { Garbling } from '../../../analysis/sensitive/garbled-share.ts';
import { crosswise, forcedResponse, garbledDesignShare, garbledShare, unrelatedQuestion } from '../../../analysis/sensitive/garbled-share.ts';
import { listDesignShare, listExperiment } from '../../../analysis/sensitive/list-experiment.ts';
import { distance, readReference } from '../reference.ts';

type Simple = { yes: number; n: number; value: number; se: number; ends: [number, number] };
type Reference = {
  columns: Record<string, (number | null)[]>; crosswise: { value: number; se: number }; forced: { value: number; se: number }; list: { value: number; t: number };
  simple: Record<'crosswise' | 'zero' | 'forced' | 'unrelated', Simple>;
  race: { control: number[]; treatment: number[]; value: number; se: number; df: number; low: number; high: number };
};
const reference = readReference<Reference>('sensitive');
const column = (name: string): number[] => (reference.columns[name] ?? []).map((value) => value ?? NaN);
const design = prepareDesign({ weights: column('w'), strata: column('h'), population: new Map(column('h').map((code, row) => [code, column('N')[row] ?? NaN])) });

describe('garbled answers', () => {
  const cases: [keyof Reference['simple'], Garbling][] = [['crosswise', crosswise(0.15)], ['zero', crosswise(0.15)], ['forced', forcedResponse(1 / 6, 4 / 6)], ['unrelated', unrelatedQuestion(0.7, 0.25)]];
  it.each(cases)('%s: share and SE are the published formula, the interval is Wilson stretched', (name, garbling) => {
    const wanted = reference.simple[name];
    const got = garbledShare(wanted.yes, wanted.n, garbling);
    if (got.status !== 'estimated') throw new Error(got.reason);
    for (const [mine, its] of [[got.value, wanted.value], [got.se, wanted.se], [got.low, wanted.ends[0]], [got.high, wanted.ends[1]]] as const) expect(distance(mine, its, 1e-6)).toBeLessThan(1e-8);
  });
  it('weighted and stratified, they agree with svymean of the pieces', () => {
    for (const [got, wanted] of [[garbledDesignShare(design, column('x'), crosswise(0.17)), reference.crosswise], [garbledDesignShare(design, column('f'), forcedResponse(1 / 6, 4 / 6)), reference.forced]] as const) {
      if (got.status !== 'estimated') throw new Error(got.reason);
      expect(distance(got.value, wanted.value)).toBeLessThan(1e-8);
      expect(distance(got.se, wanted.se)).toBeLessThan(1e-8);
    }
  });
  it('an estimate below 0 is kept and flagged', () => {
    expect(garbledShare(400, 450, crosswise(0.15))).toMatchObject({ status: 'estimated', flags: ['outside-0-1'] });
  });
  it('refuses designs that carry nothing and answers that are not 0 or 1', () => {
    expect(() => crosswise(0.5)).toThrow('must differ from one half');
    expect(() => forcedResponse(0.6, 0.6)).toThrow(RangeError);
    expect(() => garbledDesignShare(design, column('h'), crosswise(0.2))).toThrow('a garbled answer is 0 or 1');
    expect(garbledShare(0, 0, crosswise(0.2))).toMatchObject({ status: 'not-estimable', reason: 'no-valid-answers' });
  });
  it('crosswise is unbiased and its 95 % interval covers, over 600 drawn samples', () => {
    const random = seededRandom(12);
    let covered = 0;
    let sum = 0;
    for (let draw = 0; draw < 600; draw += 1) {
      let same = 0;
      for (let person = 0; person < 450; person += 1) if (random.uniform() < 0.1 === random.uniform() < 0.15) same += 1;
      const got = garbledShare(same, 450, crosswise(0.15));
      if (got.status !== 'estimated') throw new Error(got.reason);
      sum += got.value;
      if (got.low <= 0.1 && got.high >= 0.1) covered += 1;
    }
    expect(Math.abs(sum / 600 - 0.1)).toBeLessThan(0.004);
    expect(covered / 600).toBeGreaterThan(0.925);
    expect(covered / 600).toBeLessThan(0.975);
  });
});

describe('the anchored crosswise', () => {
  it('undoes random answering that pulls the plain one towards one half', () => {
    const random = seededRandom(5);
    const persons = Array.from({ length: 4000 }, () => {
      const isAttentive = random.uniform() < 0.75;
      const answer = (prevalence: number, p: number): number => (isAttentive ? (random.uniform() < prevalence === random.uniform() < p ? 1 : 0) : random.below(2));
      return [answer(0.1, 0.15), answer(0, 0.15)] as const;
    });
    const answers = persons.map(([same]) => same);
    const plain = garbledShare(answers.reduce<number>((sum, same) => sum + same, 0), 4000, crosswise(0.15));
    const { share, attentive } = anchoredCrosswise({ answers, anchor: persons.map(([, same]) => same), p: 0.15, anchorP: 0.15 }, { seed: 2, draws: 200 });
    if (share.status !== 'estimated' || plain.status !== 'estimated') throw new Error('not estimated');
    expect(plain.value).toBeGreaterThan(0.17);
    expect(Math.abs(share.value - 0.1)).toBeLessThan(0.03);
    expect(Math.abs((attentive ?? 0) - 0.75)).toBeLessThan(0.04);
    expect(share.low < 0.1 && share.high > 0.1).toBe(true);
  });
  it('is the plain estimate when the anchor shows full attention, and refuses when it shows none', () => {
    const answers = Array.from({ length: 100 }, (_, row) => (row < 78 ? 1 : 0));
    const attentive = Array.from({ length: 100 }, (_, row) => (row % 20 < 17 ? 1 : 0));
    const { share } = anchoredCrosswise({ answers, anchor: attentive, p: 0.15, anchorP: 0.15 }, { seed: 1, draws: 50 });
    const plain = garbledShare(78, 100, crosswise(0.15));
    if (share.status !== 'estimated' || plain.status !== 'estimated') throw new Error('not estimated');
    expect(share.value).toBeCloseTo(plain.value, 12);
    expect(anchoredCrosswise({ answers, anchor: answers.map((_, row) => row % 2), p: 0.15, anchorP: 0.15 }, { seed: 1 }).share).toMatchObject({ status: 'not-estimable', reason: 'not-identified' });
  });
});

describe('the anchored crosswise at its edges', () => {
  const answers = Array.from({ length: 60 }, (_, row) => (row % 3 === 0 ? 0 : 1));
  const anchor = Array.from({ length: 60 }, (_, row) => (row % 5 === 0 ? 0 : 1));
  const of = (input: Partial<AnchoredCrosswise>, draws = 100) => anchoredCrosswise({ answers, anchor, p: 0.15, anchorP: 0.2, ...input }, { seed: 3, draws });
  it('does not hang on the order of rows', () => {
    const turned = { answers: [...answers].reverse(), anchor: [...anchor].reverse() };
    const weights = answers.map((_, row) => 1 + (row % 4));
    expect(of(turned)).toEqual(of({}));
    expect(of({ ...turned, weights: [...weights].reverse() })).toEqual(of({ weights }));
  });
  it('rows of weight 0 are out; one person, or persons all alike, have a value without interval', () => {
    expect(of({ weights: answers.map((_, row) => (row < 40 ? 1 : 0)) }).share).toMatchObject({ n: 40 });
    expect(of({ weights: answers.map(() => 0) }).share).toMatchObject({ status: 'not-estimable', reason: 'no-valid-answers' });
    expect(of({ answers: [1], anchor: [1] }).share).toMatchObject({ status: 'value-only', reason: 'one-answer' });
    expect(of({ answers: [1, 1, 1], anchor: [1, 1, 1] }).share).toMatchObject({ status: 'value-only', reason: 'no-variation' });
    expect(of({}, 1).share).toMatchObject({ status: 'value-only', reason: 'no-convergence' });
  });
  it('refuses prevalences of one half, answers that are no answers, and negative weights', () => {
    expect(() => of({ p: 0.5 })).toThrow('differ from one half');
    expect(() => of({ anchorP: 0.5 })).toThrow('differ from one half');
    expect(() => of({ answers: answers.map(() => 2) })).toThrow('a garbled answer is 0 or 1');
    expect(() => of({ weights: answers.map(() => -1) })).toThrow('must be 0 or more');
  });
});

describe('nobody, and everybody, under a design', () => {
  it('have the interval of a share of 0 or 1, stretched', () => {
    const ones = column('w').map(() => 1);
    const got = garbledDesignShare(design, ones, crosswise(0.17));
    const share = designShare(design, ones);
    if (got.status !== 'estimated' || share.status !== 'estimated') throw new Error('not estimated');
    expect(got.value).toBeCloseTo(-0.17 / 0.66, 12);
    expect(got.high).toBeCloseTo((share.low - 0.83) / -0.66, 12);
    expect(got).toMatchObject({ se: 0, flags: ['outside-0-1'] });
  });
});

describe('the list experiment', () => {
  it('refuses negative counts and strange arms, and flags a share outside 0…1 under a design', () => {
    expect(() => listExperiment([1, -2, 4], [1, 2, 3, 3])).toThrow('must be 0 or more');
    const plain = prepareDesign({ weights: [1, 1, 1, 1, 1, 1] });
    expect(() => listDesignShare(plain, [1, 2, 1, 2, 3, 2], [0, 0, 0, 1, 2, 1])).toThrow('an arm is 0 or 1');
    expect(listDesignShare(plain, [1, 2, 1, 2, 3, 3], [0, 0, 0, 1, 1, 1])).toMatchObject({ flags: ['outside-0-1'] });
  });
  const { race } = reference;
  it('reproduces Blair and Imai 2012, table 1: 6.8 % with a negative cell at 0', () => {
    const got = listExperiment(race.control, race.treatment);
    if (got.share.status !== 'estimated') throw new Error(got.share.reason);
    expect(got.cells.map(({ withTrait }) => (100 * withTrait).toFixed(1))).toEqual(['-1.7', '1.0', '2.0', '5.4']);
    expect(got.cells.map(({ withoutTrait }) => (100 * withoutTrait).toFixed(1))).toEqual(['3.0', '21.4', '35.7', '33.1']);
    expect(got.flags).toEqual(['negative-cell']);
    for (const key of ['value', 'se', 'df', 'low', 'high'] as const) expect(distance(got.share[key] ?? NaN, race[key])).toBeLessThan(1e-8);
  });
  it('weighted, agrees with svyttest', () => {
    const got = listDesignShare(design, column('cnt'), column('arm'));
    if (got.status !== 'estimated') throw new Error(got.reason);
    expect(distance(got.value, reference.list.value)).toBeLessThan(1e-8);
    expect(distance(got.value / got.se, reference.list.t)).toBeLessThan(1e-8);
  });
  it('needs one answer more in the treatment list', () => expect(() => listExperiment([1, 2], [1, 2])).toThrow('one answer more'));
});
