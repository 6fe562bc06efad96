// Invented persons answer a round as real ones do: draw, blind, un-blind, fill, seal, send, through the same functions
// that stand behind the two endpoints. A few at a time, in the order of a shuffled list.
import { seededRandom } from '../../analysis/inference/random.ts';
import { drawRequest, finishDraw, prepareDraw } from '../../client/credential/draw-token.ts';
import { sealSheet } from '../../client/credential/seal-sheet.ts';
import { frameOf } from '../../shared/credential/manifest.ts';
import type { Language } from '../../shared/language.ts';
import { Problem } from '../../shared/problem.ts';
import type { Answers } from '../../shared/questionnaire/answers.ts';
import { Form } from '../../shared/questionnaire/form.ts';
import type { NewCode } from '../issuer/codes-store.ts';
import type { OpenedRound } from '../lifecycle/open-round.ts';
import type { Rooms } from '../lifecycle/rooms.ts';
import { demoAnswers } from './demo-answers.ts';
import type { DemoRound } from './demo-plans.ts';

/** A code and what its holder will answer. */
export type Planned = { readonly code: NewCode; readonly answers: Answers; /** Where the round keeps it. */ readonly language?: Language };

const AT_ONCE = 8;

/** Which codes are used, and with which answers: the same answers for the same seed. */
export function plannedAnswers(demo: DemoRound, opened: OpenedRound): readonly Planned[] {
  const random = seededRandom(demo.seed);
  const formOf = new Map(opened.made.forms.map(({ population, text }) => [population, Form.parse(JSON.parse(text))]));
  return demo.answers.flatMap(({ population, stratum, persons }) => {
    const form = formOf.get(population);
    const stratumItem = opened.plan.populations.find((each) => each.population === population)?.stratumItem ?? null;
    const codes = opened.codes.filter((code) => code.population === population && code.stratum === stratum).slice(0, persons);
    return form === undefined ? [] : codes.map((code) => ({ code, answers: demoAnswers(form, { level: demo.level, stratum, stratumItem }, random) }));
  });
}

/** One person's whole way. */
export async function answerOnce(rooms: Rooms, opened: OpenedRound, { code, answers, language }: Planned): Promise<string> {
  const { manifest, hash } = opened.made;
  const way = frameOf(manifest, code.population, code.frame);
  if (way === null) throw new Problem('population.unknown', 'The demonstration has a code without a way in.');
  const place = { manifest: hash, round: manifest.round, population: code.population, frame: code.frame, issuer: way.key };
  const prepared = await prepareDraw(place, { portable: false });
  const ticket = await finishDraw(prepared, { signature: await rooms.issuer.draw(manifest.round, drawRequest(prepared, code.frame, code.code)) });
  const sealed = await sealSheet(ticket, { mode: 'online', form: way.questionnaire.form, answers, ...(language === undefined ? {} : { language }) }, manifest.bodyLength);
  const receipt = await rooms.collector.take(manifest.round, sealed.request);
  if (receipt !== sealed.receipt) throw new Error('the collector gave another receipt than the person computed');
  return receipt;
}

/** Everybody answers. `progress` gets the number done, now and then. */
export async function answerRound(rooms: Rooms, opened: OpenedRound, planned: readonly Planned[], progress: (done: number) => void): Promise<void> {
  let next = 0;
  let done = 0;
  const work = async (): Promise<void> => {
    for (let entry = planned[next++]; entry !== undefined; entry = planned[next++]) {
      await answerOnce(rooms, opened, entry);
      done += 1;
      if (done % 250 === 0) progress(done);
    }
  };
  await Promise.all(Array.from({ length: AT_ONCE }, work));
}
