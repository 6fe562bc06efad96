// A round's plan on the real questionnaires, and the same round opened: with its codes at hand, as no server keeps them.
import { createRound, openRound } from '../../server/lifecycle/open-round.ts';
import type { OpenedRound } from '../../server/lifecycle/open-round.ts';
import type { Rooms } from '../../server/lifecycle/rooms.ts';
import { encodeCrockford } from '../../shared/credential/crockford.ts';
import type { PopulationPlan, RoundPlan } from '../../shared/round/plan.ts';
import { aSurveySource } from './a-cips-form.ts';

let made = 0;

/** A new round id each time, the same in each run. */
export function aRoundId(): string {
  made += 1;
  return encodeCrockford(new Uint8Array([84, made >> 8, made & 255, 3]), 6);
}

export const aPopulationPlan = (population: string, codes: number): PopulationPlan => ({
  population,
  selection: 'everybody',
  size: codes,
  stratumItem: null,
  strata: [{ code: 'all', size: codes, codes }],
  off: [],
  own: [],
});

/** Officials and private sector, five languages, online, open for a year; `changes` go on top. */
export function aRoundPlan(changes: Partial<RoundPlan> = {}): RoundPlan {
  const officials = aSurveySource('cips/1/officials').adaptation;
  const traders = aSurveySource('cips/1/private-sector').adaptation;
  const day = (ahead: number): string => new Date(Date.now() + ahead * 86_400_000).toISOString().slice(0, 10);
  return {
    round: aRoundId(),
    administration: 'arendelle',
    title: { en: 'A test round', fr: 'Un sondage d’essai' },
    survey: 'cips',
    version: 1,
    populations: [aPopulationPlan('officials', 20), aPopulationPlan('private-sector', 12)],
    names: { ...traders.names, ...officials.names },
    lists: { ...traders.lists, ...officials.lists },
    languages: ['fr', 'en', 'es', 'pt', 'ar'],
    modes: ['online'],
    keepsLanguage: false,
    twoPhase: false,
    drawingEnds: day(300),
    sendingEnds: day(310),
    objectionEnds: day(330),
    retentionDay: day(360),
    threshold: 10,
    minutes: 15,
    ...changes,
  };
}

/** Creates and opens a round in the given rooms. */
export async function anOpenRound(rooms: Rooms, changes: Partial<RoundPlan> = {}): Promise<OpenedRound> {
  const plan = aRoundPlan(changes);
  await createRound(rooms, plan);
  return openRound(rooms, plan.round, () => Promise.resolve());
}
