// The desk's wire: log-in, the list of rounds, the release of one. Request and reply shapes stand together, one
// endpoint after the other; the release itself is shared/results/release.ts. Staff routes only.
import { z } from 'zod';
import { Texts } from '../language.ts';
import { PlainCode } from '../questionnaire/codes.ts';
import { Mode, RoundId, RoundState } from '../round/plan.ts';

/** POST /desk/api/log-in */
export const LogInRequest = z.strictObject({ name: z.string().min(1).max(80), password: z.string().min(1).max(200) });
export type LogInRequest = z.infer<typeof LogInRequest>;

export const Role = z.enum(['coordinator', 'analyst']);
export type Role = z.infer<typeof Role>;

/** Reply to log-in and GET /desk/api/session. `administration` is `programme` for who sees programme rounds. */
export const Session = z.strictObject({ name: z.string(), role: Role, administration: PlainCode });
export type Session = z.infer<typeof Session>;

/** One row of GET /desk/api/rounds. No count of sheets: nothing is told before a round is closed. */
export const RoundSummary = z.strictObject({
  round: RoundId,
  administration: PlainCode,
  administrationName: Texts,
  title: Texts,
  survey: PlainCode,
  version: z.int(),
  populations: z.array(PlainCode),
  modes: z.array(Mode),
  state: RoundState,
  drawingEnds: z.iso.date(),
  sendingEnds: z.iso.date(),
  hasRelease: z.boolean(),
});
export type RoundSummary = z.infer<typeof RoundSummary>;

export const RoundList = z.strictObject({ rounds: z.array(RoundSummary) });
export type RoundList = z.infer<typeof RoundList>;
