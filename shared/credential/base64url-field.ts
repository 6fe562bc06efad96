// The zod shape of bytes in JSON: base64url of an exact length. Parsed values stay text; decode them once, where used.
import { z } from 'zod';
import { base64urlLength, decodeBase64url } from './base64url.ts';

/** A base64url text that carries exactly `byteLength` bytes and has no second spelling. */
export const base64urlOf = (byteLength: number) =>
  z.string().length(base64urlLength(byteLength)).refine((text) => decodeBase64url(text) !== null, 'is not base64url');

/** A base64url text of at most `byteLength` bytes; the one who knows the exact length checks it. */
export const base64urlUpTo = (byteLength: number) =>
  z.string().min(1).max(base64urlLength(byteLength)).refine((text) => decodeBase64url(text) !== null, 'is not base64url');
