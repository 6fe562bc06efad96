// Scores person by person, for analyses that need persons: differences of factors, correlations, drivers, quality.
// One Float64Array per group, NaN where the person has no score. These never leave the analysis.
import type { Columns } from '../columns.ts';
import { at } from '../inference/at.ts';
import { factorsNeeded } from './overall-tally.ts';
import { isScored, valueOf } from './person-state.ts';
import type { Measure } from './person-state.ts';
import type { ScoreGroup } from './score-groups.ts';
import { BLOCK, stateTable } from './state-table.ts';

/** Each person's value in a group of items on 0–100 (`score`, or a share in percent); NaN under the half rule. */
export function personScores(columns: Columns, group: ScoreGroup, measure: Measure = 'score'): Float64Array {
  const scores = new Float64Array(columns.rows);
  const table = stateTable(group);
  const ids = new Int32Array(BLOCK);
  for (let start = 0; start < columns.rows; start += BLOCK) {
    const count = Math.min(BLOCK, columns.rows - start);
    table.read(columns, start, count, ids);
    for (let i = 0; i < count; i += 1) {
      const state = at(table.states, at(ids, i));
      scores[start + i] = isScored(state) ? valueOf(state, measure) : Number.NaN;
    }
  }
  return scores;
}

/** Each person's mean over factors, for persons with at least 70 % of them; NaN for the others. */
export function overallScores(factorScores: readonly Float64Array[]): Float64Array {
  const needed = Math.max(1, factorsNeeded(factorScores.length));
  return Float64Array.from({ length: factorScores[0]?.length ?? 0 }, (_, row) => {
    const present = factorScores.map((scores) => at(scores, row)).filter((score) => !Number.isNaN(score));
    return present.length < needed ? Number.NaN : present.reduce((sum, score) => sum + score, 0) / present.length;
  });
}

/** 1 where a sheet has at least half of its applicable evaluative items (the factors' items together). */
export function usableSheets(columns: Columns, factors: readonly ScoreGroup[]): Uint8Array {
  const all: ScoreGroup = { code: 'all', factor: 'all', items: factors.flatMap(({ items }) => items) };
  const usable = new Uint8Array(columns.rows);
  const tables = all.items.map(({ index, notShown, answers }) => ({ column: at(columns.items, index), notShown, answers }));
  for (let row = 0; row < columns.rows; row += 1) {
    let answered = 0, applicable = 0;
    for (const { column, notShown, answers } of tables) {
      const byte = at(column, row);
      if (byte < notShown - 1) applicable += 1;
      if (byte > 0 && byte <= answers) answered += 1;
    }
    usable[row] = 2 * answered >= applicable ? 1 : 0;
  }
  return usable;
}
