// Writes worker.js beside the built page: the list of all files of the build and a version made of their contents, in
// front of the worker's source. A changed file is a changed worker, which a browser then fetches whole.
import { createHash } from 'node:crypto';
import { readFileSync, readdirSync, writeFileSync } from 'node:fs';
import { join, relative, sep } from 'node:path';
import type { Plugin } from 'vite';

const SOURCE = new URL('./worker.js', import.meta.url);

const filesUnder = (folder: string): readonly string[] =>
  readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => relative(folder, join(entry.parentPath, entry.name)).split(sep).join('/'))
    .sort();

/** For a build whose page stands at `base` (`/t/`). */
export const workerPlugin = (base: string): Plugin => ({
  name: 'tablet-worker',
  apply: 'build',
  writeBundle({ dir }) {
    if (dir === undefined) throw new Error('the build has no folder');
    const hash = createHash('sha256');
    const names = filesUnder(dir);
    for (const name of names) hash.update(name).update(readFileSync(join(dir, name)));
    const paths = names.map((name) => (name === 'index.html' ? base : base + name));
    const head = `const FILES = ${JSON.stringify(paths)};\nconst VERSION = ${JSON.stringify(hash.digest('base64url').slice(0, 16))};\n`;
    writeFileSync(join(dir, 'worker.js'), head + readFileSync(SOURCE, 'utf8').replace(/^\/\* global .*\n/m, ''));
  },
});
