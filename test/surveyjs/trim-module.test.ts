// The build step that takes unused question types out of SurveyJS, on small modules and on the real ones.
import { readFileSync } from 'node:fs';
import { describe, expect, it } from '@jest/globals';
import { trimModule } from '../../client/surveyjs/build/trim-module.ts';
import { trimStyles } from '../../client/surveyjs/build/trim-styles.ts';
import { trimSurvey } from '../../client/surveyjs/build/trim-survey.ts';

const source = `
class Base {}
class Kept extends Base { make() { return new Helper(); } }
class Helper {}
class Signature extends Base { pad() { return new Pad(); } }
class Pad {}
__decorate([property()], Kept.prototype, "title", void 0);
__decorate([property()], Signature.prototype, "pen", void 0);
function __decorate() {}
function property() {}
function orphan() {}
Signature.width = 300;
const registry = { add() {}, get() { return {}; } };
registry.add("kept", [], () => new Kept());
registry.add("signature", [], () => new Signature());
registry.get("signature", "pen").type = "pen";
var smiley = "<svg>smile</svg>";
var tick = "<svg>tick</svg>";
registry.icons = { smiley, tick };
const exported = 1, sibling = 2;
export { Kept, Signature, exported as renamed };
`;

const plan = { dropped: new Set(['signature']), emptied: /^smiley/, wanted: new Set(['Kept']) };

describe('trimModule', () => {
  const trimmed = trimModule(source, plan);

  it('takes out a dropped registration, its class, what only that uses, its decorations and its fields', () => {
    for (const gone of ['Signature', 'Pad', '"signature"', 'orphan', '300', 'sibling']) expect(trimmed).not.toContain(gone);
  });

  it('keeps what is registered, what it extends and uses, and its decorations', () => {
    for (const kept of ['class Base', 'class Kept', 'class Helper', 'Kept.prototype', 'registry.add("kept"']) expect(trimmed).toContain(kept);
  });

  it('keeps of the exports those that somebody wants, also renamed ones', () => {
    expect(trimmed).toContain('export { Kept };');
    expect(trimModule(source, { ...plan, wanted: new Set(['renamed']) })).toContain('export { exported as renamed };');
  });

  it('empties the pictures of what is gone and leaves the others', () => {
    expect(trimmed).toContain('var smiley = "";');
    expect(trimmed).toContain('<svg>tick</svg>');
  });

  it('keeps a dropped class that somebody wants after all', () => {
    expect(trimModule(source, { ...plan, wanted: new Set(['Signature']) })).toContain('class Pad');
  });
});

describe('trimStyles', () => {
  const dropped = /\.sd-rating(?![a-z])/;

  it('drops a rule of a dropped class and one selector out of a list', () => {
    expect(trimStyles('.sd-rating{a:b}.sd-item,.sd-rating .x{c:d}', dropped)).toBe('.sd-item{c:d}');
  });

  it('keeps a rule that only excludes the dropped class, commas inside parentheses included', () => {
    expect(trimStyles('.sd-item:not(.sd-rating, .x){c:d}', dropped)).toBe('.sd-item:not(.sd-rating, .x){c:d}');
  });

  it('looks into media queries and drops those that become empty', () => {
    expect(trimStyles('@media print{.sd-rating{a:b}}@media screen{.sd-item{c:d}}', dropped)).toBe('@media screen{.sd-item{c:d}}');
  });

  it('drops a rule whose picture is a data: address, braces in strings and comments notwithstanding', () => {
    expect(trimStyles('/* } */.a:before{content:"}"}.b{background:url("data:image/svg+xml,{")}', dropped)).toBe('.a:before{content:"}"}');
  });

  it('turns left and right into start and end, but not in rules that are about a direction', () => {
    expect(trimStyles('.a{margin-left:1px;padding-right:2px;text-align:left}', dropped)).toBe('.a{margin-inline-start:1px;padding-inline-end:2px;text-align:start}');
    expect(trimStyles(':dir(rtl) .a{margin-left:1px}', dropped)).toBe(':dir(rtl) .a{margin-left:1px}');
  });

  it('says so where braces do not match', () => {
    expect(() => trimStyles('.a{b:c', dropped)).toThrow(SyntaxError);
  });
});

describe('trimSurvey on SurveyJS itself', () => {
  const plugin = trimSurvey();
  const transform = plugin.transform as (code: string, id: string) => { code: string } | undefined;
  const trimmed = (name: string): { before: number; code: string } => {
    const path = new URL(`../../node_modules/${name}`, import.meta.url).pathname;
    const before = readFileSync(path, 'utf8');
    return { before: before.length, code: transform(before, path)?.code ?? before };
  };

  it('makes the core a quarter smaller and leaves the four types of a form', () => {
    const { before, code } = trimmed('survey-core/fesm/survey-core.mjs');
    expect(code.length).toBeLessThan(before * 0.75);
    for (const type of ['radiogroup', 'checkbox', 'dropdown', 'matrix', 'comment']) expect(code).toContain(`Serializer.addClass("${type}"`);
    for (const type of ['file', 'html', 'image', 'signaturepad', 'expression', 'paneldynamic']) expect(code).not.toContain(`Serializer.addClass("${type}"`);
  });

  it('leaves no data: address and no address of another origin in the style sheet', () => {
    const { before, code } = trimmed('survey-core/survey-core.fontless.min.css');
    expect(code.length).toBeLessThan(before * 0.6);
    expect(code).not.toMatch(/url\(\s*["']?(data:|https?:|\/\/)/);
  });

  it('leaves every other module alone', () => {
    expect(transform('export const a = 1;', '/x/other.mjs')).toBeUndefined();
  });
});
