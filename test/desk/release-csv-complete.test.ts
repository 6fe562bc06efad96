// The CSV of a release carries every figure and every word that its JSON does: read back, nothing of the JSON is missing.
import { describe, expect, it } from '@jest/globals';
import { release } from '../../analysis/release.ts';
import { itemLayouts } from '../../analysis/scoring/item-layout.ts';
import { scorecard } from '../../analysis/scorecard.ts';
import type { Sample } from '../../analysis/scorecard/sample.ts';
import { CSV_COLUMNS } from '../../server/desk/csv-row.ts';
import { releaseCsv } from '../../server/desk/release-csv.ts';
import type { PopulationResult } from '../../shared/results/population-result.ts';
import { aRoundPlan } from '../support/a-round.ts';
import { aHarbour } from '../support/random-columns.ts';

const strata = ['north', 'south', 'islet'].map((code, index) => ({ code, size: 900 - 300 * index, codes: 200 }));
function aResult(seed: number, more: Partial<Sample> = {}) {
  const { form, columns } = aHarbour(160, seed);
  const stratumOf = Uint16Array.from({ length: 160 }, (_, row) => (row < 4 ? 3 : row % 2 === 0 ? 1 : 2));
  const languages = { codes: ['fr', 'ar'], of: Array.from({ length: 160 }, (_, row) => 1 + (row % 2)) };
  return scorecard({ form, layouts: itemLayouts(form), columns, plan: { selection: 'random', size: 1800, stratumItem: null, strata }, stratumOf, threshold: 10, languages, details: true, outcome: 'Q_FUEL', ...more });
}
const hash = 'A'.repeat(43);
const facts = (round: string) => ({ plan: { ...aRoundPlan(), round }, administrationName: { en: 'Harbour' }, manifest: hash, forms: { pilots: hash } });
const traders = { ...aResult(5, { details: false }), population: 'traders' };
const before = release(facts('AAAAA1'), [aResult(3), traders]);
/** Parts that only some questionnaires have. */
const withRareParts = (result: PopulationResult): PopulationResult => ({
  ...result,
  ...(result.quality === undefined ? {} : { quality: { ...result.quality, contradictions: { status: 'counted', n: 314 } } }),
  items: result.items.map((item) => (item.item !== 'Q_FAIR' ? item : { ...item, indirect: { design: 'crosswise', prevalence: item.scores?.favourable ?? { status: 'not-estimable', reason: 'too-few' }, corrected: { prevalence: { status: 'value-only', n: 271, value: 0.1618, reason: 'one-answer' }, attentive: 0.9182 } } })),
});
const counted = release({ ...facts('AAAAA2'), previous: before }, [withRareParts(aResult(4, { breakdowns: ['D_PORT'] })), { ...traders, cards: { made: 12, handedOut: 9, cancelled: 3, used: 7 } }]);
// Its fingerprint is known only when the board is published.
const made = { ...counted, board: `${'B'.repeat(42)}A` };

const text = releaseCsv(made);
const lines = text.slice(1).trimEnd().split('\r\n').map((line) => [...line.matchAll(/(?:"((?:[^"]|"")*)"|([^,]*))(?:,|$)/g)].slice(0, CSV_COLUMNS.length).map(([, quoted, plain]) => quoted?.replaceAll('""', '"') ?? plain ?? ''));
const cells = new Set(lines.flat());
const words = new Set([...cells].flatMap((cell) => cell.split(/[ =]/)));
/** Every number and word of the JSON, but texts to read by and hashes. */
function leaves(value: unknown, path: string): readonly (readonly [string, string | number])[] {
  if (typeof value === 'string' || typeof value === 'number') return [[path, value]];
  if (typeof value !== 'object' || value === null) return [];
  return Object.entries(value).flatMap(([key, inner]) => (['languages', 'administrationName', 'title', 'format'].includes(key) ? [] : leaves(inner, `${path}.${key}`)));
}

describe('the CSV of a release', () => {
  it('has every number of the JSON, those of comparisons, details and bounds among them', () => {
    const numbers = leaves(made, '').filter(([, value]) => typeof value === 'number');
    expect(numbers.length).toBeGreaterThan(2000);
    expect(numbers.filter(([, value]) => !cells.has(String(value)))).toEqual([]);
  });

  it('has every word: codes, reasons, verdicts, marks, methods and notes', () => {
    const missing = leaves(made, '').filter(([, value]) => typeof value === 'string' && !cells.has(value) && !words.has(value));
    expect(missing).toEqual([]);
  });

  it('has a row for each part of a change, told apart by its figure', () => {
    const column = (name: (typeof CSV_COLUMNS)[number]): number => CSV_COLUMNS.indexOf(name);
    const of = (population: string, code: string): readonly string[] => lines.filter((line) => line[column('population')] === population && line[column('code')] === code).map((line) => line[column('figure')] ?? '');
    expect(of(made.populations[0]?.population ?? '', 'safety')).toEqual(expect.arrayContaining(['sd', 'change', 'change-hedges-g', 'change-cliffs-delta', 'change-reweighted', 'change-equivalence', 'alpha', 'item-total', 'gap']));
    expect(of(`traders against ${made.populations[0]?.population ?? ''}`, 'safety')).toEqual(expect.arrayContaining(['change', 'change-hedges-g']));
    const change = lines.find((line) => line[column('code')] === 'safety' && line[column('figure')] === 'change');
    expect(change?.[column('verdict')]).toMatch(/^(improved|worsened|no clear change|not enough data to tell)$/);
  });

  it('keeps each row as wide as its header', () => {
    expect(lines.filter((line) => line.length !== CSV_COLUMNS.length)).toEqual([]);
  });
});
