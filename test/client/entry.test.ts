// How a person arrives: typed code, pasted link, damaged link. Every mistake is answered before a request.
import { describe, expect, it } from '@jest/globals';
import { readFragment, readTicketFile, readTyped } from '../../client/respond/entry.ts';
import { linkFragment } from '../../shared/credential/link.ts';
import { printCode } from '../../shared/credential/code.ts';
import { encodeBase64url } from '../../shared/credential/base64url.ts';
import type { PortableTicket } from '../../shared/credential/ticket.ts';
import { ticketFragment } from '../../shared/credential/ticket-link.ts';

const printed = { round: 'ABC123', population: 1, frame: 'card', code: '0123456789ABCDEF' } as const;
const code = printCode(printed);
const manifest = 'A'.repeat(43);

describe('readTyped', () => {
  it('reads a code in small letters, without dashes, with O for zero', () => {
    expect(readTyped(code.toLowerCase().replaceAll('-', ' ').replaceAll('0', 'o'))).toEqual({ ok: true, entry: { ...printed, manifest: null } });
  });

  it('reads a whole link that was pasted', () => {
    const link = `https://example.org/a/${linkFragment({ kind: 'code', manifest, ...printed })}\n`;
    expect(readTyped(link)).toEqual({ ok: true, entry: { ...printed, manifest } });
  });

  it.each([
    ['', 'empty', 0],
    ['   ', 'empty', 0],
    [code.slice(0, -2), 'length', 22],
    [`${code.slice(0, -1)}?`, 'character', 23],
    [code.replace('ABC1', 'ACB1'), 'check', 24],
  ])('says of %j what is wrong: %s', (typed, kind, count) => {
    expect(readTyped(typed)).toEqual({ ok: false, problem: { kind, count } });
  });
});

describe('readFragment', () => {
  it('takes a link without its end for damaged', () => {
    expect(readFragment(linkFragment({ kind: 'code', manifest, ...printed }).slice(0, -3))).toEqual({ ok: false, problem: { kind: 'damaged', count: 0 } });
  });

  it('reads an open link, which has no code', () => {
    expect(readFragment(`#r=ABC123&p=0&m=${manifest}`)).toEqual({ ok: true, entry: { round: 'ABC123', population: 0, frame: 'open-link', code: null, manifest } });
  });
});

describe('a ticket', () => {
  const ticket: PortableTicket = { format: 'spid-ticket-1', manifest, round: 'ABC123', population: 'officials', frame: 'invited', key: encodeBase64url(new Uint8Array(65).fill(7)), secret: manifest, randomizer: manifest, token: encodeBase64url(new Uint8Array(384).fill(7)) };

  it('is known to be in its holder’s hands where it came as a file, and not where it came as a link, which the address bar no longer shows', () => {
    const byLink = readFragment(ticketFragment(ticket));
    expect(byLink).toEqual({ ok: true, entry: { round: 'ABC123', population: -1, frame: 'invited', code: null, manifest, ticket: JSON.stringify(ticket) } });
    expect(readTicketFile(JSON.stringify(ticket))).toEqual({ ...(byLink.ok ? byLink.entry : {}), byFile: true });
  });

  it('is no ticket where the file is another', () => {
    expect([readTicketFile('{}'), readTicketFile('no JSON'), readTicketFile('')]).toEqual([null, null, null]);
  });
});
