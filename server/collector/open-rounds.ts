// The rounds that this process serves, made ready once: keys parsed, checkers compiled, and public texts compressed when
// they are first asked for. The manifest and the forms never change; the state is read again when it is older than a
// second, so that a round closed by another process takes no sheet after LEASE_MS: closing waits for that long before it
// counts.
import { Form } from '../../shared/questionnaire/form.ts';
import { compileChecker } from '../../shared/questionnaire/answer-checker.ts';
import type { AnswerChecker } from '../../shared/questionnaire/answer-checker.ts';
import { Manifest } from '../../shared/credential/manifest.ts';
import { encodeLater } from '../http/reply.ts';
import type { Encoded } from '../http/reply.ts';
import { roundKeys } from './round-keys.ts';
import type { RoundKeys } from './round-keys.ts';
import { hasNotice } from './rounds-store.ts';
import type { CollectorRound, CollectorRoundsStore, RoundStatus } from './rounds-store.ts';

/** How old a known state may be. */
export const LEASE_MS = 1000;

export type ReadyRound = {
  readonly keys: RoundKeys;
  readonly checkers: ReadonlyMap<string, AnswerChecker>;
  /** Compressed when first asked for: a sheet that is sent needs none of them, and must not wait. */
  readonly forms: ReadonlyMap<string, () => Promise<Encoded>>;
  readonly manifestText: string;
};
export type OpenRound = {
  readonly ready: ReadyRound;
  readonly status: RoundStatus;
  /** Whether the public log says that the issuer's keys are destroyed. */
  readonly keysDestroyed: boolean;
};

export type OpenRounds = {
  /** Null where there is no such round. */
  readonly get: (round: string) => Promise<OpenRound | null>;
  /** Makes the next `get` read the state again. */
  readonly forget: (round: string) => void;
};

/** What is made at the first call, for every call. */
function once<Value>(make: () => Promise<Value>): () => Promise<Value> {
  let made: Promise<Value> | null = null;
  return () => (made ??= make());
}

/** Prepares a stored round. Throws where what is stored does not parse: it was written by something else than us. */
export function readyRound(round: CollectorRound): ReadyRound {
  const manifest = Manifest.parse(JSON.parse(round.manifest));
  const checkers = new Map(round.forms.map(({ population, text }) => [population, compileChecker(Form.parse(JSON.parse(text)))]));
  const forms = new Map(round.forms.map(({ population, text }) => [population, once(() => encodeLater(text))]));
  return { keys: roundKeys(manifest, round.hash), checkers, forms, manifestText: round.manifest };
}

async function readied(store: CollectorRoundsStore, round: string): Promise<ReadyRound | null> {
  const whole = await store.get(round);
  return whole === null ? null : readyRound(whole);
}

type Known = { readonly open: OpenRound; readAt: number };

export function openRounds(store: CollectorRoundsStore, now: () => number = () => performance.now()): OpenRounds {
  const known = new Map<string, Known>();
  const reading = new Map<string, Promise<OpenRound | null>>();
  const read = async (round: string): Promise<OpenRound | null> => {
    const asked = now();
    const before = known.get(round);
    const status = await store.status(round);
    if (status === null) {
      known.delete(round);
      return null;
    }
    const ready = before?.open.ready.keys.hash === status.hash ? before.open.ready : await readied(store, round);
    if (ready === null) return null;
    const open = { ready, status, keysDestroyed: hasNotice(status, 'key-destroyed') };
    known.set(round, { open, readAt: asked });
    return open;
  };
  return {
    get(round) {
      const fresh = known.get(round);
      if (fresh !== undefined && now() - fresh.readAt < LEASE_MS) return Promise.resolve(fresh.open);
      const running = reading.get(round) ?? read(round).finally(() => reading.delete(round));
      reading.set(round, running);
      return running;
    },
    forget(round) {
      const entry = known.get(round);
      if (entry !== undefined) entry.readAt = -Infinity;
    },
  };
}
