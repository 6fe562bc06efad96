// What happens on the tablet, in order: begin, set up, unlock, fetch, hand over, finish, close the site. Each effect
// reports to the stage and words its own trouble; each may be done again.
import { useCallback, useEffect, useReducer, useRef, useState } from 'react';
import type { TabletLink } from '../../shared/credential/tablet.ts';
import { begin, startAfresh } from './boot.ts';
import { beginDevice, enrolDevice, siteOf, unlockDevice } from './device.ts';
import type { Trouble, Unlocked } from './device.ts';
import type { Finished } from './person.tsx';
import { unlock } from './pin.ts';
import { countAttempt, forgetAttempts } from './pin-attempts.ts';
import { destroyPool, drawPool, poolCounts, reportEnd, returnToken, takeToken } from './pool.ts';
import { download, exportText, exportWaiting, storeSheet } from './sheets.ts';
import { advanceStage } from './stage.ts';
import type { Mode, Stage, StageEvent } from './stage.ts';
import { StorageFailed } from './store.ts';
import type { TabletStore } from './store.ts';

type Report = (event: StageEvent) => void;
type Worded = (trouble: Trouble) => string;
type Charge = Extract<Stage, { screen: 'charge' }>;
const FORGED: Trouble = { kind: 'forged' };

const troubleOf = (error: unknown): Trouble => (error instanceof StorageFailed ? { kind: 'storage' } : FORGED);

/** Shows the charge screen for a tablet whose PIN was right; enrols it first where that is not done. */
async function enter(store: TabletStore, unlocked: Unlocked, report: Report, word: Worded): Promise<void> {
  const trouble = await enrolDevice(store, unlocked);
  if (trouble !== null) return report({ type: 'failed', trouble: word(trouble) });
  const device = await store.device();
  const site = device === null ? null : await siteOf(device);
  if (site === null || device === null) return report({ type: 'unfit', reason: 'forged' });
  // What the issuer told is locked beside the secrets.
  const secrets = (await unlockWith(store, unlocked)) ?? unlocked;
  report({ type: 'unlocked', unlocked: secrets, site, pool: await poolCounts(store) });
}

/** The unlocked device with what enrolment added. */
async function unlockWith(store: TabletStore, { key }: Unlocked): Promise<Unlocked | null> {
  const device = await store.device();
  if (device === null) return null;
  const text = await unlock(key, device.secret);
  return text === null ? null : { key, secrets: JSON.parse(text) as Unlocked['secrets'] };
}

async function refresh(store: TabletStore, report: Report): Promise<void> {
  const device = await store.device();
  const site = device === null ? null : await siteOf(device);
  if (site === null) return report({ type: 'unfit', reason: 'forged' });
  report({ type: 'changed', site, pool: await poolCounts(store) });
}

/** Fetches what is missing, or reports the end of the site: whatever this tablet owes the issuer. */
async function settle(store: TabletStore, stage: Charge, report: Report, word: Worded): Promise<void> {
  report({ type: 'busy', busy: 'fetching' });
  const { site, unlocked } = stage;
  const again = (): void => void refresh(store, report);
  const trouble = await (site.device.ended === null ? drawPool(store, site, unlocked, again) : reportEnd(store, unlocked)).catch(troubleOf);
  await refresh(store, report).catch(() => undefined);
  report(trouble === null ? { type: 'busy', busy: null } : { type: 'failed', trouble: word(trouble) });
}

async function handOver(store: TabletStore, stage: Charge, mode: Mode, report: Report, word: Worded): Promise<void> {
  report({ type: 'busy', busy: 'other' });
  try {
    const token = await takeToken(store, stage.site, stage.unlocked);
    if (token !== null) return report({ type: 'handed', token, mode });
    await refresh(store, report);
    report({ type: 'busy', busy: null });
  } catch (error) {
    report({ type: 'failed', trouble: word(troubleOf(error)) });
  }
}

async function endSite(store: TabletStore, stage: Charge, report: Report, word: Worded): Promise<void> {
  report({ type: 'busy', busy: 'other' });
  try {
    await destroyPool(store);
    const trouble = await reportEnd(store, stage.unlocked);
    await refresh(store, report);
    report(trouble === null ? { type: 'busy', busy: null } : { type: 'failed', trouble: word(trouble) });
  } catch (error) {
    report({ type: 'failed', trouble: word(troubleOf(error)) });
  }
}

async function keepSheet(store: TabletStore, stage: Stage, finished: Finished, report: Report): Promise<void> {
  if (stage.screen !== 'person' && stage.screen !== 'not-stored') return;
  try {
    await storeSheet(store, finished.record, stage.token);
    report({ type: 'done', receipt: finished.receipt, exported: false });
  } catch {
    report({ type: 'not-stored', finished });
  }
}

async function carryAway(store: TabletStore, stage: Charge, report: Report, word: Worded): Promise<void> {
  try {
    const text = await exportWaiting(store, stage.site);
    if (text !== null) download(`sealed-${stage.site.place.round}.json`, text);
  } catch (error) {
    report({ type: 'failed', trouble: word(troubleOf(error)) });
  }
}

/** Asked for on a PIN, because a browser may want a person's click first. Firefox asks the person, who may never answer. */
const askToKeep = (): Promise<unknown> =>
  Promise.race([navigator.storage?.persist?.().catch(() => false), new Promise((resolve) => setTimeout(resolve, 2000))]);

async function tryPin(store: TabletStore, link: TabletLink | null, pin: string, report: Report, word: Worded): Promise<void> {
  report({ type: 'trying' });
  try {
    const device = await store.device();
    if (device !== null) await countAttempt(store);
    const unlocked = device === null ? (link === null ? null : await beginDevice(store, link, pin)) : await unlockDevice(device, pin);
    if (unlocked === null) return report({ type: 'failed', trouble: word({ kind: 'pin' }) });
    if (device !== null) await forgetAttempts(store);
    await askToKeep();
    await enter(store, unlocked, report, word);
  } catch (error) {
    report({ type: 'failed', trouble: word(troubleOf(error)) });
  }
}

export type TabletUse = {
  readonly stage: Stage;
  readonly store: TabletStore | null;
  readonly pin: (pin: string) => void;
  readonly fetch: () => void;
  readonly hand: (mode: Mode) => void;
  readonly end: () => Promise<void>;
  readonly carry: () => Promise<void>;
  readonly lock: () => void;
  readonly finish: (finished: Finished) => Promise<void>;
  readonly leave: () => void;
  readonly save: () => void;
};

type Opened = { readonly store: TabletStore; readonly link: TabletLink | null };

function useBegin(report: Report): Opened | null {
  const [opened, setOpened] = useState<Opened | null>(null);
  const begun = useRef(false);
  useEffect(() => {
    if (begun.current) return;
    begun.current = true;
    void begin().then((found) => {
      if (found.kind === 'unfit') return report({ type: 'unfit', reason: found.reason });
      setOpened({ store: found.store, link: found.kind === 'new' ? found.link : null });
      report({ type: found.kind === 'new' ? 'new' : 'locked' });
    });
  }, [report]);
  return opened;
}

/** `word`: says a trouble in the language of the moment. */
export function useTablet(word: Worded): TabletUse {
  const [stage, report] = useReducer(advanceStage, { screen: 'loading' });
  const opened = useBegin(report);
  const store = opened?.store ?? null;
  const charge = stage.screen === 'charge' ? stage : null;
  const inCharge = charge !== null;
  const entered = useRef(false);
  useEffect(() => {
    // On entering: whatever is owed to the issuer, without being asked.
    if (!inCharge) entered.current = false;
    if (store === null || charge === null || entered.current) return;
    entered.current = true;
    const owes = charge.site.device.ended === null ? charge.pool.drawn < charge.pool.total : !charge.site.device.ended.reported;
    if (owes && navigator.onLine) void settle(store, charge, report, word);
  });
  const withCharge = (work: (store: TabletStore, charge: Charge) => Promise<void>): Promise<void> => (store === null || charge === null ? Promise.resolve() : work(store, charge));
  const save = useCallback(() => {
    if (stage.screen !== 'not-stored') return;
    download('sealed-sheet.json', exportText(stage.site, [stage.finished.record]));
    report({ type: 'done', receipt: stage.finished.receipt, exported: true });
  }, [stage]);
  return {
    stage,
    store,
    pin: (pin) => (opened === null ? undefined : void tryPin(opened.store, opened.link, pin, report, word)),
    fetch: () => void withCharge((open, of) => settle(open, of, report, word)),
    hand: (mode) => void withCharge((open, of) => handOver(open, of, mode, report, word)),
    end: () => withCharge((open, of) => endSite(open, of, report, word)),
    carry: () => withCharge((open, of) => carryAway(open, of, report, word)),
    lock: startAfresh,
    finish: (finished) => (store === null ? Promise.resolve() : keepSheet(store, stage, finished, report)),
    leave: () => {
      if (store === null || stage.screen !== 'person') return;
      // Where the disk refuses, the token stays marked as open and is destroyed with the rest: nobody answers twice.
      void returnToken(store, stage.token).catch(() => undefined).finally(startAfresh);
    },
    save,
  };
}
