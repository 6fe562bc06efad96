// The plans of the demonstration: a released earlier round of each administration, an open one to answer oneself, and
// the coordinators' round of the programme. Round ids are fixed, so that a second start finds them again.
import type { Texts } from '../../shared/language.ts';
import type { PopulationPlan, RoundPlan, Stratum } from '../../shared/round/plan.ts';
import { DEMO_ADMINISTRATIONS, PROGRAMME_NAMES } from './demo-administrations.ts';
import type { DemoAdministration } from './demo-administrations.ts';

export type DemoRound = {
  readonly plan: RoundPlan;
  /** Answers by population and stratum; none for the open round. */
  readonly answers: readonly { readonly population: string; readonly stratum: string; readonly persons: number }[];
  readonly level: number;
  readonly seed: number;
};

const LANGUAGES = ['fr', 'en', 'es', 'pt', 'ar'];

const later = (today: string, days: number): string => new Date(Date.parse(today) + days * 86_400_000).toISOString().slice(0, 10);

/** An earlier round is closed as soon as it is made; making it may be interrupted, and go on over midnight. */
const DAYS_TO_MAKE = 7;

const EARLIER: Texts = { en: 'Demonstration: earlier round', fr: 'Démonstration : sondage précédent', es: 'Demostración: encuesta anterior', pt: 'Demonstração: inquérito anterior', ar: 'عرض توضيحي: استبيان سابق' };
const OPEN: Texts = { en: 'Demonstration: open round', fr: 'Démonstration : sondage ouvert', es: 'Demostración: encuesta abierta', pt: 'Demonstração: inquérito aberto', ar: 'عرض توضيحي: استبيان مفتوح' };
const FEEDBACK: Texts = { en: 'Demonstration: coordinators on the earlier rounds', fr: 'Démonstration : les coordinateurs sur les sondages précédents', es: 'Demostración: los coordinadores sobre las encuestas anteriores', pt: 'Demonstração: os coordenadores sobre os inquéritos anteriores', ar: 'عرض توضيحي: المنسقون عن الاستبيانات السابقة' };

const population = (code: string, selection: PopulationPlan['selection'], stratumItem: string | null, strata: readonly Stratum[]): PopulationPlan => {
  const sizes = strata.map((stratum) => stratum.size);
  const size = sizes.some((each) => each === null) ? null : sizes.reduce<number>((sum, each) => sum + (each ?? 0), 0);
  return { population: code, selection, size, stratumItem, strata: [...strata], off: [], own: [], ...DECLARED[code] };
};

/**
 * What the plans declare beside the questionnaire, which names neither (docs/decisions/0137): the statement that sums integrity
 * up is the outcome, and agreeing to two statements that exclude each other is a contradiction. Officials: a code applied
 * equally to everyone, and investigations that depend on rank. Businesses: all treated equally, and a payment that helps.
 */
const AGREES = [4, 5];
const DECLARED: Readonly<Record<string, Required<Pick<PopulationPlan, 'outcome' | 'contradictions'>>>> = {
  'officials': { outcome: 'F09_02', contradictions: [{ first: { item: 'F07_03', values: AGREES }, second: { item: 'F06_12', values: AGREES } }] },
  'private-sector': { outcome: 'F09_02', contradictions: [{ first: { item: 'F10_02', values: AGREES }, second: { item: 'F10_04', values: AGREES } }] },
};

const common = (ends: string): Pick<RoundPlan, 'languages' | 'modes' | 'keepsLanguage' | 'twoPhase' | 'drawingEnds' | 'sendingEnds' | 'objectionEnds' | 'retentionDay' | 'threshold' | 'minutes'> => ({
  ...{ languages: LANGUAGES, modes: ['online'], keepsLanguage: false, twoPhase: false, threshold: 10, minutes: 15 },
  ...{ drawingEnds: ends, sendingEnds: ends, objectionEnds: later(ends, 30), retentionDay: later(ends, 730) },
});

/** Officials were all asked; traders were met at sites, so that no margin of error is claimed for them. */
function earlier(administration: DemoAdministration, round: string, today: string, seed: number): DemoRound {
  const officials = administration.regions.map(({ code, officials: size }) => ({ code, size, codes: size }));
  const traders = administration.regions.map(({ code, traders: size }) => ({ code, size, codes: Math.round(size * 0.55) }));
  const { code, names, lists, level } = administration;
  return {
    plan: {
      ...{ round, administration: code, title: EARLIER, survey: 'cips', version: 1, names, lists },
      populations: [population('officials', 'everybody', 'D_REGION', officials), population('private-sector', 'sites', 'D_REGION', traders)],
      ...common(later(today, DAYS_TO_MAKE)),
    },
    answers: [
      ...administration.regions.map((region, index) => ({ population: 'officials', stratum: region.code, persons: Math.round(region.officials * (0.54 - index * 0.04)) })),
      ...administration.regions.map((region, index) => ({ population: 'private-sector', stratum: region.code, persons: Math.round(region.traders * (0.29 - index * 0.015)) })),
    ],
    ...{ level, seed },
  };
}

const all = (codes: number, size: number | null): readonly Stratum[] => [{ code: 'all', size, codes }];

/** The rounds in the order in which they are made. `today` dates them. */
export function demoRounds(today: string): readonly DemoRound[] {
  const [first, second] = DEMO_ADMINISTRATIONS;
  if (first === undefined || second === undefined) throw new RangeError('the demonstration has two administrations');
  const open: DemoRound = {
    plan: {
      ...{ round: '0PEN01', administration: first.code, title: OPEN, survey: 'cips', version: 1, names: first.names, lists: first.lists },
      populations: [population('officials', 'everybody', null, all(20, 860)), population('private-sector', 'associations', null, all(20, null))],
      // Its links shall still open when somebody starts the demonstration again after a year.
      ...common(later(today, 3 * 365)),
    },
    ...{ answers: [], level: 0, seed: 0 },
  };
  const feedback: DemoRound = {
    plan: {
      ...{ round: 'FEED01', administration: 'programme', title: FEEDBACK, survey: 'coordinator-feedback', version: 1, names: PROGRAMME_NAMES, lists: {} },
      populations: [population('coordinators', 'everybody', null, all(46, 46))],
      ...common(later(today, DAYS_TO_MAKE)),
    },
    answers: [{ population: 'coordinators', stratum: 'all', persons: 34 }],
    ...{ level: 6, seed: 30 },
  };
  return [open, earlier(first, 'A1D0R1', today, 10), earlier(second, 'N0RVA1', today, 20), feedback];
}
