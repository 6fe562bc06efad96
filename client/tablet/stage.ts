// Where the tablet stands, as one reducer. `charge` alone holds the PIN's key; while a person answers there is none in
// memory. Effects live in use-tablet.ts and only report here.
import type { Unfit } from './boot.ts';
import type { Site, Unlocked } from './device.ts';
import type { Finished } from './person.tsx';
import type { PoolCounts, TakenToken } from './pool.ts';

export type Mode = 'tablet' | 'assisted';
export type Busy = 'fetching' | 'other' | null;
type Attempt = { readonly busy: boolean; readonly trouble: string | null };

export type Stage =
  | { readonly screen: 'loading' }
  | { readonly screen: 'unfit'; readonly reason: Unfit }
  | ({ readonly screen: 'new' } & Attempt)
  | ({ readonly screen: 'locked' } & Attempt)
  | { readonly screen: 'charge'; readonly unlocked: Unlocked; readonly site: Site; readonly pool: PoolCounts; readonly busy: Busy; readonly trouble: string | null }
  | { readonly screen: 'person'; readonly site: Site; readonly token: TakenToken; readonly mode: Mode }
  | { readonly screen: 'not-stored'; readonly site: Site; readonly token: TakenToken; readonly finished: Finished }
  | { readonly screen: 'done'; readonly site: Site; readonly receipt: string; readonly exported: boolean };

export type StageEvent =
  | { readonly type: 'unfit'; readonly reason: Unfit }
  | { readonly type: 'new' }
  | { readonly type: 'locked' }
  | { readonly type: 'trying' }
  | { readonly type: 'failed'; readonly trouble: string | null }
  | { readonly type: 'unlocked'; readonly unlocked: Unlocked; readonly site: Site; readonly pool: PoolCounts }
  | { readonly type: 'busy'; readonly busy: Busy }
  | { readonly type: 'changed'; readonly site: Site; readonly pool: PoolCounts }
  | { readonly type: 'handed'; readonly token: TakenToken; readonly mode: Mode }
  | { readonly type: 'not-stored'; readonly finished: Finished }
  | { readonly type: 'done'; readonly receipt: string; readonly exported: boolean };

function chargeStep(stage: Extract<Stage, { screen: 'charge' }>, event: StageEvent): Stage {
  switch (event.type) {
    case 'busy':
      return { ...stage, busy: event.busy, trouble: event.busy === null ? stage.trouble : null };
    case 'failed':
      return { ...stage, busy: null, trouble: event.trouble };
    case 'changed':
      return { ...stage, site: event.site, pool: event.pool };
    case 'handed':
      return { screen: 'person', site: stage.site, token: event.token, mode: event.mode };
    case 'locked':
      return { screen: 'locked', busy: false, trouble: null };
    default:
      return stage;
  }
}

/** One step further. An event that doesn't belong to the screen changes nothing. */
export function advanceStage(stage: Stage, event: StageEvent): Stage {
  if (event.type === 'unfit') return { screen: 'unfit', reason: event.reason };
  switch (stage.screen) {
    case 'loading':
      return event.type === 'new' || event.type === 'locked' ? { screen: event.type, busy: false, trouble: null } : stage;
    case 'new':
    case 'locked':
      if (event.type === 'trying') return { ...stage, busy: true, trouble: null };
      if (event.type === 'failed') return { ...stage, busy: false, trouble: event.trouble };
      return event.type === 'unlocked' ? { screen: 'charge', unlocked: event.unlocked, site: event.site, pool: event.pool, busy: null, trouble: null } : stage;
    case 'charge':
      return chargeStep(stage, event);
    case 'person':
      return event.type === 'not-stored' ? { screen: 'not-stored', site: stage.site, token: stage.token, finished: event.finished } : finished(stage, event);
    case 'not-stored':
      return finished(stage, event);
    default:
      return stage;
  }
}

const finished = (stage: Extract<Stage, { screen: 'person' | 'not-stored' }>, event: StageEvent): Stage =>
  event.type === 'done' ? { screen: 'done', site: stage.site, receipt: event.receipt, exported: event.exported } : stage;
