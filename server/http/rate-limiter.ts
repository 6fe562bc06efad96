// A token bucket per network address, in memory alone. The address itself is never kept: its HMAC under a key that is
// thrown away every hour is, so that a memory dump can't be turned back into a list of who was here.
// The bucket is large on purpose: an office of 500 behind one address has to get through its first hour.
import { createHmac, randomBytes } from 'node:crypto';
import { Problem } from '../../shared/problem.ts';

export type RateLimit = { readonly burst: number; readonly perSecond: number };
export type RateLimiter = { readonly spend: (address: string) => void };

const HOUR = 3_600_000;
type Bucket = { level: number; at: number };

/** A limiter; `spend` throws request.too-many when the address has nothing left. `now` is in milliseconds. */
export function rateLimiter(limit: RateLimit, now: () => number = Date.now): RateLimiter {
  let key = randomBytes(32);
  let keyMade = now();
  const buckets = new Map<string, Bucket>();
  const renewKey = (time: number): void => {
    if (time - keyMade < HOUR) return;
    key = randomBytes(32);
    keyMade = time;
    buckets.clear();
  };
  return {
    spend(address) {
      const time = now();
      renewKey(time);
      const name = createHmac('sha256', key).update(address).digest('base64');
      const bucket = buckets.get(name) ?? { level: limit.burst, at: time };
      bucket.level = Math.min(limit.burst, bucket.level + ((time - bucket.at) / 1000) * limit.perSecond);
      bucket.at = time;
      buckets.set(name, bucket);
      if (bucket.level < 1) {
        throw new Problem('request.too-many', 'Too many requests from this network. Wait and try again: nothing is lost.', {
          retryAfterSeconds: Math.ceil((1 - bucket.level) / limit.perSecond),
        });
      }
      bucket.level -= 1;
    },
  };
}
