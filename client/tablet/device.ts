// Becoming a tablet and being opened again. The device's own secret is on disk, locked, before the request leaves: a
// lost reply is made good by asking again, also after a power cut, and the link can't be used by a second device.
import { bytesOf, encodeBase64url } from '../../shared/credential/base64url.ts';
import { canonicalBytes, canonicalText } from '../../shared/credential/canonical-json.ts';
import type { Json } from '../../shared/credential/canonical-json.ts';
import { DEVICE_BYTES } from '../../shared/credential/tablet.ts';
import type { TabletLink } from '../../shared/credential/tablet.ts';
import { frameOf } from '../../shared/credential/manifest.ts';
import type { Manifest } from '../../shared/credential/manifest.ts';
import { Form } from '../../shared/questionnaire/form.ts';
import { getForm, getRound } from '../api/collector.ts';
import { postEnrol } from '../api/tablet.ts';
import type { Refusal } from '../api/request.ts';
import type { TokenPlace } from '../credential/draw-token.ts';
import { checkManifest } from '../credential/manifest-check.ts';
import { randomBytes, sha256 } from '../credential/webcrypto.ts';
import { PIN_ROUNDS, lock, newSalt, pinKey, unlock } from './pin.ts';
import { fetchRecordings } from './recordings.ts';
import type { DeviceRecord, DeviceSecrets, Enrolled } from './records.ts';
import type { TabletStore } from './store.ts';

/** Why something did not work; `forged`: manifest or form are not those that were announced. */
export type Trouble = { readonly kind: 'lost' } | { readonly kind: 'forged' } | { readonly kind: 'pin' } | { readonly kind: 'storage' } | { readonly kind: 'refused'; readonly refusal: Refusal };

/** The public half of an enrolled tablet, for which no PIN is needed. */
export type Site = { readonly device: DeviceRecord; readonly manifest: Manifest; readonly form: Form; readonly formHash: string; readonly place: TokenPlace };
/** A tablet whose PIN was typed. */
export type Unlocked = { readonly key: CryptoKey; readonly secrets: DeviceSecrets };

const parsed = (text: string): unknown => {
  try {
    return JSON.parse(text) as unknown;
  } catch {
    return null;
  }
};

/** A device record for a link, locked under a PIN and on disk. Throws StorageFailed. */
export async function beginDevice(store: TabletStore, link: TabletLink, pin: string): Promise<Unlocked> {
  const salt = newSalt();
  const key = await pinKey(pin, salt, PIN_ROUNDS);
  const secrets = { tablet: link.tablet, device: encodeBase64url(randomBytes(DEVICE_BYTES)), site: '' };
  const secret = await lock(key, JSON.stringify(secrets));
  await store.change({ put: 'device', record: { id: 'device', salt, rounds: PIN_ROUNDS, secret, round: link.round, hash: link.manifest, enrolled: null, prepared: 0, ended: null } });
  return { key, secrets };
}

/** Opens the device with its PIN; null where it is another. */
export async function unlockDevice(device: DeviceRecord, pin: string): Promise<Unlocked | null> {
  const key = await pinKey(pin, device.salt, device.rounds);
  const text = await unlock(key, device.secret);
  return text === null ? null : { key, secrets: JSON.parse(text) as DeviceSecrets };
}

type Fetched = { readonly ok: true; readonly enrolled: Enrolled; readonly site: string } | { readonly ok: false; readonly trouble: Trouble };

async function fetchEnrolled(store: TabletStore, device: DeviceRecord, { tablet, device: own }: DeviceSecrets): Promise<Fetched> {
  const round = await getRound(device.round);
  if (round.kind !== 'done') return { ok: false, trouble: round };
  const check = await checkManifest(parsed(round.value.manifest), { round: device.round, hash: device.hash });
  if (!check.ok) return { ok: false, trouble: { kind: 'forged' } };
  const reply = await postEnrol(device.round, { tablet, device: own });
  if (reply.kind !== 'done') return { ok: false, trouble: reply };
  const { population, site, tokens } = reply.value;
  const form = await getForm(device.round, population);
  if (form.kind !== 'done') return { ok: false, trouble: form };
  const hash = encodeBase64url(await sha256(canonicalBytes(form.value as Json)));
  if (hash !== frameOf(check.manifest, population, 'tablet')?.questionnaire.form) return { ok: false, trouble: { kind: 'forged' } };
  if (!(await fetchRecordings(store, device.round, population, form.value))) return { ok: false, trouble: { kind: 'lost' } };
  return { ok: true, site, enrolled: { population, tokens, manifest: round.value.manifest, form: canonicalText(form.value as Json) } };
}

/** Asks the issuer until the device is enrolled and holds manifest and form. Null when done. May be repeated. Throws StorageFailed. */
export async function enrolDevice(store: TabletStore, { key, secrets }: Unlocked): Promise<Trouble | null> {
  const device = await store.device();
  if (device === null || device.enrolled !== null) return null;
  const fetched = await fetchEnrolled(store, device, secrets);
  if (!fetched.ok) return fetched.trouble;
  const secret = await lock(key, JSON.stringify({ ...secrets, site: fetched.site }));
  await store.change({ put: 'device', record: { ...device, secret, enrolled: fetched.enrolled } });
  return null;
}

/** What an enrolled tablet knows, checked again after every start: the disk may have been written by somebody else. Null where it does not hold. */
export async function siteOf(device: DeviceRecord): Promise<Site | null> {
  if (device.enrolled === null) return null;
  const check = await checkManifest(parsed(device.enrolled.manifest), { round: device.round, hash: device.hash });
  const form = Form.safeParse(parsed(device.enrolled.form));
  if (!check.ok || !form.success) return null;
  const { population } = device.enrolled;
  const way = frameOf(check.manifest, population, 'tablet');
  const formHash = encodeBase64url(await sha256(canonicalBytes(form.data as Json)));
  if (way === null || formHash !== way.questionnaire.form || bytesOf(formHash).length !== 32) return null;
  return { device, manifest: check.manifest, form: form.data, formHash, place: { manifest: check.hash, round: device.round, population, frame: 'tablet', issuer: way.key } };
}
