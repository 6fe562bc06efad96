// Builds the survey view's page as the respondent page is built, and once more with a React that complains in the
// console, and serves both under the respondent page's policy.
import { spawnSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { extname, join, normalize } from 'node:path';
import { fileURLToPath } from 'node:url';
import type { Form } from '../../../shared/questionnaire/form.ts';

export const STRICT_POLICY =
  "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self'; font-src 'self'; connect-src 'self'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'";

const TYPES: Readonly<Record<string, string>> = { '.html': 'text/html', '.js': 'text/javascript', '.css': 'text/css', '.json': 'application/json' };

export interface SurveyPage {
  readonly origin: string;
  readonly close: () => Promise<void>;
}

function read(folder: string, path: string): Buffer | undefined {
  try {
    return readFileSync(join(folder, normalize(path.endsWith('/') ? `${path}index.html` : path)));
  } catch {
    return undefined;
  }
}

/** Pages that show one of the forms with `?form=…&language=…&layout=…`: at `/production/` what ships, at `/development/` the other. */
export async function serveSurveyPage(forms: Readonly<Record<string, Form>>): Promise<SurveyPage> {
  const folder = mkdtempSync(join(tmpdir(), 'survey-page-'));
  const builder = fileURLToPath(new URL('./build-page.ts', import.meta.url));
  const built = spawnSync(process.execPath, ['--import', 'tsx', builder, folder], { encoding: 'utf8' });
  if (built.status !== 0) throw new Error(`the page does not build: ${built.stderr}`);
  const server = createServer((request, reply) => {
    const path = new URL(request.url ?? '/', 'http://page').pathname;
    const form = forms[path.slice(1).replace('.json', '')];
    const body = form !== undefined ? Buffer.from(JSON.stringify(form)) : path === '/favicon.ico' ? Buffer.alloc(0) : read(folder, path);
    reply.writeHead(body === undefined ? 404 : 200, {
      'content-type': TYPES[path.endsWith('/') ? '.html' : extname(path)] ?? 'application/octet-stream',
      'content-security-policy': STRICT_POLICY,
    });
    reply.end(body);
  });
  await new Promise<void>((listening) => server.listen(0, '127.0.0.1', listening));
  return {
    origin: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    close: async () => {
      await new Promise((closed) => server.close(closed));
      rmSync(folder, { recursive: true, force: true });
    },
  };
}
