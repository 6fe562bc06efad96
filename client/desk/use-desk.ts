// What the desk knows: whether somebody is logged in, the rounds, the release that is open. A reply of "log in first"
// anywhere means that the session has ended; the page goes back to the log-in and says why, and afterwards to where
// the person was.
import { useCallback, useEffect, useState } from 'react';
import type { RoundSummary, Session } from '../../shared/api/desk.ts';
import type { Release } from '../../shared/results/release.ts';
import { getRelease, getRounds, getSession, logOut } from '../api/desk.ts';
import type { Outcome, Refusal } from '../api/request.ts';
import { routeOf } from './route.ts';
import type { Route } from './route.ts';

export type Access = { readonly kind: 'unknown' } | { readonly kind: 'out'; readonly because: 'new' | 'expired' | 'left' } | { readonly kind: 'in'; readonly session: Session };

/** What a page shows: still loading, loaded, or why not (null refusal: no reply came). */
export type Loaded =
  | { readonly kind: 'loading' }
  | { readonly kind: 'rounds'; readonly rounds: readonly RoundSummary[] }
  | { readonly kind: 'release'; readonly release: Release }
  | { readonly kind: 'failed'; readonly refusal: Refusal | null };

const ask = (route: Route): Promise<Outcome<Loaded>> =>
  route.page === 'rounds'
    ? getRounds().then((reply) => (reply.kind === 'done' ? { ...reply, value: { kind: 'rounds', rounds: reply.value.rounds } } : reply))
    : getRelease(route.round).then((reply) => (reply.kind === 'done' ? { ...reply, value: { kind: 'release', release: reply.value } } : reply));

function useRoute(): Route {
  const [fragment, setFragment] = useState(window.location.hash);
  useEffect(() => {
    const listen = (): void => setFragment(window.location.hash);
    window.addEventListener('hashchange', listen);
    return () => window.removeEventListener('hashchange', listen);
  }, []);
  return routeOf(fragment);
}

function useAccess(): [Access, (access: Access) => void] {
  const [access, setAccess] = useState<Access>({ kind: 'unknown' });
  useEffect(() => {
    void getSession().then((reply) => setAccess(reply.kind === 'done' ? { kind: 'in', session: reply.value } : { kind: 'out', because: 'new' }));
  }, []);
  return [access, setAccess];
}

/** `again` repeats a failed load. */
export function useDesk(): { access: Access; loaded: Loaded; route: Route; enter: (session: Session) => void; leave: () => void; again: () => void } {
  const route = useRoute();
  const [access, setAccess] = useAccess();
  const [loaded, setLoaded] = useState<Loaded>({ kind: 'loading' });
  const [attempt, setAttempt] = useState(0);
  const place = route.page === 'rounds' ? '' : route.round;
  const inside = access.kind === 'in';
  useEffect(() => {
    if (!inside) return undefined;
    let stale = false;
    setLoaded({ kind: 'loading' });
    void ask(place === '' ? { page: 'rounds' } : { page: 'scorecard', round: place }).then((reply) => {
      if (stale) return;
      if (reply.kind === 'done') setLoaded(reply.value);
      else if (reply.kind === 'refused' && reply.refusal.code === 'login.needed') setAccess({ kind: 'out', because: 'expired' });
      else setLoaded({ kind: 'failed', refusal: reply.kind === 'refused' ? reply.refusal : null });
    });
    return () => {
      stale = true;
    };
  }, [inside, place, attempt, setAccess]);
  const enter = useCallback((session: Session) => setAccess({ kind: 'in', session }), [setAccess]);
  const leave = useCallback(() => {
    void logOut().then(() => setAccess({ kind: 'out', because: 'left' }));
  }, [setAccess]);
  return { access, loaded, route, enter, leave, again: () => setAttempt(attempt + 1) };
}
