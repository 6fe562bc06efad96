// The effects of the person's way: load, draw, send. Each reports to the reducer and decides nothing; each is safe to
// repeat. A draw is prepared once and repeated with the same blinded message, a sheet is sealed once and repeated with
// the same bytes, so that a lost reply costs nobody a code and nobody is counted twice.
import { useCallback, useEffect, useReducer, useRef } from 'react';
import { drawRequest, finishDraw, prepareDraw } from '../credential/draw-token.ts';
import { sealSheet } from '../credential/seal-sheet.ts';
import { hasWebCrypto } from '../credential/webcrypto.ts';
import { getForm, getRound, postDraw, postSheet } from '../api/collector.ts';
import { advance, beginning } from './journey.ts';
import type { Journey, Step } from './journey.ts';
import { readFragment } from './entry.ts';
import type { Entry } from './entry.ts';
import { modeOf, openRound } from './open-round.ts';

type Report = (step: Step) => void;

const source = { round: getRound, form: getForm };

async function load(entry: Entry, report: Report): Promise<void> {
  try {
    const opening = await openRound(entry, source);
    report(opening.ok ? { type: 'opened', round: opening.round } : { type: 'stopped', reason: opening.reason, refusal: opening.refusal });
  } catch {
    report({ type: 'stopped', reason: 'broken', refusal: null });
  }
}

async function start(journey: Journey, report: Report): Promise<void> {
  if (journey.screen !== 'opening' || journey.start.busy) return;
  const { code, frame, round } = journey.round.entry;
  if (code === null || frame === 'open-link') return;
  report({ type: 'start-began' });
  try {
    const draw = journey.draw ?? (await prepareDraw(journey.round.place, { portable: false }));
    if (!navigator.onLine) return report({ type: 'start-failed', trouble: { kind: 'offline' } });
    report({ type: 'draw-prepared', draw });
    const reply = await postDraw(round, drawRequest(draw, frame, code));
    if (reply.kind === 'done') report({ type: 'started', ticket: await finishDraw(draw, reply.value) });
    else report({ type: 'start-failed', trouble: reply });
  } catch {
    report({ type: 'start-failed', trouble: { kind: 'broken' } });
  }
}

async function send(journey: Journey, language: string, report: Report): Promise<void> {
  if (journey.screen !== 'reviewing' || journey.sending.busy) return;
  const { round, ticket, answers } = journey;
  report({ type: 'send-began' });
  try {
    if (!navigator.onLine) return report({ type: 'send-failed', trouble: { kind: journey.sealed === null ? 'offline' : 'lost' } });
    const filled = { mode: modeOf(round.entry), form: round.formHash, answers, ...(round.manifest.keepsLanguage ? { language } : {}) };
    const sealed = journey.sealed ?? (await sealSheet(ticket, filled, round.manifest.bodyLength));
    report({ type: 'sealed', sealed });
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

/** The journey and what a person can do on it. `language` goes into the sheet only where the plan keeps it. */
export function useJourney(language: string): { journey: Journey; report: Report; start: () => void; send: () => void } {
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
    if (entry !== null) void load(entry, report);
  }, [entry]);
  const begin = useCallback(() => void start(journey, report), [journey]);
  const sendNow = useCallback(() => void send(journey, language, report), [journey, language]);
  return { journey, report, start: begin, send: sendNow };
}
