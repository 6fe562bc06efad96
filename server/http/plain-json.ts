// Whether a JSON text is as plain as the bodies that are sent here, before anything parses it. Parsing a hundred thousand
// names stops every other request for a tenth of a second, and a text that is nested deeply enough takes the stack of
// whoever walks over what was parsed. Long strings, which is what sheets and envelopes are, are jumped over.

/** The most that is sent here are the sixteen slots of a tablet's pool, with some fifty commas and colons. */
const PARTS_AT_MOST = 256;
const DEPTH_AT_MOST = 16;

const [QUOTE, BACKSLASH, COMMA, COLON] = [0x22, 0x5c, 0x2c, 0x3a];
const OPENING = new Set([0x5b, 0x7b]);
const CLOSING = new Set([0x5d, 0x7d]);

/** Whether the quote at a place is written with a backslash before it. */
function isEscaped(bytes: Buffer, at: number): boolean {
  let first = at;
  while (first > 0 && bytes[first - 1] === BACKSLASH) first -= 1;
  return (at - first) % 2 === 1;
}

/** False where the text has too many members, elements or escaped quotes, or is nested too deeply. True says nothing of whether it is JSON. */
export function isPlainJson(bytes: Buffer): boolean {
  let parts = 0;
  let depth = 0;
  for (let at = 0; at < bytes.length; at += 1) {
    const byte = bytes[at] ?? 0;
    if (byte === QUOTE) {
      for (at = bytes.indexOf(QUOTE, at + 1); at >= 0 && parts <= PARTS_AT_MOST && isEscaped(bytes, at); at = bytes.indexOf(QUOTE, at + 1)) parts += 1;
      // A string without an end: the parser will say so.
      if (at < 0) return parts <= PARTS_AT_MOST;
    } else if (OPENING.has(byte)) depth += 1;
    else if (CLOSING.has(byte)) depth -= 1;
    else if (byte === COMMA || byte === COLON) parts += 1;
    if (depth > DEPTH_AT_MOST || parts > PARTS_AT_MOST) return false;
  }
  return true;
}
