// Encrypts a signed sheet to the collector's transport key: an ephemeral P-256 key for this one envelope, HKDF-SHA-256,
// AES-256-GCM. Afterwards this device can't read it either. The proof stays behind: only who opens the envelope can
// work it out, so that a reply with another one is no receipt, whoever gave it.
import { bytesOf } from '../../shared/credential/base64url.ts';
import { concatBytes } from '../../shared/credential/bytes.ts';
import type { Bytes } from '../../shared/credential/bytes.ts';
import type { Manifest } from '../../shared/credential/manifest.ts';
import type { SendRequest } from '../../shared/credential/send.ts';
import { SEALED_DERIVED_BYTES, SEALED_KEY_BYTES, SEALED_NONCE_BYTES, TRANSPORT_KEY_BYTES, packSheet, sealedInfo } from '../../shared/credential/sealed-sheet.ts';
import { subtle } from './webcrypto.ts';

const P256 = { name: 'ECDH', namedCurve: 'P-256' } as const;

export type SealedEnvelope = { readonly envelope: Bytes; readonly proof: Bytes };

async function derived(ephemeral: CryptoKey, ephemeralPoint: Bytes, transport: Bytes, manifestHash: string): Promise<Bytes> {
  const open = await subtle().importKey('raw', transport, P256, true, []);
  const shared = await subtle().deriveBits({ name: 'ECDH', public: open }, ephemeral, 256);
  const key = await subtle().importKey('raw', shared, 'HKDF', false, ['deriveBits']);
  const how = { name: 'HKDF', hash: 'SHA-256', salt: bytesOf(manifestHash), info: sealedInfo(ephemeralPoint, transport) };
  return new Uint8Array(await subtle().deriveBits(how, key, SEALED_DERIVED_BYTES * 8));
}

/** The envelope of a sheet of the tablet frame. Throws a RangeError where the manifest has no transport key or population. */
export async function sealEnvelope(sheet: SendRequest, manifest: Manifest, manifestHash: string): Promise<SealedEnvelope> {
  const population = manifest.questionnaires.findIndex((each) => each.population === sheet.population);
  const { transportKey } = manifest.collector;
  if (transportKey === null || population === -1) throw new RangeError('this round takes no sealed sheets of that population');
  const transport = bytesOf(transportKey);
  if (transport.length !== TRANSPORT_KEY_BYTES) throw new RangeError('the transport key is no P-256 point');
  const pair = await subtle().generateKey(P256, true, ['deriveBits']);
  const ephemeral = new Uint8Array(await subtle().exportKey('raw', pair.publicKey));
  const bytes = await derived(pair.privateKey, ephemeral, transport, manifestHash);
  const nonceEnd = SEALED_KEY_BYTES + SEALED_NONCE_BYTES;
  const key = await subtle().importKey('raw', bytes.slice(0, SEALED_KEY_BYTES), 'AES-GCM', false, ['encrypt']);
  const [point, randomizer, token, signature, body] = [sheet.key, sheet.randomizer, sheet.token, sheet.signature, sheet.body].map(bytesOf) as [Bytes, Bytes, Bytes, Bytes, Bytes];
  const packed = packSheet({ population, key: point, randomizer, token, signature, body });
  const iv = bytes.slice(SEALED_KEY_BYTES, nonceEnd);
  const encrypted = new Uint8Array(await subtle().encrypt({ name: 'AES-GCM', iv }, key, packed));
  return { envelope: concatBytes(ephemeral, encrypted), proof: bytes.slice(nonceEnd) };
}
