// A sound questionnaire compiles; every way of spoiling it yields one problem that names its place.
import { describe, expect, it } from '@jest/globals';
import { canonicalText } from '../../shared/credential/canonical-json.ts';
import type { Json } from '../../shared/credential/canonical-json.ts';
import { compileForm } from '../../shared/questionnaire/compile-form.ts';
import { Form } from '../../shared/questionnaire/form.ts';
import { aForm, aSource, elementOf, itemOf } from '../support/a-form.ts';
import type { Source } from '../support/a-form.ts';

const problemsAfter = (change: (source: Source) => void): string[] => {
  const source = aSource();
  change(source);
  const compiled = compileForm(source);
  return compiled.ok ? [] : compiled.problems.map(({ place, problem, remedy }) => `${place}: ${problem} → ${remedy}`);
};

const scaleOf = (source: Source, code: string) => {
  const found = source.scoring.scales.find((scale) => scale.code === code);
  if (found === undefined) throw new Error(`no scale ${code}`);
  return found;
};

describe('a sound questionnaire', () => {
  it('compiles into what the schema of forms says, and into canonical JSON', () => {
    const form = aForm();
    expect(Form.parse(form)).toEqual(form);
    expect(JSON.parse(canonicalText(form as unknown as Json))).toEqual(form);
  });

  it('fills open lists in their place, with their labels in each language', () => {
    const form = aForm();
    expect(form.pages[2]?.elements[0]).toMatchObject({ choices: ['north', 'south', 'prefer-not-to-say'] });
    expect(form.scales.find((scale) => scale.code === 'region')?.points).toEqual(['north', 'south']);
    expect(form.languages.map(({ texts }) => texts['scale.region.north'])).toEqual(['North', 'Nord', 'الشمال']);
  });

  it('puts names into texts and leaves minutes for the page', () => {
    const french = aForm().languages[1];
    expect(french?.texts['F01_01']).toBe('fr is la Douane fair?');
    expect(french?.texts['consent.time']).toBe('fr it takes {minutes} minutes');
  });

  it('keeps the languages of the round, in its order, and only the texts that it needs', () => {
    const form = aForm((source) => {
      source.languages = ['ar', 'en'];
      for (const locale of source.locales) locale.texts['Z99'] = 'nobody shows this';
    });
    expect(form.languages.map(({ language, direction }) => [language, direction])).toEqual([['ar', 'rtl'], ['en', 'ltr']]);
    expect(form.languages[0]?.texts['Z99']).toBeUndefined();
  });

  it('names the audio file of a text', () => {
    const form = aForm((source) => {
      const french = source.locales[1];
      if (french !== undefined) french.texts['X01'] = { text: 'Avez-vous eu un contact ?', audio: 'X01.mp3' };
    });
    expect(form.languages.map(({ audio }) => audio)).toEqual([{}, { X01: 'X01.mp3' }, {}]);
  });
});

describe('items switched off', () => {
  it('leave their grid; an element and a page without items go', () => {
    const form = aForm((source) => {
      source.adaptation.off = ['F01_03', 'D_REGION', 'D_AGREE'];
    });
    expect(form.pages.map((page) => page.name)).toEqual(['P_WORK', 'P_CONTACT']);
    expect(form.pages[0]?.elements[1]).toMatchObject({ rows: ['F01_02', 'F02_01'] });
    expect(form.items.map((item) => item.code)).not.toContain('F01_03');
    expect(form.indicators).toEqual([]);
    expect(form.languages[0]?.texts).not.toHaveProperty('F01_03');
  });

  it('may not leave routing that asks for them, unless the follower is off too', () => {
    const off = (codes: string[]) => (source: Source) => {
      source.adaptation.off = codes;
    };
    expect(problemsAfter(off(['F01_02']))).toEqual([expect.stringMatching(/D_AGREE\.visibleIf: it asks for F01_02, which the adaptation switches off/)]);
    expect(problemsAfter(off(['F01_02', 'D_AGREE']))).toEqual([]);
  });

  it('may not leave a factor without anything that scores it', () => {
    expect(problemsAfter((source) => (source.adaptation.off = ['F02_01']))).toEqual([expect.stringContaining('factors.rad-2: no evaluative item is left')]);
  });

  it('must be items of the questionnaire', () => {
    expect(problemsAfter((source) => (source.adaptation.off = ['F09_09']))).toEqual([expect.stringContaining('adaptation off: F09_09 is not an item')]);
  });
});

describe('own items', () => {
  const ownItem = (source: Source): Source['adaptation']['own'][number] => {
    const own: Source['adaptation']['own'][number] = {
      page: 'P_YOU',
      element: { type: 'radiogroup', name: 'OWN_CANTEEN', choices: ['good', 'bad', 'prefer-not-to-say'] },
      items: [{ code: 'OWN_CANTEEN', revision: 1, kind: 'descriptive', scale: 'own-good', common: false, sensitive: false }],
      scales: [{ code: 'own-good', kind: 'nominal', points: ['good', 'bad'], missing: ['prefer-not-to-say'] }],
      texts: Object.fromEntries(['en', 'fr', 'ar'].map((language) => [language, { OWN_CANTEEN: `${language} canteen of {administration}`, 'scale.own-good.good': 'good', 'scale.own-good.bad': 'bad' }])),
    };
    source.adaptation.own = [own];
    return own;
  };

  it('join the end of their page with their own scale and texts', () => {
    const form = aForm(ownItem);
    expect(form.pages[2]?.elements.at(-1)?.name).toBe('OWN_CANTEEN');
    expect(form.languages[0]?.texts['OWN_CANTEEN']).toBe('en canteen of Customs');
  });

  it.each<[string, (own: ReturnType<typeof ownItem>) => void, RegExp]>([
    ['score in a factor', (own) => Object.assign(own.items[0] ?? {}, { kind: 'evaluative', factor: 'rad-1', polarity: 'positive' }), /own items are descriptive or experience/],
    ['take a code without OWN_', (own) => Object.assign(own, { element: { ...own.element, name: 'F01_01' } }), /begin the codes of own items with OWN_/],
    ['claim to be common', (own) => Object.assign(own.items[0] ?? {}, { common: true }), /common to populations/],
    ['join a page that is not there', (own) => (own.page = 'P_NOWHERE'), /no page P_NOWHERE/],
    ['change the words of the questionnaire', (own) => (own.texts['en'] = { ...own.texts['en'], F01_01: 'other words' }), /own words/],
    ['lack a language', (own) => delete own.texts['fr'], /locales\/fr\.json OWN_CANTEEN: the text is missing/],
  ])('may not %s', (_, spoil, expected) => {
    expect(problemsAfter((source) => spoil(ownItem(source))).join('\n')).toMatch(expected);
  });
});

describe('a spoilt questionnaire', () => {
  it.each<[string, (source: Source) => unknown, RegExp]>([
    ['a forbidden question type', (source) => Object.assign(elementOf(source, 'X01'), { type: 'html' }), /questionnaire\.json pages\.0\.elements\.2/],
    ['a forbidden property', (source) => Object.assign(elementOf(source, 'X01'), { choicesByUrl: {} }), /choicesByUrl: not allowed here/],
    ['a duplicate element', (source) => Object.assign(elementOf(source, 'D_AGREE'), { name: 'X01' }), /the code X01 stands more than once/],
    ['a row in two grids', (source) => Object.assign(elementOf(source, 'G_LEADERS'), { rows: ['F01_02', 'F01_03', 'F02_01', 'F01_01'] }), /the code F01_01 stands more than once/],
    ['a row twice in a grid', (source) => Object.assign(elementOf(source, 'G_LEADERS'), { rows: ['F01_02', 'F01_03', 'F02_01', 'F02_01'] }), /the code F02_01 stands more than once/],
    ['a grid called like its row', (source) => Object.assign(elementOf(source, 'G_LEADERS'), { name: 'F01_02' }), /the code F01_02 stands more than once/],
    ['a duplicate item', (source) => source.scoring.items.push(itemOf(source, 'F01_01')), /scoring\.json items: the code F01_01 stands more than once/],
    ['an item that nobody asks', (source) => source.scoring.items.push({ ...itemOf(source, 'F01_01'), code: 'F01_09' }), /items\.F01_09: no element asks/],
    ['an item that nobody scores', (source) => source.scoring.items.splice(0, 1), /questionnaire\.json F01_01: scoring\.json does not know/],
    ['an unknown scale', (source) => (itemOf(source, 'F01_01').scale = 'agree-9'), /there is no scale agree-9/],
    ['an unknown factor', (source) => (itemOf(source, 'F01_01').factor = 'rad-9'), /there is no factor rad-9/],
    ['an unknown indicator', (source) => (itemOf(source, 'F01_01').indicator = 'pitch'), /there is no indicator pitch/],
    ['an indicator of another factor', (source) => (itemOf(source, 'F02_01').indicator = 'tone'), /its indicator belongs to rad-1/],
    ['a choice too many', (source) => Object.assign(elementOf(source, 'F01_01'), { choices: [1, 2, 3, 4, 5, 6] }), /F01_01\.choices: 6: not in the scale/],
    ['a choice too few', (source) => Object.assign(elementOf(source, 'F01_01'), { choices: [1, 2, 3, 4] }), /5: in the scale agree-5 and not offered/],
    ['a choice twice', (source) => Object.assign(elementOf(source, 'F01_01'), { choices: [1, 2, 3, 4, 5, 5] }), /5: offered twice/],
    ['a column too many', (source) => Object.assign(elementOf(source, 'G_LEADERS'), { columns: [0, 1, 2, 3, 4, 5] }), /G_LEADERS\.columns: 0: not in the scale/],
    ['a missing code among the points', (source) => Object.assign(elementOf(source, 'F01_01'), { choices: [1, 2, 'dont-know', 3, 4, 5] }), /a missing code stands among the points/],
    ['a ladder out of order', (source) => Object.assign(elementOf(source, 'F01_01'), { choices: [1, 3, 2, 4, 5] }), /out of order/],
    ["a missing code that isn't the scale's", (source) => Object.assign(elementOf(source, 'X01'), { choices: ['yes', 'no', 'dont-know', 'prefer-not-to-say'] }), /dont-know: not in the scale/],
    ['a multiple scale as a radio', (source) => Object.assign(elementOf(source, 'D_WHERE'), { type: 'radiogroup' }), /a radiogroup cannot ask the multiple scale/],
    ['rows of two scales', (source) => (itemOf(source, 'F01_03').scale = 'yes-no'), /its rows have different scales/],
    ['another open list than the scale has', (source) => Object.assign(elementOf(source, 'D_REGION'), { choices: ['@grades', 'prefer-not-to-say'] }), /@grades is not the list/],
    ['an evaluative item without polarity', (source) => delete itemOf(source, 'F01_01').polarity, /no polarity/],
    ['an evaluative item without factor', (source) => delete itemOf(source, 'F01_01').factor, /no factor/],
    ['an evaluative item on a nominal scale', (source) => Object.assign(itemOf(source, 'X01'), { kind: 'evaluative', factor: 'rad-1', polarity: 'positive' }), /has the nominal scale/],
    ['a scored scale without favourable points', (source) => delete scaleOf(source, 'agree-5').favourable, /names no favourable points/],
    ['a descriptive item with polarity', (source) => (itemOf(source, 'X01').polarity = 'positive'), /descriptive items have no polarity/],
    ['an experience item that counts nothing', (source) => delete itemOf(source, 'X02').counted, /counts no answer/],
    ['an experience item that counts a missing code', (source) => (itemOf(source, 'X02').counted = ['prefer-not-to-say']), /counted and not a point/],
    ['an indirect item without design', (source) => (itemOf(source, 'D_AGREE').kind = 'indirect'), /has no design/],
    ['knowledge without don\'t know', (source) => (itemOf(source, 'X01').knowledge = true), /has no dont-know/],
    ['a base that routing does not keep', (source) => (itemOf(source, 'X02').base = { item: 'D_WHERE', values: ['port'] }), /the base is not what routing lets through/],
    ['a routed experience item without base', (source) => delete itemOf(source, 'X02').base, /no base says whom/],
    ['a base narrowed by further routing', (source) => Object.assign(elementOf(source, 'X02'), { visibleIf: "{D_WHERE} anyof ['port', 'airport'] and {F01_01} = 1" }), /routing also asks for F01_01/],
    ['routing that does not parse', (source) => Object.assign(elementOf(source, 'X02'), { visibleIf: '{D_WHERE} notempty' }), /X02\.visibleIf, character 10: = or anyof/],
    ['routing by a later item', (source) => Object.assign(elementOf(source, 'F01_01'), { visibleIf: "{X01} = 'yes'" }), /no item X01 stands before it/],
    ['routing by itself', (source) => Object.assign(elementOf(source, 'D_AGREE'), { visibleIf: "{D_AGREE} = 'yes'" }), /no item D_AGREE stands before it/],
    ['routing by a grid as a whole', (source) => Object.assign(elementOf(source, 'D_AGREE'), { visibleIf: '{G_LEADERS} = 1' }), /no item G_LEADERS/],
    ['routing by an answer that cannot be', (source) => Object.assign(elementOf(source, 'D_AGREE'), { visibleIf: "{X01} = 'maybe'" }), /X01 cannot be answered maybe/],
    ['routing by free text', (source) => Object.assign(elementOf(source, 'D_AGREE'), { visibleIf: "{D_WORDS} = 'yes'" }), /D_WORDS is free text/],
    ['equality on several answers', (source) => Object.assign(elementOf(source, 'X02'), { visibleIf: "{D_WHERE} = 'port'" }), /use anyof/],
    ['a required question that is no filter', (source) => Object.assign(elementOf(source, 'D_AGREE'), { isRequired: true }), /nothing is routed by it/],
    ['a required question without refusal', (source) => Object.assign(elementOf(source, 'X01'), { choices: ['yes', 'no'] }), /none is a refusal/],
    ['a missing code as a point', (source) => scaleOf(source, 'yes-no').points.push('dont-know'), /the point dont-know is a missing code/],
    ['scores that fall', (source) => (scaleOf(source, 'agree-5').scores = [100, 75, 50, 25, 0]), /scores fall/],
    ['scores for some points', (source) => (scaleOf(source, 'agree-5').scores = [0, 100]), /2 scores for 5 points/],
    ['a favourable point that is none', (source) => (scaleOf(source, 'agree-5').favourable = [4, 6]), /6 is not a point/],
    ['a point both favourable and neutral', (source) => (scaleOf(source, 'agree-5').neutral = [4]), /both favourable and neutral/],
    ['exclusive points of a single choice', (source) => (scaleOf(source, 'yes-no').exclusive = ['no']), /has no exclusive points/],
    ['an open list that nothing fills', (source) => (source.adaptation.lists = {}), /lists\.regions: the questionnaire leaves this list open/],
    ['a list entry twice', (source) => source.adaptation.lists['regions']?.push({ code: 'north', texts: { en: 'N', fr: 'N', ar: 'N' } }), /north stands twice/],
    ['a list entry called like a refusal', (source) => source.adaptation.lists['regions']?.push({ code: 'dont-know', texts: { en: 'N', fr: 'N', ar: 'N' } }), /the point dont-know is a missing code/],
    ['a list label missing in a language', (source) => delete source.adaptation.lists['regions']?.[0]?.texts['ar'], /regions\.north: no label in ar/],
    ['a text missing in a language', (source) => delete source.locales[2]?.texts['F01_02'], /locales\/ar\.json F01_02: the text is missing/],
    ['a placeholder that nothing fills', (source) => Object.assign(source.locales[0]?.texts ?? {}, { X01: 'in {country}?' }), /locales\/en\.json X01: nothing fills \{country\}/],
    ['a placeholder called like an inherited property', (source) => Object.assign(source.locales[0]?.texts ?? {}, { X01: 'in {constructor}?' }), /nothing fills \{constructor\}/],
    ['a name missing in a language', (source) => delete source.adaptation.names['administration']?.['fr'], /names\.administration: no name in fr/],
    ['minutes inside a question', (source) => Object.assign(source.locales[0]?.texts ?? {}, { X01: 'in {minutes}?' }), /nothing fills \{minutes\}/],
    ['a lonely brace', (source) => Object.assign(source.locales[0]?.texts ?? {}, { X01: 'a } b' }), /a brace is left/],
    ['a name that brings a placeholder', (source) => Object.assign(source.adaptation.names['administration'] ?? {}, { en: '{X01}' }), /a brace is left/],
    ['a language without a file', (source) => source.languages.push('pt'), /locales\/pt\.json: the questionnaire has no such language/],
    ['no language', (source) => (source.languages = []), /no language is chosen/],
  ])('with %s is refused with its place', (_, spoil, expected) => {
    expect(problemsAfter(spoil).join('\n')).toMatch(expected);
  });

  it('tells all that is wrong at once', () => {
    const problems = problemsAfter((source) => {
      delete itemOf(source, 'F01_01').polarity;
      delete source.locales[0]?.texts['X01'];
      source.adaptation.off = ['F09_09'];
    });
    expect(problems).toHaveLength(3);
  });

  it('takes an administration’s recording before the version’s, and refuses one that says something else than the text', () => {
    const form = aForm((source) => {
      const french = source.locales[1];
      if (french !== undefined) french.texts['X01'] = { text: 'Avez-vous eu un contact ?', audio: 'X01.mp3' };
      source.adaptation.recordings = { fr: { X01: 'ours.mp3', 'consent.who': 'who.mp3' } };
    });
    expect(form.languages[1]?.audio).toEqual({ X01: 'ours.mp3', 'consent.who': 'who.mp3' });
    expect(problemsAfter((source) => (source.adaptation.recordings = { fr: { Z99: 'z.mp3' } }))).toEqual([expect.stringMatching(/^adaptation recordings\.fr\.Z99: .* → /)]);
    const untrue = problemsAfter((source) => {
      const french = source.locales[1];
      if (french !== undefined) french.texts['consent.who'] = { text: 'Douane de {administration}', audio: 'who.mp3' };
    });
    expect(untrue).toEqual([expect.stringMatching(/^locales\/fr\.json consent\.who: .* → /)]);
  });
});
