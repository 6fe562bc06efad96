// A round with real issuer keys and a manifest, for tests of tokens and sheets, without a server.
import { createHash, createPublicKey, randomBytes } from 'node:crypto';
import type { KeyObject } from 'node:crypto';
import { roundKeys } from '../../server/collector/round-keys.ts';
import type { RoundKeys } from '../../server/collector/round-keys.ts';
import { signBlinded, signingKey } from '../../server/issuer/raw-rsa.ts';
import { drawRequest, finishDraw, prepareDraw } from '../../client/credential/draw-token.ts';
import type { Ticket, TokenPlace } from '../../client/credential/draw-token.ts';
import { encodeBase64url } from '../../shared/credential/base64url.ts';
import { bytesOf } from '../../shared/credential/base64url.ts';
import type { Bytes } from '../../shared/credential/bytes.ts';
import type { Frame } from '../../shared/credential/frame.ts';
import { MANIFEST_FORMAT, Manifest, frameOf, manifestHash } from '../../shared/credential/manifest.ts';
import { aMadeKey } from './made-keys.ts';

export const sha256 = (bytes: Bytes): Bytes => Uint8Array.from(createHash('sha256').update(bytes).digest());
export const hashOf = (text: string): string => encodeBase64url(sha256(Uint8Array.from(Buffer.from(text))));

export type CredentialRound = {
  readonly manifest: Manifest;
  readonly hash: string;
  readonly keys: RoundKeys;
  readonly secrets: ReadonlyMap<string, KeyObject>;
};

const WAYS: readonly (readonly [string, Frame])[] = [['officials', 'invited'], ['officials', 'open-link'], ['private-sector', 'invited']];

const spkiText = (key: KeyObject): string => key.export({ type: 'spki', format: 'der' }).toString('base64url');

function manifestWith(keyOf: (population: string, frame: Frame) => string): Manifest {
  const questionnaire = (population: string) => ({
    population,
    form: hashOf(`form of ${population}`),
    adaptation: hashOf('adaptation'),
    selection: 'everybody' as const,
    frames: WAYS.filter(([of]) => of === population).map(([, frame]) => ({
      frame, keys: [keyOf(population, frame)], invited: frame === 'open-link' ? null : 40, codeCommitmentsRoot: frame === 'open-link' ? null : hashOf('codes'),
    })),
  });
  return Manifest.parse({
    format: MANIFEST_FORMAT, round: 'R0VND1', administration: 'aldoria',
    questionnaires: [questionnaire('officials'), questionnaire('private-sector')],
    issuers: [{ name: 'the issuer', at: 'https://issuer.example' }],
    collector: { at: 'https://collector.example', transportKey: null },
    modes: ['online', 'card', 'open-link'], languages: ['fr', 'en'], consent: hashOf('consent'),
    drawingEnds: '2027-03-01', sendingEnds: '2027-03-08', objectionEnds: '2027-04-08', retentionDay: '2028-03-08',
    twoPhase: false, disclosure: { threshold: 10, rules: 'disclosure-1' }, keepsLanguage: true, minutes: 15, bodyLength: 4096,
  });
}

/** A round of two populations with frames invited and, for officials, open-link. */
export async function aCredentialRound(): Promise<CredentialRound> {
  const secrets = new Map<string, KeyObject>();
  const manifest = manifestWith((population, frame) => {
    const secret = aMadeKey();
    secrets.set(`${population}/${frame}`, secret);
    return spkiText(createPublicKey(secret));
  });
  const hash = await manifestHash(manifest, sha256);
  return { manifest, hash, keys: roundKeys(manifest, hash), secrets };
}

export function aPlace(round: CredentialRound, population = 'officials', frame: Frame = 'invited'): TokenPlace {
  const way = frameOf(round.manifest, population, frame);
  if (way === null) throw new Error(`the round has no ${population}/${frame}`);
  return { manifest: round.hash, round: round.manifest.round, population, frame, issuer: way.key };
}

/** A ticket drawn as a page draws it, signed as the issuer signs it. */
export async function aTicket(round: CredentialRound, place: TokenPlace = aPlace(round), portable = false): Promise<Ticket> {
  const draw = await prepareDraw(place, { portable });
  const secret = round.secrets.get(`${place.population}/${place.frame}`);
  if (secret === undefined) throw new Error('no key of that frame');
  const signed = signBlinded(signingKey(secret), bytesOf(drawRequest(draw, 'invited', randomCode()).blinded));
  if (!signed.ok) throw new Error(`not signed: ${signed.refusal}`);
  return finishDraw(draw, { signature: Buffer.from(signed.signature).toString('base64url') });
}

/** Sixteen Crockford characters. */
export const randomCode = (): string => Array.from(randomBytes(16), (byte) => '0123456789ABCDEFGHJKMNPQRSTVWXYZ'.charAt(byte & 31)).join('');
