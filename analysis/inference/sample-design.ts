// The sample as it was drawn: weights, strata, clusters and the size of the frame.
// Checked once here, so that every variance after it can trust its input.
// A row with weight 0 is out of every estimate but stays a sampled row, as in R.
import { at } from './at.ts';
import type { Adjustment } from './adjustment.ts';
import { unsampledShare } from './stratum-variance.ts';

export type SampleDesign = {
  /** One weight per row, ≥ 0. */
  readonly weights: ArrayLike<number>;
  /** Whole-number stratum code per row; one stratum when left out. */
  readonly strata?: ArrayLike<number>;
  /** Whole-number cluster code per row, unique within its stratum; each row its own cluster when left out. */
  readonly clusters?: ArrayLike<number>;
  /** Sampling units (persons, or clusters if there are any) in the frame, by stratum code; a code left out has no correction. */
  readonly population?: ReadonlyMap<number, number>;
  /** Neighbours to join before anything else, from stratum code to the code it joins (lonely strata); their frames add up. */
  readonly joined?: ReadonlyMap<number, number>;
  /** How the weights were fitted to the frame; the variance must know of it. */
  readonly adjustments?: readonly Adjustment[];
};

export type DesignStratum = {
  readonly code: number;
  /** Sampled units n_h. */
  readonly units: number;
  /** 1 − n_h/N_h; 1 without a known frame. */
  readonly unsampled: number;
  readonly isLonely: boolean;
};

export type PreparedDesign = {
  readonly rows: number;
  readonly weights: Float64Array;
  /** Sampling unit of each row, and stratum (index into `strata`) of each unit. */
  readonly unitOfRow: Int32Array;
  readonly stratumOfUnit: Int32Array;
  readonly strata: readonly DesignStratum[];
  /** Units − strata among rows with weight. */
  readonly df: number;
  readonly adjustments: readonly Adjustment[];
  readonly flags: readonly string[];
};

function checkedWeights(weights: ArrayLike<number>): Float64Array {
  const checked = Float64Array.from(weights);
  checked.forEach((weight, row) => {
    if (!(weight >= 0 && weight < Infinity)) throw new RangeError(`weight in row ${row} must be 0 or more, got ${weight}`);
  });
  return checked;
}

/** Numbers units by first appearance; units come back with their stratum and whether any row of theirs has weight. */
function numberUnits(design: SampleDesign, weights: Float64Array, rows: number) {
  const unitOfRow = new Int32Array(rows);
  const stratumCode: number[] = [];
  const hasWeight: boolean[] = [];
  const known = new Map<string, number>();
  for (let row = 0; row < rows; row += 1) {
    const code = design.strata === undefined ? 0 : at(design.strata, row);
    if (!Number.isInteger(code)) throw new RangeError(`stratum in row ${row} must be a whole number, got ${code}`);
    const cluster = design.clusters === undefined ? undefined : at(design.clusters, row);
    if (Number.isNaN(cluster)) throw new RangeError(`cluster in row ${row} is missing; give the row a cluster of its own or leave it out`);
    const key = cluster === undefined ? undefined : `${code}/${cluster}`;
    const stratum = design.joined?.get(code) ?? code;
    let unit = key === undefined ? undefined : known.get(key);
    if (unit === undefined) {
      unit = stratumCode.length;
      stratumCode.push(stratum);
      hasWeight.push(false);
      if (key !== undefined) known.set(key, unit);
    }
    unitOfRow[row] = unit;
    if (at(weights, row) > 0) hasWeight[unit] = true;
  }
  return { unitOfRow, stratumCode, hasWeight };
}

/** Frame size by stratum after joining neighbours. */
function joinedPopulation(design: SampleDesign): Map<number, number> {
  const sizes = new Map<number, number>();
  for (const [code, size] of design.population ?? []) {
    const stratum = design.joined?.get(code) ?? code;
    sizes.set(stratum, (sizes.get(stratum) ?? 0) + size);
  }
  return sizes;
}

function describeStratum(code: number, units: number, population: number): DesignStratum {
  const unsampled = unsampledShare(units, population, `stratum ${code} has more sampled units`);
  return { code, units, unsampled, isLonely: units === 1 && unsampled > 0 };
}

/**
 * Checks a design and numbers its units. Throws RangeError on a negative or missing weight, on arrays of
 * different length, on a row without stratum or cluster, and when a stratum has more units than its frame.
 * R: `svydesign(ids = ~cluster, strata = ~stratum, weights = ~w, fpc = ~N)`; df as `degf(design)`.
 */
export function prepareDesign(design: SampleDesign): PreparedDesign {
  const weights = checkedWeights(design.weights);
  const rows = weights.length;
  for (const column of [design.strata, design.clusters]) {
    if (column !== undefined && column.length !== rows) throw new RangeError(`a design column has ${column.length} rows, the weights ${rows}`);
  }
  const { unitOfRow, stratumCode, hasWeight } = numberUnits(design, weights, rows);
  const codes = [...new Set(stratumCode)].sort((left, right) => left - right);
  const position = new Map(codes.map((code, index) => [code, index]));
  const stratumOfUnit = Int32Array.from(stratumCode, (code) => position.get(code) ?? -1);
  const units = new Int32Array(codes.length);
  const weighted = new Int32Array(codes.length);
  stratumOfUnit.forEach((stratum, unit) => {
    units[stratum] = at(units, stratum) + 1;
    if (at(hasWeight, unit)) weighted[stratum] = at(weighted, stratum) + 1;
  });
  const population = joinedPopulation(design);
  const strata = codes.map((code, index) => describeStratum(code, at(units, index), population.get(code) ?? Infinity));
  const df = weighted.reduce((sum, count) => sum + Math.max(0, count - 1), 0);
  const flags = strata.some((stratum) => stratum.isLonely) ? ['lonely-stratum'] : [];
  return { rows, weights, unitOfRow, stratumOfUnit, strata, df, adjustments: design.adjustments ?? [], flags };
}
