// The person's way through the page, as one reducer: which screen stands, what it knows, what may follow. Effects
// (loading, drawing, sending) live in use-journey.ts and only report here, so that every path can be tested without a
// browser. Answers live in this state and nowhere else; `sent` and `declined` hold none.
import { encodeBase64url } from '../../shared/credential/base64url.ts';
import { PortableTicket } from '../../shared/credential/ticket.ts';
import type { ProblemCode } from '../../shared/problem.ts';
import type { PreparedDraw, Ticket } from '../credential/draw-token.ts';
import type { SealedSheet } from '../credential/seal-sheet.ts';
import type { Answers } from '../../shared/questionnaire/answers.ts';
import type { Refusal } from '../api/request.ts';
import type { NamedLanguage } from '../words/catalogue.ts';
import { daysOf } from './days-of.ts';
import type { Entry, EntryProblem } from './entry.ts';
import type { OpenedRound } from './open-round.ts';
import type { Stop, StopReason } from './stop-reason.ts';

/**
 * What stands in the way of an attempt that can be repeated. `offline`: nothing left the device. Where own-device mode was
 * chosen and nothing left the device, `unsaved`: this browser stores nothing; `occupied`: something else is saved. `held`: a link
 * was opened while a draw stood here that may have spent its code.
 */
export type Trouble = { readonly kind: 'offline' } | { readonly kind: 'lost' } | { readonly kind: 'refused'; readonly refusal: Refusal } | { readonly kind: 'broken' } | { readonly kind: 'unsaved' } | { readonly kind: 'occupied' } | { readonly kind: 'held' };

export type Attempt = { readonly busy: boolean; readonly trouble: Trouble | null };

/** Whether a saved ticket's second phase is being asked for, and why the last answer was none; null where it said to wait. */
export type Asked = { readonly busy: boolean; readonly stopped: Stop | null };

/** How much of an open link's work is done. */
export type Work = { readonly solved: number; readonly of: number };

/**
 * `returning`: came back from the review, which is then one press away on every screen. `languages`: the round's, which the
 * page keeps to when the round itself is gone. `board`: which one will list the receipt; the same for everybody of the round.
 */
export type Journey =
  | { readonly screen: 'entering'; readonly problem: EntryProblem | null }
  | { readonly screen: 'loading'; readonly entry: Entry }
  | { readonly screen: 'stopped'; readonly reason: StopReason; readonly refusal: Refusal | null; readonly again: Entry | null }
  | { readonly screen: 'opening'; readonly round: OpenedRound; readonly draw: PreparedDraw | null; readonly start: Attempt; readonly work?: Work }
  | { readonly screen: 'ticket'; readonly round: OpenedRound; readonly ticket: Ticket; readonly waits: boolean; readonly asked?: Asked }
  | { readonly screen: 'declined'; readonly languages: readonly NamedLanguage[]; readonly untouched: boolean; readonly drawingEnds: string }
  | { readonly screen: 'answering'; readonly round: OpenedRound; readonly ticket: Ticket; readonly answers: Answers; readonly at: string | null; readonly returning: boolean }
  | { readonly screen: 'reviewing'; readonly round: OpenedRound; readonly ticket: Ticket; readonly answers: Answers; readonly sealed: SealedSheet | null; readonly sending: Attempt }
  | { readonly screen: 'sent'; readonly languages: readonly NamedLanguage[]; readonly thanks: Readonly<Record<string, string>>; readonly receipt: string; readonly theirs: string; readonly board: { readonly round: string; readonly hash: string } };

export type Opening = Extract<Journey, { screen: 'opening' }>;

/** The screens that own-device mode saves and takes up again. */
export type Resumable = Extract<Journey, { screen: 'opening' | 'ticket' | 'answering' | 'reviewing' }>;

export type Step =
  | { readonly type: 'entered'; readonly entry: Entry }
  | { readonly type: 'misread'; readonly problem: EntryProblem }
  | { readonly type: 'opened'; readonly round: OpenedRound }
  | { readonly type: 'stopped'; readonly reason: StopReason; readonly refusal: Refusal | null }
  | { readonly type: 'type-again' }
  | { readonly type: 'declined' }
  | { readonly type: 'start-began' }
  | { readonly type: 'draw-prepared'; readonly draw: PreparedDraw }
  | { readonly type: 'start-failed'; readonly trouble: Trouble }
  | { readonly type: 'work-went-on'; readonly work: Work }
  /** `waits`: answers are not taken yet. */
  | { readonly type: 'ticketed'; readonly ticket: Ticket; readonly waits: boolean }
  /** Whether a saved ticket must still wait: asked, and not answered with `second-phase-began`. `stopped`: null where it must. */
  | { readonly type: 'phase-asked' }
  | { readonly type: 'phase-told'; readonly stopped: Stop | null }
  /** A ticket that waited need not wait any more. */
  | { readonly type: 'second-phase-began' }
  | { readonly type: 'resumed'; readonly journey: Resumable }
  | { readonly type: 'started'; readonly ticket: Ticket }
  | { readonly type: 'answered'; readonly answers: Answers; readonly at: string | null }
  | { readonly type: 'reviewed'; readonly answers: Answers }
  | { readonly type: 'changed'; readonly at: string | null }
  | { readonly type: 'send-began' }
  | { readonly type: 'sealed'; readonly sealed: SealedSheet }
  | { readonly type: 'send-failed'; readonly trouble: Trouble }
  | { readonly type: 'sent'; readonly receipt: string; readonly theirs: string };

const idle: Attempt = { busy: false, trouble: null };
const busy: Attempt = { busy: true, trouble: null };
const failed = (trouble: Trouble): Attempt => ({ busy: false, trouble });

export const beginning: Journey = { screen: 'entering', problem: null };

/**
 * Whether the answers may still be changed. Not while a sealed sheet is under way or may have arrived: the collector
 * would refuse a second, different one, and the person would believe that the change counted.
 */
export const mayChange = (journey: Journey): boolean => journey.screen === 'reviewing' && !journey.sending.busy && journey.sealed === null;

/** Refusals after which nothing is stored and a sheet may be sealed anew. */
const clearsSeal = (trouble: Trouble): boolean =>
  trouble.kind === 'broken' || (trouble.kind === 'refused' && ['answers.invalid', 'sheet.malformed', 'signature.invalid'].includes(trouble.refusal.code));

/** The code is spent and needed no more: whoever finds saved answers finds no code beside them. */
const withoutCode = (round: OpenedRound): OpenedRound => ({ ...round, entry: { ...round.entry, code: null } });

const startedAt = (round: OpenedRound, ticket: Ticket): Journey => ({ screen: 'answering', round: withoutCode(round), ticket, answers: {}, at: null, returning: false });

/** Whether there is something to save, which closing the page would otherwise lose. */
export const isResumable = (journey: Journey): journey is Resumable =>
  journey.screen === 'answering' || journey.screen === 'reviewing' || journey.screen === 'ticket' || (journey.screen === 'opening' && journey.draw !== null);

/** The draw will never become a token. `code.used`: another draw took the code, since the same one would have been signed again. */
const FINAL_AT_START: ReadonlySet<ProblemCode> = new Set(['code.used', 'code.unknown', 'code.cancelled', 'round.drawing-ended', 'round.unknown']);

/** Whether Start was refused for good. */
export const endsStart = ({ start: { trouble } }: Opening): boolean => trouble?.kind === 'refused' && FINAL_AT_START.has(trouble.refusal.code);

/** Whether this page alone may have the right to answer: a draw that may have spent the code, until a refusal says that nothing can come of it. */
export const holdsDraw = (journey: Journey): boolean => journey.screen === 'opening' && journey.draw !== null && !endsStart(journey);

/**
 * The one-time key of an attempt (base64url), the same from Start to Send: what is saved is known by it to be of this attempt,
 * and not of another tab's. Throws where an opening has neither draw nor ticket.
 */
export function rightOf(journey: Resumable): string {
  if (journey.screen !== 'opening') return encodeBase64url(journey.ticket.key.publicKey);
  const { draw, round } = journey;
  return draw === null ? PortableTicket.parse(JSON.parse(round.entry.ticket ?? '')).key : encodeBase64url(draw.key.publicKey);
}

/** Whether what was saved may take this page's place: not while a Start is under way, nor over another attempt's draw. */
export const mayResume = (journey: Journey, saved: Resumable): boolean =>
  journey.screen !== 'opening' || (!journey.start.busy && (!holdsDraw(journey) || rightOf(saved) === rightOf(journey)));

/** What was saved while something was under way is no longer under way. */
function resumed(journey: Resumable): Journey {
  if (journey.screen === 'opening') return { ...journey, start: idle };
  if (journey.screen === 'ticket') return { screen: 'ticket', round: journey.round, ticket: journey.ticket, waits: journey.waits };
  return journey.screen === 'reviewing' ? { ...journey, sending: idle } : journey;
}

function enteringStep(journey: Journey, step: Step): Journey {
  switch (step.type) {
    case 'entered':
      return { screen: 'loading', entry: step.entry };
    case 'misread':
      return { screen: 'entering', problem: step.problem };
    case 'resumed':
      return resumed(step.journey);
    case 'type-again':
      return beginning;
    case 'opened':
      return journey.screen === 'loading' ? { screen: 'opening', round: step.round, draw: null, start: idle } : journey;
    case 'stopped':
      return { screen: 'stopped', reason: step.reason, refusal: step.refusal, again: journey.screen === 'loading' ? journey.entry : null };
    default:
      return journey;
  }
}

const isSameLink = (one: Entry, other: Entry): boolean =>
  one.round === other.round && one.population === other.population && one.frame === other.frame && one.code === other.code;

/** A draw that is held gives way to nothing but its own attempt: whatever else was asked for is not done, and the page says so. */
function heldStep(journey: Opening, step: Step): Journey {
  switch (step.type) {
    case 'resumed':
      return mayResume(journey, step.journey) ? resumed(step.journey) : { ...journey, start: failed({ kind: 'held' }) };
    case 'entered':
      return isSameLink(journey.round.entry, step.entry) ? journey : { ...journey, start: failed({ kind: 'held' }) };
    case 'misread':
      return { ...journey, start: failed({ kind: 'held' }) };
    default:
      return journey;
  }
}

function openingStep(journey: Opening, step: Step): Journey {
  switch (step.type) {
    case 'declined':
      return { screen: 'declined', languages: languagesOf(journey.round), untouched: journey.draw === null, drawingEnds: daysOf(journey.round).drawing };
    case 'start-began':
      return { ...journey, start: busy };
    case 'draw-prepared':
      return { ...journey, draw: step.draw };
    case 'start-failed':
      return { ...journey, start: failed(step.trouble) };
    case 'work-went-on':
      return { ...journey, work: step.work };
    case 'ticketed':
      return { screen: 'ticket', round: withoutCode(journey.round), ticket: step.ticket, waits: step.waits };
    case 'started':
      return startedAt(journey.round, step.ticket);
    default:
      if (journey.start.busy) return journey;
      return holdsDraw(journey) ? heldStep(journey, step) : enteringStep(journey, step);
  }
}

function ticketStep(journey: Extract<Journey, { screen: 'ticket' }>, step: Step): Journey {
  const { round, ticket, waits, asked } = journey;
  switch (step.type) {
    case 'phase-asked':
      return { ...journey, asked: { busy: true, stopped: asked?.stopped ?? null } };
    case 'phase-told':
      return { ...journey, asked: { busy: false, stopped: step.stopped } };
    case 'second-phase-began':
      return { screen: 'ticket', round, ticket, waits: false };
    case 'started':
      return waits ? journey : startedAt(round, step.ticket);
    default:
      return journey;
  }
}

function reviewingStep(journey: Extract<Journey, { screen: 'reviewing' }>, step: Step): Journey {
  switch (step.type) {
    case 'changed':
      return mayChange(journey) ? { screen: 'answering', round: journey.round, ticket: journey.ticket, answers: journey.answers, at: step.at, returning: true } : journey;
    case 'send-began':
      return { ...journey, sending: busy };
    case 'sealed':
      return { ...journey, sealed: step.sealed };
    case 'send-failed':
      return { ...journey, sealed: clearsSeal(step.trouble) ? null : journey.sealed, sending: failed(step.trouble) };
    case 'sent':
      return { screen: 'sent', languages: languagesOf(journey.round), thanks: thanksOf(journey.round), receipt: step.receipt, theirs: step.theirs, board: { round: journey.round.entry.round, hash: journey.round.place.manifest } };
    default:
      return journey;
  }
}

const languagesOf = ({ form }: OpenedRound): readonly NamedLanguage[] => form.languages.map(({ language, name }) => ({ language, name }));

const thanksOf = (round: OpenedRound): Readonly<Record<string, string>> =>
  Object.fromEntries(round.form.languages.map(({ language, texts }) => [language, texts['thanks'] ?? '']));

/** One step further. A step that doesn't belong to the screen changes nothing: a late reply can't undo what came after. */
export function advance(journey: Journey, step: Step): Journey {
  switch (journey.screen) {
    case 'opening':
      return openingStep(journey, step);
    case 'ticket':
      return ticketStep(journey, step);
    case 'answering':
      if (step.type === 'answered') return { ...journey, answers: step.answers, at: step.at };
      return step.type === 'reviewed' ? { screen: 'reviewing', round: journey.round, ticket: journey.ticket, answers: step.answers, sealed: null, sending: idle } : journey;
    case 'reviewing':
      return reviewingStep(journey, step);
    case 'sent':
      return step.type === 'entered' || step.type === 'misread' ? enteringStep(journey, step) : journey;
    default:
      return enteringStep(journey, step);
  }
}
