// Loads what the page needs before Start and refuses anything that isn't what was announced: the manifest must have
// the hash that the link names, the form the hash that the manifest names, and the code's frame must have a key.
import { encodeBase64url } from '../../shared/credential/base64url.ts';
import { canonicalBytes } from '../../shared/credential/canonical-json.ts';
import type { Json } from '../../shared/credential/canonical-json.ts';
import { frameOf } from '../../shared/credential/manifest.ts';
import type { Manifest } from '../../shared/credential/manifest.ts';
import { Notice, brokenNotice } from '../../shared/credential/notices.ts';
import type { RoundReply } from '../../shared/api/round.ts';
import type { Form } from '../../shared/questionnaire/form.ts';
import type { Mode } from '../../shared/round/plan.ts';
import { checkManifest } from '../credential/manifest-check.ts';
import type { TokenPlace } from '../credential/draw-token.ts';
import { sha256 } from '../credential/webcrypto.ts';
import type { Outcome, Refusal } from '../api/request.ts';
import { contradicts } from '../api/places.ts';
import type { Entry } from './entry.ts';
import type { StopReason } from './stop-reason.ts';

/** A round that may be answered: everything checked, nothing spent. `place` is what a token would be drawn for. */
export type OpenedRound = {
  readonly entry: Entry;
  readonly manifest: Manifest;
  readonly form: Form;
  /** base64url, as the manifest names it. */
  readonly formHash: string;
  readonly place: TokenPlace;
  /** The public notice log, whose chain holds. */
  readonly notices?: readonly Notice[];
};

type Stopped = { readonly ok: false; readonly reason: StopReason; readonly refusal: Refusal | null };
export type Opening = { readonly ok: true; readonly round: OpenedRound } | Stopped;
export type Announced = { readonly ok: true; readonly manifest: Manifest; readonly hash: string; readonly notices: readonly Notice[] } | Stopped;

/** The two replies that opening needs; handed in, so that this file asks nobody itself. */
export type RoundSource = {
  readonly round: (round: string) => Promise<Outcome<RoundReply>>;
  readonly form: (round: string, population: string) => Promise<Outcome<Form>>;
};

const stop = (reason: StopReason, refusal: Refusal | null = null): Stopped => ({ ok: false, reason, refusal });

const notDone = (outcome: Exclude<Outcome<unknown>, { kind: 'done' }>): Stopped =>
  outcome.kind === 'lost' ? stop('network') : stop('refused', outcome.refusal);

const parsed = (text: string): unknown => {
  try {
    return JSON.parse(text) as unknown;
  } catch {
    return null;
  }
};

/** The base64url SHA-256 of a form's canonical JSON. */
export const hashOfForm = async (form: Form): Promise<string> => encodeBase64url(await sha256(canonicalBytes(form as Json)));

/** How the sheet says it was answered on this page. */
export const modeOf = (entry: Entry): Mode => (entry.frame === 'card' ? 'card' : entry.frame === 'tablet' ? 'tablet' : entry.frame === 'open-link' ? 'open-link' : 'online');

/** The log as parsed, or null where a notice was taken out, changed or belongs to another round. */
async function noticesOf(received: readonly unknown[], manifest: string): Promise<readonly Notice[] | null> {
  const read = received.map((each) => Notice.safeParse(each));
  const notices = read.flatMap((each) => (each.success ? [each.data] : []));
  return notices.length === read.length && (await brokenNotice(manifest, notices, sha256)) === null ? notices : null;
}

/** A ticket names its population by code, a printed code by its place. */
const placed = (entry: Entry, manifest: Manifest): Entry =>
  entry.ticket === undefined ? entry : { ...entry, population: manifest.questionnaires.findIndex(({ population }) => population === (JSON.parse(entry.ticket ?? '{}') as { population?: string }).population) };

async function withForm(arrived: Entry, manifest: Manifest, hash: string, source: RoundSource): Promise<Opening> {
  const entry = placed(arrived, manifest);
  const questionnaire = manifest.questionnaires[entry.population];
  if (questionnaire === undefined) return stop('population');
  const way = frameOf(manifest, questionnaire.population, entry.frame);
  // Tablets draw with the facilitator's app: their tokens are not this page's to spend.
  const hasRight = entry.code !== null || entry.frame === 'open-link' || entry.ticket !== undefined;
  if (way === null || !hasRight || entry.frame === 'tablet') return stop('frame');
  const form = await source.form(entry.round, questionnaire.population);
  if (form.kind !== 'done') return notDone(form);
  if ((await hashOfForm(form.value)) !== questionnaire.form || form.value.population !== questionnaire.population) return stop('form');
  const place: TokenPlace = { manifest: hash, round: entry.round, population: questionnaire.population, frame: entry.frame, issuer: way.key };
  return { ok: true, round: { entry, manifest, form: form.value, formHash: questionnaire.form, place } };
}

/** The open round's manifest and notices, both checked. `hash`: the manifest's, where it is known. Throws NoWebCrypto where the browser has none. */
export async function announcedOf(round: string, hash: string | null, ask: RoundSource['round']): Promise<Announced> {
  const reply = await ask(round);
  if (reply.kind !== 'done') return notDone(reply);
  if (reply.value.state === 'paused') return stop('paused');
  if (reply.value.state !== 'open') return stop('closed');
  const check = await checkManifest(parsed(reply.value.manifest), { round, hash });
  if (!check.ok || contradicts(check.manifest)) return stop('manifest');
  const notices = await noticesOf(reply.value.notices, check.hash);
  return notices === null ? stop('manifest') : { ok: true, manifest: check.manifest, hash: check.hash, notices };
}

/** Opens the round of an entry, or says why it must not be answered. Throws NoWebCrypto where the browser has none. */
export async function openRound(entry: Entry, source: RoundSource): Promise<Opening> {
  const announced = await announcedOf(entry.round, entry.manifest, source.round);
  if (!announced.ok) return announced;
  const { manifest, hash, notices } = announced;
  const opening = await withForm(entry, manifest, hash, source);
  return opening.ok ? { ok: true, round: { ...opening.round, notices } } : opening;
}
