// Writes the JSON Schemas of what we publish and of what a questionnaire's author writes, from the zod shapes that the
// code uses: docs/schemas/*.schema.json. A default of a shape is optional to who writes, so those are input schemas.
// Run after a change of shape: node_modules/.bin/tsx scripts/write-schemas.ts. A test fails while they are stale.
import { mkdirSync, writeFileSync } from 'node:fs';
import { z } from 'zod';
import { Definition } from '../shared/questionnaire/definition.ts';
import { Scoring } from '../shared/questionnaire/scoring.ts';
import { BenchmarkOutput } from '../shared/results/benchmark-result.ts';
import { Release, ScoreOutput } from '../shared/results/release.ts';
import { TrendOutput } from '../shared/results/trend-result.ts';

const folder = new URL('../docs/schemas/', import.meta.url);
mkdirSync(folder, { recursive: true });
for (const [name, schema] of [['release', Release], ['score', ScoreOutput], ['trend', TrendOutput], ['benchmark', BenchmarkOutput]] as const) {
  writeFileSync(new URL(`${name}.schema.json`, folder), `${JSON.stringify(z.toJSONSchema(schema, { reused: 'ref' }), null, 2)}\n`);
}
for (const [name, schema] of [['questionnaire', Definition], ['scoring', Scoring]] as const) {
  writeFileSync(new URL(`${name}.schema.json`, folder), `${JSON.stringify(z.toJSONSchema(schema, { io: 'input' }), null, 2)}\n`);
}
