// Whether a JSON text is as plain as the bodies that are sent here, before anything parses it. Parsing a hundred thousand
// names stops every other request for a tenth of a second, and a text that is nested deeply enough takes the stack of
// whoever walks over what was parsed. Long strings, which is what sheets and envelopes are, are jumped over.

/** Bytes outside of strings, and quotes within them. The most that is sent here are the sixteen slots of a tablet's pool, with some two hundred; a person may add lines and indents. */
const MARKS_AT_MOST = 4096;
const DEPTH_AT_MOST = 16;

const [QUOTE, BACKSLASH] = [0x22, 0x5c];
const OPENING = new Set([0x5b, 0x7b]);
const CLOSING = new Set([0x5d, 0x7d]);

/** Whether the quote at a place is written with a backslash before it. */
function isEscaped(bytes: Buffer, at: number): boolean {
  let first = at;
  while (first > 0 && bytes[first - 1] === BACKSLASH) first -= 1;
  return (at - first) % 2 === 1;
}

/** False where the text has too much beside its strings, or is nested too deeply. True says nothing of whether it is JSON. */
export function isPlainJson(bytes: Buffer): boolean {
  let depth = 0;
  let within = false;
  let at = 0;
  for (let marks = 0; marks <= MARKS_AT_MOST; marks += 1) {
    if (within) at = bytes.indexOf(QUOTE, at);
    // The end, or a string without one: the parser will say so.
    if (at < 0 || at >= bytes.length) return true;
    const byte = bytes[at] ?? 0;
    if (byte === QUOTE && !(within && isEscaped(bytes, at))) within = !within;
    else if (OPENING.has(byte)) depth += 1;
    else if (CLOSING.has(byte)) depth -= 1;
    if (depth > DEPTH_AT_MOST) return false;
    at += 1;
  }
  return false;
}
