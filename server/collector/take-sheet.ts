// What happens to a sheet that is sent: is the round open, do token, signature and body hold, do the answers fit the
// form; then one durable insert. The same body again gets the same receipt, even in a pause or after sending, since the
// reply may have been lost on a bad line. Nothing is logged, whatever the outcome.
import type { Bytes } from '../../shared/credential/bytes.ts';
import { equalBytes } from '../../shared/credential/bytes.ts';
import type { SentSheet } from '../../shared/credential/send.ts';
import { Problem } from '../../shared/problem.ts';
import { LEASE_MS } from './open-rounds.ts';
import type { OpenRound, OpenRounds } from './open-rounds.ts';
import type { SheetsStore } from './sheets-store.ts';
import { checkToken } from './token-check.ts';
import type { AcceptedSheet, TokenFailure } from './token-check.ts';

export type TakingParts = { readonly rounds: OpenRounds; readonly sheets: SheetsStore; readonly today: () => string };

/** Why no new sheet is taken now, or null. */
function closedBecause({ status, ready, keysDestroyed }: OpenRound, today: string): Problem | null {
  if (status.state === 'closed' || status.state === 'released' || today > status.sendingEnds) {
    return new Problem('round.sending-ended', 'Sending has ended for this round.');
  }
  if (status.state === 'paused') return new Problem('round.paused', 'This round is paused. Keep your sheet and send it later.');
  if (status.state !== 'open') return new Problem('round.not-open', 'This round is not open.');
  const { twoPhase, drawingEnds } = ready.keys.manifest;
  // Not by the day alone: as long as a key is left, whoever holds it could mint tokens with answers before their eyes.
  return twoPhase && (today <= drawingEnds || !keysDestroyed) ? new Problem('round.not-open', 'Answers are taken when the first phase has ended and its keys are destroyed. Keep your ticket.') : null;
}

/** The refusal for a failed check. It names the field and never what was in it. */
function refusalFor(failed: TokenFailure): Problem {
  if (failed === 'frame') return new Problem('population.unknown', 'This round does not ask that population this way.', { place: 'body.population' });
  if (failed === 'token') return new Problem('token.invalid', 'The token is not one of this round, population and frame.', { place: 'body.token' });
  if (failed === 'signature') return new Problem('signature.invalid', 'The sheet is not signed by the key that the token names.', { place: 'body.signature' });
  if (failed === 'other-manifest' || failed === 'other-round') return new Problem('manifest.mismatch', 'The sheet was filled for another manifest.', { place: 'body.body' });
  if (failed === 'other-form') return new Problem('form.mismatch', 'The sheet was filled in another form.', { place: 'body.body' });
  const place = failed.endsWith('-length') && failed !== 'body-length' ? `body.${failed.replace('-length', '')}` : failed === 'key-point' ? 'body.key' : 'body.body';
  return new Problem('sheet.malformed', `The sheet can not be read (${failed}).`, { place });
}

/** Whether the stored sheet of this id is the same; null where there is none. */
async function isSame(sheets: SheetsStore, round: string, id: Bytes, body: Bytes): Promise<boolean | null> {
  const stored = await sheets.bodyOf(round, id);
  return stored === null ? null : equalBytes(stored, body);
}

async function receiptOfReplay(sheets: SheetsStore, round: string, accepted: AcceptedSheet, body: Bytes, otherwise: Problem): Promise<string> {
  const same = await isSame(sheets, round, accepted.id, body);
  if (same === null) throw otherwise;
  if (!same) throw new Problem('sheet.conflict', 'This token was used for another sheet. The first one stands.');
  return accepted.receipt;
}

/**
 * Closing waits for what may be under way, but not for ever: where storing took longer than that, the round is looked at
 * again, and a sheet that the count may have missed gets no receipt.
 */
async function receiptInTime({ rounds, today }: TakingParts, id: string, begun: number, receipt: string): Promise<string> {
  if (performance.now() - begun < LEASE_MS) return receipt;
  rounds.forget(id);
  const now = await rounds.get(id);
  const closed = now === null ? null : closedBecause(now, today());
  if (now === null || closed?.code === 'round.sending-ended') throw closed ?? new Problem('round.unknown', 'There is no such round here.');
  return receipt;
}

/** Checks and stores a sheet. Resolves with its receipt when it is on disk; rejects with a Problem, nothing stored. */
export async function takeSheet(parts: TakingParts, round: OpenRound, sent: SentSheet): Promise<string> {
  const begun = performance.now();
  const { sheets } = parts;
  const id = round.ready.keys.manifest.round;
  const closed = closedBecause(round, parts.today());
  if (closed?.code === 'round.not-open') throw closed;
  const verdict = await checkToken(round.ready.keys, sent);
  if (!verdict.ok) throw closed ?? refusalFor(verdict.failed);
  if (closed !== null) return receiptOfReplay(sheets, id, verdict, sent.body, closed);
  const checker = round.ready.checkers.get(sent.population);
  if (checker === undefined) throw new Problem('form.unknown', 'This round has no form for that population.');
  const checked = checker(verdict.sheet.answers);
  if (!checked.ok) throw new Problem('answers.invalid', 'Some answers do not fit the form.', { answers: checked.problems });
  const outcome = await sheets.insert(id, { id: verdict.id, ...sent });
  if (outcome === 'stored') return receiptInTime(parts, id, begun, verdict.receipt);
  return receiptOfReplay(sheets, id, verdict, sent.body, new Problem('sheet.conflict', 'This token was used for another sheet.'));
}
