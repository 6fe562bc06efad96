// The counted pool: draws tokens while there is a line, gives one to the next questionnaire, takes it back untouched,
// destroys the rest at the site's end. Every draw is on disk, locked, before its request leaves.
import { encodeBase64url } from '../../shared/credential/base64url.ts';
import { SLOTS_AT_MOST } from '../../shared/credential/tablet.ts';
import { postPool, postSiteEnd } from '../api/tablet.ts';
import { finishDraw, prepareDraw } from '../credential/draw-token.ts';
import type { PreparedDraw, Ticket } from '../credential/draw-token.ts';
import { exportTicket, importTicket } from '../credential/portable-ticket.ts';
import { restoredDraw, storedDraw } from '../credential/stored-draw.ts';
import type { StoredDraw } from '../credential/stored-draw.ts';
import { randomBytes } from '../credential/webcrypto.ts';
import type { Site, Trouble, Unlocked } from './device.ts';
import { lock, unlock } from './pin.ts';
import type { PoolRecord } from './records.ts';
import type { TabletStore } from './store.ts';

const BATCH = Math.min(8, SLOTS_AT_MOST);

export const newId = (): string => encodeBase64url(randomBytes(16));

export type PoolCounts = { readonly ready: number; readonly drawn: number; readonly total: number };

export async function poolCounts(store: TabletStore): Promise<PoolCounts> {
  const [device, pool] = [await store.device(), await store.pool()];
  const drawing = pool.filter(({ state }) => state === 'drawing').length;
  return { ready: unusedTokens(pool), drawn: (device?.prepared ?? 0) - drawing, total: device?.enrolled?.tokens ?? 0 };
}

type Slot = { readonly record: PoolRecord; readonly draw: PreparedDraw };

/** Prepares the next slots and puts them on disk with the count of prepared ones. */
async function prepareSlots(store: TabletStore, site: Site, { key }: Unlocked): Promise<readonly Slot[]> {
  const device = await store.device();
  if (device === null || device.enrolled === null || device.ended !== null) return [];
  const slots: Slot[] = [];
  for (let slot = device.prepared; slot < Math.min(device.prepared + BATCH, device.enrolled.tokens); slot += 1) {
    const draw = await prepareDraw(site.place, { portable: true });
    slots.push({ draw, record: { id: newId(), slot, state: 'drawing', token: await lock(key, JSON.stringify(await storedDraw(draw))) } });
  }
  if (slots.length > 0) await store.change({ put: 'device', record: { ...device, prepared: device.prepared + slots.length } }, ...slots.map(({ record }) => ({ put: 'pool', record }) as const));
  return slots;
}

/** Draws whose reply never came, as they were. */
async function interruptedSlots(store: TabletStore, site: Site, { key }: Unlocked): Promise<readonly Slot[]> {
  const records = (await store.pool()).filter(({ state }) => state === 'drawing').slice(0, BATCH);
  return Promise.all(
    records.map(async (record) => ({ record, draw: await restoredDraw(site.place, JSON.parse((await unlock(key, record.token)) ?? 'null') as StoredDraw) })),
  );
}

async function askFor(store: TabletStore, site: Site, { key, secrets }: Unlocked, slots: readonly Slot[]): Promise<Trouble | null> {
  const { tablet, device } = secrets;
  const reply = await postPool(site.place.round, { tablet, device, slots: slots.map(({ record, draw }) => ({ slot: record.slot, blinded: encodeBase64url(draw.blinded) })) });
  if (reply.kind !== 'done') return reply;
  for (const [index, { record, draw }] of slots.entries()) {
    const ticket = await finishDraw(draw, { signature: reply.value.signatures[index] ?? '' });
    await store.change({ put: 'pool', record: { ...record, state: 'ready', token: await lock(key, await exportTicket(ticket)) } });
  }
  return null;
}

/** Draws what is missing. Null when the pool is whole; what was drawn before a trouble stays. Throws StorageFailed or WrongBlindSignature. */
export async function drawPool(store: TabletStore, site: Site, unlocked: Unlocked, progress: () => void): Promise<Trouble | null> {
  for (;;) {
    const interrupted = await interruptedSlots(store, site, unlocked);
    const slots = interrupted.length > 0 ? interrupted : await prepareSlots(store, site, unlocked);
    if (slots.length === 0) return null;
    const trouble = await askFor(store, site, unlocked, slots);
    if (trouble !== null) return trouble;
    progress();
  }
}

/** A token for the next questionnaire. `record` goes back by `returnToken` or away with the sheet. */
export type TakenToken = { readonly record: PoolRecord; readonly ticket: Ticket };

/** Takes a ready token at random; null where there is none. On disk it is marked before a question is seen. Throws StorageFailed. */
export async function takeToken(store: TabletStore, site: Site, { key }: Unlocked): Promise<TakenToken | null> {
  const ready = (await store.pool()).filter(({ state }) => state === 'ready');
  for (const record of ready.sort((one, other) => (one.id < other.id ? -1 : 1))) {
    const text = await unlock(key, record.token);
    const reading = text === null ? null : await importTicket(text, site.manifest, site.place.manifest);
    const open: PoolRecord = { ...record, state: 'open' };
    await store.change({ put: 'pool', record: open });
    if (reading?.ok === true) return { record: open, ticket: reading.ticket };
  }
  return null;
}

/** Nobody answered with it: it may be opened again. Throws StorageFailed. */
export const returnToken = (store: TabletStore, { record }: TakenToken): Promise<void> => store.change({ put: 'pool', record: { ...record, state: 'ready' } });

/** How many tokens nobody has answered with, for certain: the sheet of an `open` one may have left as a file, a `drawing` one may be no token yet. */
export const unusedTokens = (pool: readonly PoolRecord[]): number => pool.filter(({ state }) => state === 'ready').length;

/** Destroys the whole pool and remembers how many unused tokens were in it. Throws StorageFailed. */
export async function destroyPool(store: TabletStore): Promise<void> {
  const device = await store.device();
  if (device === null || device.ended !== null) return;
  const destroyed = unusedTokens(await store.pool());
  await store.change({ clear: 'pool' }, { put: 'device', record: { ...device, ended: { destroyed, reported: false } } });
}

/** Tells the issuer how many; null when it knows. Throws StorageFailed. */
export async function reportEnd(store: TabletStore, { secrets }: Unlocked): Promise<Trouble | null> {
  const device = await store.device();
  if (device === null || device.ended === null || device.ended.reported) return null;
  const reply = await postSiteEnd(device.round, { tablet: secrets.tablet, device: secrets.device, destroyed: device.ended.destroyed });
  if (reply.kind !== 'done') return reply;
  await store.change({ put: 'device', record: { ...device, ended: { ...device.ended, reported: true } } });
  return null;
}
