// What the respondent page asks of the collector before Start: the manifest with its notices, and the form of a
// population. Public and the same for everybody, so it may be cached by hash and tells nothing about who asks.
import { z } from 'zod';
import { RoundState } from '../round/plan.ts';

/** GET /collector/rounds/:round — manifest and notices have their schemas in shared/credential/. */
export const RoundReply = z.strictObject({
  /** The manifest's canonical JSON text, exactly as hashed. */
  manifest: z.string(),
  state: RoundState,
  notices: z.array(z.unknown()),
});
export type RoundReply = z.infer<typeof RoundReply>;

/** Paths of the three surfaces, in one place for server, client, proxy and tests. */
export const paths = {
  round: (round: string): string => `/collector/rounds/${round}`,
  form: (round: string, population: string): string => `/collector/rounds/${round}/forms/${population}`,
  recordings: (round: string, population: string, language: string): string => `/collector/rounds/${round}/recordings/${population}/${language}`,
  sheets: (round: string): string => `/collector/rounds/${round}/sheets`,
  sealed: (round: string): string => `/collector/rounds/${round}/sealed`,
  tabletEnrol: (round: string): string => `/issuer/rounds/${round}/tablet/enrol`,
  tabletPool: (round: string): string => `/issuer/rounds/${round}/tablet/pool`,
  tabletEnd: (round: string): string => `/issuer/rounds/${round}/tablet/end`,
  openChallenge: (round: string): string => `/issuer/rounds/${round}/open-challenge`,
  openDraw: (round: string): string => `/issuer/rounds/${round}/open-draw`,
  draw: (round: string): string => `/issuer/rounds/${round}/draw`,
  logIn: '/desk/api/log-in',
  logOut: '/desk/api/log-out',
  session: '/desk/api/session',
  rounds: '/desk/api/rounds',
  release: (round: string): string => `/desk/api/rounds/${round}/release`,
  releaseCsv: (round: string): string => `/desk/api/rounds/${round}/release.csv`,
  health: '/health',
} as const;
