// Prints a CSV byte for byte as the desk serves it: its last line ends with CRLF too, of which a writer of lines brings
// the LF.
import type { Writers } from './command.ts';

/** `text`: a whole CSV, its last line ended. */
export const printCsv = (text: string, { out }: Writers): void => {
  out(text.replace(/\n$/, ''));
};
