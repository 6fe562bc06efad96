// The fragment of a link or QR. With a code: `#c=<24 characters>&m=<manifest hash>`; an open link: `#r=<round>&p=<population>&m=<hash>`.
// It is a fragment so that no server, proxy, log or Referer ever sees it. The printed code already holds round,
// population and frame under its check, so the link repeats nothing that could disagree with it.
import { decodeBase64url } from './base64url.ts';
import { joinCode, readCode } from './code.ts';
import type { CodeProblem, PrintedCode } from './code.ts';

/** What a link says; `manifest` is the base64url SHA-256 of the manifest, 43 characters. */
export type CodeLink = { readonly kind: 'code'; readonly manifest: string } & PrintedCode;
export type OpenLink = { readonly kind: 'open'; readonly manifest: string; readonly round: string; readonly population: number };
export type Link = CodeLink | OpenLink;
export type LinkReading = { readonly ok: true; readonly value: Link } | { readonly ok: false; readonly problem: CodeProblem | 'manifest' | 'round' };

const isHash = (text: string): boolean => text.length === 43 && decodeBase64url(text)?.length === 32;

/** The fragment with its `#`. Throws a RangeError where a part is out of its range. */
export function linkFragment(link: Link): string {
  if (!isHash(link.manifest)) throw new RangeError('a link carries the base64url SHA-256 of its manifest');
  const way = link.kind === 'code' ? `c=${joinCode(link)}` : `r=${link.round}&p=${String(link.population)}`;
  return `#${way}&m=${link.manifest}`;
}

/** Reads a fragment, with or without `#`. Unknown or repeated parts are refused as damage. Never throws. */
export function readLink(fragment: string): LinkReading {
  const parts = fragment.replace(/^#/, '').split('&').map((part) => part.split('='));
  const fields = new Map(parts.map(([name = '', value = '']) => [name, value]));
  const manifest = fields.get('m') ?? '';
  if (!isHash(manifest)) return { ok: false, problem: 'manifest' };
  const names = parts.map(([name]) => name).sort().join('');
  if (names === 'cm') {
    const reading = readCode(fields.get('c') ?? '');
    return reading.ok ? { ok: true, value: { kind: 'code', manifest, ...reading.value } } : reading;
  }
  const round = fields.get('r') ?? '';
  const population = fields.get('p') ?? '';
  if (names !== 'mpr' || !/^[0-9A-HJKMNP-TV-Z]{6}$/.test(round) || !/^[0-8]$/.test(population)) return { ok: false, problem: 'round' };
  return { ok: true, value: { kind: 'open', manifest, round, population: Number(population) } };
}
