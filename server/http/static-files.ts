// The built pages, read once into memory with the compressed forms that the build made beside them. Neither a page nor a
// file of it may be stored: a bundle in the cache of an office computer tells who was here and when. So every reply of
// this file says no-store, and no list of names can grow stale. The bytes are the same for everybody: nothing is rendered,
// no cookie is set, no time is compared.
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { extname, join, relative, sep } from 'node:path';
import type { Express, Response } from 'express';
import { NO_STORE } from './headers.ts';
import { encode, sendEncoded } from './reply.ts';
import type { Encoded } from './reply.ts';

const TYPES: Readonly<Record<string, string>> = {
  '.html': 'text/html; charset=utf-8',
  '.js': 'text/javascript; charset=utf-8',
  '.css': 'text/css; charset=utf-8',
  '.json': 'application/json; charset=utf-8',
  '.svg': 'image/svg+xml',
  '.png': 'image/png',
  '.woff2': 'font/woff2',
  '.mp3': 'audio/mpeg',
  '.ogg': 'audio/ogg',
  '.m4a': 'audio/mp4',
};

/** What a page may be told of its deployment, once and the same for everybody: `<meta>` names and contents. */
export type PageFacts = Readonly<Record<string, string>>;

/** The page with its facts in its head. Contents are origins: nothing in them needs escaping, and anything else is refused. */
function withFacts(file: StaticFile, facts: PageFacts): StaticFile {
  if (!file.type.startsWith('text/html') || Object.keys(facts).length === 0) return file;
  if (Object.values(facts).some((content) => !/^[a-z0-9:/.[\]-]+$/.test(content))) throw new TypeError('a page is told nothing but origins');
  const tags = Object.entries(facts).map(([name, content]) => `<meta name="${name}" content="${content}" />`);
  return { type: file.type, content: encode(file.content.plain.toString('utf8').replace('</head>', `${tags.join('')}</head>`)) };
}

/** Where a page's file is mounted: `{ '/a/': 'respond/index.html' }`. */
export type Pages = Readonly<Record<string, string>>;

type StaticFile = { readonly content: Encoded; readonly type: string };

function readFile(path: string): StaticFile | null {
  const type = TYPES[extname(path)];
  if (type === undefined) return null;
  const plain = readFileSync(path);
  const built = (ending: string): Buffer | null => (existsSync(path + ending) ? readFileSync(path + ending) : null);
  const br = built('.br');
  const gzip = built('.gz');
  if (br !== null && gzip !== null) return { type, content: { plain, br, gzip } };
  return { type, content: /^(text|application)\//.test(type) ? encode(plain.toString('utf8')) : { plain } };
}

function readFolder(folder: string, facts: PageFacts): ReadonlyMap<string, StaticFile> {
  const files = new Map<string, StaticFile>();
  if (!existsSync(folder)) return files;
  for (const entry of readdirSync(folder, { recursive: true, withFileTypes: true })) {
    const path = join(entry.parentPath, entry.name);
    const file = entry.isFile() ? readFile(path) : null;
    if (file !== null) files.set(`/${relative(folder, path).split(sep).join('/')}`, withFacts(file, facts));
  }
  return files;
}

/** Before whatever is answered: browsers keep even a permanent redirection. */
const unstored = (response: Response): Response => response.setHeader('Cache-Control', NO_STORE);

/** Serves the pages and every asset of a built folder, all of it no-store. An unbuilt folder serves nothing and the server still runs. */
export function mountStaticFiles(app: Express, folder: string, pages: Pages, facts: PageFacts = {}): void {
  const files = readFolder(folder, facts);
  const pageFiles = new Map(Object.entries(pages).map(([path, name]) => [path, files.get(`/${name}`)]));
  app.use((request, response, next) => {
    if (request.method !== 'GET' && request.method !== 'HEAD') return next();
    const file = pageFiles.get(request.path) ?? (request.path.endsWith('.html') ? undefined : files.get(request.path));
    if (file !== undefined) return sendEncoded(unstored(response), file.content, file.type);
    if (pageFiles.get(`${request.path}/`) !== undefined) return unstored(response).redirect(308, `${request.path}/`);
    return next();
  });
}
