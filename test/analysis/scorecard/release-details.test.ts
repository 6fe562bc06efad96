// What a release says beyond scores, from raw answers to the published figure, against R: reliability line by line,
// quartiles, signs of careless answering, drivers, list experiment and anchored crosswise; without and with a design.
import { readFileSync } from 'node:fs';
import { describe, expect, it } from '@jest/globals';
import { columnsFromSheets } from '../../../analysis/columns.ts';
import { scorecard } from '../../../analysis/scorecard.ts';
import { carelessSigns } from '../../../analysis/scorecard/careless.ts';
import type { Sample } from '../../../analysis/scorecard/sample.ts';
import { itemLayouts } from '../../../analysis/scoring/item-layout.ts';
import { applyBases, resolveRouting } from '../../../analysis/scoring/resolve-routing.ts';
import { usableSheets } from '../../../analysis/scoring/person-scores.ts';
import { scoreGroups } from '../../../analysis/scoring/score-groups.ts';
import { scoreForm } from '../../../server/cli/score-form.ts';
import type { Estimate } from '../../../shared/results/estimate.ts';
import type { PopulationResult } from '../../../shared/results/population-result.ts';
import { distance, readReference } from '../reference.ts';

type Kin = { n: number; alpha: number; low: number; high: number; omega: number; itemTotal: number[]; dropped: number[] };
type Parts = { drivers: { n: number; r2: number; trust: number; care: number }; list: Record<'n' | 'value' | 'se' | 'df' | 'low' | 'high', number>; anchored: { n: number; attentive: number; share: number } };
const reference = readReference<{
  reliability: Record<string, Kin>; quartiles: Record<string, number[]>; simple: Parts; design: Parts;
  quality: { flagged: number; usable: number; straightLines: number; noSpread: number; contradictions: number; parts: number[]; trust: number; kept: number };
}>('release-details');

const folder = new URL('../fixtures/release-details/', import.meta.url).pathname;
const form = scoreForm(folder, null);
const layouts = itemLayouts(form);
const [header = '', ...lines] = readFileSync(`${folder}answers.csv`, 'utf8').trimEnd().split('\n');
const names = header.split(',');
const cells = lines.map((line) => new Map(line.split(',').map((cell, column) => [names[column] ?? '', cell])));
const sheets = cells.map((row) => Object.fromEntries([...row].filter(([name, cell]) => cell !== '' && !['stratum', 'weight'].includes(name)).map(([name, cell]) => [name, /^\d+$/.test(cell) ? Number(cell) : cell])));
const columns = columnsFromSheets(layouts, sheets);
resolveRouting(form, layouts, columns);
applyBases(layouts, columns);

const strata = ['north', 'south', 'coast'].map((code) => ({ code, size: null, codes: null }));
const simple: Sample = { form, layouts, columns, plan: { selection: 'random', size: null, stratumItem: null, strata: [] }, threshold: 10, details: true };
const design: Sample = {
  ...simple, plan: { ...simple.plan, strata }, stratumOf: Uint16Array.from(cells, (row) => strata.findIndex(({ code }) => code === row.get('stratum')) + 1),
  weights: Float64Array.from(cells, (row) => Number(row.get('weight'))), estimation: 'design',
};
const results = { simple: scorecard(simple), design: scorecard(design) };

const close = (got: number | null | undefined, wanted: number | undefined, tolerance = 1e-8): void => expect(distance(got ?? NaN, wanted ?? NaN)).toBeLessThan(tolerance);
function estimatedOf(figure: Estimate | undefined): Extract<Estimate, { status: 'estimated' }> {
  if (figure?.status !== 'estimated') throw new Error(`the figure is ${String(figure?.status)}`);
  return figure;
}
const itemOf = (result: PopulationResult, code: string) => result.items.find(({ item }) => item === code);

describe('the details of a release', () => {
  it.each(['trust', 'care'])('have the reliability that R has, line by line: %s', (code) => {
    const wanted = reference.reliability[code];
    const reliability = results.simple.factors.find(({ factor }) => factor === code)?.reliability;
    if (reliability?.status !== 'computed' || wanted === undefined) throw new Error('no reliability');
    const alpha = estimatedOf(reliability.alpha);
    expect(alpha.n).toBe(wanted.n);
    for (const [part, value] of [['value', wanted.alpha], ['low', wanted.low], ['high', wanted.high]] as const) close(alpha[part], value);
    const omega = estimatedOf(reliability.omega);
    close(omega.value, wanted.omega, 1e-6);
    expect(omega.low < omega.value && omega.value < omega.high).toBe(true);
    reliability.items.forEach(({ itemTotal, alphaIfDropped, flags }, place) => {
      close(itemTotal, wanted.itemTotal[place]);
      close(alphaIfDropped, wanted.dropped[place]);
      expect(flags).toEqual([]);
    });
    expect(reliability.items).toHaveLength(wanted.itemTotal.length);
  });

  it('have the quartiles of persons that R has', () => {
    for (const { factor, quartiles } of results.simple.factors) {
      if (quartiles?.status !== 'computed') throw new Error('no quartiles');
      [quartiles.lower, quartiles.median, quartiles.upper].forEach((value, place) => close(value, reference.quartiles[factor]?.[place]));
    }
  });

  it('see the careless persons that R sees, and hide lists whose overlap with the declared one is one person', () => {
    const usable = usableSheets(columns, scoreGroups(form, layouts).factors);
    const signs = carelessSigns(simple).filter((_, row) => usable[row] === 1);
    const with_ = (bit: number): number => signs.filter((sign) => (sign & bit) !== 0).length;
    const { quality } = reference;
    expect([signs.length, with_(1), with_(2), with_(4)]).toEqual([quality.usable, quality.straightLines, quality.noSpread, quality.contradictions]);
    expect([1, 2, 3, 4, 5, 6, 7].map((sign) => signs.filter((one) => one === sign).length).filter((persons) => persons > 0)).toEqual(quality.parts);
    expect(results.simple.quality).toMatchObject({ straightLines: { status: 'suppressed' }, noSpread: { status: 'suppressed' }, contradictions: { n: quality.contradictions }, flagged: { n: quality.flagged } });
    const trust = estimatedOf(results.simple.quality?.withoutFlagged.find(({ code }) => code === 'trust')?.score);
    expect(trust.n).toBe(quality.kept);
    close(trust.value, quality.trust);
  });

  it.each(['simple', 'design'] as const)('have the drivers of the declared outcome, as all subsets of lm give them: %s', (name) => {
    const wanted = reference[name].drivers;
    const { drivers } = results[name];
    if (drivers?.result.status !== 'computed') throw new Error('no drivers');
    expect([drivers.outcome, drivers.result.n]).toEqual(['Q_ALL', wanted.n]);
    close(drivers.result.r2, wanted.r2);
    for (const { factor, share } of drivers.result.shares) close(estimatedOf(share).value, factor === 'trust' ? wanted.trust : wanted.care);
  });

  it.each(['simple', 'design'] as const)('have the list experiment on its treated item: %s', (name) => {
    const wanted = reference[name].list;
    const indirect = itemOf(results[name], 'L_GIFT')?.indirect;
    expect(indirect?.design).toBe('list');
    const figure = estimatedOf(indirect?.prevalence);
    expect(figure.n).toBe(wanted.n);
    for (const part of ['value', 'se', 'df', 'low', 'high'] as const) close(figure[part], wanted[part]);
    expect(itemOf(results[name], 'L_PLAIN')).not.toHaveProperty('indirect');
  });

  it.each(['simple', 'design'] as const)('correct a crosswise item by its anchor, from two published shares: %s', (name) => {
    const wanted = reference[name].anchored;
    const corrected = itemOf(results[name], 'I_GIFT')?.indirect?.corrected;
    const figure = estimatedOf(corrected?.prevalence);
    expect(figure.n).toBe(wanted.n);
    close(figure.value, wanted.share);
    close(corrected?.attentive, wanted.attentive);
    expect(figure.low < figure.value && figure.value < figure.high).toBe(true);
    const shareOf = (code: string): number => estimatedOf(itemOf(results[name], code)?.distribution[0]?.share).value;
    close(corrected?.attentive, (shareOf('I_MOON') - 0.5) / 0.3);
    close(figure.value, 0.5 + (shareOf('I_GIFT') - 0.5) / ((corrected?.attentive ?? NaN) * -0.5));
  });

  it('say nothing of a pair of which one item is hidden', () => {
    const moonless = { ...columns, items: columns.items.map((column, index) => (layouts[index]?.item.code === 'I_MOON' ? column.map((byte, row) => (row < 9 ? byte : 0)) : layouts[index]?.item.code === 'L_PLAIN' ? column.map((byte) => (byte === 0 ? 0 : Math.min(byte, 1))) : column)) };
    const { items } = scorecard({ ...simple, columns: moonless });
    const of = (code: string) => items.find(({ item }) => item === code)?.indirect;
    expect(of('I_GIFT')).toMatchObject({ prevalence: { status: 'estimated' }, corrected: { prevalence: { status: 'suppressed' }, attentive: null } });
    expect(of('L_GIFT')?.prevalence.status).toBe('suppressed');
  });
});
