// Whether the built pages are those of the present sources. The fingerprint is a hash of the sources' contents, not
// of their times, so that a fresh clone, a checkout back and forth and a copy all give the right answer.
import { spawnSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { existsSync, mkdirSync, readFileSync, readdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

const SOURCES = ['client', 'shared', 'vite.config.ts', 'package-lock.json', 'scripts/build.js'];
const STAMP = 'dist/client/sources.sha256';

const filesUnder = (path) =>
  path.includes('.')
    ? [path]
    : readdirSync(path, { withFileTypes: true, recursive: true })
        .filter((entry) => entry.isFile())
        .map((entry) => join(entry.parentPath ?? entry.path, entry.name))
        .sort();

const fingerprint = () => {
  const hash = createHash('sha256');
  for (const file of SOURCES.flatMap(filesUnder)) hash.update(`${file}\0`).update(readFileSync(file)).update('\0');
  return hash.digest('hex');
};

/** Builds if needed. False when the build failed; it has said why. */
export const buildWhereStale = () => {
  const now = fingerprint();
  if (existsSync(STAMP) && readFileSync(STAMP, 'utf8') === now) return true;
  console.log('Building the pages (once, and after a change)…');
  if (spawnSync(process.execPath, ['scripts/build.js'], { stdio: 'inherit' }).status !== 0) return false;
  mkdirSync('dist/client', { recursive: true });
  writeFileSync(STAMP, now);
  return true;
};
