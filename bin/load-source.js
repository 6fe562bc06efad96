// Loads a TypeScript source of this project on any Node: from one bundled file, which is made when it is first needed and
// again as soon as a source in it differs by one byte. A process or thread is so started for a third of the work of
// reading every source through a loader. Where no bundle can be made or kept (a folder that may not be written to) the
// sources run as they are, more slowly. See docs/decisions/0057-an-entry-starts-from-a-bundle.md.
import { createHash, randomUUID } from 'node:crypto';
import { mkdirSync, readFileSync, readdirSync, renameSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { join, relative } from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';

const root = fileURLToPath(new URL('../', import.meta.url));
const folder = join(root, 'dist', 'sources');
const MAKER = 'bin/load-source.js';
const AN_HOUR = 3_600_000;

/** What is started as a process or as a thread. */
export const ENTRIES = ['server/cli.ts', 'server/embedded/engine-main.ts', 'server/issuer/blind-signer-worker.ts', 'server/cli/csv/worker-thread.ts'];

const nameOf = (entry) => entry.replace(/\.ts$/, '').replaceAll('/', '-');
const fingerprint = (bytes) => createHash('sha256').update(bytes).digest('hex');
const fingerprintOf = (path) => fingerprint(readFileSync(join(root, path)));

/** Written beside and renamed, so that nobody reads half a file. */
const writeWhole = (path, text) => {
  const beside = `${path}.${randomUUID()}`;
  writeFileSync(beside, text);
  renameSync(beside, path);
};

/** The bundle of the present sources, or undefined: none was made, or a source is gone or not what it was. */
const freshBundle = (entry) => {
  try {
    const { bundle, files } = JSON.parse(readFileSync(join(folder, `${nameOf(entry)}.json`), 'utf8'));
    return Object.entries(files).every(([path, known]) => fingerprintOf(path) === known) ? join(folder, bundle) : undefined;
  } catch {
    return undefined;
  }
};

/** Every source that goes in is fingerprinted as it is read. `import.meta.url` stays the address of the source. */
const recordSources = (files) => ({
  name: 'record-sources',
  setup({ onLoad }) {
    onLoad({ filter: /\.(ts|json)$/ }, ({ path }) => {
      const bytes = readFileSync(path);
      const place = relative(root, path).replaceAll('\\', '/');
      files[place] = fingerprint(bytes);
      const address = `new URL(${JSON.stringify(`../../${place}`)}, import.meta.url).href`;
      const isTypeScript = path.endsWith('.ts');
      return { loader: isTypeScript ? 'ts' : 'json', contents: isTypeScript ? bytes.toString('utf8').replaceAll('import.meta.url', address) : bytes };
    });
  },
});

/** Bundles of former sources go, but not those that a process may be about to load. */
const removeOld = (entry, current) => {
  for (const file of readdirSync(folder)) {
    if (!file.startsWith(`${nameOf(entry)}.`) || !file.endsWith('.mjs') || file === current) continue;
    if (Date.now() - statSync(join(folder, file)).mtimeMs > AN_HOUR) rmSync(join(folder, file), { force: true });
  }
};

/** Makes the bundle of an entry and returns its path. Packages stay outside: they are loaded as they were installed. */
const makeBundle = async (entry) => {
  const { build, stop } = await import('esbuild');
  const files = { [MAKER]: fingerprintOf(MAKER) };
  const settings = { bundle: true, packages: 'external', platform: 'node', format: 'esm', target: 'node20.19', tsconfigRaw: '{}', write: false, logLevel: 'silent' };
  const { outputFiles } = await build({ ...settings, absWorkingDir: root, entryPoints: [entry], plugins: [recordSources(files)] });
  await stop();
  const bundle = `${nameOf(entry)}.${fingerprint(outputFiles[0].contents).slice(0, 16)}.mjs`;
  mkdirSync(folder, { recursive: true });
  writeWhole(join(folder, bundle), outputFiles[0].contents);
  writeWhole(join(folder, `${nameOf(entry)}.json`), JSON.stringify({ bundle, files }));
  removeOld(entry, bundle);
  return join(folder, bundle);
};

/** Makes the bundle of an entry where the one that is there is not of the present sources. */
export const ensureBundle = async (entry) => freshBundle(entry) ?? makeBundle(entry);

/** The module of an entry, e.g. `server/cli.ts`. */
export const loadSource = async (entry) => {
  const bundle = await ensureBundle(entry).catch(() => undefined);
  if (bundle !== undefined) return import(pathToFileURL(bundle).href);
  const { register } = await import('tsx/esm/api');
  register();
  return import(pathToFileURL(join(root, entry)).href);
};
