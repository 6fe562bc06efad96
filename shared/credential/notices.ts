// The public notice log: what changed after opening, in the open. Append-only: each notice holds the hash of the one
// before, the first that of the manifest, so that none can be taken out, changed or moved to another round.
import { z } from 'zod';
import { Day, Texts } from '../language.ts';
import { encodeBase64url } from './base64url.ts';
import { base64urlOf } from './base64url-field.ts';
import type { Sha256 } from './bytes.ts';
import { canonicalBytes } from './canonical-json.ts';
import type { Json } from './canonical-json.ts';

export const NOTICE_FORMAT = 'spid-notice-1';

export const NoticeKind = z.enum(['page-corrected', 'paused', 'resumed', 'extended', 'codes-cancelled', 'code-reissued', 'key-destroyed', 'closed', 'settled', 'erased', 'other']);
export type NoticeKind = z.infer<typeof NoticeKind>;

export const Notice = z.strictObject({
  format: z.literal(NOTICE_FORMAT),
  number: z.int().min(1),
  /** Hash of the notice before, or of the manifest for the first. */
  previous: base64urlOf(32),
  kind: NoticeKind,
  day: Day,
  texts: Texts,
  /** Days, hashes or counts that go with the kind, e.g. `sendingEnds`. */
  details: z.record(z.string(), z.union([z.string(), z.int()])),
});
export type Notice = z.infer<typeof Notice>;

/** What the writer gives; number and chain are added. */
export type NoticeDraft = Pick<Notice, 'kind' | 'day' | 'texts' | 'details'>;

const noticeHash = async (notice: Notice, sha256: Sha256): Promise<string> => encodeBase64url(await sha256(canonicalBytes(notice as Json)));

/** Hash of a log's last notice, or the manifest hash of an empty one: what the next must name, what a board prints. */
export async function noticesHead(manifest: string, log: readonly Notice[], sha256: Sha256): Promise<string> {
  const last = log[log.length - 1];
  return last === undefined ? manifest : noticeHash(last, sha256);
}

/** The next notice of a log. The log itself is left as it is: store what comes back. */
export async function nextNotice(manifest: string, log: readonly Notice[], draft: NoticeDraft, sha256: Sha256): Promise<Notice> {
  const { kind, day, texts, details } = draft;
  return { format: NOTICE_FORMAT, number: log.length + 1, previous: await noticesHead(manifest, log, sha256), kind, day, texts, details };
}

/** The number of the first notice that breaks the chain, or null where it holds. */
export async function brokenNotice(manifest: string, log: readonly Notice[], sha256: Sha256): Promise<number | null> {
  for (let index = 0; index < log.length; index += 1) {
    const notice = log[index];
    const expected = await noticesHead(manifest, log.slice(0, index), sha256);
    if (notice?.previous !== expected || notice.number !== index + 1) return index + 1;
  }
  return null;
}
