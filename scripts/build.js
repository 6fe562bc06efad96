// npm run build: both apps through Vite, then every text file compressed once with Brotli and gzip at their highest
// setting, so that the server only picks a file. Sizes are counted on these very files (test/browser/built-pages.test.ts).
// Last the entries of the server, so that an installation that nobody may write to has them too (bin/load-source.js).
import { readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { brotliCompressSync, constants, gzipSync } from 'node:zlib';
import { build } from 'vite';
import { ENTRIES, ensureBundle } from '../bin/load-source.js';

const apps = ['respond', 'desk', 'board', 'trust', 'tablet'];
const folderOf = (app) => `dist/client/${app === 'tablet' ? 't' : app}`;
const compressible = /\.(html|js|css|json|svg|txt)$/;

const filesUnder = (folder) =>
  readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => join(entry.parentPath ?? entry.path, entry.name));

const compress = (file) => {
  const bytes = readFileSync(file);
  const text = { [constants.BROTLI_PARAM_MODE]: constants.BROTLI_MODE_TEXT, [constants.BROTLI_PARAM_SIZE_HINT]: bytes.length };
  const brotli = brotliCompressSync(bytes, { params: { ...text, [constants.BROTLI_PARAM_QUALITY]: 11, [constants.BROTLI_PARAM_LGWIN]: 24 } });
  const gzip = gzipSync(bytes, { level: 9 });
  writeFileSync(`${file}.br`, brotli);
  writeFileSync(`${file}.gz`, gzip);
  return { bytes: bytes.length, brotli: brotli.length, gzip: gzip.length };
};

const kilobytes = (bytes) => `${(bytes / 1000).toFixed(1)} kB`;

const buildApp = async (app) => {
  await build({ mode: app, logLevel: 'warn' });
  const sizes = filesUnder(folderOf(app)).filter((file) => compressible.test(file)).map(compress);
  const total = (kind) => kilobytes(sizes.reduce((sum, size) => sum + size[kind], 0));
  console.log(`${folderOf(app)}: ${sizes.length} files, ${total('bytes')}, gzip ${total('gzip')}, brotli ${total('brotli')}`);
};

process.env.NODE_ENV = 'production';
for (const app of apps) rmSync(folderOf(app), { recursive: true, force: true });
for (const app of apps) await buildApp(app);
for (const entry of ENTRIES) await ensureBundle(entry);
