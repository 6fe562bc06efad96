// Turns a questionnaire version and a round's adaptation into the form that people see, that sheets are checked against
// and that the count scores by; or into the list of everything that is wrong with the two. The version on its own is
// checked by compiling it with an adaptation that only fills its lists and names.
import { Adaptation } from './adaptation.ts';
import { adapt } from './compile-form-adaptation.ts';
import type { Adapted } from './compile-form-adaptation.ts';
import { checkDeclared } from './compile-form-declared.ts';
import { checkItems } from './compile-form-items.ts';
import { checkPages } from './compile-form-pages.ts';
import { checkRouting } from './compile-form-routing.ts';
import { checkScales } from './compile-form-scales.ts';
import { compileTexts } from './compile-form-texts.ts';
import { Definition } from './definition.ts';
import type { Form } from './form.ts';
import { formProblem, problemsOfShape } from './form-problem.ts';
import type { FormProblem } from './form-problem.ts';
import { Locale } from './locale.ts';
import { Scoring } from './scoring.ts';
import type { Language } from '../language.ts';

export interface FormSource {
  readonly definition: Definition;
  readonly scoring: Scoring;
  readonly locales: readonly Locale[];
  readonly adaptation: Adaptation;
  /** The round's languages, in the order of the language switch. */
  readonly languages: readonly Language[];
  /** SHA-256 (hex) of the unadapted version. */
  readonly versionHash: string;
}

export type CompiledForm = { readonly ok: true; readonly form: Form } | { readonly ok: false; readonly problems: readonly FormProblem[] };

/** An adaptation that changes nothing, for versions that leave nothing open. */
export const NO_ADAPTATION: Adaptation = { names: {}, lists: {}, off: [], own: [] };

function problemsOfSource(source: FormSource): readonly FormProblem[] {
  const shapes = [
    ['questionnaire.json', Definition.safeParse(source.definition)],
    ['scoring.json', Scoring.safeParse(source.scoring)],
    ['adaptation', Adaptation.safeParse(source.adaptation)],
    ...source.locales.map((locale) => [`locales/${locale.language}.json`, Locale.safeParse(locale)] as const),
  ] as const;
  return shapes.flatMap(([file, parsed]) => (parsed.success ? [] : problemsOfShape(file, parsed.error)));
}

const checkAdapted = (adapted: Adapted): readonly FormProblem[] => [
  ...checkPages(adapted),
  ...checkScales(adapted.scales),
  ...checkItems(adapted),
  ...checkDeclared(adapted),
  ...checkRouting(adapted),
];

/**
 * Compiles a form. Shapes are checked first (a forbidden question type or property is named with its path), then the
 * whole adapted questionnaire; problems come all at once. The result is plain JSON without `undefined`, fit for a
 * canonical hash; it holds exactly the texts that `textKeysOf` names, with the adaptation's names in place.
 * `{minutes}` and `{retentionDay}` stay in the consent texts for the page to fill.
 */
export function compileForm(source: FormSource): CompiledForm {
  const unfit = problemsOfSource(source);
  if (unfit.length > 0) return { ok: false, problems: unfit };
  const { adapted, problems: misfits } = adapt(source.definition, source.scoring, source.adaptation);
  const found = [...misfits, ...checkAdapted(adapted)];
  const texts = compileTexts(source, adapted);
  const problems = [...found, ...texts.problems];
  if (source.languages.length === 0) problems.push(formProblem('round plan languages', 'no language is chosen', 'choose at least one language'));
  if (problems.length > 0) return { ok: false, problems };
  const { survey, version, population } = source.definition;
  const { pages, factors, indicators, scales, items, outcome, contradictions } = adapted;
  const form: Form = {
    ...{ format: 'spid-form-1', survey, version, population, versionHash: source.versionHash },
    ...{ pages, factors, indicators, scales, items },
    ...(outcome === undefined ? {} : { outcome }),
    ...(contradictions.length === 0 ? {} : { contradictions: [...contradictions] }),
    languages: texts.languages,
  };
  return { ok: true, form };
}
