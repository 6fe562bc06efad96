// Asks for a line on standard input; what is secret is not shown. Works with a person at a terminal and with a pipe.
import { createInterface } from 'node:readline';
import type { Interface } from 'node:readline';
import { Writable } from 'node:stream';

export type Ask = { readonly line: (question: string) => Promise<string>; readonly secret: (question: string) => Promise<string>; readonly close: () => void };

/** Opens the questions; close them, or the process waits for more. */
export function openAsk(): Ask {
  let hidden = false;
  const output = new Writable({
    write(chunk: Buffer, _encoding, done) {
      if (!hidden) process.stderr.write(chunk);
      done();
    },
  });
  const reader: Interface = createInterface({ input: process.stdin, output, terminal: process.stdin.isTTY === true });
  // Lines of a pipe may come before they are asked for.
  const lines = reader[Symbol.asyncIterator]();
  const next = async (): Promise<string> => {
    const read = await lines.next();
    return read.done === true ? '' : read.value;
  };
  return {
    async line(question) {
      process.stderr.write(question);
      return (await next()).trim();
    },
    async secret(question) {
      process.stderr.write(question);
      hidden = true;
      const text = await next();
      hidden = false;
      process.stderr.write('\n');
      return text;
    },
    close: () => reader.close(),
  };
}
