// Each rule bites: our own officials' questionnaire, broken in one place, makes the rule name that place.
import { join } from 'node:path';
import { describe, expect, it } from '@jest/globals';
import { compileForm } from '../../shared/questionnaire/compile-form.ts';
import type { FormProblem } from '../../shared/questionnaire/form-problem.ts';
import { checkCommon } from '../../shared/questionnaire/rules-common.ts';
import { checkNegations, countWords } from '../../shared/questionnaire/rules-prompts.ts';
import type { Version } from '../../shared/questionnaire/rules-version.ts';
import { problemsOfVersion } from '../../shared/questionnaire/rules.ts';
import { brokenCopy, elementOf, itemOf, localeOf, movePage, reword, scaleOf } from './broken-copy.ts';
import { brokenPromises, EXPECTATIONS } from './expectations.ts';
import { anAdaptationFor } from './sample-adaptation.ts';
import { absentAudio, foldersOf, readVersion, readWording, SURVEYS, WORDING } from './version-files.ts';

const officials = readVersion(join(SURVEYS, 'cips/1/officials'));
const traders = readVersion(join(SURVEYS, 'cips/1/private-sector'));
const { negations, addressees } = readWording(WORDING);

function problemsOfCompiling(version: Version): readonly FormProblem[] {
  const languages = version.locales.map((locale) => locale.language);
  const compiled = compileForm({ ...version, adaptation: anAdaptationFor(version), languages, versionHash: '0'.repeat(64) });
  return compiled.ok ? [] : compiled.problems;
}

const places = (problems: readonly FormProblem[]): string => problems.map(({ place, problem }) => `${place}: ${problem}`).join('\n');

type Break = readonly [title: string, change: (copy: Version) => void, named: RegExp];

const wordings: readonly Break[] = [
  ['a text missing in one language', (copy) => delete localeOf(copy, 'pt').texts['F03_01'], /pt\.json F03_01: the text is missing/],
  ['a scale point without a label', (copy) => delete localeOf(copy, 'ar').texts['scale.agree-5.4'], /ar\.json scale\.agree-5\.4: the text is missing/],
  ['a text that nobody shows', (copy) => (localeOf(copy, 'fr').texts['F99_01'] = 'Rien.'), /fr\.json F99_01: nobody shows/],
  ['a prompt left in English', (copy) => reword(copy, 'es', 'F01_01', 'The leaders of Customs treat integrity as a priority.'), /es\.json F01_01: the same words as in en/],
  ['a Latin word in an Arabic prompt', (copy) => reword(copy, 'ar', 'F04_11', 'تُظهر أنظمة ASYCUDA من اتخذ كل قرار.'), /ar\.json F04_11: ASYCUDA/],
  ['an Arabic word in a French label', (copy) => reword(copy, 'fr', 'scale.event.yes', 'نعم'), /fr\.json scale\.event\.yes/],
  ['a placeholder that nothing fills', (copy) => reword(copy, 'fr', 'consent.time', 'Il faut {duree} minutes.'), /fr\.json consent\.time: nothing fills \{duree\}/],
  ['a placeholder lost in translation', (copy) => reword(copy, 'es', 'consent.kept', 'Sus respuestas se borran.'), /es\.json consent\.kept: its placeholders/],
  ['a review by nobody', (copy) => (localeOf(copy, 'fr').state = 'reviewed'), /fr\.json state: reviewed by nobody/],
  ['a prompt of 21 words', (copy) => reword(copy, 'en', 'F02_01', `${'word '.repeat(20)}end.`), /en\.json F02_01: 21 words/],
  ['a period lost in translation', (copy) => reword(copy, 'pt', 'E10_11', 'Alguém lhe ofereceu um presente?'), /pt\.json E10_11: the period of 12 months/],
  ['another period in translation', (copy) => reword(copy, 'ar', 'F01_12', 'خلال الأشهر الـ٦ الماضية، بأي وتيرة؟'), /ar\.json F01_12: the period of 12 months/],
  ['a period that scoring does not know', (copy) => delete itemOf(copy, 'F01_12').months, /F01_12: it names a number/],
  ['gender marked by signs', (copy) => reword(copy, 'fr', 'F09_11', 'Je suis fier·ère de travailler à la douane.'), /fr\.json F09_11: it marks gender/],
  ['gender marked by brackets', (copy) => reword(copy, 'es', 'F09_11', 'Estoy orgulloso(a) de trabajar en la Aduana.'), /es\.json F09_11: it marks gender/],
];

const items: readonly Break[] = [
  ['an item without a lever', (copy) => delete itemOf(copy, 'F05_11').lever, /F05_11: it names no lever/],
  ['an experience without a period', (copy) => delete itemOf(copy, 'E08_12').months, /E08_12: it asks of events/],
  ['a second reversed item in a factor', (copy) => (itemOf(copy, 'F01_02').polarity = 'reversed'), /F01_11: F01_02 is reversed in rad-1 already/],
  ['a sensitive item that cannot be refused', (copy) => (scaleOf(copy, 'consequence-5').missing = ['dont-know']), /F06_01: it cannot be refused/],
  ['a demographic item that cannot be refused', (copy) => (scaleOf(copy, 'sex').missing = []), /D_SEX: it cannot be refused/],
  ['a multiple choice without none', (copy) => delete scaleOf(copy, 'hesitation').exclusive, /M06_01: none of the answers stands/],
  ['sensitive questions first', (copy) => movePage(copy, 'P_REPORTING', 0), /M01_01: a question that is not sensitive comes after a sensitive/],
  ['demographics before sensitive questions', (copy) => movePage(copy, 'P_ABOUT', 12), /comes after a demographic question/],
  ['the question on freedom not last', (copy) => movePage(copy, 'P_END', 3), /the last question is not Z_FREE/],
];

const structures: readonly Break[] = [
  ['a code used twice', (copy) => (elementOf(copy, 'F01_12').name = 'F01_13'), /F01_13/],
  ['an evaluative item without a factor', (copy) => delete itemOf(copy, 'F03_02').factor, /F03_02: an evaluative item has no factor/],
  ['an evaluative item on a nominal scale', (copy) => (scaleOf(copy, 'agree-5').kind = 'nominal'), /has the nominal scale/],
  ['routing by an item that does not exist', (copy) => (elementOf(copy, 'F08_14').visibleIf = "{E99_01} = 'yes'"), /F08_14\.visibleIf/],
  ['routing by an item that is asked later', (copy) => (elementOf(copy, 'F08_14').visibleIf = "{X10_11} = 'yes'"), /F08_14\.visibleIf/],
  ['an answer required without a refusal', (copy) => Object.assign(elementOf(copy, 'X10_11'), { choices: ['yes', 'no'] }), /X10_11/],
];

describe('rules of good questions', () => {
  it.each([...wordings, ...items])('complain of %s', (_title, change, named) => {
    expect(places(problemsOfVersion(brokenCopy(officials, change)))).toMatch(named);
  });

  it.each(structures)('leave to the compile step %s', (_title, change, named) => {
    expect(places(problemsOfCompiling(brokenCopy(officials, change)))).toMatch(named);
  });

  it.each([
    ['en', 'F05_02', 'Customs does not use modern procedures.'],
    ['fr', 'F05_02', 'La douane n’emploie guère de procédures modernes.'],
    ['es', 'F05_02', 'La Aduana trabaja sin procedimientos modernos.'],
    ['pt', 'F05_02', 'A Alfândega não usa procedimentos modernos.'],
    ['ar', 'F05_02', 'لا تستخدم الجمارك إجراءات حديثة.'],
  ])('complain of an item reversed by negation in %s', (language, code, words) => {
    const copy = brokenCopy(officials, (one) => reword(one, language, code, words));
    expect(places(checkNegations(copy, negations))).toContain(`locales/${language}.json ${code}`);
  });

  it('complain of a language whose words of negation nobody listed', () => {
    expect(places(checkNegations(officials, new Map()))).toContain('ar.json negations');
  });

  it('count a placeholder as three words and a lone dash as none', () => {
    expect(countWords('How well – do you know {codeOfConduct}?')).toBe(8);
  });

  it('complain of an audio file that is named and not there', () => {
    const copy = brokenCopy(officials, (one) => (localeOf(one, 'fr').texts['F01_01'] = { text: 'La direction…', audio: 'F01_01.ogg' }));
    expect(absentAudio(join(SURVEYS, 'cips/1/officials'), copy)).toEqual(['F01_01.ogg']);
  });
});

const without = (copy: Version, name: string): void => {
  for (const page of copy.definition.pages) page.elements = page.elements.filter((element) => element.name !== name);
};

describe('the promise of a questionnaire', () => {
  const promise = EXPECTATIONS['cips/1/officials'];

  it.each<Break>([
    ['a question fewer', (copy) => without(copy, 'M04_11'), /^questions: 40, expected 41/],
    ['a grid taken apart into two questions', (copy) => copy.definition.pages[1]?.elements.push({ type: 'radiogroup', name: 'F01_11', choices: [1, 2] }), /^questions: 42/],
    ['an item fewer', (copy) => copy.scoring.items.pop(), /^items: 65/],
    ['a factor fewer', (copy) => copy.scoring.factors.pop(), /^factors: 9/],
    ['two evaluative items in a factor', (copy) => ['F04_11', 'F04_12'].forEach((code) => (itemOf(copy, code).kind = 'descriptive')), /evaluative items of rad-4: 2, expected at least 3/],
    ['a factor without a common evaluative item', (copy) => ['F02_01', 'F02_02'].forEach((code) => (itemOf(copy, code).common = false)), /common evaluative items of rad-2: 0/],
    ['three reversed items', (copy) => copy.scoring.items.filter((item) => item.polarity === 'reversed').slice(3).forEach((item) => (item.polarity = 'positive')), /reversed items: 3, expected at least 4/],
  ])('is broken by %s', (_title, change, named) => {
    expect(promise === undefined ? '' : places(brokenPromises(brokenCopy(officials, change), promise))).toMatch(new RegExp(named.source, 'm'));
  });
});

describe('common items', () => {
  it.each<Break>([
    ['other words', (copy) => reword(copy, 'es', 'F10_02', 'La Aduana es justa con las empresas.'), /private-sector\/locales\/es\.json F10_02: other words/],
    ['another label of their scale', (copy) => reword(copy, 'fr', 'scale.agree-5.2', 'Pas vraiment d’accord'), /fr\.json scale\.agree-5\.2: other words/],
    ['another polarity', (copy) => (itemOf(copy, 'F05_02').polarity = 'positive'), /F05_02: it differs/],
    ['another revision', (copy) => (itemOf(copy, 'F06_02').revision = 2), /F06_02: it differs/],
    ['another scale under the same code', (copy) => (scaleOf(copy, 'awareness-4').favourable = [4]), /F07_01: its scale differs/],
    ['no mark of being common', (copy) => (itemOf(copy, 'D_SEX').common = false), /D_SEX: two populations have it/],
    ['a mark and no twin', (copy) => (itemOf(copy, 'F02_21').common = true), /F02_21: common, and no other/],
  ])('may not have %s', (_title, change, named) => {
    expect(places(checkCommon([officials, brokenCopy(traders, change)], addressees))).toMatch(named);
  });

  it('differ where the addressee differs, and only there', () => {
    const unlike = places(checkCommon([officials, traders], new Map()));
    expect([...new Set(unlike.match(/[FDMZ]\d*_\w+/g))].sort()).toEqual(['F03_01', 'F04_01']);
  });
});

describe.each(foldersOf(SURVEYS))('the polarities of %s', (folder) => {
  const version = readVersion(join(SURVEYS, folder));
  const evaluative = version.scoring.items.filter((item) => item.kind === 'evaluative').map((item) => item.code);

  it.each(evaluative)('break the promise when %s alone is flipped', (code) => {
    const expected = EXPECTATIONS[folder];
    const flipped = brokenCopy(version, (copy) => {
      const item = itemOf(copy, code);
      item.polarity = item.polarity === 'reversed' ? 'positive' : 'reversed';
    });
    expect(expected === undefined ? '' : places(brokenPromises(flipped, expected))).toContain(`${code}.polarity`);
  });
});
