// Recordings of a form's texts. A compiled form names each by the hash of its bytes, so that the manifest vouches for what
// is heard as it does for what is read. They travel as one bundle per language, never one by one: a request for a single
// recording would tell the line which question is on the screen (docs/decisions/0115). No zod: the page bundles this.
import { concatBytes } from '../credential/bytes.ts';
import type { Bytes } from '../credential/bytes.ts';
import type { Form } from './form.ts';

/** `<base64url SHA-256>.<ending>` */
export const RECORDING_NAME = /^([A-Za-z0-9_-]{43})\.(mp3|m4a|ogg|wav)$/;
/** Half a minute at 128 kbit/s; twice what a page weighs for a whole language at 24 kbit/s. */
export const RECORDING_AT_MOST = 512 * 1024;
export const BUNDLE_AT_MOST = 6 * 1024 * 1024;

/** The recordings that a form names in a language, each once, in the order of the bundle. */
export function recordingNames(form: Form, language: string): readonly string[] {
  const audio = form.languages.find((one) => one.language === language)?.audio ?? {};
  return [...new Set(Object.values(audio))].sort();
}

/** Each recording with its length (32 bits, big-endian) in front. */
export const packRecordings = (recordings: readonly Bytes[]): Bytes =>
  concatBytes(
    ...recordings.flatMap((recording) => {
      const length = new Uint8Array(4);
      new DataView(length.buffer).setUint32(0, recording.length);
      return [length, recording];
    }),
  );

/** What packRecordings wrote, or null where the bytes are cut or too many. */
export function unpackRecordings(bundle: Bytes): readonly Bytes[] | null {
  const found: Bytes[] = [];
  const view = new DataView(bundle.buffer, bundle.byteOffset, bundle.byteLength);
  for (let at = 0; at < bundle.length; ) {
    if (bundle.length - at < 4) return null;
    const length = view.getUint32(at);
    if (length > bundle.length - at - 4) return null;
    found.push(bundle.slice(at + 4, at + 4 + length));
    at += 4 + length;
  }
  return found;
}
