// What lies in the tablet's IndexedDB, and nothing else does: the device (its secrets locked under the PIN, beside the
// public manifest and form), the pool of tokens (locked one by one), the sealed sheets. No answer, no time, no name.
import type { Bytes } from '../../shared/credential/bytes.ts';
import type { ProblemCode } from '../../shared/problem.ts';
import type { Locked } from './pin.ts';

export type DeviceRecord = {
  readonly id: 'device';
  readonly salt: Bytes;
  readonly rounds: number;
  /** DeviceSecrets as JSON. */
  readonly secret: Locked;
  readonly round: string;
  /** Hash of the manifest that the enrolment link names. */
  readonly hash: string;
  /** Null until the issuer has answered. */
  readonly enrolled: Enrolled | null;
  /** Slots of the pool for which a draw was prepared. */
  readonly prepared: number;
  /** Attempts at the PIN since the last right one, counted before each is tried. No time: a clock could be set. */
  readonly attempts?: number;
  /** Unused tokens destroyed at the site's end, and whether the issuer knows. */
  readonly ended: { readonly destroyed: number; readonly reported: boolean } | null;
};
export type Enrolled = { readonly population: string; readonly tokens: number; readonly manifest: string; readonly form: string };
export type DeviceSecrets = { readonly tablet: string; readonly device: string; readonly site: string };

/**
 * One token. `drawing`: the request may have left; `ready`: may be opened; `open`: a questionnaire was opened with it.
 * One that is found open after a restart is not used again, since nobody knows what became of its sheet.
 */
export type PoolRecord = { readonly id: string; readonly slot: number; readonly state: 'drawing' | 'ready' | 'open'; readonly token: Locked };

/**
 * A finished sheet. `envelope` is empty once it is sent; `proof` is what the collector's answer has to bring; `departed`:
 * a batch or a file has held it (queue.ts), written down before that leaves.
 */
export type SealedRecord = { readonly id: string; readonly state: 'waiting' | 'sent' | 'refused'; readonly code: ProblemCode | null; readonly envelope: Bytes; readonly proof: string; readonly departed?: boolean };

/** Everything that can be heard of the form in a language, as it came; checked by its hashes whenever it is used. */
export type RecordingsRecord = { readonly id: string; readonly bundle: Bytes };
