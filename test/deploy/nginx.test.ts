// The shipped proxy settings: their promises as text everywhere, and where nginx is installed the very file in front of a
// real server, with a certificate made here. Only names, ports and folders are put in.
import { execFileSync, spawn } from 'node:child_process';
import type { ChildProcess } from 'node:child_process';
import { existsSync, mkdirSync, mkdtempSync, readFileSync, readdirSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { request } from 'node:https';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { connect } from 'node:tls';
import type { ConnectionOptions } from 'node:tls';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { paths } from '../../shared/api/round.ts';
import { base64urlLength } from '../../shared/credential/base64url.ts';
import { LARGEST_BODY } from '../../shared/credential/body-length.ts';
import { envelopeLength } from '../../shared/credential/sealed-sheet.ts';
import { BATCH_AT_MOST } from '../../shared/credential/send-sealed.ts';
import { aServer } from '../support/a-server.ts';
import type { TestServer } from '../support/a-server.ts';
import { aFreePort } from '../support/a-server-process.ts';

const shipped = readFileSync('docs/deploy/nginx.conf', 'utf8');
const [nginx, openssl] = [['/usr/sbin/nginx', '/usr/local/sbin/nginx', '/usr/bin/nginx'], ['/usr/bin/openssl', '/usr/local/bin/openssl']].map((places) => places.find(existsSync));

describe('the shipped proxy settings', () => {
  it.each(['access_log off;', 'error_log /dev/null crit;', 'ssl_session_tickets off;', 'ssl_session_cache off;', 'keepalive_timeout 0;', 'proxy_set_header Connection close;', 'proxy_set_header User-Agent "";', 'proxy_max_temp_file_size 0;'])(
    'say %s', (line) => expect(shipped).toContain(`    ${line}\n`.slice(line.startsWith('error_log') ? 4 : 0)),
  );

  it('hold the largest body in memory: a tablet’s whole batch', () => {
    const sizes = ['client_body_buffer_size', 'client_max_body_size'].map((name) => Number(new RegExp(`${name} (\\d+)m;`).exec(shipped)?.[1]) * 1024 * 1024);
    for (const size of sizes) expect(size).toBeGreaterThan((base64urlLength(envelopeLength(LARGEST_BODY)) + 8) * BATCH_AT_MOST + 1024);
  });
});

type Reply = { readonly status: number; readonly headers: Readonly<Record<string, unknown>>; readonly body: string };

// Defined only where it can run; the pipeline counts no skip for a machine without nginx.
if (nginx !== undefined && openssl !== undefined) {
  describe('nginx with the shipped settings', () => {
    const folder = mkdtempSync(join(tmpdir(), 'spid-test-'));
    const conf = join(folder, 'nginx.conf');
    const wordsFor = (file: string): readonly string[] => ['-p', folder, '-c', file, '-e', join(folder, 'error.log'), '-g', `daemon off; pid ${file.replace('.conf', '.pid')};`];
    let server: TestServer;
    let port = 0;
    let child: ChildProcess;
    const ask = (path: string, method = 'GET', body = '', at = port): Promise<Reply> =>
      new Promise((resolve, reject) => {
        const asked = request({ host: '127.0.0.1', port: at, path, method, rejectUnauthorized: false, agent: false, headers: { 'Content-Type': 'application/json', 'User-Agent': 'marker-agent', 'Content-Length': Buffer.byteLength(body) } }, (reply) => {
          let text = '';
          reply.setEncoding('utf8').on('data', (chunk: string) => (text += chunk)).on('end', () => resolve({ status: reply.statusCode ?? 0, headers: reply.headers, body: text }));
        });
        asked.on('error', reject).end(body);
      });
    beforeAll(async () => {
      [server, port] = [await aServer({ more: { SPID_TRUSTED_PROXIES: '127.0.0.1' } }), await aFreePort()];
      execFileSync(openssl, ['req', '-x509', '-newkey', 'ec', '-pkeyopt', 'ec_paramgen_curve:prime256v1', '-nodes', '-days', '2', '-subj', '/CN=answer.example', '-keyout', join(folder, 'key.pem'), '-out', join(folder, 'certificate.pem')], { stdio: 'ignore' });
      mkdirSync(join(folder, 'temporary'));
      child = await start(conf, shipped, port);
    }, 60_000);
    async function start(file: string, text: string, at: number): Promise<ChildProcess> {
      const temporary = ['client_body', 'proxy', 'fastcgi', 'uwsgi', 'scgi'].map((name) => `${name}_temp_path ${join(folder, 'temporary', name)};`).join('\n');
      const placed = text.replace('listen 443 ssl;', `listen 127.0.0.1:${String(at)} ssl;`).replace('/etc/ssl/answer.example.pem', join(folder, 'certificate.pem')).replace('/etc/ssl/answer.example.key', join(folder, 'key.pem'))
        .replace('http://127.0.0.1:3000', server.url).replace('http {', `http {\n${temporary}`);
      writeFileSync(file, process.getuid?.() === 0 ? `user root;\n${placed}` : placed);
      const started = spawn(nginx ?? '', wordsFor(file), { stdio: 'ignore' });
      for (let attempt = 0; attempt < 100 && (await ask('/health', 'GET', '', at).catch(() => null)) === null; attempt += 1) await new Promise((resolve) => setTimeout(resolve, 50));
      return started;
    }
    async function end(started: ChildProcess): Promise<void> {
      const ended = new Promise((resolve) => started.once('exit', resolve));
      started.kill('SIGTERM');
      await ended;
    }
    afterAll(async () => {
      await end(child);
      await server.close();
      rmSync(folder, { recursive: true, force: true });
    });

    it('is a file that nginx understands', () => {
      expect(() => execFileSync(nginx, ['-t', ...wordsFor(conf)], { stdio: 'pipe' })).not.toThrow();
    });

    it('closes each connection and keeps every header of the page’s policy', async () => {
      for (const [path, method] of [['/health', 'GET'], [paths.draw('000000'), 'POST'], [paths.sheets('000000'), 'POST']] as const) {
        const [direct, proxied] = [await fetch(server.url + path, { method, headers: { 'Content-Type': 'application/json' }, ...(method === 'POST' ? { body: '{}' } : {}) }), await ask(path, method, method === 'POST' ? '{}' : '')];
        expect([proxied.status, proxied.headers['connection']]).toEqual([direct.status, 'close']);
        for (const name of ['content-security-policy', 'referrer-policy', 'cache-control', 'x-frame-options', 'x-content-type-options', 'content-type']) expect([name, proxied.headers[name]]).toEqual([name, direct.headers.get(name)]);
        expect(Object.keys(proxied.headers)).not.toContain('set-cookie');
      }
    });

    it.each(['TLSv1.2', 'TLSv1.3'] as const)('gives no session to come back with under %s', async (version) => {
      const visit = (options: ConnectionOptions = {}): Promise<{ readonly reused: boolean; readonly sessions: readonly Buffer[] }> =>
        new Promise((resolve, reject) => {
          const sessions: Buffer[] = [];
          const socket = connect({ host: '127.0.0.1', port, rejectUnauthorized: false, minVersion: version, maxVersion: version, ...options }, () => socket.write('GET /health HTTP/1.1\r\nHost: answer.example\r\n\r\n'));
          socket.on('session', (session: Buffer) => sessions.push(session)).on('error', reject);
          socket.once('data', () => socket.on('end', () => resolve({ reused: socket.isSessionReused(), sessions })));
        });
      const first = await visit();
      const again = await visit(first.sessions[0] === undefined ? {} : { session: first.sessions[0] });
      expect(again.reused).toBe(false);
      if (version === 'TLSv1.3') expect(first.sessions).toEqual([]);
    });

    it('takes a body of a megabyte without a file on disk, and refuses one without end', async () => {
      const large = JSON.stringify({ manifest: 'A'.repeat(43), envelopes: ['A'.repeat(1_000_000)] });
      expect((await ask(paths.sealed('000000'), 'POST', large)).body).toMatch(/urn:spid:problem/);
      const files = readdirSync(join(folder, 'temporary'), { recursive: true, withFileTypes: true }).filter((entry) => entry.isFile());
      expect(files).toEqual([]);
    });

    it('writes nothing of all this anywhere', async () => {
      await ask(`${paths.round('000000')}?marker-query`);
      const left = readdirSync(folder, { recursive: true, withFileTypes: true }).filter((entry) => entry.isFile()).map(({ name }) => name);
      expect(left.filter((name) => !['nginx.conf', 'nginx.pid', 'key.pem', 'certificate.pem', 'error.log'].includes(name))).toEqual([]);
      expect(existsSync(join(folder, 'error.log')) ? statSync(join(folder, 'error.log')).size : 0).toBe(0);
    });

    it.each([
      ['issuer', [paths.draw('000000'), paths.openChallenge('000000'), paths.tabletPool('000000')], [paths.sheets('000000'), '/desk/', '/a/', '/health']],
      ['collector', [paths.round('000000'), paths.sheets('000000'), '/board/'], [paths.draw('000000'), '/desk/', '/a/', '/health']],
    ])('passes on what belongs to the %s and nothing else, where its comment’s paths are put in', async (name, own, others) => {
      const location = new RegExp(`^ *#   ${name} +(location .+?) +\\(`, 'm').exec(shipped)?.[1] ?? '';
      const [file, at] = [join(folder, `${name}.conf`), await aFreePort()];
      const narrowed = await start(file, shipped.replace('location / {', `location / { return 404; }\n        ${location} {`), at);
      const answered = await Promise.all([...own, ...others].map(async (path) => [path, await ask(path, 'GET', '', at), await ask(path)] as const));
      await end(narrowed);
      const refused = answered.filter(([, { status, body }]) => status === 404 && body.includes('<center>nginx')).map(([path]) => path);
      expect(refused).toEqual(others);
      expect(answered.filter(([path, through, direct]) => own.includes(path) && (through.status !== direct.status || through.body !== direct.body))).toEqual([]);
    });

    it('answers with a refusal that the page can word while the server is away', async () => {
      await server.close();
      const reply = await ask('/health');
      expect([reply.status, reply.headers['content-type'], reply.headers['retry-after'], (JSON.parse(reply.body) as { code: string }).code]).toEqual([503, 'application/problem+json', '5', 'store.unavailable']);
      server = await aServer();
    });
  });
}
