// A finished sheet from memory to disk, and from disk to the collector or a file. Storing the envelope and removing its
// token are one transaction: there is no moment in which the sheet could be lost or the token used again.
import { compareBytes } from '../../shared/credential/bytes.ts';
import { encodeBase64url } from '../../shared/credential/base64url.ts';
import { SEALED_FILE_FORMAT } from '../../shared/credential/send-sealed.ts';
import type { SealedFile, SealedResult } from '../../shared/credential/send-sealed.ts';
import { postSealed } from '../api/tablet.ts';
import { sealEnvelope } from '../credential/seal-envelope.ts';
import type { SealedSheet } from '../credential/seal-sheet.ts';
import type { Site } from './device.ts';
import type { TakenToken } from './pool.ts';
import { newId } from './pool.ts';
import { exportable, isPassing, queueOf } from './queue.ts';
import type { QueueEvent, SheetAnswer } from './queue.ts';
import type { SealedRecord } from './records.ts';
import type { TabletStore } from './store.ts';

/** The sheet as it will lie on disk; after this nobody on this device can read it. */
export async function sealedRecord(site: Site, sheet: SealedSheet): Promise<SealedRecord> {
  const { envelope, proof } = await sealEnvelope(sheet.request, site.manifest, site.place.manifest);
  return { id: newId(), state: 'waiting', code: null, envelope, proof: encodeBase64url(proof) };
}

/** Sheet in, token out, together. Throws StorageFailed, and then nothing has changed. */
export const storeSheet = (store: TabletStore, record: SealedRecord, { record: { id } }: TakenToken): Promise<void> =>
  store.change({ remove: 'pool', id }, { put: 'sealed', record });

const answerOf = (record: SealedRecord, result: SealedResult | undefined): SheetAnswer => {
  if (result?.outcome === 'refused') return { id: record.id, outcome: 'refused', code: result.code };
  return { id: record.id, outcome: result?.outcome === 'stored' && result.proof === record.proof ? 'stored' : 'doubtful' };
};

const afterAnswer = (record: SealedRecord, answer: SheetAnswer): SealedRecord | null => {
  if (answer.outcome === 'stored') return { ...record, state: 'sent', code: null, envelope: new Uint8Array(0), proof: '' };
  return answer.outcome === 'refused' && !isPassing(answer.code) ? { ...record, state: 'refused', code: answer.code } : null;
};

/**
 * The records, of which the disk knows from now on that they leave. From a disk that refuses this they leave all the same,
 * or they would be lost with it; it takes no further sheet either.
 */
async function departing(store: TabletStore, records: readonly SealedRecord[]): Promise<readonly SealedRecord[]> {
  const fresh = records.filter(({ departed = false }) => !departed).map((record) => ({ put: 'sealed', record: { ...record, departed: true } }) as const);
  if (fresh.length > 0) await store.change(...fresh).catch(() => undefined);
  return records.map((record) => ({ ...record, departed: true }));
}

/** Sends a batch and writes down what became of it. Resolves with the event for the queue. Throws StorageFailed; then all wait and may be sent again. */
export async function sendBatch(store: TabletStore, site: Pick<Site, 'place'>, ids: readonly string[]): Promise<QueueEvent> {
  const waiting = (await store.sealed()).filter(({ id, state }) => state === 'waiting' && ids.includes(id)).sort((one, other) => compareBytes(one.envelope, other.envelope));
  if (waiting.length === 0) return { type: 'answered', answers: [] };
  const records = await departing(store, waiting);
  const reply = await postSealed(site.place.round, { manifest: site.place.manifest, envelopes: records.map(({ envelope }) => encodeBase64url(envelope)) });
  if (reply.kind === 'lost') return { type: 'lost', ids, code: null };
  if (reply.kind === 'refused') return { type: 'lost', ids, code: reply.refusal.code };
  const answers = records.map((record, index) => answerOf(record, reply.value.results[index]));
  const changed = records.map((record, index) => afterAnswer(record, answers[index] ?? { id: record.id, outcome: 'doubtful' }));
  await store.change(...changed.flatMap((record) => (record === null ? [] : [{ put: 'sealed', record } as const])));
  return { type: 'answered', answers };
}

/** The text of a file of these sheets. */
export function exportText(site: Pick<Site, 'place'>, records: readonly SealedRecord[]): string {
  const sorted = [...records].sort((one, other) => compareBytes(one.envelope, other.envelope));
  const file: SealedFile = { format: SEALED_FILE_FORMAT, round: site.place.round, manifest: site.place.manifest, envelopes: sorted.map(({ envelope }) => encodeBase64url(envelope)) };
  return JSON.stringify(file);
}

/** The text of the export file, with every sheet that may leave now; null where none may. Throws StorageFailed. */
export async function exportWaiting(store: TabletStore, site: Pick<Site, 'place'>): Promise<string | null> {
  const [records, device] = [await store.sealed(), await store.device()];
  const ids = exportable(queueOf(records, (device?.ended ?? null) !== null));
  const leaving = await departing(store, records.filter(({ id }) => ids.includes(id)));
  return leaving.length === 0 ? null : exportText(site, leaving);
}

/** Hands a file to the browser's downloads. */
export function download(name: string, text: string): void {
  const address = URL.createObjectURL(new Blob([text], { type: 'application/json' }));
  const link = document.createElement('a');
  link.href = address;
  link.download = name;
  link.click();
  setTimeout(() => URL.revokeObjectURL(address), 10_000);
}

