// Slows down guessing: failures are counted per account and per network address, in memory, for a quarter of an hour.
// The account's count holds whoever asks, so that many addresses don't help; the address's is larger, since an office
// shares one.
import { createHash } from 'node:crypto';
import { Problem } from '../../shared/problem.ts';

const WINDOW_MS = 15 * 60_000;
const PER_ACCOUNT = 10;
const PER_ADDRESS = 50;

type Failures = { count: number; until: number };

export type LogInAttempts = {
  /** Counts an attempt as failed before it is tried, so that many at once are as many. Throws login.locked where the account or the address failed too often. */
  readonly begin: (name: string, address: string) => void;
  /** Takes the attempt back, and the account's failures before it. */
  readonly succeeded: (name: string, address: string) => void;
};

export function logInAttempts(now: () => number = Date.now): LogInAttempts {
  const failures = new Map<string, Failures>();
  const keyOf = (kind: string, text: string): string => createHash('sha256').update(`${kind}.${text}`).digest('base64');
  const prune = (): void => {
    const time = now();
    for (const [key, entry] of failures) if (entry.until <= time) failures.delete(key);
  };
  const count = (key: string): void => {
    const entry = failures.get(key) ?? { count: 0, until: now() + WINDOW_MS };
    entry.count += 1;
    failures.set(key, entry);
  };
  return {
    begin(name, address) {
      prune();
      const account = failures.get(keyOf('account', name));
      const network = failures.get(keyOf('address', address));
      const locked = [account !== undefined && account.count >= PER_ACCOUNT ? account : null, network !== undefined && network.count >= PER_ADDRESS ? network : null];
      const until = Math.max(...locked.map((entry) => entry?.until ?? 0));
      if (until > 0) throw new Problem('login.locked', 'Too many failed log-ins. Wait and try again.', { retryAfterSeconds: Math.max(1, Math.ceil((until - now()) / 1000)) });
      count(keyOf('account', name));
      count(keyOf('address', address));
    },
    succeeded(name, address) {
      failures.delete(keyOf('account', name));
      const network = failures.get(keyOf('address', address));
      if (network !== undefined) network.count -= 1;
    },
  };
}
