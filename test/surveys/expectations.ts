// What each of our own questionnaires promises: its number of questions, and a second reading of its polarities, made
// from the prompts alone. Double entry is what makes a flipped polarity visible: a machine cannot read meaning.
import type { ItemCode } from '../../shared/questionnaire/codes.ts';
import { formProblem } from '../../shared/questionnaire/form-problem.ts';
import type { FormProblem } from '../../shared/questionnaire/form-problem.ts';
import type { Version } from '../../shared/questionnaire/rules-version.ts';

export interface Expectation {
  readonly questions: number;
  readonly items: number;
  readonly factors: number;
  readonly evaluativePerFactor: number;
  readonly commonPerFactor: number;
  readonly leastReversed: number;
  /** Items whose agreement, or frequent yes, speaks ill of the administration. */
  readonly reversed: readonly ItemCode[];
}

export const EXPECTATIONS: Readonly<Record<string, Expectation>> = {
  'cips/1/officials': {
    questions: 41,
    items: 66,
    factors: 10,
    evaluativePerFactor: 3,
    commonPerFactor: 1,
    leastReversed: 4,
    reversed: ['F01_11', 'F02_02', 'F03_12', 'F04_12', 'F05_02', 'F06_12', 'F08_13', 'F09_14', 'F10_04'],
  },
  'cips/1/private-sector': {
    questions: 29,
    items: 42,
    factors: 10,
    evaluativePerFactor: 2,
    commonPerFactor: 1,
    leastReversed: 4,
    reversed: ['F02_02', 'F03_21', 'F04_21', 'F05_02', 'F10_04'],
  },
  'coordinator-feedback/1/coordinators': {
    questions: 6,
    items: 10,
    factors: 3,
    evaluativePerFactor: 2,
    commonPerFactor: 0,
    leastReversed: 2,
    reversed: ['FIELD_02', 'USE_02'],
  },
};

const differs = (place: string, found: number, wanted: string): FormProblem => formProblem(place, `${found}, expected ${wanted}`, 'correct the questionnaire, or its expectation with a reason in CHANGES.md');

function checkCounts({ definition, scoring }: Version, expected: Expectation): readonly FormProblem[] {
  const questions = definition.pages.flatMap((page) => page.elements).length;
  const counts = [
    ['questions', questions, expected.questions],
    ['items', scoring.items.length, expected.items],
    ['factors', scoring.factors.length, expected.factors],
  ] as const;
  return counts.filter(([, found, wanted]) => found !== wanted).map(([place, found, wanted]) => differs(place, found, String(wanted)));
}

function checkFactors({ scoring }: Version, expected: Expectation): readonly FormProblem[] {
  return scoring.factors.flatMap(({ code }) => {
    const evaluative = scoring.items.filter((item) => item.kind === 'evaluative' && item.factor === code);
    const common = evaluative.filter((item) => item.common).length;
    return [
      ...(evaluative.length < expected.evaluativePerFactor ? [differs(`evaluative items of ${code}`, evaluative.length, `at least ${expected.evaluativePerFactor}`)] : []),
      ...(common < expected.commonPerFactor ? [differs(`common evaluative items of ${code}`, common, `at least ${expected.commonPerFactor}`)] : []),
    ];
  });
}

function checkPolarities({ scoring }: Version, expected: Expectation): readonly FormProblem[] {
  const reversed = scoring.items.filter((item) => item.polarity === 'reversed').map((item) => item.code);
  const unlike = [...new Set([...reversed, ...expected.reversed])].filter((code) => reversed.includes(code) !== expected.reversed.includes(code));
  return [
    ...unlike.map((code) => formProblem(`scoring.json items.${code}.polarity`, 'the second reading of the prompt disagrees', 'read the prompt again and correct one of the two')),
    ...(reversed.length < expected.leastReversed ? [differs('reversed items', reversed.length, `at least ${expected.leastReversed}`)] : []),
  ];
}

/** Where a version breaks its promise; empty when it keeps it. */
export const brokenPromises = (version: Version, expected: Expectation): readonly FormProblem[] => [
  ...checkCounts(version, expected),
  ...checkFactors(version, expected),
  ...checkPolarities(version, expected),
];
