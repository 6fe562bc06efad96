// The person's way through the page: nothing is spent before Start, nothing is lost by a failed attempt, nothing is left
// after sending.
import { describe, expect, it } from '@jest/globals';
import type { Notice } from '../../shared/credential/notices.ts';
import { holdsDraw, isResumable, mayChange, mayResume } from '../../client/respond/journey.ts';
import type { Journey, Resumable, Step } from '../../client/respond/journey.ts';
import { endsSaving } from '../../client/respond/saved-progress.ts';
import type { Ticket } from '../../client/credential/draw-token.ts';
import { aDraw, aSheet, aTicket, aTicketOf, after, anEntry, anOpenedRound, toAnswering, toOpening, toReview, toSending } from './a-journey.ts';

const refused = (code: 'code.used' | 'answers.invalid' | 'sheet.conflict') => ({ kind: 'refused', refusal: { code } }) as const;

describe('before Start', () => {
  it('begins at the field for a code', () => {
    expect(after()).toEqual({ screen: 'entering', problem: null });
  });

  it('keeps the entry of a round that could not be loaded, so that it can be tried again', () => {
    expect(after({ type: 'entered', entry: anEntry }, { type: 'stopped', reason: 'network', refusal: null })).toMatchObject({ screen: 'stopped', again: anEntry });
  });

  it('declines without keeping anything of the round but the languages that the page keeps to', () => {
    const languages = anOpenedRound.form.languages.map(({ language, name }) => ({ language, name }));
    expect(after(...toOpening, { type: 'declined' })).toEqual({ screen: 'declined', languages, untouched: true, drawingEnds: '2026-03-31' });
  });

  it('tells who declines the day until which the code stays good, as the last extension has it', () => {
    const notices = [{ kind: 'extended', details: { drawingEnds: '2026-04-05' } }, { kind: 'paused', details: {} }] as unknown as readonly Notice[];
    expect(after({ type: 'entered', entry: anEntry }, { type: 'opened', round: { ...anOpenedRound, notices } }, { type: 'declined' })).toMatchObject({ drawingEnds: '2026-04-05' });
  });

  it('does not claim an unused code when somebody declines after a Start whose reply was lost', () => {
    const steps = [...toOpening, { type: 'start-began' }, { type: 'draw-prepared', draw: aDraw }, { type: 'start-failed', trouble: { kind: 'lost' } }, { type: 'declined' }] as const;
    expect(after(...steps)).toMatchObject({ untouched: false });
  });
});

describe('Start', () => {
  it('keeps the prepared draw when its reply is lost, so that the same message is sent again', () => {
    const journey = after(...toOpening, { type: 'start-began' }, { type: 'draw-prepared', draw: aDraw }, { type: 'start-failed', trouble: { kind: 'lost' } });
    expect(journey).toMatchObject({ screen: 'opening', draw: aDraw, start: { busy: false, trouble: { kind: 'lost' } } });
    expect(isResumable(journey)).toBe(true);
  });

  it('ignores a reply that comes after the person has declined', () => {
    expect(after(...toOpening, { type: 'declined' }, { type: 'stopped', reason: 'network', refusal: null }).screen).toBe('stopped');
    expect(after(...toAnswering, { type: 'start-failed', trouble: { kind: 'lost' } }).screen).toBe('answering');
  });

  it('is not disturbed by a second link, whole or damaged, while it is under way: its token belongs to the form that stood there', () => {
    const busy = [...toOpening, { type: 'start-began' }, { type: 'draw-prepared', draw: aDraw }] as const;
    const second = { type: 'entered', entry: { ...anEntry, round: 'XYZ789', code: 'FEDCBA9876543210' } } as const;
    expect([after(...busy, second), after(...busy, { type: 'misread', problem: { kind: 'damaged', count: 0 } })]).toEqual([after(...busy), after(...busy)]);
  });
});

describe('a draw that may have spent the code', () => {
  const drawn = [...toOpening, { type: 'start-began' }, { type: 'draw-prepared', draw: aDraw }] as const;
  const lost = [...drawn, { type: 'start-failed', trouble: { kind: 'lost' } }] as const;
  const elsewhere = { type: 'entered', entry: { ...anEntry, round: 'XYZ789', code: 'FEDCBA9876543210' } } as const;
  const damaged = { type: 'misread', problem: { kind: 'damaged', count: 0 } } as const;
  const savedWith = (ticket: Ticket): Resumable => {
    const saved = after(...toOpening, { type: 'started', ticket });
    if (!isResumable(saved)) throw new Error(saved.screen);
    return saved;
  };

  it('stays when the same link is opened again, since another draw would be refused', () => {
    expect(after(...lost, { type: 'entered', entry: { ...anEntry } })).toEqual(after(...lost));
    expect(after(...toOpening, { type: 'entered', entry: { ...anEntry } }).screen).toBe('loading');
  });

  it.each<[string, Step]>([
    ['another link', elsewhere],
    ['a damaged link', damaged],
    ['what somebody else saved', { type: 'resumed', journey: savedWith(aTicketOf(2)) }],
  ])('stays when %s is opened, and the page says so', (_what, step) => {
    const held = after(...lost, step);
    expect(held).toEqual({ ...after(...lost), start: { busy: false, trouble: { kind: 'held' } } });
    expect([holdsDraw(held), endsSaving(held)]).toEqual([true, false]);
  });

  it('makes room for what was saved of the same attempt', () => {
    expect(after(...lost, { type: 'resumed', journey: savedWith(aTicketOf(1)) }).screen).toBe('answering');
    expect([mayResume(after(...lost), savedWith(aTicketOf(1))), mayResume(after(...drawn), savedWith(aTicketOf(1))), mayResume(after(...lost), savedWith(aTicketOf(2)))]).toEqual([true, false, false]);
  });

  it('makes room for everything once the person has declined, or nothing can come of it', () => {
    const used = [...drawn, { type: 'start-failed', trouble: refused('code.used') }] as const;
    expect([after(...lost, { type: 'declined' }, elsewhere), after(...used, elsewhere)].map(({ screen }) => screen)).toEqual(['loading', 'loading']);
    expect([after(...used, damaged).screen, mayResume(after(...used), savedWith(aTicketOf(2)))]).toEqual(['entering', true]);
  });
});

describe('a ticket of the first phase', () => {
  const waiting = [...toOpening, { type: 'ticketed', ticket: aTicket, waits: true }] as const;

  it('waits, and once the second has begun leads on to the questions, also where it was saved and taken up again', () => {
    const saved = after(...waiting);
    if (saved.screen !== 'ticket') throw new Error(saved.screen);
    expect(after(...waiting, { type: 'started', ticket: aTicket })).toEqual(saved);
    expect(after({ type: 'resumed', journey: saved }, { type: 'second-phase-began' }, { type: 'started', ticket: aTicket }).screen).toBe('answering');
  });

  it('keeps why nobody could say whether to wait until it is asked again, and not in what is saved', () => {
    const stopped = { reason: 'network', refusal: null } as const;
    const unanswered = [...waiting, { type: 'phase-asked' }, { type: 'phase-told', stopped }] as const;
    const journey = after(...unanswered);
    expect(journey).toEqual({ ...after(...waiting), asked: { busy: false, stopped } });
    expect(after(...unanswered, { type: 'phase-asked' })).toMatchObject({ asked: { busy: true, stopped } });
    expect(after(...unanswered, { type: 'second-phase-began' })).toEqual({ ...after(...waiting), waits: false });
    if (journey.screen !== 'ticket') throw new Error(journey.screen);
    expect(after({ type: 'resumed', journey })).toEqual(after(...waiting));
  });
});

describe('the code', () => {
  const holdsCode = (journey: Journey): boolean => JSON.stringify(journey).includes(anEntry.code ?? '');

  it('is held until it is spent', () => {
    expect(holdsCode(after(...toOpening))).toBe(true);
  });

  it('is gone once it is spent: what own-device mode saves from then on holds no code beside the answers', () => {
    const ticketed = [...toOpening, { type: 'ticketed', ticket: aTicket, waits: false }] as const;
    const started = [...ticketed, { type: 'started', ticket: aTicket }] as const;
    expect([after(...toAnswering), after(...toReview), after(...toSending), after(...ticketed), after(...started)].map(holdsCode)).toEqual([false, false, false, false, false]);
  });
});

describe('answers', () => {
  it('are precious from Start to Send and nowhere else', () => {
    expect([after(), after(...toOpening), after(...toAnswering), after(...toReview)].map(isResumable)).toEqual([false, false, true, true]);
  });

  it('come back to the questions from the review, at the question that is to be changed', () => {
    expect(after(...toReview, { type: 'changed', at: 'F01_01' })).toMatchObject({ screen: 'answering', at: 'F01_01', answers: { F01_01: 4 } });
  });

  it('cannot be changed while a sealed sheet may have arrived', () => {
    const lost = after(...toSending, { type: 'send-failed', trouble: { kind: 'lost' } });
    expect(mayChange(lost)).toBe(false);
    expect(after(...toSending, { type: 'send-failed', trouble: { kind: 'lost' } }, { type: 'changed', at: null })).toEqual(lost);
    expect(lost).toMatchObject({ sealed: aSheet });
  });

  it('can be changed again once the collector has refused them and stored nothing', () => {
    expect(mayChange(after(...toSending, { type: 'send-failed', trouble: refused('answers.invalid') }))).toBe(true);
    expect(mayChange(after(...toSending, { type: 'send-failed', trouble: refused('sheet.conflict') }))).toBe(false);
  });

  it('can be changed where nothing left the device', () => {
    expect(mayChange(after(...toReview, { type: 'send-began' }, { type: 'send-failed', trouble: { kind: 'offline' } }))).toBe(true);
  });
});

describe('after sending', () => {
  const sent = after(...toSending, { type: 'sent', receipt: 'AAAA', theirs: 'BBBB' });

  it('holds both receipts, the thanks in every language and the name of the board, and neither answers, ticket nor code', () => {
    expect(Object.keys(sent).sort()).toEqual(['board', 'languages', 'receipt', 'screen', 'thanks', 'theirs']);
    expect(JSON.stringify(sent)).not.toContain('F01_01');
    expect(isResumable(sent)).toBe(false);
  });

  it('stays there whatever comes late', () => {
    expect(after(...toSending, { type: 'sent', receipt: 'AAAA', theirs: 'AAAA' }, { type: 'send-failed', trouble: { kind: 'lost' } }).screen).toBe('sent');
  });

  it("makes room for the next person's link in the same tab, and takes the receipt away", () => {
    expect(after(...toSending, { type: 'sent', receipt: 'AAAA', theirs: 'AAAA' }, { type: 'entered', entry: anEntry })).toEqual({ screen: 'loading', entry: anEntry });
  });
});
