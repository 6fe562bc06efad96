// Random-effects model over administrations: how much they truly differ, their common mean, and where the next one would lie.
// Plain Knapp–Hartung once shrank the SE of four nearly equal administrations from 1.00 to 0.15: its factor is held to at least 1.
import { chiSquareUpperTail, studentTQuantile } from '../distributions.ts';
import { at } from '../inference/at.ts';

export type Study = { readonly value: number; readonly se: number };
export type HeterogeneityMethod = 'DL' | 'REML';

export type RandomEffects = {
  readonly k: number;
  readonly mean: number;
  /** Knapp–Hartung with factor max(1, ·). */
  readonly se: number;
  /** t interval of the mean, k − 1 df. */
  readonly low: number;
  readonly high: number;
  readonly tau2: number;
  readonly q: number;
  readonly qP: number;
  /** Share of the variance between administrations, 0 … 1. */
  readonly i2: number;
  /** 95 % prediction interval for a new administration, t on k − 2 df (Higgins 2009; R's default is k − 1 or z). Absent for k = 2. */
  readonly prediction?: { readonly low: number; readonly high: number };
  /** 'unstable-tau' with two administrations. */
  readonly flags: readonly string[];
};

const sumOf = (values: readonly number[]): number => values.reduce((total, value) => total + value, 0);

function weightsAt(studies: readonly Study[], tau2: number): { weights: number[]; total: number; mean: number } {
  const weights = studies.map(({ se }) => 1 / (se * se + tau2));
  const total = sumOf(weights);
  return { weights, total, mean: studies.reduce((sum, { value }, j) => sum + at(weights, j) * value, 0) / total };
}

function cochranQ(studies: readonly Study[], tau2: number): number {
  const { weights, mean } = weightsAt(studies, tau2);
  return studies.reduce((sum, { value }, j) => sum + at(weights, j) * (value - mean) ** 2, 0);
}

/** max(0, (Q − (k−1)) / (Σw − Σw²/Σw)). Source: DerSimonian & Laird 1986. R: `rma(method = "DL")$tau2`. */
function derSimonianLaird(studies: readonly Study[]): number {
  const { weights, total } = weightsAt(studies, 0);
  const squares = sumOf(weights.map((weight) => weight * weight));
  return Math.max(0, (cochranQ(studies, 0) - (studies.length - 1)) / (total - squares / total));
}

/** Fisher scoring from the DL start, τ² ≥ 0; undefined without convergence in 500 steps. Source: Viechtbauer 2005. R: `rma(method = "REML")$tau2`. */
function restrictedLikelihood(studies: readonly Study[]): number | undefined {
  let tau2 = derSimonianLaird(studies);
  for (let step = 0; step < 500; step += 1) {
    const { weights, total, mean } = weightsAt(studies, tau2);
    const square = sumOf(weights.map((weight) => weight ** 2));
    const cube = sumOf(weights.map((weight) => weight ** 3));
    const quadratic = studies.reduce((sum, { value }, j) => sum + at(weights, j) ** 2 * (value - mean) ** 2, 0);
    const information = square - (2 * cube) / total + (square / total) ** 2;
    const next = Math.max(0, tau2 + (quadratic - (total - square / total)) / information);
    if (Math.abs(next - tau2) <= 1e-12 * Math.max(next, 1e-6)) return next;
    tau2 = next;
  }
  return undefined;
}

/**
 * Mean of k ≥ 2 administrations with SE √(max(1, s²_w)/Σw), t(k−1); I² = τ²/(τ² + typical variance).
 * Undefined for k < 2 or when REML does not converge. Throws RangeError on an SE that is not positive.
 * Source: DerSimonian & Laird 1986; Viechtbauer 2005; Knapp & Hartung 2003, floored as Röver, Knapp & Friede 2015. R: `metafor::rma(y, sei = se, method = "REML", test = "adhoc")`.
 */
export function randomEffects(studies: readonly Study[], method: HeterogeneityMethod = 'REML', level = 0.95): RandomEffects | undefined {
  const bad = studies.find(({ value, se }) => !(se > 0 && Number.isFinite(se) && Number.isFinite(value)));
  if (bad !== undefined) throw new RangeError(`each administration needs a value and a positive SE, got ${bad.value} and ${bad.se}`);
  const k = studies.length;
  const tau2 = k < 2 ? undefined : method === 'DL' ? derSimonianLaird(studies) : restrictedLikelihood(studies);
  if (tau2 === undefined) return undefined;
  const { total, mean } = weightsAt(studies, tau2);
  const se = Math.sqrt(Math.max(1, cochranQ(studies, tau2) / (k - 1)) / total);
  const reach = studentTQuantile(0.5 + level / 2, k - 1) * se;
  const fixed = weightsAt(studies, 0);
  const typical = ((k - 1) * fixed.total) / (fixed.total ** 2 - sumOf(fixed.weights.map((weight) => weight ** 2)));
  const q = cochranQ(studies, 0);
  const spread = k > 2 ? studentTQuantile(0.5 + level / 2, k - 2) * Math.sqrt(tau2 + se * se) : undefined;
  return {
    k, mean, se, low: mean - reach, high: mean + reach, tau2, q, qP: chiSquareUpperTail(q, k - 1), i2: tau2 / (tau2 + typical),
    ...(spread === undefined ? {} : { prediction: { low: mean - spread, high: mean + spread } }),
    flags: k === 2 ? ['unstable-tau'] : [],
  };
}

/**
 * Score shrunk to the mean: B y + (1−B) μ with B = τ²/(τ²+SE²), SE² = B·SE²_j + (1−B)²·SE²_μ.
 * Source: Morris 1983; Raudenbush & Bryk 1985. R: `metafor::blup(rma)`.
 */
export function shrunken(study: Study, model: RandomEffects): Study {
  const variance = study.se * study.se;
  const b = variance === 0 ? 1 : model.tau2 / (model.tau2 + variance);
  return { value: b * study.value + (1 - b) * model.mean, se: Math.sqrt(b * variance + (1 - b) ** 2 * model.se ** 2) };
}
