// What happens to a batch of envelopes: each is opened in memory and goes the way of every other sheet, in an order that
// is drawn anew, so that not even a moment's timing follows the order in which they came. Nothing is logged.
import { randomInt } from 'node:crypto';
import { bytesOf, encodeBase64url } from '../../shared/credential/base64url.ts';
import type { SealedRequest, SealedResult } from '../../shared/credential/send-sealed.ts';
import { Problem } from '../../shared/problem.ts';
import type { OpenRound } from './open-rounds.ts';
import { openEnvelope } from './sealed-open.ts';
import { readTransportKey } from './sealed-key.ts';
import type { TransportKey } from './sealed-key.ts';
import { takeSheet } from './take-sheet.ts';
import type { TakingParts } from './take-sheet.ts';

export type SealedParts = TakingParts & { readonly keyFolder: string };

/** Places 0 … length − 1 in a random order (Fisher and Yates). */
function randomOrder(length: number): readonly number[] {
  const order = Array.from({ length }, (_, index) => index);
  for (let index = length - 1; index > 0; index -= 1) {
    const other = randomInt(index + 1);
    [order[index], order[other]] = [order[other] ?? 0, order[index] ?? 0];
  }
  return order;
}

async function takeOne(parts: SealedParts, round: OpenRound, transport: TransportKey, envelope: string): Promise<SealedResult> {
  const { manifest, hash } = round.ready.keys;
  const opened = openEnvelope(bytesOf(envelope), transport, manifest, hash);
  if (opened === null) return { outcome: 'refused', code: 'sheet.malformed' };
  try {
    // A batch takes its time: the round is asked for again with each, as it is with a sheet that comes alone.
    await takeSheet(parts, (await parts.rounds.get(manifest.round)) ?? round, opened.sheet);
    return { outcome: 'stored', proof: encodeBase64url(opened.proof) };
  } catch (error) {
    // A store that is away is the whole batch's concern: everything in it may simply be sent again.
    if (error instanceof Problem) return { outcome: 'refused', code: error.code };
    throw error;
  }
}

/** A result per envelope, in the order of the request; what is stored is on disk. Throws manifest.mismatch, or round.sending-ended when the key is gone. */
export async function takeSealed(parts: SealedParts, round: OpenRound, request: SealedRequest): Promise<readonly SealedResult[]> {
  const { manifest, hash } = round.ready.keys;
  if (request.manifest !== hash) throw new Problem('manifest.mismatch', 'These sheets were filled for another manifest.', { place: 'body.manifest' });
  const transport = await readTransportKey(parts.keyFolder, manifest.round);
  if (transport === null) throw new Problem('round.sending-ended', 'Sending has ended for this round, or it takes no sealed sheets.');
  const results: SealedResult[] = [];
  for (const place of randomOrder(request.envelopes.length)) results[place] = await takeOne(parts, round, transport, request.envelopes[place] ?? '');
  return results;
}
