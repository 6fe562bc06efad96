// Writes the JSON Schemas of what we publish, from the zod shapes that the code uses: docs/schemas/*.schema.json.
// Run after a change of shape: node_modules/.bin/tsx scripts/write-schemas.ts. A test fails while they are stale.
import { mkdirSync, writeFileSync } from 'node:fs';
import { z } from 'zod';
import { Release, ScoreOutput } from '../shared/results/release.ts';

const folder = new URL('../docs/schemas/', import.meta.url);
mkdirSync(folder, { recursive: true });
for (const [name, schema] of [['release', Release], ['score', ScoreOutput]] as const) {
  writeFileSync(new URL(`${name}.schema.json`, folder), `${JSON.stringify(z.toJSONSchema(schema, { reused: 'ref' }), null, 2)}\n`);
}
