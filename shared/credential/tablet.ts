// What a tablet asks of the issuer: to be enrolled once with the secret of its link, to draw its counted pool of tokens,
// and to tell at the site's end how many of them it has destroyed. A slot is one place in the pool: the same slot with
// the same blinded message gets the same signature again, another message is refused, so that a pool can't grow.
import { z } from 'zod';
import { PlainCode } from '../questionnaire/codes.ts';
import { RoundId } from '../round/plan.ts';
import { base64urlOf } from './base64url-field.ts';
import { decodeBase64url } from './base64url.ts';
import { RSA_BYTES } from './token-message.ts';

/** Random bytes of the secret in an enrolment link, and of the one that the device makes for itself. */
export const ENROLMENT_BYTES = 16;
export const DEVICE_BYTES = 32;
/** Tokens that one tablet may be given. */
export const TOKENS_AT_MOST = 2000;
/** Slots in one request. */
export const SLOTS_AT_MOST = 16;

const device = { tablet: base64urlOf(ENROLMENT_BYTES), device: base64urlOf(DEVICE_BYTES) };

/** Binds a link's secret to one device, for good. The same device may ask again. */
export const EnrolRequest = z.strictObject(device);
export type EnrolRequest = z.infer<typeof EnrolRequest>;

export const EnrolReply = z.strictObject({ population: PlainCode, site: z.string().min(1), tokens: z.int().min(1).max(TOKENS_AT_MOST) });
export type EnrolReply = z.infer<typeof EnrolReply>;

export const PoolRequest = z.strictObject({
  ...device,
  slots: z.array(z.strictObject({ slot: z.int().min(0).max(TOKENS_AT_MOST - 1), blinded: base64urlOf(RSA_BYTES) })).min(1).max(SLOTS_AT_MOST),
});
export type PoolRequest = z.infer<typeof PoolRequest>;

/** Blind signatures in the order of the slots. */
export const PoolReply = z.strictObject({ signatures: z.array(base64urlOf(RSA_BYTES)).min(1).max(SLOTS_AT_MOST) });
export type PoolReply = z.infer<typeof PoolReply>;

/** The site has ended: `destroyed` drawn tokens were not used and exist no more. The first number stands. */
export const SiteEndRequest = z.strictObject({ ...device, destroyed: z.int().min(0).max(TOKENS_AT_MOST) });
export type SiteEndRequest = z.infer<typeof SiteEndRequest>;

/** What an enrolment link says. */
export type TabletLink = { readonly tablet: string; readonly round: string; readonly manifest: string };

/** `#t=<secret>&r=<round>&m=<manifest hash>`, in the fragment, so that no server or log sees it. */
export const tabletFragment = ({ tablet, round, manifest }: TabletLink): string => `#t=${tablet}&r=${round}&m=${manifest}`;

const has = (text: string, length: number): boolean => decodeBase64url(text)?.length === length;

/** Reads a fragment, or null where it is no whole enrolment link. */
export function readTabletFragment(fragment: string): TabletLink | null {
  const parts = fragment.replace(/^#/, '').split('&').map((part) => part.split('='));
  if (parts.map(([name]) => name).sort().join('') !== 'mrt') return null;
  const fields = new Map(parts.map(([name = '', value = '']) => [name, value]));
  const link = { tablet: fields.get('t') ?? '', round: fields.get('r') ?? '', manifest: fields.get('m') ?? '' };
  return has(link.tablet, ENROLMENT_BYTES) && has(link.manifest, 32) && RoundId.safeParse(link.round).success ? link : null;
}
