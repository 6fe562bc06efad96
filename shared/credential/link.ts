// The fragment of an invitation link: `#r=<round>&c=<24 characters>&m=<manifest hash>`.
// It is a fragment so that no server, proxy, log or Referer ever sees it. The typed code already holds round,
// population and frame with a check, so the link repeats nothing that could disagree with it.
import { decodeBase64url } from './base64url.ts';
import { joinCode, readCode } from './code.ts';
import type { CodeProblem, PrintedCode } from './code.ts';

/** A link's content. `manifest` is the base64url SHA-256 of the manifest, 43 characters. */
export type Link = PrintedCode & { readonly manifest: string };
export type LinkReading = { readonly ok: true; readonly value: Link } | { readonly ok: false; readonly problem: CodeProblem | 'manifest' };

const isHash = (text: string): boolean => text.length === 43 && decodeBase64url(text)?.length === 32;
