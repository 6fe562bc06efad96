// When own-device mode deletes what it saved, and when it must not: deleted too early costs a person the right to answer.
import { describe, expect, it } from '@jest/globals';
import { drawOfSameAttempt, endsSaving } from '../../client/respond/saved-progress.ts';
import type { Journey, Step, Trouble } from '../../client/respond/journey.ts';
import type { ProblemCode } from '../../shared/problem.ts';
import { aDraw, aTicket, after, anEntry, anOpenedRound, toAnswering, toOpening, toReview, toSending } from './a-journey.ts';

type Opening = Extract<Journey, { screen: 'opening' }>;
const refused = (code: ProblemCode): Trouble => ({ kind: 'refused', refusal: { code } });
const drawing: readonly Step[] = [...toOpening, { type: 'start-began' }, { type: 'draw-prepared', draw: aDraw }];
const startThat = (trouble: Trouble): Journey => after(...drawing, { type: 'start-failed', trouble });
const sendThat = (trouble: Trouble): Journey => after(...toSending, { type: 'send-failed', trouble });

describe('what was saved', () => {
  it.each(['code.used', 'code.unknown', 'code.cancelled', 'round.drawing-ended', 'round.unknown'] as const)('is deleted when Start is refused with %s, after which nothing can come of it', (code) => {
    expect(endsSaving(startThat(refused(code)))).toBe(true);
  });

  it.each<[string, Trouble]>([
    ['a reply that was lost, since the same message must be sent again', { kind: 'lost' }],
    ['a dead line', { kind: 'offline' }],
    ['a pause', refused('round.paused')],
    ['too many requests', refused('request.too-many')],
    ['a store that is away', refused('store.unavailable')],
    ['a fault of the server', refused('engine.unexpected')],
    ['a page that failed', { kind: 'broken' }],
    ['something else being saved', { kind: 'occupied' }],
  ])('stays after %s at Start and at Send', (_name, trouble) => {
    expect([startThat(trouble), sendThat(trouble)].map(endsSaving)).toEqual([false, false]);
  });

  it.each(['sheet.conflict', 'round.sending-ended', 'round.unknown'] as const)('is deleted when Send is refused with %s', (code) => {
    expect(endsSaving(sendThat(refused(code)))).toBe(true);
  });

  it('stays where answers are refused that can be corrected, and where a second phase has not begun', () => {
    expect([sendThat(refused('answers.invalid')), sendThat(refused('round.not-open'))].map(endsSaving)).toEqual([false, false]);
  });

  it('is deleted after declining, also after a Start whose reply was lost, and after sending', () => {
    expect([after(...toOpening, { type: 'declined' }), after(...drawing, { type: 'start-failed', trouble: { kind: 'lost' } }, { type: 'declined' }), after(...toSending, { type: 'sent', receipt: 'AAAA', theirs: 'AAAA' })].map(endsSaving)).toEqual([true, true, true]);
  });

  it('stays while somebody answers and reviews', () => {
    expect([after(...drawing), after(...toAnswering), after(...toReview), after(...toSending)].map(endsSaving)).toEqual([false, false, false, false]);
  });
});

describe('a Start while something is saved', () => {
  const saved = startThat({ kind: 'lost' }) as Opening;
  const again = after(...toOpening) as Opening;
  const withEntry = (entry: typeof anEntry): Opening => ({ ...again, round: { ...anOpenedRound, entry } });

  it('sends the saved draw again where the code is the same, and no other that would be refused', () => {
    expect(drawOfSameAttempt(saved, again)).toBe(aDraw);
  });

  it('leaves it alone where the code is another, or nobody can know which draw the code was spent on', () => {
    expect(drawOfSameAttempt(saved, withEntry({ ...anEntry, code: 'FEDCBA9876543210' }))).toBeNull();
    expect(drawOfSameAttempt(saved, withEntry({ ...anEntry, frame: 'card' }))).toBeNull();
    expect(drawOfSameAttempt(saved, { ...again, draw: aDraw })).toBeNull();
    expect(drawOfSameAttempt(saved, { ...again, round: { ...anOpenedRound, place: { ...anOpenedRound.place, manifest: 'another' } } })).toBeNull();
  });

  it('leaves answers and a ticket alone, whatever the code', () => {
    for (const journey of [after(...toAnswering), after(...toReview), after(...drawing, { type: 'ticketed', ticket: aTicket, waits: false })]) {
      if (journey.screen !== 'answering' && journey.screen !== 'reviewing' && journey.screen !== 'ticket') throw new Error(journey.screen);
      expect(drawOfSameAttempt(journey, again)).toBeNull();
    }
  });
});
