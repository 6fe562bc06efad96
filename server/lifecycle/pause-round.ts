// Pauses and resumes a round. Both are public: the notice log tells everybody when and that nothing else changed.
import type { NoticeDraft } from '../../shared/credential/notices.ts';
import { Problem } from '../../shared/problem.ts';
import type { Rooms } from './rooms.ts';

const TEXTS: Readonly<Record<'paused' | 'resumed', NoticeDraft['texts']>> = {
  paused: {
    en: 'The round is paused. Codes and filled sheets stay valid.',
    fr: 'L’enquête est suspendue. Les codes et les questionnaires remplis restent valables.',
    es: 'La encuesta está en pausa. Los códigos y los cuestionarios rellenados siguen siendo válidos.',
    pt: 'O inquérito está em pausa. Os códigos e os questionários preenchidos continuam válidos.',
    ar: 'الاستبيان متوقف مؤقتا. تبقى الرموز والاستمارات المعبأة صالحة.',
  },
  resumed: {
    en: 'The round goes on.',
    fr: 'L’enquête reprend.',
    es: 'La encuesta continúa.',
    pt: 'O inquérito continua.',
    ar: 'الاستبيان مستمر من جديد.',
  },
};

async function change(rooms: Rooms, round: string, kind: 'paused' | 'resumed'): Promise<void> {
  const state = kind === 'paused' ? 'paused' : 'open';
  const found = await rooms.desk.rounds.get(round);
  if (found === null) throw new Problem('round.unknown', `There is no round ${round}.`);
  // A draft may become open as well, but by opening it, which makes its keys and codes.
  const allowed = found.state === (kind === 'paused' ? 'open' : 'paused') && (await rooms.desk.rounds.become(round, state));
  if (!allowed) throw new Problem('round.wrong-state', `Round ${round} is ${found.state} and can not be ${kind}.`);
  await rooms.issuer.setDrawing(round, state);
  await rooms.collector.setState(round, state);
  await rooms.collector.publish(round, { kind, day: rooms.today(), texts: TEXTS[kind], details: {} });
}

/** Throws round.unknown or round.wrong-state. */
export const pauseRound = (rooms: Rooms, round: string): Promise<void> => change(rooms, round, 'paused');
export const resumeRound = (rooms: Rooms, round: string): Promise<void> => change(rooms, round, 'resumed');
