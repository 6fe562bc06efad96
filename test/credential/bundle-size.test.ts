// What blinding and un-blinding cost a phone on a bad line: built as the respondent page is, minified and compressed.
import { execFile } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { gzipSync } from 'node:zlib';
import { describe, expect, it } from '@jest/globals';

const address = (path: string): string => JSON.stringify(fileURLToPath(new URL(`../../client/credential/${path}`, import.meta.url)));

/** Vite refuses objects of jest's own realm, so it builds in a process of its own and prints the bundle. */
const SCRIPT = `
  import { build } from 'vite';
    const source = process.argv[1];
  const entry = { name: 'entry', resolveId: (id) => (id === 'virtual:entry' ? id : null), load: (id) => (id === 'virtual:entry' ? source : null) };
  const { output } = await build({
    configFile: false, logLevel: 'silent', plugins: [entry],
    build: { write: false, target: ['chrome87', 'safari14'], modulePreload: false, rollupOptions: { input: 'virtual:entry', preserveEntrySignatures: 'strict' } },
  });
  console.log(output.map((chunk) => chunk.code ?? '').join(''));`;

/** A bundle of an entry that exports what it names, for the oldest browsers that the page is meant for. */
async function bundled(source: string): Promise<string> {
  const root = fileURLToPath(new URL('../../', import.meta.url));
  const { stdout } = await promisify(execFile)(process.execPath, ['--input-type=module', '-e', SCRIPT, source], { cwd: root, timeout: 30000 });
  return stdout;
}

describe('the blind client', () => {
  it('takes less than two and a half kilobytes over the wire, and no package', async () => {
    const code = await bundled(`export { blind } from ${address('blind.ts')}; export { finalize } from ${address('finalize.ts')}; export { issuerKey } from ${address('issuer-key.ts')};`);
    expect(code).toContain('RSA-PSS');
    expect(code).not.toMatch(/zod|eval\(|new Function/i);
    expect(gzipSync(code, { level: 9 }).length).toBeLessThan(2500);
  }, 90_000);
});
