// The effects of the person's way: load, draw, send. Each reports to the reducer and decides nothing; each is safe to
// repeat. A draw is prepared once and repeated with the same blinded message, a sheet is sealed once and repeated with
// the same bytes, so that a lost reply costs nobody a code and nobody is counted twice.
import { useCallback, useEffect, useReducer, useRef } from 'react';
import { prepareDraw } from '../credential/draw-token.ts';
import type { PreparedDraw } from '../credential/draw-token.ts';
import { sealSheet } from '../credential/seal-sheet.ts';
import { hasWebCrypto } from '../credential/webcrypto.ts';
import { getForm, getRound, postSheet } from '../api/collector.ts';
import { surveyLanguagesOf } from '../surveyjs/word-files.ts';
import { advance, beginning } from './journey.ts';
import type { Journey, Opening, Step } from './journey.ts';
import { readFragment } from './entry.ts';
import type { Entry } from './entry.ts';
import { modeOf, openRound } from './open-round.ts';
import { answersWait } from './second-phase.ts';
import { drawTicket, takeTicket } from './draw-ticket.ts';
import type { Drawn } from './draw-ticket.ts';
import { offeredLanguage } from './speech.ts';
import { useKeeping } from './use-keeping.ts';
import type { Keeping } from './use-keeping.ts';
import { useSendWhenOnline } from './use-send-when-online.ts';

type Report = (step: Step) => void;

/** What a person chooses before Start. `keep`: save progress on this device; `ticket`: a ticket for another one. */
export type StartOptions = { readonly keep: boolean; readonly ticket: boolean };

const source = { round: getRound, form: getForm };

/** Throws where this build lacks the words of a language of the round: before Start, since afterwards a code would be spent. */
async function load(entry: Entry, report: Report): Promise<void> {
  try {
    const opening = await openRound(entry, source);
    if (opening.ok) surveyLanguagesOf(opening.round.form);
    report(opening.ok ? { type: 'opened', round: opening.round } : { type: 'stopped', reason: opening.reason, refusal: opening.refusal });
  } catch {
    report({ type: 'stopped', reason: 'broken', refusal: null });
  }
}

/** The draw of this attempt, or the one of an earlier attempt: never a second one for the same code. */
async function prepared(journey: Opening, options: StartOptions): Promise<PreparedDraw> {
  if (journey.draw !== null) return journey.draw;
  return prepareDraw(journey.round.place, { portable: options.ticket || journey.round.manifest.twoPhase });
}

async function ticketTaken(journey: Opening, text: string, options: StartOptions, claim: Keeping['claim']): Promise<Drawn> {
  const taken = await takeTicket(journey.round, text);
  const claimed = taken.kind === 'done' && options.keep ? await claim(journey, null) : null;
  return claimed === null || claimed.kind === 'saved' ? taken : claimed;
}

/** What has to be on disk first is there before anything leaves. */
async function drawn(journey: Opening, options: StartOptions, claim: Keeping['claim'], report: Report): Promise<Drawn | null> {
  const { ticket } = journey.round.entry;
  if (ticket !== undefined) return ticketTaken(journey, ticket, options, claim);
  const fresh = await prepared(journey, options);
  const claimed = options.keep ? await claim(journey, fresh) : null;
  if (claimed !== null && claimed.kind !== 'saved') return claimed;
  const draw = claimed?.draw ?? fresh;
  // A saved draw may have been signed already: from here on the page knows it, also where nothing leaves now.
  if (draw !== fresh) report({ type: 'draw-prepared', draw });
  if (!navigator.onLine) {
    report({ type: 'start-failed', trouble: { kind: 'offline' } });
    return null;
  }
  report({ type: 'draw-prepared', draw });
  return drawTicket(journey.round, draw, (solved, of) => report({ type: 'work-went-on', work: { solved, of } }));
}

async function start(journey: Journey, options: StartOptions, claim: Keeping['claim'], report: Report): Promise<void> {
  if (journey.screen !== 'opening' || journey.start.busy) return;
  report({ type: 'start-began' });
  try {
    const result = await drawn(journey, options, claim, report);
    if (result === null) return;
    if (result.kind !== 'done') return report({ type: 'start-failed', trouble: result });
    const waits = answersWait(journey.round);
    const shows = waits || (options.ticket && journey.round.entry.ticket === undefined);
    report(shows ? { type: 'ticketed', ticket: result.ticket, waits } : { type: 'started', ticket: result.ticket });
  } catch {
    report({ type: 'start-failed', trouble: { kind: 'broken' } });
  }
}

/** `written`: a sealed sheet is on disk before it leaves, else a page that dies would seal another, which is refused. */
async function send(journey: Journey, wanted: readonly string[], written: Keeping['written'], report: Report): Promise<void> {
  if (journey.screen !== 'reviewing' || journey.sending.busy) return;
  const { round, ticket, answers } = journey;
  report({ type: 'send-began' });
  try {
    if (!navigator.onLine) return report({ type: 'send-failed', trouble: { kind: journey.sealed === null ? 'offline' : 'lost' } });
    const filled = { mode: modeOf(round.entry), form: round.formHash, answers, ...(round.manifest.keepsLanguage ? { language: offeredLanguage(round.form.languages, wanted) } : {}) };
    const sealed = journey.sealed ?? (await sealSheet(ticket, filled, round.manifest.bodyLength));
    report({ type: 'sealed', sealed });
    await written({ ...journey, sealed });
    const reply = await postSheet(round.entry.round, sealed.request);
    if (reply.kind === 'done') report({ type: 'sent', receipt: sealed.receipt, theirs: reply.value.receipt });
    else report({ type: 'send-failed', trouble: reply });
  } catch {
    report({ type: 'send-failed', trouble: { kind: 'broken' } });
  }
}

/** The first step of a page: what the address bar says. The fragment is taken out of it before anything else happens. */
export function arrive(report: Report): void {
  const fragment = window.location.hash;
  if (fragment !== '') window.history.replaceState(null, '', window.location.pathname);
  if (!hasWebCrypto()) return report({ type: 'stopped', reason: 'browser', refusal: null });
  if (fragment.length < 2) return;
  const reading = readFragment(fragment);
  report(reading.ok ? { type: 'entered', entry: reading.entry } : { type: 'misread', problem: reading.problem });
}

/** The journey and what a person can do on it. `wanted`: the person's languages, the first first; the round's that stands on the page goes into the sheet only where the plan keeps it. */
export function useJourney(wanted: readonly string[]): { journey: Journey; report: Report; start: (options: StartOptions) => void; send: () => void; keeping: Keeping } {
  const [journey, report] = useReducer(advance, beginning);
  const arrived = useRef(false);
  useEffect(() => {
    const listen = (): void => arrive(report);
    if (!arrived.current) listen();
    arrived.current = true;
    // A second link opened in the same tab changes the fragment only.
    window.addEventListener('hashchange', listen);
    return () => window.removeEventListener('hashchange', listen);
  }, []);
  const entry = journey.screen === 'loading' ? journey.entry : null;
  useEffect(() => {
    if (entry === null) return undefined;
    // A reply about a link that has been left for another is not what this screen waits for.
    let waits = true;
    void load(entry, (step) => (waits ? report(step) : undefined));
    return () => {
      waits = false;
    };
  }, [entry]);
  const keeping = useKeeping(journey, report);
  const { claim, written } = keeping;
  const begin = useCallback((options: StartOptions) => void start(journey, options, claim, report), [journey, claim]);
  const sendNow = useCallback(() => void send(journey, wanted, written, report), [journey, wanted, written]);
  useSendWhenOnline(journey, sendNow);
  return { journey, report, start: begin, send: sendNow, keeping };
}
