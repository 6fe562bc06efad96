// Reads what a fixture's R script wrote, and measures how far our figures are from it.
// Kept as one place so that every test states its tolerance in the same terms: relative, with a floor near 0.
import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';

/** The JSON beside `fixtures/<method>/reference.R`. */
export function readReference<Shape>(method: string): Shape {
  const path = fileURLToPath(new URL(`./fixtures/${method}/reference.json`, import.meta.url));
  return JSON.parse(readFileSync(path, 'utf8')) as Shape;
}

/** |got − wanted| relative to the wanted size, or absolute where that is below `floor`. Infinity when either is not a number. */
export function distance(got: number, wanted: number, floor = 1e-12): number {
  if (got === wanted) return 0;
  const apart = Math.abs(got - wanted) / Math.max(Math.abs(wanted), floor);
  return Number.isNaN(apart) ? Infinity : apart;
}
