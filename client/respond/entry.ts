// How a person arrives: by a link or QR (everything in the fragment) or by a code typed from a card. A link names the
// manifest's hash; a typed code can't, so that then the eight words are the only check and the page says so.
import { readCode } from '../../shared/credential/code.ts';
import type { CodeProblem } from '../../shared/credential/code.ts';
import type { CodeFrame } from '../../shared/credential/frame.ts';
import { readLink } from '../../shared/credential/link.ts';
import { PortableTicket } from '../../shared/credential/ticket.ts';
import { readTicketFragment } from '../../shared/credential/ticket-link.ts';

/** `manifest`: base64url hash from the link, null where the code was typed. `code`: null for an open link. */
export type Entry = {
  readonly round: string;
  readonly population: number;
  readonly frame: CodeFrame | 'open-link';
  readonly code: string | null;
  readonly manifest: string | null;
  /** A ticket's text, where it brought the person: then `population` is -1 until the manifest is known. */
  readonly ticket?: string;
  /** The ticket came as a file, which its holder still has; a link's ticket may be nowhere else by now. */
  readonly byFile?: true;
};

export type EntryProblem = { readonly kind: CodeProblem | 'empty' | 'damaged'; readonly count: number };

export type EntryReading = { readonly ok: true; readonly entry: Entry } | { readonly ok: false; readonly problem: EntryProblem };

/** Characters that count, as the person sees them. */
const typedCount = (typed: string): number => typed.replace(/[^\p{L}\p{N}]/gu, '').length;

/** Reads what was typed into the field; a whole link pasted there counts as a link. */
export function readTyped(typed: string): EntryReading {
  const hash = typed.indexOf('#');
  if (hash >= 0) return readFragment(typed.slice(hash).trim());
  if (typed.trim() === '') return { ok: false, problem: { kind: 'empty', count: 0 } };
  const reading = readCode(typed);
  if (!reading.ok) return { ok: false, problem: { kind: reading.problem, count: typedCount(typed) } };
  return { ok: true, entry: { ...reading.value, manifest: null } };
}

function entryOfTicket(ticket: PortableTicket): Entry {
  return { round: ticket.round, population: -1, frame: ticket.frame, code: null, manifest: ticket.manifest, ticket: JSON.stringify(ticket) };
}

/** Reads the text of a ticket's file; null where it is none. */
export function readTicketFile(text: string): Entry | null {
  try {
    return { ...entryOfTicket(PortableTicket.parse(JSON.parse(text))), byFile: true };
  } catch {
    return null;
  }
}

/** Reads a fragment that isn't empty. */
export function readFragment(fragment: string): EntryReading {
  const ticket = readTicketFragment(fragment);
  if (ticket !== null) return { ok: true, entry: entryOfTicket(ticket) };
  const reading = readLink(fragment);
  if (!reading.ok) return { ok: false, problem: { kind: 'damaged', count: 0 } };
  const { round, population, manifest } = reading.value;
  const way = reading.value.kind === 'code' ? { frame: reading.value.frame, code: reading.value.code } : { frame: 'open-link' as const, code: null };
  return { ok: true, entry: { round, population, manifest, ...way } };
}
