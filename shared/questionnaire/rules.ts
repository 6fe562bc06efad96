// The rules of good questions over one version, taken together. The data tests hold our own questionnaires to them;
// an import can show them as advice. Rules between populations: rules-common.ts; on negation: rules-prompts.ts.
import type { FormProblem } from './form-problem.ts';
import { checkItemRules } from './rules-items.ts';
import { checkLocales } from './rules-locales.ts';
import { checkPrompts } from './rules-prompts.ts';
import type { Version } from './rules-version.ts';

/** Everything that a machine can see wrong with a version's items, order, words and languages; empty when all is well. */
export const problemsOfVersion = (version: Version): readonly FormProblem[] => [...checkItemRules(version), ...checkPrompts(version), ...checkLocales(version)];
