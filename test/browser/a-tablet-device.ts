// A tablet for tests: a Chromium with a profile of its own that can be killed and started again on the same disk, and a
// line that can be cut, in front of the real server. Cut means cut: no bytes pass, whatever the browser believes.
import { spawn } from 'node:child_process';
import type { ChildProcess } from 'node:child_process';
import { existsSync, mkdtempSync, readFileSync, readdirSync, rmSync } from 'node:fs';
import { connect, createServer } from 'node:net';
import type { AddressInfo, Socket } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { chromium } from 'playwright-core';
import type { Browser, Page } from 'playwright-core';
import { executablePath } from './a-browser.ts';

export type Line = { readonly url: string; readonly cut: () => void; readonly mend: () => void; readonly close: () => Promise<void> };

/** A line to a server on loopback. */
export async function aLine(serverUrl: string): Promise<Line> {
  const target = Number(new URL(serverUrl).port);
  const sockets = new Set<Socket>();
  let whole = true;
  const keep = (socket: Socket): Socket => {
    sockets.add(socket);
    return socket.on('error', () => socket.destroy()).on('close', () => sockets.delete(socket));
  };
  const line = createServer((near) => {
    keep(near);
    if (!whole) return void near.destroy();
    const far = keep(connect(target, '127.0.0.1'));
    near.pipe(far);
    far.pipe(near);
  });
  await new Promise<void>((resolve) => line.listen(0, '127.0.0.1', resolve));
  const cutAll = (): void => sockets.forEach((socket) => socket.destroy());
  return {
    url: `http://localhost:${String((line.address() as AddressInfo).port)}`,
    cut: () => {
      whole = false;
      cutAll();
    },
    mend: () => {
      whole = true;
    },
    close: () => {
      cutAll();
      return new Promise((resolve) => line.close(() => resolve()));
    },
  };
}

export type Device = { readonly page: Page; readonly kill: () => Promise<void>; readonly violations: string[]; readonly foreign: string[] };

async function endpointOf(profile: string): Promise<string> {
  const path = join(profile, 'DevToolsActivePort');
  for (let attempt = 0; attempt < 200; attempt += 1) {
    const [port, address] = existsSync(path) ? readFileSync(path, 'utf8').split('\n') : [];
    if (port !== undefined && address !== undefined) return `ws://127.0.0.1:${port}${address}`;
    await new Promise((resolve) => setTimeout(resolve, 100));
  }
  throw new Error('the browser did not start');
}

async function watched(browser: Browser, origin: string): Promise<Pick<Device, 'page' | 'violations' | 'foreign'>> {
  const [context] = browser.contexts();
  if (context === undefined) throw new Error('no context');
  const violations: string[] = [];
  const foreign: string[] = [];
  const page = context.pages()[0] ?? (await context.newPage());
  page.setDefaultTimeout(30_000);
  await page.exposeFunction('__violation', (text: string) => violations.push(text));
  await page.addInitScript(`document.addEventListener('securitypolicyviolation', (event) => window.__violation(event.violatedDirective + ' ' + event.blockedURI));`);
  page.on('request', (request) => (/^(blob|data):/.test(request.url()) || request.url().startsWith(origin) ? undefined : foreign.push(request.url())));
  page.on('dialog', (dialog) => void dialog.accept());
  return { page, violations, foreign };
}

/** Starts a browser on a profile. `kill` is SIGKILL to it and its children, as a battery that is taken out. */
export async function aDevice(profile: string, origin: string, language: string, program = executablePath): Promise<Device> {
  rmSync(join(profile, 'DevToolsActivePort'), { force: true });
  for (const name of ['SingletonLock', 'SingletonCookie', 'SingletonSocket']) rmSync(join(profile, name), { force: true });
  const args = ['--headless', '--no-sandbox', '--disable-gpu', '--disable-background-networking', '--disable-component-update', '--disable-sync', '--no-first-run', '--remote-debugging-port=0', `--lang=${language}`, `--accept-lang=${language}`, `--user-data-dir=${profile}`, 'about:blank'];
  const child: ChildProcess = spawn(program, args, { detached: true, stdio: 'ignore' });
  const browser = await chromium.connectOverCDP(await endpointOf(profile));
  return {
    ...(await watched(browser, origin)),
    async kill() {
      const gone = new Promise((resolve) => child.once('exit', resolve));
      if (child.pid !== undefined) process.kill(-child.pid, 'SIGKILL');
      await gone;
      await browser.close().catch(() => undefined);
    },
  };
}

export const aProfile = (): string => mkdtempSync(join(tmpdir(), 'spid-tablet-'));

/** What a file holds now: nothing where the browser, which is running, has removed it since the folder was listed. */
function bytesOf(path: string): Buffer {
  try {
    return readFileSync(path);
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return Buffer.alloc(0);
    throw error;
  }
}

/** Files of a folder that hold a text, as UTF-8 or as UTF-16 (Chromium's state of forms). */
export function filesWith(folder: string, text: string): readonly string[] {
  const forms = [Buffer.from(text, 'utf8'), Buffer.from(text, 'utf16le')];
  return readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => join(entry.parentPath, entry.name))
    .filter((path) => {
      const bytes = bytesOf(path);
      return forms.some((form) => bytes.includes(form));
    });
}
