// Steps and values for the tests of the journey: a round that only has what the reducer reads.
import { advance, beginning } from '../../client/respond/journey.ts';
import type { Journey, Step } from '../../client/respond/journey.ts';
import type { PreparedDraw, Ticket } from '../../client/credential/draw-token.ts';
import type { SealedSheet } from '../../client/credential/seal-sheet.ts';
import type { OpenedRound } from '../../client/respond/open-round.ts';
import type { Entry } from '../../client/respond/entry.ts';
import { aSurveyForm } from '../support/a-cips-form.ts';

export const anEntry: Entry = { round: 'ABC123', population: 0, frame: 'invited', code: '0123456789ABCDEF', manifest: null };
const parts: unknown = { entry: anEntry, form: aSurveyForm('cips/1/officials'), manifest: { drawingEnds: '2026-03-31' }, place: { manifest: 'hash of the manifest' } };
export const anOpenedRound = parts as OpenedRound;
/** A draw, and the ticket that it becomes, of a one-time key; the key is all that is read here. */
export const aDrawOf = (key: number): PreparedDraw => ({ marker: 'draw', key: { publicKey: Uint8Array.of(key) } }) as unknown as PreparedDraw;
export const aTicketOf = (key: number): Ticket => ({ marker: 'ticket', key: { publicKey: Uint8Array.of(key) } }) as unknown as Ticket;
export const aDraw = aDrawOf(1);
export const aTicket = aTicketOf(1);
export const aSheet = { receipt: 'AAAA' } as unknown as SealedSheet;

/** Where a person stands after these steps. */
export const after = (...steps: readonly Step[]): Journey => steps.reduce(advance, beginning);

export const toOpening: readonly Step[] = [
  { type: 'entered', entry: anEntry },
  { type: 'opened', round: anOpenedRound },
];
export const toAnswering: readonly Step[] = [...toOpening, { type: 'start-began' }, { type: 'draw-prepared', draw: aDraw }, { type: 'started', ticket: aTicket }];
export const toReview: readonly Step[] = [...toAnswering, { type: 'reviewed', answers: { F01_01: 4 } }];
export const toSending: readonly Step[] = [...toReview, { type: 'send-began' }, { type: 'sealed', sealed: aSheet }];
