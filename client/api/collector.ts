// What the respondent page asks of collector and issuer: the round, the form, one draw, one send. Nothing else, ever:
// no request from this file carries a cookie. Shapes are trusted no further than their hashes: open-round.ts checks.
import type { DrawReply, DrawRequest } from '../../shared/credential/draw.ts';
import type { ChallengeReply, ChallengeRequest, OpenDrawRequest } from '../../shared/credential/proof-of-work.ts';
import type { SendReply, SendRequest } from '../../shared/credential/send.ts';
import type { Form } from '../../shared/questionnaire/form.ts';
import { paths } from '../../shared/api/round.ts';
import type { RoundReply } from '../../shared/api/round.ts';
import { shaped } from './reply-shape.ts';
import { request } from './request.ts';
import type { Outcome } from './request.ts';

export const getRound = (round: string): Promise<Outcome<RoundReply>> => request({ path: paths.round(round) }, shaped<RoundReply>('manifest', 'state'));

export const getForm = (round: string, population: string): Promise<Outcome<Form>> =>
  request({ path: paths.form(round, population) }, shaped<Form>('format', 'pages', 'languages'));

export const postDraw = (round: string, body: DrawRequest): Promise<Outcome<DrawReply>> => request({ path: paths.draw(round), body }, shaped<DrawReply>('signature'));

export const getChallenge = (round: string, body: ChallengeRequest): Promise<Outcome<ChallengeReply>> => request({ path: paths.openChallenge(round), body }, shaped<ChallengeReply>('challenge'));

export const postOpenDraw = (round: string, body: OpenDrawRequest): Promise<Outcome<DrawReply>> => request({ path: paths.openDraw(round), body }, shaped<DrawReply>('signature'));

export const postSheet = (round: string, body: SendRequest): Promise<Outcome<SendReply>> => request({ path: paths.sheets(round), body }, shaped<SendReply>('receipt'));
