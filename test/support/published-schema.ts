// Holds what we publish against docs/schemas, by a validator that is not ours (ajv, draft 2020-12): what an analyst's own
// tool would say of the files.
import { readFileSync } from 'node:fs';
import { Ajv2020 } from 'ajv/dist/2020.js';

export type PublishedSchema = 'release' | 'score' | 'trend' | 'benchmark' | 'questionnaire' | 'scoring';

const made = new Map<PublishedSchema, (value: unknown) => readonly string[]>();

function validatorOf(name: PublishedSchema): (value: unknown) => readonly string[] {
  const ajv = new Ajv2020({ allErrors: true, validateFormats: false });
  const validate = ajv.compile(JSON.parse(readFileSync(new URL(`../../docs/schemas/${name}.schema.json`, import.meta.url), 'utf8')) as object);
  return (value) => (validate(value) ? [] : (validate.errors ?? []).map(({ instancePath, message }) => `${instancePath}: ${message ?? 'wrong'}`));
}

/** What is wrong with a file's content by its published schema; empty where nothing is. */
export function schemaErrors(name: PublishedSchema, value: unknown): readonly string[] {
  const validate = made.get(name) ?? validatorOf(name);
  made.set(name, validate);
  return validate(value);
}
