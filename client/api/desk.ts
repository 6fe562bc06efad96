// What the desk asks of the server: log-in, session, rounds, one release. Replies are parsed by the shared schemas, so
// that a scorecard is never drawn from something that isn't a release. The session is a cookie that no script sees.
import { RoundList, Session } from '../../shared/api/desk.ts';
import type { LogInRequest } from '../../shared/api/desk.ts';
import { paths } from '../../shared/api/round.ts';
import { Release } from '../../shared/results/release.ts';
import { request } from './request.ts';
import type { Outcome } from './request.ts';

export const logIn = (body: LogInRequest): Promise<Outcome<Session>> => request({ path: paths.logIn, body, cookies: true }, (reply) => Session.parse(reply));
export const logOut = (): Promise<Outcome<null>> => request({ path: paths.logOut, post: true, cookies: true }, () => null);
export const getSession = (): Promise<Outcome<Session>> => request({ path: paths.session, cookies: true }, (reply) => Session.parse(reply));
export const getRounds = (): Promise<Outcome<RoundList>> => request({ path: paths.rounds, cookies: true }, (reply) => RoundList.parse(reply));
export const getRelease = (round: string): Promise<Outcome<Release>> =>
  request({ path: paths.release(round), cookies: true }, (reply) => Release.parse(reply));
