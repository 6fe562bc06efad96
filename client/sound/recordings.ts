// Opens a bundle of recordings: whatever is not named by the form, byte for byte, is thrown away. The form was checked
// against the manifest, so nobody on the line can put words into a question's mouth.
import { encodeBase64url } from '../../shared/credential/base64url.ts';
import type { Bytes } from '../../shared/credential/bytes.ts';
import type { Form } from '../../shared/questionnaire/form.ts';
import { recordingNames, unpackRecordings } from '../../shared/questionnaire/recordings.ts';
import { sha256 } from '../credential/webcrypto.ts';

/** By the name that the form has for them. */
export type Recordings = ReadonlyMap<string, Bytes>;

/** The recordings of a language; without those that are missing or are not what the form names. */
export async function openRecordings(form: Form, language: string, bundle: Bytes): Promise<Recordings> {
  const found = new Map<string, Bytes>();
  const hashes = new Map(recordingNames(form, language).map((name) => [name.replace(/\..*$/, ''), name]));
  for (const recording of unpackRecordings(bundle) ?? []) {
    const name = hashes.get(encodeBase64url(await sha256(recording)));
    if (name !== undefined) found.set(name, recording);
  }
  return found;
}

/** Whether something can be heard of a form in a language. */
export const isSpoken = (form: Form, language: string): boolean => recordingNames(form, language).length > 0;
