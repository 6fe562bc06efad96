// When own-device mode deletes what it saved, and when it must not: deleted too early costs a person the right to answer.
import { describe, expect, it } from '@jest/globals';
import { endsSaving, savedRight, startToSave, stepToSave } from '../../client/respond/saved-progress.ts';
import { isResumable } from '../../client/respond/journey.ts';
import type { Journey, Opening, Resumable, Step, Trouble } from '../../client/respond/journey.ts';
import type { ProblemCode } from '../../shared/problem.ts';
import type { Ticket } from '../../client/credential/draw-token.ts';
import { encodeBase64url } from '../../shared/credential/base64url.ts';
import { aDraw, aDrawOf, aTicket, aTicketOf, after, anEntry, anOpenedRound, toAnswering, toOpening, toReview, toSending } from './a-journey.ts';

const bytes = (length: number, each: number): string => encodeBase64url(new Uint8Array(length).fill(each));
const hash = bytes(32, 7);
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

const resumable = (journey: Journey): Resumable => {
  if (!isResumable(journey)) throw new Error(journey.screen);
  return journey;
};

/** What an older page, or another program at this address, may have left. */
const foreign = ([{}, 'text', { screen: 'ticket' }, { screen: 'opening', draw: null }, { screen: 'opening', draw: aDrawOf(3) }] as unknown[]) as Resumable[];

describe('a Start while something is saved', () => {
  const saved = resumable(startThat({ kind: 'lost' }));
  const again = after(...toOpening) as Opening;
  const fresh = aDrawOf(2);
  const withEntry = (entry: typeof anEntry): Opening => ({ ...again, round: { ...anOpenedRound, entry } });

  it('is saved with its own draw where nothing is', () => {
    expect(startToSave(null, again, fresh)).toEqual({ ...again, draw: fresh });
  });

  it('sends the saved draw again where the code is the same, and no other that would be refused, however often it is tried', () => {
    expect(startToSave(saved, again, fresh)?.draw).toBe(aDraw);
    expect(startToSave(startToSave(saved, again, fresh), again, aDrawOf(3))?.draw).toBe(aDraw);
    expect(startToSave(saved, { ...again, draw: aDraw }, aDraw)?.draw).toBe(aDraw);
  });

  it('leaves it alone where the code is another, or nobody can know which draw the code was spent on', () => {
    expect(startToSave(saved, withEntry({ ...anEntry, code: 'FEDCBA9876543210' }), fresh)).toBeNull();
    expect(startToSave(saved, withEntry({ ...anEntry, frame: 'card' }), fresh)).toBeNull();
    expect(startToSave(saved, { ...again, draw: fresh }, fresh)).toBeNull();
    expect(startToSave(saved, { ...again, round: { ...anOpenedRound, place: { ...anOpenedRound.place, manifest: 'another' } } }, fresh)).toBeNull();
  });

  it('leaves answers and another ticket alone, whatever the code', () => {
    for (const steps of [toAnswering, toReview, [...drawing, { type: 'ticketed', ticket: aTicket, waits: false }]] as const) {
      expect(startToSave(resumable(after(...steps)), again, fresh)).toBeNull();
    }
  });

  it('leaves a record alone that it can’t make out, of an older page or not ours', () => {
    for (const record of foreign) expect(startToSave(record, again, fresh)).toBeNull();
  });

  it('goes on from a saved ticket where its own file is opened, but not over the answers given with it', () => {
    const file = { format: 'spid-ticket-1', manifest: hash, round: 'ABC123', population: 'officials', frame: 'invited', key: bytes(65, 7), secret: hash, randomizer: hash, token: bytes(384, 7) };
    const byFile = withEntry({ ...anEntry, code: null, ticket: JSON.stringify(file) });
    const ticket: Ticket = { ...aTicket, key: { ...aTicket.key, publicKey: new Uint8Array(65).fill(7) } };
    expect(startToSave(resumable(after(...drawing, { type: 'ticketed', ticket, waits: false })), byFile, null)).toEqual({ ...byFile, draw: null });
    expect(startToSave(resumable(after(...toOpening, { type: 'started', ticket })), byFile, null)).toBeNull();
  });
});

describe('a step while progress is saved', () => {
  const saved = resumable(startThat({ kind: 'lost' }));
  const answering = resumable(after(...toAnswering, { type: 'answered', answers: { F01_01: 4 }, at: null }));

  it('is saved over the step before', () => {
    expect([stepToSave(saved, answering), stepToSave(answering, resumable(after(...toReview)))]).toEqual([answering, after(...toReview)]);
  });

  it('is not saved anew where somebody has deleted it in another tab, nor over what was saved there since, nor over what it can’t make out', () => {
    expect([null, ...foreign].map((saved) => stepToSave(saved, answering))).toEqual([null, null, null, null, null, null]);
    expect(stepToSave(resumable(after(...toOpening, { type: 'started', ticket: aTicketOf(2) })), answering)).toBeNull();
  });

  it('knows of which right a record is, and of which it can’t be made out', () => {
    expect([saved, answering, ...foreign].map(savedRight)).toEqual(['AQ', 'AQ', null, null, null, null, 'Aw']);
  });
});
