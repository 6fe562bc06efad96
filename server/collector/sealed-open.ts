// Opens one envelope with the round's transport key, in memory: ECDH P-256, HKDF-SHA-256, AES-256-GCM. Whatever is wrong
// with it, the outcome is null and the same: a sender learns nothing from the way in which it failed.
import { createDecipheriv, createECDH, hkdfSync } from 'node:crypto';
import { bytesOf } from '../../shared/credential/base64url.ts';
import type { Bytes } from '../../shared/credential/bytes.ts';
import { SEALED_DERIVED_BYTES, SEALED_KEY_BYTES, SEALED_NONCE_BYTES, TRANSPORT_KEY_BYTES, envelopeLength, sealedInfo, unpackSheet } from '../../shared/credential/sealed-sheet.ts';
import type { Manifest } from '../../shared/credential/manifest.ts';
import type { SentSheet } from '../../shared/credential/send.ts';
import type { TransportKey } from './sealed-key.ts';

const GCM_TAG_BYTES = 16;

/** The sheet, and the proof that only who opened or sealed the envelope can know. */
export type OpenedEnvelope = { readonly sheet: SentSheet; readonly proof: Bytes };

type Derived = { readonly key: Buffer; readonly nonce: Buffer; readonly proof: Bytes };

function derive(envelope: Bytes, transport: TransportKey, manifestHash: string): Derived {
  const ephemeral = envelope.slice(0, TRANSPORT_KEY_BYTES);
  const ecdh = createECDH('prime256v1');
  ecdh.setPrivateKey(transport.secret);
  const bytes = Buffer.from(hkdfSync('sha256', ecdh.computeSecret(ephemeral), bytesOf(manifestHash), sealedInfo(ephemeral, transport.open), SEALED_DERIVED_BYTES));
  const nonceEnd = SEALED_KEY_BYTES + SEALED_NONCE_BYTES;
  return { key: bytes.subarray(0, SEALED_KEY_BYTES), nonce: bytes.subarray(SEALED_KEY_BYTES, nonceEnd), proof: Uint8Array.from(bytes.subarray(nonceEnd)) };
}

/** Null where length, point, tag or population is wrong. */
export function openEnvelope(envelope: Bytes, transport: TransportKey, manifest: Manifest, manifestHash: string): OpenedEnvelope | null {
  if (envelope.length !== envelopeLength(manifest.bodyLength)) return null;
  try {
    const { key, nonce, proof } = derive(envelope, transport, manifestHash);
    const decipher = createDecipheriv('aes-256-gcm', key, nonce, { authTagLength: GCM_TAG_BYTES });
    decipher.setAuthTag(envelope.slice(-GCM_TAG_BYTES));
    const packed = Buffer.concat([decipher.update(envelope.slice(TRANSPORT_KEY_BYTES, -GCM_TAG_BYTES)), decipher.final()]);
    const unpacked = unpackSheet(Uint8Array.from(packed), manifest.bodyLength);
    const population = unpacked === null ? undefined : manifest.questionnaires[unpacked.population]?.population;
    return unpacked === null || population === undefined ? null : { sheet: { ...unpacked, population, frame: 'tablet' }, proof };
  } catch {
    return null;
  }
}
