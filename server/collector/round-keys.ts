// The public keys of a round as node:crypto key objects, made once per manifest: parsing a key costs as much as using it.
import { createPublicKey } from 'node:crypto';
import type { KeyObject } from 'node:crypto';
import { bytesOf } from '../../shared/credential/base64url.ts';
import type { Frame } from '../../shared/credential/frame.ts';
import type { Manifest } from '../../shared/credential/manifest.ts';

/** What the check of a sheet needs of its round. Keep one per open round; it holds no secret. */
export type RoundKeys = {
  readonly manifest: Manifest;
  /** base64url SHA-256 of the manifest. */
  readonly hash: string;
  /** Issuer key and form hash by population and frame. */
  readonly ways: ReadonlyMap<string, { readonly issuer: KeyObject; readonly form: string }>;
};

export const wayName = (population: string, frame: Frame): string => `${population}/${frame}`;

/** An issuer key of a manifest. Throws a RangeError unless RSA-3072 with e = 65537. */
function issuerKeyOf(spki: string): KeyObject {
  const key = createPublicKey({ key: Buffer.from(bytesOf(spki)), format: 'der', type: 'spki' });
  const details = key.asymmetricKeyDetails;
  if (key.asymmetricKeyType !== 'rsa' || details?.modulusLength !== 3072 || details.publicExponent !== 65537n) {
    throw new RangeError('an issuer key of the manifest is not RSA-3072 with e = 65537');
  }
  return key;
}

/** Prepares a round's keys from its manifest and the manifest's hash. Throws where a key is not allowed. */
export function roundKeys(manifest: Manifest, hash: string): RoundKeys {
  const ways = manifest.questionnaires.flatMap((questionnaire) =>
    questionnaire.frames.flatMap(({ frame, keys }) =>
      keys.map((key) => [wayName(questionnaire.population, frame), { issuer: issuerKeyOf(key), form: questionnaire.form }] as const),
    ),
  );
  return { manifest, hash, ways: new Map(ways) };
}
